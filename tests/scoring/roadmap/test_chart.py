"""The chart of 工程表: a bar for each action over the quarters, and what it says to those who do not see it."""

import json
from functools import cache
from typing import Any
from xml.etree import ElementTree

import altair as alt
import pytest
from jsonschema import ValidationError
from PIL import ImageFont

from files.fonts import FOLDER, MAIN
from questionnaire.plan import PlanSettings
from scoring.charts.line_breaks import BEGIN_NO_LINE
from scoring.roadmap.chart import (
    BAR_HEIGHT,
    LINE_HEIGHT,
    LINE_LENGTH,
    ROW_HEIGHT,
    RUNNING,
    bar_chart,
    roadmap_chart,
    roadmap_description,
)
from scoring.roadmap.outcome import Roadmap, roadmap
from scoring.roadmap.planning import plan
from scoring.roadmap.wording import period_text
from tests import vega
from tests.builders import answered_alike, level
from tests.small_roadmaps import MADE_IN, REAL, a_roadmap

FOUND = a_roadmap()
CHART = roadmap_chart(FOUND)
SVG = "{http://www.w3.org/2000/svg}"
ONE_YEAR = PlanSettings(MADE_IN, 2027, (20,), (0,))


@cache
def a_real_roadmap() -> Roadmap:
    """A year of an office that begins with everything."""
    assessment = answered_alike(REAL, level(0))
    return roadmap(REAL, assessment, plan(REAL, assessment, ONE_YEAR))


def bars(chart: dict[str, Any] = CHART) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = layer(chart, "bar")["data"]["values"]
    return found


def layer(chart: dict[str, Any], mark: str) -> dict[str, Any]:
    """The first layer of this kind."""
    return next(one for one in chart["layer"] if one["mark"]["type"] == mark)


def labels(axis: dict[str, Any], *, width: int) -> list[str]:
    """What stands beside the axis of a chart that is so many pixels wide, as Vega draws it; lines joined by /."""
    spec = {
        "data": {"values": [{}]},
        "mark": "point",
        "width": width,
        "encoding": {"x": {"datum": 0, "type": "quantitative", "scale": {"domain": [0, 8]}, "axis": axis}},
    }
    drawn = ElementTree.fromstring(vega.svg(spec))  # noqa: S314  # our own file
    return ["/".join(text.itertext()) for text in drawn.iter(f"{SVG}text")]


def test_the_chart_with_its_figures_is_valid_vega_lite() -> None:
    assert alt.LayerChart.from_dict(CHART).to_dict()["layer"]


def test_a_chart_that_is_not_vega_lite_would_be_found() -> None:
    broken = roadmap_chart(FOUND)
    broken["layer"][0]["mark"] = {"type": "no-such-mark"}
    with pytest.raises(ValidationError):
        alt.LayerChart.from_dict(broken)


@pytest.mark.parametrize("years", [(2027,), (2027, 2028, 2029, 2030, 2031)])
def test_a_chart_without_figures_is_valid_vega_lite(years: tuple[int, ...]) -> None:
    specification = bar_chart(years).to_dict(validate=True)
    domains = [one["encoding"]["x"].get("scale", {}).get("domain") for one in specification["layer"]]
    assert domains[:2] == [[0, 4 * len(years)]] * 2


def test_every_layer_carries_its_figures_and_fetches_nothing() -> None:
    for one in CHART["layer"]:
        assert list(one["data"]) == ["values"]
        drawn = {channel["field"] for channel in one["encoding"].values() if "field" in channel}
        assert drawn
        assert all(drawn <= set(value) for value in one["data"]["values"])
    assert "url" not in json.dumps(CHART["layer"])


def test_a_bar_goes_from_the_beginning_of_its_first_to_the_end_of_its_last_quarter() -> None:
    assert [(bar["id"], bar["start"], bar["end"]) for bar in bars()] == [
        ("begun", 0, 2),
        ("first", 2, 5),
        ("then", 5, 6),
    ]


def test_what_was_finished_before_the_plan_has_no_bar_but_is_told() -> None:
    assert "over" not in {bar["id"] for bar in bars()}
    assert "overを行う" in CHART["description"]


def test_what_is_under_way_is_told_without_colour() -> None:
    assert [bar["id"] for bar in bars() if bar["is_running"]] == ["begun"]
    assert [bar["id"] for bar in bars() if bar["title"].endswith(f"({RUNNING})")] == ["begun"]
    fill = layer(CHART, "bar")["encoding"]["fill"]
    assert fill["condition"]["value"] != fill["value"]


