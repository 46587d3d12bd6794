"""The radar as PNG and SVG: drawn with our font, with whose it is and of when in the picture."""

import io
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from PIL import Image, ImageFont

from files import pictures
from files.fonts import FOLDER, MAIN
from files.report import Report
from scoring.peers.radar_figures import MEDIAN
from scoring.result import shown_results
from scoring.wording import maturity_text
from tests.reports import REAL, STATES, a_report, peers_of

SVG = "{http://www.w3.org/2000/svg}"
HEADING = "草加市(埼玉県) 令和8年度 分野ごとのDX成熟度"
HEADING_SIZE = 20


def image_of(report: Report) -> Image.Image:
    return Image.open(io.BytesIO(pictures.png(report))).convert("L")


def drawing_of(report: Report) -> ElementTree.Element:
    return ElementTree.fromstring(pictures.svg(report))  # noqa: S314  # our own file


def texts_of(report: Report) -> list[str]:
    return ["".join(found.itertext()) for found in drawing_of(report).iter(f"{SVG}text")]


def test_the_png_is_the_drawing_at_twice_its_size() -> None:
    width, height = (float(drawing_of(a_report()).attrib[name]) for name in ("width", "height"))
    assert image_of(a_report()).size == (width * 2, height * 2)


def test_the_heading_is_drawn_in_our_font() -> None:
    font = ImageFont.truetype(str(FOLDER / MAIN[1]), HEADING_SIZE * 2)
    image = image_of(a_report())
    # The first line: what is dark in it is as wide as the font says that the heading is.
    line = image.crop((0, 0, image.width, HEADING_SIZE * 2 + 16)).point(lambda shade: 255 if shade < 128 else 0)
    box = line.getbbox()
    assert box is not None
    left, _, right, _ = font.getbbox(HEADING)
    assert box[2] - box[0] == pytest.approx(right - left, abs=4)


@pytest.mark.parametrize("state", STATES)
def test_the_drawing_says_whose_it_is_and_has_every_axis_with_its_figure(state: str) -> None:
    report = a_report(STATES[state])
    texts = texts_of(report)
    assert HEADING in texts
    assert any("設問版 v2026-1" in text for text in texts)
    assert any(text.endswith("令和8年11月22日作成") for text in texts)
    together = "".join(texts)
    for axis, standing in zip(report.result.axes, report.result.of_axis, strict=True):
        assert "".join(axis.label) + maturity_text(standing.maturity) in together


def test_the_depth_is_that_of_the_result_which_is_drawn() -> None:
    assert any("くわしく診断(48問)" in text for text in texts_of(a_report(STATES["full depth"])))
    assert any("かんたん診断(24問)" in text for text in texts_of(a_report(STATES["full depth half way"])))


def test_other_answers_and_other_places_give_another_picture() -> None:
    one, other = image_of(a_report()), image_of(a_report(STATES["nothing begun"]))
    there = image_of(a_report(replace(STATES["every level"], municipality="112224")))
    assert len({one.tobytes(), other.tobytes(), there.tobytes()}) == 3


def test_peers_are_drawn_beside_the_core_result_and_named_in_the_heading() -> None:
    peers = peers_of(12, STATES["full depth"])
    texts = "".join(texts_of(a_report(STATES["full depth"], peers=peers)))
    core, full = shown_results(REAL, STATES["full depth"])
    for axis, standing in zip(core.axes, core.of_axis, strict=True):
        assert "".join(axis.label) + maturity_text(standing.maturity) in texts
    assert [one.maturity for one in core.of_axis] != [one.maturity for one in full.of_axis]
    assert f"{MEDIAN}(■)" in texts
    assert "かんたん診断(24問)" in texts
    assert peers.basis in texts


def test_a_reading_of_others_says_that_it_is_none_of_the_office() -> None:
    label = REAL.version.survey.label
    assert any(label in text for text in texts_of(a_report(origin=label)))


def test_the_drawing_names_no_address_but_that_of_its_own_format() -> None:
    text = pictures.svg(a_report()).decode("utf-8")
    addresses = {part.split('"')[0] for part in text.split('="http')[1:]}
    assert addresses == {"://www.w3.org/2000/svg"}


def test_a_long_heading_stays_within_the_picture() -> None:
    report = a_report(origin="とても長い名前の比較グループ、" * 8)
    font = ImageFont.truetype(str(FOLDER / MAIN[0]), 14)
    assert max(map(font.getlength, texts_of(report)[1:])) < float(drawing_of(report).attrib["width"])
    assert report.origin in "".join(texts_of(report))
