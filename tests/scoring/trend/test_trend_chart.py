"""The panels of 推移: the same scale, the steps as lines, and what each panel says to those who do not see it."""

import json
from collections.abc import Mapping
from typing import Any

import altair as alt
import pytest
from jsonschema import ValidationError

from questionnaire.assessment import Answer
from questionnaire.loader import newest_version
from questionnaire.loader import questionnaire as version
from questionnaire.model import Questionnaire
from scoring.trend.chart import is_long, panel_chart, panel_description, trend_panels
from scoring.trend.years import Trend, Year, trend
from scoring.wording import maturity_text
from tests.builders import UNKNOWN, a_questionnaire, an_assessment, an_axis, answered_alike, level

REAL = version(newest_version())
STEP_NAMES = [step.short_name for step in REAL.steps]
QUESTION = REAL.axes[0].questions[0]
LOW, HIGH = answered_alike(REAL, level(1)).answers, answered_alike(REAL, level(2)).answers


def a_year(
    number: int, answers: Mapping[str, Answer], *, asked: Questionnaire = REAL, is_submitted: bool = True
) -> Year:
    return Year(asked, an_assessment(answers, fiscal_year=number, version=asked.version.id), is_submitted)


CERTAIN = trend([a_year(2024, LOW), a_year(2025, HIGH), a_year(2026, LOW, is_submitted=False)])
OPENED = trend([a_year(2025, HIGH), a_year(2026, dict(HIGH) | {QUESTION.id: UNKNOWN})])


def layers(panel: dict[str, Any], mark: str) -> list[dict[str, Any]]:
    return [layer for layer in panel["layer"] if layer["mark"]["type"] == mark]


def points(panel: dict[str, Any]) -> list[dict[str, Any]]:
    (layer,) = layers(panel, "point")
    found: list[dict[str, Any]] = layer["data"]["values"]
    return found


def lines(panel: dict[str, Any]) -> list[dict[str, Any]]:
    """What joins the years: the rule that leads from one to another."""
    (layer,) = [layer for layer in layers(panel, "rule") if "x2" in layer["encoding"]]
    found: list[dict[str, Any]] = layer["data"]["values"]
    return found


def ranges(panel: dict[str, Any]) -> list[dict[str, Any]]:
    (layer,) = [layer for layer in layers(panel, "rule") if "x2" not in layer["encoding"]]
    found: list[dict[str, Any]] = layer["data"]["values"]
    return found


# The specification


@pytest.mark.parametrize("found", [CERTAIN, OPENED])
def test_every_panel_with_its_figures_is_valid_vega_lite(found: Trend) -> None:
    # That of the whole office and that of an axis; the others differ from the latter in figures only.
    for panel in trend_panels(found)[:2]:
        assert alt.LayerChart.from_dict(panel).to_dict()["layer"]


def test_a_panel_that_is_not_vega_lite_would_be_found() -> None:
    panel = trend_panels(CERTAIN)[0]
    panel["layer"][0]["mark"] = {"type": "no-such-mark"}
    with pytest.raises(ValidationError):
        alt.LayerChart.from_dict(panel)


def test_a_panel_without_figures_is_valid_vega_lite() -> None:
    specification = panel_chart(tuple(STEP_NAMES)).to_dict(validate=True)
    assert specification["$schema"].startswith("https://vega.github.io/schema/vega-lite/")


def test_every_layer_carries_its_figures_and_fetches_nothing() -> None:
    for panel in trend_panels(OPENED):
        for layer in panel["layer"]:
            assert list(layer["data"]) == ["values"]
        assert "url" not in json.dumps(panel["layer"])
        assert "datasets" not in panel


def test_every_field_that_is_drawn_is_there() -> None:
    for layer in trend_panels(OPENED)[0]["layer"]:
        drawn = {channel["field"] for channel in layer["encoding"].values() if "field" in channel}
        assert "year" in drawn
        assert layer["data"]["values"]
        assert all(drawn <= set(value) for value in layer["data"]["values"])


# The panels


def test_there_is_a_panel_for_each_axis_and_one_for_the_whole_office() -> None:
    assert [panel["title"] for panel in trend_panels(CERTAIN)] == [*(axis.name for axis in REAL.axes), "全体"]


def test_all_panels_and_layers_have_the_same_scale() -> None:
    encodings = [layer["encoding"] for panel in trend_panels(OPENED) for layer in panel["layer"]]
    for channel in ("x", "y"):
        assert len({json.dumps(encoding[channel]["scale"], sort_keys=True) for encoding in encodings}) == 1
    lowest, highest = encodings[0]["y"]["scale"]["domain"]
    assert (lowest, highest > len(STEP_NAMES)) == (0, True)


def test_the_lines_of_the_scale_are_named_by_the_steps() -> None:
    axis = trend_panels(CERTAIN)[0]["layer"][0]["encoding"]["y"]["axis"]
    assert axis["values"] == [0, 1, 2, 3]
    whole = axis["labelExpr"].split(" : ")[1].removesuffix(")[datum.value]")
    assert json.loads(whole) == ["", *STEP_NAMES]


