"""The radar of a result: figures, polygons, rings, labels and what it says to those who do not see it."""

import json
from collections import Counter
from dataclasses import dataclass
from math import floor, hypot
from typing import Any

import altair as alt
import pytest
from jsonschema import ValidationError

from questionnaire.assessment import Assessment
from questionnaire.loader import newest_version
from questionnaire.loader import questionnaire as version
from questionnaire.survey import read_assessment
from scoring.charts.radar import radar, radar_chart
from scoring.charts.radar_figures import OWN, UPPER, radar_description
from scoring.result import Result, result
from scoring.wording import maturity_range_text, maturity_text
from tests.builders import UNKNOWN, an_assessment, answered_alike, answered_by_step, level, with_answers

REAL = version(newest_version())
STEP_NAMES = [step.short_name for step in REAL.steps]
CERTAIN = answered_by_step(REAL, (0, 0, 0), (1, 3, 3), (2, 0, 0), (3, 1, 2), (2, 2, 0), (3, 3, 1), (2, 2, 2), (3, 3, 3))
OPENED = with_answers(CERTAIN, {REAL.axes[0].questions[0].id: UNKNOWN})
# Rounded to five decimals in the picture.
CLOSE = 1e-4


@dataclass(frozen=True)
class Layer:
    mark: dict[str, Any]
    encoding: dict[str, Any]
    values: list[dict[str, Any]]


def scored(assessment: Assessment) -> Result:
    return result(REAL, assessment)


def layers(specification: dict[str, Any]) -> list[Layer]:
    return [Layer(one["mark"], one["encoding"], one["data"]["values"]) for one in specification["layer"]]


def polygon(specification: dict[str, Any], series: str) -> list[dict[str, Any]]:
    """The corners of the only line of this series, as they are joined."""
    (line,) = [layer for layer in layers(specification) if layer.values[0].get("series") == series]
    assert line.mark["type"] == "line"
    assert line.encoding["order"]["field"] == "order"
    return sorted(line.values, key=lambda corner: corner["order"])


def radii(corners: list[dict[str, Any]]) -> list[float]:
    return [hypot(corner["x"], corner["y"]) for corner in corners]


def texts(specification: dict[str, Any]) -> list[dict[str, Any]]:
    return [value for layer in layers(specification) if layer.mark["type"] == "text" for value in layer.values]


def labels(specification: dict[str, Any]) -> list[dict[str, Any]]:
    return [text for text in texts(specification) if text["text"] not in STEP_NAMES]


def series_shown(specification: dict[str, Any]) -> set[str]:
    return {value["series"] for layer in layers(specification) for value in layer.values if "series" in value}


# The specification


@pytest.mark.parametrize("assessment", [CERTAIN, OPENED])
def test_the_specification_with_its_figures_is_valid_vega_lite(assessment: Assessment) -> None:
    specification = radar(scored(assessment))
    assert alt.LayerChart.from_dict(specification).to_dict()["layer"]


def test_a_specification_that_is_not_vega_lite_would_be_found() -> None:
    specification = radar(scored(CERTAIN))
    specification["layer"][0]["mark"] = {"type": "no-such-mark"}
    with pytest.raises(ValidationError):
        alt.LayerChart.from_dict(specification)


@pytest.mark.parametrize("with_upper", [True, False])
def test_the_chart_without_figures_is_valid_vega_lite(with_upper: bool) -> None:
    chart = radar_chart(len(REAL.steps), with_upper=with_upper)
    assert chart.to_dict(validate=True)["$schema"].startswith("https://vega.github.io/schema/vega-lite/")


@pytest.mark.parametrize("assessment", [CERTAIN, OPENED])
def test_every_layer_carries_its_figures_and_fetches_nothing(assessment: Assessment) -> None:
    specification = radar(scored(assessment))
    for layer in specification["layer"]:
        assert list(layer["data"]) == ["values"]
        assert layer["data"]["values"]
    assert "url" not in json.dumps(specification["layer"])
    assert "datasets" not in specification


@pytest.mark.parametrize("assessment", [CERTAIN, OPENED])
def test_every_field_that_is_drawn_is_there(assessment: Assessment) -> None:
    for layer in layers(radar(scored(assessment))):
        drawn = [channel["field"] for channel in layer.encoding.values() if "field" in channel]
        assert {"x", "y"} <= set(drawn)
        for value in layer.values:
            assert set(drawn) <= set(value)


# The polygons