def test_the_actions_stand_in_the_order_of_their_start() -> None:
    for rows in (one["encoding"]["y"] for one in CHART["layer"] if "y" in one["encoding"]):
        assert rows["scale"]["domain"] == ["begun", "first", "then"]
        assert rows["sort"] is None


def test_every_quarter_is_named_over_its_middle() -> None:
    axis = layer(CHART, "bar")["encoding"]["x"]["axis"]
    assert axis["values"] == [0.5, 1.5, 2.5, 3.5, 4.5, 5.5, 6.5, 7.5]
    assert labels(axis, width=640) == ["第1", "第2", "第3", "第4"] * 2
    assert labels(axis, width=300) == ["1", "2", "3", "4"] * 2


def test_the_years_stand_in_a_row_of_their_own_above_the_quarters() -> None:
    axis = layer(CHART, "rule")["encoding"]["x"]["axis"]
    assert axis["values"] == [2, 6]
    assert axis["offset"] > layer(CHART, "bar")["encoding"]["x"]["axis"].get("offset", 0)
    assert labels(axis, width=640) == ["令和9年度", "令和10年度"]
    assert labels(axis, width=170) == ["令和9/年度", "令和10/年度"]


def test_a_line_marks_where_each_quarter_begins_and_another_one_where_a_year_does() -> None:
    lines = layer(CHART, "rule")["data"]["values"]
    assert [line["at"] for line in lines] == [*range(9)]
    assert [line["at"] for line in lines if line["is_year"]] == [0, 4, 8]


def test_the_description_tells_every_action_with_its_period() -> None:
    assert CHART["description"] == roadmap_description(FOUND)
    assert CHART["description"].startswith("令和9年度から令和10年度までの工程表。")
    for entry in FOUND.entries:
        assert f"「{entry.action.title}」は{period_text(entry)}" in CHART["description"]
    assert "(実施中) " in bars()[0]["text"]


def test_a_long_title_is_broken_into_lines_and_loses_no_letter() -> None:
    found = a_real_roadmap()
    shown = bars(roadmap_chart(found))
    titles = {one.action.id: one.action.title for one in found.entries}
    assert {bar["id"]: bar["title"] for bar in shown} == titles
    assert {bar["id"]: bar["lines"].replace("\n", "") for bar in shown} == titles
    for bar in shown:
        lines = bar["lines"].split("\n")
        assert len(lines) == bar["further_lines"] + 1
        assert max(map(len, lines)) <= LINE_LENGTH + 1
        assert not {line[0] for line in lines} & set(BEGIN_NO_LINE)


@pytest.mark.parametrize("width", [296, 328, 928])
def test_title_and_bar_stand_in_the_row_of_their_action_at_every_width(width: int) -> None:
    """So nothing lies sideways out of a telephone, and no title runs into another's row."""
    found = a_real_roadmap()
    chart = roadmap_chart(found) | {"width": width, "autosize": {"type": "fit-x", "contains": "padding"}}
    drawn = ElementTree.fromstring(vega.svg(chart))  # noqa: S314  # our own file
    assert float(drawn.attrib["width"]) == width
    titles = {one.action.title for one in found.entries}
    assert titles <= {"".join(text.itertext()) for text in drawn.iter(f"{SVG}text")}
    font = ImageFont.truetype(str(FOLDER / MAIN[0]), 14)
    shown = [line for bar in bars(chart) for line in (bar["lines"].split("\n") if width < 560 else [bar["title"]])]
    assert max(font.getlength(line) for line in shown) < width


def test_the_chart_of_a_long_plan_is_as_high_as_its_rows() -> None:
    assert CHART["height"] == {"step": ROW_HEIGHT}
    assert max(bar["further_lines"] for bar in bars()) * LINE_HEIGHT + BAR_HEIGHT < ROW_HEIGHT


def test_an_empty_plan_says_so() -> None:
    full = answered_alike(REAL, level(3))
    found = roadmap(REAL, full, plan(REAL, full, ONE_YEAR))
    assert bars(roadmap_chart(found)) == []
    assert roadmap_description(found) == "令和9年度の工程表。行うものはありません。"


def test_the_figures_of_one_office_never_show_in_another() -> None:
    spoilt = roadmap_chart(FOUND)
    for one in spoilt["layer"]:
        one["encoding"].clear()
        one["data"]["values"].clear()
    assert roadmap_chart(FOUND) == CHART
