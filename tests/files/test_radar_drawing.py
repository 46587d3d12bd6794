"""The radar in files is the radar on the screen: every line, mark and word of it, as Vega draws them there."""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple
from xml.etree import ElementTree

import pytest

from files.pictures import RADIUS
from files.radar_drawing import Drawing, drawing, wide_drawing
from files.report import Report
from scoring.charts.radar import radar
from scoring.charts.radar_figures import MARKED, described
from tests import vega
from tests.reports import REAL, STATES, a_report, peers_of

Element = ElementTree.Element
FULL = STATES["full depth"]
REPORTS = {name: a_report(STATES[name]) for name in ("every level", "some open", "nothing begun", "everything reached")}
REPORTS |= {f"{count} peers": a_report(FULL, peers=peers_of(count, FULL)) for count in (12, 5)}
# Vega rounds the corners of a path to thousandths of a pixel.
CLOSE = 0.01


class Line(NamedTuple):
    """A line with its corners, as its area and stroke are seen."""

    colour: str
    width: float
    dash: str
    area: tuple[str, float]
    corners: list[float]


class Picture(NamedTuple):
    """What is seen in a drawing, with places in pixels from the centre of the radar."""

    lines: list[Line]
    marks: list[tuple[str, float, float]]
    words: list[tuple[str, str, float, float, float]]

    def seen_from(self, x: float, y: float) -> "Picture":
        """The same with places from there."""
        return Picture(
            [
                one._replace(corners=[value - (y if odd % 2 else x) for odd, value in enumerate(one.corners)])
                for one in self.lines
            ],
            [(colour, left - x, top - y) for colour, left, top in self.marks],
            [(text, anchor, size, left - x, top - y) for text, anchor, size, left, top in self.words],
        )


def picture(svg: str) -> Picture:
    """What is seen in this drawing."""
    found = Picture([], [], [])
    for element, x, y in placed(ElementTree.fromstring(svg)):  # noqa: S314  # our own file
        look = element.attrib
        if element.tag == "text":
            found.words.extend(words(element, x, y))
        elif is_mark(element):
            found.marks.append((look["fill"], *centre(element, x, y)))
        elif "stroke" in look:
            found.lines.append(line(element, x, y))
    start = next(one.corners[:2] for one in found.lines if len(one.corners) == 4)
    return found.seen_from(*start)


def is_mark(element: Element) -> bool:
    """Whether this is a point or a square: as an element of its own, or as Vega draws them, as a path of arcs or one
    that is filled alone."""
    if element.tag in ("circle", "rect"):
        return element.tag == "circle" or "x" in element.attrib
    path = element.get("d", "")
    return "A" in path or (path.endswith("Z") and "stroke" not in element.attrib)


def placed(element: Element, x: float = 0, y: float = 0) -> Iterator[tuple[Element, float, float]]:
    """Every element that is drawn with what its groups and itself are moved by."""
    moved = re.match(r"translate\(([-\d.e]+),([-\d.e]+)\)", element.get("transform", ""))
    x, y = (x + float(moved[1]), y + float(moved[2])) if moved else (x, y)
    element.tag = element.tag.partition("}")[2]
    if element.get("class") not in ("background", "foreground"):
        yield element, x, y
    for inner in element:
        yield from placed(inner, x, y)


def line(element: Element, x: float, y: float) -> Line:
    look = element.attrib
    if element.tag == "line":
        corners = [float(look.get(name, 0)) for name in ("x1", "y1", "x2", "y2")]
    else:
        corners = [float(number) for number in re.findall(r"-?\d+(?:\.\d+)?", look["d"])]
    dash = look.get("stroke-dasharray", "").replace("1,0", "")
    area = look.get("fill", "none"), float(look.get("fill-opacity", 1))
    return Line(
        look["stroke"],
        float(look.get("stroke-width", 1)),
        dash,
        area if area[0] != "none" else ("none", 0),
        [value + (y if odd % 2 else x) for odd, value in enumerate(corners)],
    )


def centre(element: Element, x: float, y: float) -> tuple[float, float]:
    look = element.attrib
    if element.tag == "rect":
        return float(look["x"]) + float(look["width"]) / 2, float(look["y"]) + float(look["height"]) / 2
    return x + float(look.get("cx", 0)), y + float(look.get("cy", 0))


