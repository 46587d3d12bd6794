"""Targets on the charts: a mark on the radar and in the panels of 推移, laid over what these charts show already."""

from collections.abc import Sequence
from typing import Any

from questionnaire.fiscal_year import fiscal_year_text
from questionnaire.model import Questionnaire
from questionnaire.plan import Target
from scoring.charts.palette import LIGHT
from scoring.charts.polar import Point, at

Specification = dict[str, Any]

TARGET = "目標"
# An open diamond: told from the points of the results without colour.
MARK = {
    "type": "point",
    "shape": "diamond",
    "size": 190,
    "filled": False,
    "opacity": 1,
    "color": LIGHT.text,
    "strokeWidth": 2.5,
}


def target_words(questionnaire: Questionnaire, target: Target) -> str:
    """A target in one line: デジタル人材 令和9年度までに「DX」."""
    axis = next(axis for axis in questionnaire.axes if axis.id == target.axis)
    step = next(step for step in questionnaire.steps if step.id == target.step)
    return f"{axis.name} {fiscal_year_text(target.fiscal_year)}までに「{step.name}」"


def radar_with_targets(radar: Specification, questionnaire: Questionnaire, targets: Sequence[Target]) -> Specification:
    """The radar with a mark on the spoke of each axis that has a target, on the ring of its step."""
    axes = [axis.id for axis in questionnaire.axes]
    points = [
        at(axes.index(target.axis), len(axes), _height(questionnaire, target))
        | {"text": target_words(questionnaire, target)}
        for target in targets
    ]
    return _marked(radar, points)


def panels_with_targets(
    panels: Sequence[Specification], questionnaire: Questionnaire, targets: Sequence[Target]
) -> list[Specification]:
    """The panels of 推移, those of axes that have a target with a mark in its year, which they are widened for."""
    names = {axis.name: axis.id for axis in questionnaire.axes}
    labels = _labels(panels, targets)
    widened = [_over_years(panel, [*labels.values()]) for panel in panels]
    return [
        _marked(
            panel,
            [
                {
                    "year": labels[target.fiscal_year],
                    "maturity": float(_height(questionnaire, target)),
                    "text": target_words(questionnaire, target),
                }
                for target in targets
                if target.axis == names.get(panel["title"])
            ],
        )
        for panel in widened
    ]


def _height(questionnaire: Questionnaire, target: Target) -> int:
    """The number of steps that are to be reached."""
    return [step.id for step in questionnaire.steps].index(target.step) + 1


def _labels(panels: Sequence[Specification], targets: Sequence[Target]) -> dict[int, str]:
    """The label of each year, that of a year with targets only included, in the order of the years."""
    domain: list[str] = panels[0]["layer"][0]["encoding"]["x"]["scale"]["domain"] if panels else []
    years = range(2000, 2100)
    begins = {year: f"{fiscal_year_text(year).removesuffix('年度')}\n年度" for year in years}
    shown = {year: label for year in years for label in domain if label.split("\n")[:2] == begins[year].split("\n")}
    added = {target.fiscal_year: f"{begins[target.fiscal_year]}\n{TARGET}" for target in targets}
    return dict(sorted((added | shown).items()))


def _over_years(panel: Specification, labels: list[str]) -> Specification:
    layers = [
        layer | {"encoding": layer["encoding"] | {"x": _with_domain(layer["encoding"]["x"], labels)}}
        for layer in panel["layer"]
    ]
    return panel | {"layer": layers}


def _with_domain(x: Specification, labels: list[str]) -> Specification:
    return x | {"scale": x["scale"] | {"domain": labels}}


def _marked(chart: Specification, points: list[Point]) -> Specification:
    """The chart with a further layer in the places of its points, and with the targets in its alternative text."""
    if not points:
        return chart
    places = next(layer["encoding"] for layer in chart["layer"] if layer["mark"]["type"] == "point")
    encoding = {
        "x": places["x"],
        "y": places["y"],
        "description": {"field": "text", "type": "nominal"},
    }
    layer = {"mark": dict(MARK), "data": {"values": points}, "encoding": encoding}
    told = "、".join(point["text"] for point in points)
    return chart | {
        "layer": [*chart["layer"], layer],
        "description": f"{chart['description']}{TARGET}(ひし形)は{told}。",
    }
