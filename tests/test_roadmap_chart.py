"""The chart of 工程表: a bar for each action over the quarters, and what it says to those who do not see it."""

import json
from typing import Any

import altair as alt
import pytest
from jsonschema import ValidationError

from questionnaire.plan import PlanSettings
from scoring.roadmap.chart import RUNNING, bar_chart, roadmap_chart, roadmap_description
from scoring.roadmap.outcome import roadmap
from scoring.roadmap.planning import plan
from scoring.roadmap.wording import period_text
from tests.builders import answered_alike, level
from tests.small_roadmaps import MADE_IN, REAL, a_roadmap

FOUND = a_roadmap()
CHART = roadmap_chart(FOUND)
ONE_YEAR = PlanSettings(MADE_IN, 2027, (20,), (0,))


def bars(chart: dict[str, Any] = CHART) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = chart["layer"][0]["data"]["values"]
    return found


def titles(chart: dict[str, Any]) -> dict[str, list[str]]:
    expression = chart["layer"][0]["encoding"]["y"]["axis"]["labelExpr"]
    found: dict[str, list[str]] = json.loads(expression.removesuffix("[datum.value]"))
    return found


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
    assert specification["layer"][0]["encoding"]["x"]["scale"]["domain"] == [0, 4 * len(years)]


def test_every_layer_carries_its_figures_and_fetches_nothing() -> None:
    for layer in CHART["layer"]:
        assert list(layer["data"]) == ["values"]
        drawn = {channel["field"] for channel in layer["encoding"].values() if "field" in channel}
        assert all(drawn <= set(value) for value in layer["data"]["values"])
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
    text = CHART["layer"][1]
    assert text["transform"] == [{"filter": "datum.is_running"}]
    assert (text["encoding"]["text"]["field"], bars()[0]["note"]) == ("note", RUNNING)
    fill = CHART["layer"][0]["encoding"]["fill"]
    assert fill["condition"]["value"] != fill["value"]


def test_the_actions_stand_in_the_order_of_their_start() -> None:
    assert CHART["layer"][0]["encoding"]["y"]["scale"]["domain"] == ["begun", "first", "then"]
    assert CHART["layer"][0]["encoding"]["y"]["sort"] is None


def test_every_quarter_is_named_and_the_year_stands_above_its_first_one() -> None:
    expression = CHART["layer"][0]["encoding"]["x"]["axis"]["labelExpr"]
    names = json.loads(expression.removeprefix("split(").removesuffix(r"[datum.value], '\n')"))
    assert names == ["令和9年度\n第1", "\n第2", "\n第3", "\n第4", "令和10年度\n第1", "\n第2", "\n第3", "\n第4"]


def test_the_description_tells_every_action_with_its_period() -> None:
    assert CHART["description"] == roadmap_description(FOUND)
    assert CHART["description"].startswith("令和9年度から令和10年度までの工程表。")
    for entry in FOUND.entries:
        assert f"「{entry.action.title}」は{period_text(entry)}" in CHART["description"]
    assert bars()[0]["text"].endswith("まで(実施中)")


def test_a_long_title_is_broken_into_lines_and_loses_no_letter() -> None:
    assessment = answered_alike(REAL, level(0))
    found = roadmap(REAL, assessment, plan(REAL, assessment, ONE_YEAR))
    shown = titles(roadmap_chart(found))
    assert {id: "".join(lines) for id, lines in shown.items()} == {
        one.action.id: one.action.title for one in found.entries
    }
    assert max(len(line) for lines in shown.values() for line in lines) <= 20


def test_an_empty_plan_says_so() -> None:
    full = answered_alike(REAL, level(3))
    found = roadmap(REAL, full, plan(REAL, full, ONE_YEAR))
    assert bars(roadmap_chart(found)) == []
    assert roadmap_description(found) == "令和9年度の工程表。行うものはありません。"


def test_the_figures_of_one_office_never_show_in_another() -> None:
    spoilt = roadmap_chart(FOUND)
    for layer in spoilt["layer"]:
        layer["encoding"].clear()
        layer["data"]["values"].clear()
    assert roadmap_chart(FOUND) == CHART