def words(element: Element, x: float, y: float) -> Iterator[tuple[str, str, float, float, float]]:
    look = element.attrib
    x, y = x + float(look.get("x", 0)), y + float(look.get("y", 0))
    size = float(look["font-size"].removesuffix("px"))
    for part in [*element] or [element]:
        y += float(part.get("dy", 0))
        yield "".join(part.itertext()), look.get("text-anchor", "start"), size, x, y


def drawn(report: Report, **look: Any) -> Picture:
    return picture(drawing(report.drawn, report.drawn_peers, RADIUS, **look).svg)


def on_the_screen(report: Report) -> Picture:
    return picture(vega.svg(radar(report.drawn, report.drawn_peers)))


def beside_the_legend(seen: Picture) -> Picture:
    """The radar alone."""
    legend = set(MARKED.values()) | set(MARKED)
    words = [one for one in seen.words if one[0] not in legend and "上の端" not in one[0]]
    return seen._replace(lines=[one for one in seen.lines if one.width != 3 or len(one.corners) > 4], words=words)


@pytest.fixture(scope="module", params=REPORTS)
def both(request: pytest.FixtureRequest) -> tuple[Picture, Picture]:
    """The radar of a report as a file has it, and as the screen has it."""
    report = REPORTS[request.param]
    return drawn(report), on_the_screen(report)


def test_every_line_and_area_is_that_of_the_screen(both: tuple[Picture, Picture]) -> None:
    ours, screen = (sorted(beside_the_legend(one).lines) for one in both)
    # Rings, spokes and at least the own polygon.
    assert len(ours) > len(REAL.steps) + len(REAL.axes)
    assert [one[:4] for one in ours] == [one[:4] for one in screen]
    for one, other in zip(ours, screen, strict=True):
        assert one.corners == pytest.approx(other.corners, abs=CLOSE)


def test_every_mark_stands_where_it_stands_on_the_screen(both: tuple[Picture, Picture]) -> None:
    ours, screen = (sorted(one.marks) for one in both)
    assert [colour for colour, *_ in ours] == [colour for colour, *_ in screen]
    assert [place for _, *place in ours] == [pytest.approx(place, abs=CLOSE) for _, *place in screen]


def test_every_word_stands_where_it_stands_on_the_screen(both: tuple[Picture, Picture]) -> None:
    ours, screen = (sorted(beside_the_legend(one).words) for one in both)
    assert [one[:3] for one in ours] == [one[:3] for one in screen]
    # The browser rounds the place of a baseline to whole pixels.
    assert [one[3:] for one in ours] == [pytest.approx(one[3:], abs=1) for one in screen]


def test_the_legend_names_the_series_of_the_screen_in_their_order(both: tuple[Picture, Picture]) -> None:
    ours, screen = ([one for one in each.words if one not in beside_the_legend(each).words] for each in both)
    assert [one[0] for one in ours] == [one[0] for one in screen]
    assert ours


@pytest.mark.parametrize("name", REPORTS)
def test_the_wide_drawing_shows_the_same_radar_with_its_legend_beside_it(name: str) -> None:
    report = REPORTS[name]
    wide, high = (beside_the_legend(one) for one in (picture(a_wide_drawing(report).svg), drawn(report)))
    assert flat(wide) == pytest.approx(flat(high), abs=CLOSE)
    assert a_wide_drawing(report).width > a_wide_drawing(report).height


def a_wide_drawing(report: Report) -> Drawing:
    return wide_drawing(report.drawn, report.drawn_peers, RADIUS)


def flat(seen: Picture) -> list[float]:
    """Every place in a picture, line by line, mark by mark and word by word."""
    lines = [value for one in seen.lines for value in one.corners]
    return [*lines, *(value for one in (*seen.marks, *seen.words) for value in one[-2:])]


def test_it_is_described_for_those_who_do_not_see_it() -> None:
    report = REPORTS["12 peers"]
    root = ElementTree.fromstring(drawing(report.drawn, report.drawn_peers, RADIUS).svg)  # noqa: S314  # our own file
    assert (root.get("role"), root.get("aria-label")) == ("img", described(report.drawn, report.drawn_peers))


def test_a_heading_is_text_whatever_is_in_it() -> None:
    typed = '<b>&amp;"5市1町"</b> \x01#set'
    texts = [one[0] for one in drawn(REPORTS["every level"], heading=["題", typed]).words]
    assert "題" in texts
    assert typed.replace("\x01", "〔U+0001〕") in texts