def test_the_polygon_of_an_office_has_a_corner_for_each_axis_and_is_closed() -> None:
    corners = polygon(radar(scored(CERTAIN)), OWN)
    assert [corner["order"] for corner in corners] == list(range(9))
    assert (corners[0]["x"], corners[0]["y"]) == (corners[8]["x"], corners[8]["y"])


def test_both_polygons_are_closed_while_answers_are_open() -> None:
    for series in (OWN, UPPER):
        corners = polygon(radar(scored(an_assessment({REAL.questions[0].id: level(3)}))), series)
        assert len(corners) == 9
        assert (corners[0]["x"], corners[0]["y"]) == (corners[8]["x"], corners[8]["y"])


def test_each_corner_is_as_far_out_as_its_axis_is_mature() -> None:
    found = scored(CERTAIN)
    assert [standing.maturity for standing in found.of_axis] == [0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 3.0]
    assert radii(polygon(radar(found), OWN))[:8] == pytest.approx([0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 3.0], abs=CLOSE)


def test_the_axes_start_at_the_top_and_follow_clockwise() -> None:
    corners = polygon(radar(scored(answered_alike(REAL, level(3)))), OWN)
    half = 3 / 2**0.5
    places = [(0, 3), (half, half), (3, 0), (half, -half), (0, -3), (-half, -half), (-3, 0), (-half, half), (0, 3)]
    assert [(corner["x"], corner["y"]) for corner in corners] == [pytest.approx(place, abs=CLOSE) for place in places]


@pytest.mark.parametrize("third", range(4))
@pytest.mark.parametrize("second", range(4))
@pytest.mark.parametrize("first", range(4))
def test_a_corner_lies_on_or_beyond_a_ring_exactly_when_that_step_is_reached(
    first: int, second: int, third: int
) -> None:
    found = scored(answered_by_step(REAL, (first, second, third)))
    for radius, standing in zip(radii(polygon(radar(found), OWN)[:8]), found.of_axis, strict=True):
        assert floor(radius + CLOSE) == standing.reached


def test_the_upper_polygon_shows_the_upper_end_of_each_axis() -> None:
    found = scored(OPENED)
    uppers = [standing.maturity_upper for standing in found.of_axis]
    assert radii(polygon(radar(found), UPPER))[:8] == pytest.approx(uppers, abs=CLOSE)
    assert radii(polygon(radar(found), OWN))[:8] == pytest.approx([s.maturity for s in found.of_axis], abs=CLOSE)
    assert uppers[0] > found.of_axis[0].maturity


def test_the_upper_polygon_is_there_only_while_answers_are_open() -> None:
    assert series_shown(radar(scored(OPENED))) == {OWN, UPPER}
    assert series_shown(radar(scored(CERTAIN))) == {OWN}


def test_the_legend_names_the_polygons_that_are_there() -> None:
    for assessment, names in ((CERTAIN, [OWN]), (OPENED, [OWN, UPPER])):
        coloured = [one.encoding["color"] for one in layers(radar(scored(assessment))) if "color" in one.encoding]
        assert coloured
        assert all(colour["scale"]["domain"] == names for colour in coloured)


def test_the_polygons_differ_in_more_than_their_colour() -> None:
    dashed = [one.encoding["strokeDash"] for one in layers(radar(scored(OPENED))) if "strokeDash" in one.encoding]
    assert dashed
    for dash in dashed:
        own, upper = dash["scale"]["range"]
        assert own != upper


# Rings, spokes, points


def test_there_is_a_closed_ring_for_each_step() -> None:
    (rings,) = [layer for layer in layers(radar(scored(CERTAIN))) if "step" in layer.values[0]]
    assert rings.encoding["detail"]["field"] == "step"
    assert Counter(value["step"] for value in rings.values) == {1: 9, 2: 9, 3: 9}
    assert radii(rings.values) == pytest.approx([value["step"] for value in rings.values], abs=CLOSE)


def test_each_ring_bears_the_name_of_its_step() -> None:
    named = [text for text in texts(radar(scored(CERTAIN))) if text["text"] in STEP_NAMES]
    places = {(text["text"], text["x"], text["y"]) for text in named}
    assert places == {(name, 0.0, float(ring)) for ring, name in enumerate(STEP_NAMES, start=1)}