def test_a_panel_is_long_from_its_sixth_year_on() -> None:
    five = trend([a_year(year, LOW) for year in range(2022, 2027)])
    six = trend([a_year(year, LOW) for year in range(2021, 2027)])
    assert [is_long(trend_panels(found)[0]) for found in (five, six)] == [False, True]


def test_the_years_stand_in_their_order_and_those_not_submitted_are_marked() -> None:
    domain = trend_panels(CERTAIN)[0]["layer"][0]["encoding"]["x"]["scale"]["domain"]
    assert domain == ["令和6\n年度", "令和7\n年度", "令和8\n年度\n提出前"]


def test_every_point_shows_the_maturity_of_its_year() -> None:
    for panel, line in zip(trend_panels(CERTAIN), CERTAIN.lines, strict=True):
        maturities = [standing.maturity for standing in line.standings if standing]
        assert [point["maturity"] for point in points(panel)] == pytest.approx(maturities, abs=1e-4)
        assert [point["value"] for point in points(panel)] == [maturity_text(maturity) for maturity in maturities]


def test_a_year_not_submitted_has_another_point() -> None:
    (layer,) = layers(trend_panels(CERTAIN)[0], "point")
    assert [point["is_submitted"] for point in layer["data"]["values"]] == [True, True, False]
    fill = layer["encoding"]["fill"]
    assert fill["condition"]["test"] == "datum.is_submitted"
    assert fill["condition"]["value"] != fill["value"]


def test_a_line_leads_from_each_year_to_the_next() -> None:
    whole = trend_panels(CERTAIN)[-1]
    first, second, third = points(whole)
    assert [(line["year"], line["to_year"]) for line in lines(whole)] == [
        (first["year"], second["year"]),
        (second["year"], third["year"]),
    ]
    assert [(line["maturity"], line["to"]) for line in lines(whole)] == [(0.5, 3.0), (3.0, 0.5)]


def test_a_line_is_dashed_where_neither_rise_nor_fall_is_certain() -> None:
    first, second, *_ = trend_panels(OPENED)
    assert [line["is_clear"] for line in lines(first)] == [False]
    assert [line["is_clear"] for line in lines(second)] == [True]
    (layer,) = [layer for layer in layers(first, "rule") if "x2" in layer["encoding"]]
    dash = layer["encoding"]["strokeDash"]
    assert dash["condition"] == {"test": "datum.is_clear", "value": [1, 0]}
    assert dash["value"] != [1, 0]


def test_the_upper_end_is_drawn_only_where_something_is_open() -> None:
    first, second, *_ = trend_panels(OPENED)
    (range_of_first,) = ranges(first)
    standing = OPENED.lines[0].standings[1]
    assert standing
    assert (range_of_first["maturity"], range_of_first["to"]) == (standing.maturity, standing.maturity_upper)
    assert range_of_first["to"] > range_of_first["maturity"]
    assert ranges(second) == []


def test_a_year_whose_version_lacks_the_axis_has_no_point_and_no_line() -> None:
    other = a_questionnaire([an_axis("axis-new"), *REAL.axes[1:]])
    answers = answered_alike(other, level(1)).answers
    found = trend([a_year(2024, LOW), a_year(2025, answers, asked=other), a_year(2026, LOW)])
    by_title = {panel["title"]: panel for panel in trend_panels(found)}
    gone = by_title[REAL.axes[0].name]
    assert [point["year"] for point in points(gone)] == ["令和6\n年度", "令和8\n年度"]
    assert lines(gone) == []
    assert "令和7年度は設問なし" in gone["description"]
    assert len(lines(by_title[REAL.axes[1].name])) == 2


# The description


def test_the_description_tells_the_axis_and_every_year() -> None:
    panel = trend_panels(CERTAIN)[0]
    assert panel["description"] == panel_description(CERTAIN.years, CERTAIN.lines[0])
    assert panel["description"] == (
        f"「{REAL.axes[0].name}」の成熟度の折れ線グラフ。令和6年度は0.5、令和7年度は3.0、令和8年度(提出前)は0.5。"
    )


def test_description_and_points_tell_the_range() -> None:
    panel = trend_panels(OPENED)[0]
    assert "令和8年度は0.0から3.0" in panel["description"]
    assert points(panel)[1]["text"] == f"{REAL.axes[0].name} 令和8年度 0.0から3.0"


# Many offices


def test_the_figures_of_one_office_never_show_in_another() -> None:
    alone = json.dumps(trend_panels(CERTAIN))
    spoilt = trend_panels(OPENED)
    for panel in spoilt:
        panel["config"]["background"] = "black"
        for layer in panel["layer"]:
            layer["encoding"].clear()
            layer["data"]["values"].clear()
    assert json.dumps(trend_panels(CERTAIN)) == alone
    assert json.dumps(trend_panels(OPENED)) != alone
