"""Targets on the radar and in the panels of 推移."""

from typing import Any

import altair as alt
import pytest

from questionnaire.loader import newest_version
from questionnaire.loader import questionnaire as version
from questionnaire.plan import Target
from scoring.charts.radar import radar
from scoring.charts.target_marks import panels_with_targets, radar_with_targets, target_words
from scoring.result import result
from scoring.trend.chart import trend_panels
from scoring.trend.years import Year, trend
from tests.builders import an_assessment, answered_alike, level

REAL = version(newest_version())
ANSWERS = answered_alike(REAL, level(1)).answers
FIRST, SECOND, *_ = REAL.axes
STEP, _, DX = REAL.steps
TARGETS = [Target(SECOND.id, DX.id, 2029), Target(FIRST.id, STEP.id, 2026)]
RADAR = radar(result(REAL, an_assessment(ANSWERS, version=REAL.version.id)))


def a_year(number: int, *, is_submitted: bool = True) -> Year:
    return Year(REAL, an_assessment(ANSWERS, fiscal_year=number, version=REAL.version.id), is_submitted)


PANELS = trend_panels(trend([a_year(2025), a_year(2026, is_submitted=False)]))


def marks(chart: dict[str, Any]) -> list[dict[str, Any]]:
    """The points of the diamonds in the chart."""
    found = [layer for layer in chart["layer"] if layer["mark"].get("shape") == "diamond"]
    return [point for layer in found for point in layer["data"]["values"]]


def domain(panel: dict[str, Any]) -> list[str]:
    domains = [layer["encoding"]["x"]["scale"]["domain"] for layer in panel["layer"]]
    assert all(one == domains[0] for one in domains)
    found: list[str] = domains[0]
    return found


def test_a_target_is_told_with_axis_year_and_step() -> None:
    assert target_words(REAL, TARGETS[0]) == f"{SECOND.name} 令和11年度までに「{DX.name}」"


def test_the_radar_has_a_mark_on_the_ring_of_each_target() -> None:
    marked = radar_with_targets(RADAR, REAL, TARGETS)
    second, first = marks(marked)
    # The first axis points up; the second of eight lies 45 degrees to the right.
    assert (first["x"], first["y"]) == pytest.approx((0, 1))
    assert (second["x"], second["y"]) == pytest.approx((3 * 0.5**0.5, 3 * 0.5**0.5), abs=1e-4)
    assert alt.LayerChart.from_dict(marked).to_dict()["layer"]


def test_the_marks_stand_on_the_scales_of_the_radar() -> None:
    marked = radar_with_targets(RADAR, REAL, TARGETS)
    points = next(layer for layer in RADAR["layer"] if layer["mark"]["type"] == "point")
    assert {channel: marked["layer"][-1]["encoding"][channel] for channel in "xy"} == {
        channel: points["encoding"][channel] for channel in "xy"
    }


def test_the_alternative_text_of_the_radar_names_the_targets() -> None:
    told = radar_with_targets(RADAR, REAL, TARGETS)["description"]
    assert told.startswith(RADAR["description"])
    assert all(target_words(REAL, target) in told for target in TARGETS)


def test_a_panel_has_the_mark_of_its_axis_only() -> None:
    marked = panels_with_targets(PANELS, REAL, TARGETS)
    assert [len(marks(panel)) for panel in marked] == [1, 1, *[0] * (len(PANELS) - 2)]
    assert (marks(marked[0])[0]["maturity"], marks(marked[1])[0]["maturity"]) == (1.0, 3.0)
    for panel in marked[0], marked[-1]:
        assert alt.LayerChart.from_dict(panel).to_dict()["layer"]


def test_all_panels_are_widened_for_the_years_of_targets() -> None:
    marked = panels_with_targets(PANELS, REAL, TARGETS)
    for panel in marked:
        assert domain(panel) == ["令和7\n年度", "令和8\n年度\n提出前", "令和11\n年度\n目標"]
    assert marks(marked[0])[0]["year"] == "令和8\n年度\n提出前"
    assert marks(marked[1])[0]["year"] == "令和11\n年度\n目標"


def test_the_charts_that_are_marked_stay_as_they_were() -> None:
    before = [domain(panel) for panel in PANELS], len(RADAR["layer"])
    panels_with_targets(PANELS, REAL, TARGETS)
    radar_with_targets(RADAR, REAL, TARGETS)
    assert ([domain(panel) for panel in PANELS], len(RADAR["layer"])) == before


def test_without_targets_the_charts_are_the_same() -> None:
    assert radar_with_targets(RADAR, REAL, []) == RADAR
    assert panels_with_targets(PANELS, REAL, []) == PANELS