def test_a_spoke_leads_from_the_centre_to_the_outermost_ring_for_each_axis() -> None:
    (spokes,) = [layer for layer in layers(radar(scored(CERTAIN))) if layer.mark["type"] == "rule"]
    assert len(spokes.values) == 8
    assert {(spoke["x"], spoke["y"]) for spoke in spokes.values} == {(0.0, 0.0)}
    assert [hypot(spoke["x2"], spoke["y2"]) for spoke in spokes.values] == pytest.approx([3.0] * 8, abs=CLOSE)


def test_every_point_tells_its_axis_and_its_maturity_with_the_range() -> None:
    found = scored(OPENED)
    (points,) = [layer for layer in layers(radar(found)) if layer.mark["type"] == "point"]
    assert [point["text"] for point in points.values] == [
        f"{axis.name} {maturity_range_text(standing)}" for axis, standing in zip(found.axes, found.of_axis, strict=True)
    ]
    corners = [(corner["x"], corner["y"]) for corner in polygon(radar(found), OWN)[:8]]
    assert [(point["x"], point["y"]) for point in points.values] == corners


# Labels


def test_every_axis_is_labelled_with_its_name_and_its_maturity() -> None:
    found = scored(CERTAIN)
    assert [label["text"] for label in labels(radar(found))] == [
        "\n".join([*axis.label, maturity_text(standing.maturity)])
        for axis, standing in zip(found.axes, found.of_axis, strict=True)
    ]


def test_labels_stand_outside_the_rings_on_the_spoke_of_their_axis() -> None:
    specification = radar(scored(CERTAIN))
    (spokes,) = [layer for layer in layers(specification) if layer.mark["type"] == "rule"]
    for label, spoke in zip(labels(specification), spokes.values, strict=True):
        distance = hypot(label["x"], label["y"])
        assert distance > 3
        assert (label["x"], label["y"]) == pytest.approx(
            (spoke["x2"] * distance / 3, spoke["y2"] * distance / 3), abs=CLOSE
        )


def test_labels_run_away_from_the_chart() -> None:
    top, _, right, _, bottom, _, left, _ = labels(radar(scored(CERTAIN)))
    assert (top["align"], top["baseline"]) == ("center", "bottom")
    assert (right["align"], right["baseline"]) == ("left", "middle")
    assert (bottom["align"], bottom["baseline"]) == ("center", "top")
    assert (left["align"], left["baseline"]) == ("right", "middle")


def test_labels_do_not_move_with_the_result() -> None:
    places = [
        [(label["x"], label["y"], label["dy"]) for label in labels(radar(scored(assessment)))]
        for assessment in (CERTAIN, an_assessment())
    ]
    assert places[0] == places[1]


# The description


def test_the_description_tells_every_axis_with_its_maturity() -> None:
    found = scored(CERTAIN)
    told = radar(found)["description"]
    assert told == radar_description(found)
    for axis, standing in zip(found.axes, found.of_axis, strict=True):
        assert f"{axis.name}は{maturity_text(standing.maturity)}" in told


def test_the_description_tells_the_range_of_an_axis_with_open_answers() -> None:
    assert f"{REAL.axes[0].name}は0.0から1.0" in radar(scored(OPENED))["description"]


def test_the_description_names_every_ring_by_its_step() -> None:
    told = radar(scored(CERTAIN))["description"]
    places = [told.index(f"「{step.name}」") for step in REAL.steps]
    assert places == sorted(places)


# Many results


@pytest.mark.parametrize("other", [answered_alike(REAL, level(3)), an_assessment()])
def test_the_figures_of_one_result_never_show_in_another(other: Assessment) -> None:
    alone = json.dumps(radar(scored(CERTAIN)))
    radar(scored(other))
    assert json.dumps(radar(scored(CERTAIN))) == alone
    assert json.dumps(radar(scored(other))) != alone


def test_a_specification_keeps_its_figures_while_others_are_drawn() -> None:
    kept = radar(scored(CERTAIN))
    before = json.dumps(kept)
    for municipality in REAL.version.survey.municipalities:
        radar(scored(read_assessment(REAL, municipality)))
    assert json.dumps(kept) == before


def test_what_is_done_to_one_specification_does_not_reach_the_next() -> None:
    before = json.dumps(radar(scored(CERTAIN)))
    spoilt = radar(scored(CERTAIN))
    spoilt["config"]["background"] = "black"
    for layer in spoilt["layer"]:
        layer["mark"]["color"] = "red"
        layer["encoding"].clear()
        layer["data"]["values"].clear()
    assert json.dumps(radar(scored(CERTAIN))) == before
