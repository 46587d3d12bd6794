"""The colours of the charts: legible on their paper and told apart in both themes, in grey print, by every sight."""

import json
import re
import tomllib
from itertools import combinations
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from questionnaire.plan import Target
from scoring.charts.palette import BAND_OPACITY, DARK, LIGHT, POLYGON_OPACITY, Palette
from scoring.charts.radar import radar
from scoring.charts.target_marks import panels_with_targets, radar_with_targets
from scoring.peers.strip_chart import strips
from scoring.roadmap.chart import roadmap_chart
from scoring.trend.chart import trend_panels
from screens.parts.chart import COLOURS
from tests import vega
from tests.colours import SIGHTS, contrast, distance, linear, over, seen
from tests.scoring.charts.test_radar import OPENED, REAL, scored
from tests.scoring.peers.test_charts import a_comparison
from tests.scoring.trend.test_trend_chart import OPENED as OPENED_TREND
from tests.small_roadmaps import a_roadmap

# WCAG 2.2: 1.4.3 for words, 1.4.11 for what a chart is understood by.
FOR_WORDS, FOR_LINES = 4.5, 3.0
# In CIE 1976 L*a*b*: more than six times what is just noticed.
APART = 15.0
THEMES = {"light": LIGHT, "dark": DARK}
# An area whose edge has the own colour; a colour that only stands beneath.
AREAS = {"paper", "running"}
LEADING = {"ring", "spoke"}
TARGETS = [Target(REAL.axes[0].id, REAL.steps[1].id, 2028)]
COMPARED = a_comparison()
CHARTS: dict[str, dict[str, Any]] = {
    "radar": radar_with_targets(radar(scored(OPENED)), REAL, TARGETS),
    "radar with peers": radar_with_targets(radar(COMPARED.own, COMPARED.of_axis), REAL, TARGETS),
    "strips": strips(COMPARED),
    "trend": panels_with_targets(trend_panels(OPENED_TREND), REAL, TARGETS)[0],
    "roadmap": roadmap_chart(a_roadmap()),
}


def roles(chart: dict[str, Any]) -> set[str]:
    """What the colours of a chart stand for."""
    named = set(re.findall(r"#[0-9A-Fa-f]{6}", json.dumps(chart)))
    return {role for role, colour in LIGHT._asdict().items() if colour in named}


def drawn(chart: dict[str, Any]) -> set[str]:
    """Every colour in the drawing of a chart."""
    elements = ElementTree.fromstring(vega.svg(chart)).iter()  # noqa: S314  # our own file
    return {element.attrib[part] for element in elements for part in ("fill", "stroke") if part in element.attrib}


def looks(palette: Palette, role: str, sight: str) -> tuple[float, ...]:
    return seen(getattr(palette, role), sight)


# The rules hold


@pytest.mark.parametrize("sight", SIGHTS)
@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("chart", CHARTS)
def test_what_stands_in_one_chart_is_told_apart(chart: str, theme: str, sight: str) -> None:
    shown = sorted(roles(CHARTS[chart]) - LEADING)
    apart = {
        pair: distance(*(looks(THEMES[theme], role, sight) for role in pair))
        for pair in combinations(shown, 2)
        if pair != ("paper", "running")
    }
    assert len(apart) > 1
    assert {pair: found for pair, found in apart.items() if found < APART} == {}


@pytest.mark.parametrize("sight", SIGHTS)
@pytest.mark.parametrize("theme", THEMES)
def test_lines_and_words_stand_out_from_their_paper(theme: str, sight: str) -> None:
    palette = THEMES[theme]
    found = {
        role: contrast(looks(palette, role, sight), looks(palette, "paper", sight)) for role in set(palette._fields)
    }
    assert {role for role, ratio in found.items() if ratio < FOR_LINES} <= AREAS
    assert found["text"] >= FOR_WORDS


@pytest.mark.parametrize("sight", SIGHTS)
@pytest.mark.parametrize("theme", THEMES)
def test_lines_and_words_stand_out_from_the_areas_that_they_cross(theme: str, sight: str) -> None:
    palette = THEMES[theme]
    crossed = {
        over(palette.band, BAND_OPACITY, palette.paper): ("own", "median", "text"),
        over(palette.own, POLYGON_OPACITY, palette.paper): ("own", "upper", "median", "text"),
        palette.running: ("own",),
    }
    for area, crossing in crossed.items():
        for role in crossing:
            least = FOR_WORDS if role == "text" else FOR_LINES
            assert contrast(looks(palette, role, sight), seen(area, sight)) >= least, (area, role)


@pytest.mark.parametrize("chart", CHARTS)
def test_a_chart_is_drawn_in_the_colours_of_its_palette_alone(chart: str) -> None:
    assert drawn(CHARTS[chart]) - {"none", "transparent"} <= set(LIGHT)


def test_every_colour_is_drawn_somewhere() -> None:
    assert set.union(*(roles(chart) for chart in CHARTS.values())) == set(Palette._fields)


def test_each_colour_of_light_is_exchanged_for_that_of_dark() -> None:
    assert len(set(LIGHT)) == len(set(DARK)) == len(Palette._fields)
    for light, dark in zip(LIGHT, DARK, strict=True):
        for part in ("fill", "stroke"):
            assert f'[{part}="{light}"] {{ {part}: light-dark({light}, {dark}); }}' in COLOURS


def test_the_paper_of_a_chart_is_that_of_the_page() -> None:
    written = tomllib.loads((Path(__file__).parents[3] / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    theme = written["theme"]
    pages = {name: theme.get(name, theme).get("backgroundColor", "#FFFFFF") for name in THEMES if name in theme} or {
        "light": theme["backgroundColor"]
    }
    assert pages == {name: THEMES[name].paper for name in pages}


# The measures are those of their sources


def test_contrast_and_distance_are_those_that_are_known() -> None:
    """Black on white; the least grey that WCAG lets pass; red and green of sRGB in L*a*b* (Lindbloom)."""
    assert contrast(linear("#000000"), linear("#FFFFFF")) == pytest.approx(21)
    assert contrast(linear("#767676"), linear("#FFFFFF")) == pytest.approx(4.54, abs=0.005)
    assert distance(linear("#FFFFFF"), linear("#000000")) == pytest.approx(100, abs=0.01)
    assert distance(linear("#FF0000"), linear("#00FF00")) == pytest.approx(170.6, abs=0.1)


@pytest.mark.parametrize("sight", SIGHTS)
def test_every_sight_keeps_white_and_grey(sight: str) -> None:
    """The rows of each matrix add up to one: who sees fewer colours sees no other light."""
    for grey in ("#FFFFFF", "#808080"):
        assert seen(grey, sight) == pytest.approx(linear(grey), abs=1e-4)


def test_colours_that_are_confused_would_be_found() -> None:
    """Red and green of one brightness look alike in deuteranopia, red and blue of one brightness in grey print."""
    red, green = "#B03030", "#606000"
    assert distance(linear(red), linear(green)) > 3 * APART
    assert distance(seen(red, "deuteranopia"), seen(green, "deuteranopia")) < APART
    assert distance(seen(red, "grey print"), seen("#0060D0", "grey print")) < APART


@pytest.mark.parametrize("name", CHARTS)
def test_no_chart_says_anything_only_under_the_mouse(name: str) -> None:
    """What comes up there could neither be put away by a key nor pointed at (WCAG 1.4.13)."""
    assert CHARTS[name]["config"]["mark"] == {"tooltip": None}
    assert json.dumps(CHARTS[name]).count("tooltip") == 1
