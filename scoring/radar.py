"""The radar: how far each axis has come, on rings named by the steps. Described in Altair, shown as Vega-Lite."""

import math
from collections.abc import Sequence
from copy import deepcopy
from functools import cache
from typing import Any

import altair as alt

from questionnaire.model import Axis
from scoring.chart_look import chart_config, series_legend, words_on_paper
from scoring.palette import LIGHT, POLYGON_OPACITY
from scoring.peers.radar_layers import PEER_MARKS, PEER_SERIES, peer_description, peer_figures, peer_layers
from scoring.peers.spread import Spread
from scoring.polar import Point, at, polygon
from scoring.result import Result, Standing
from scoring.wording import maturity_range_text, maturity_text

Place = dict[str, Any]

OWN, UPPER = "自団体の成熟度", "未確認をすべて段階3とした上の端"
# What tells a series without its colour, beside the dash that the legend draws.
MARKED = {OWN: f"{OWN}(●)"} | PEER_MARKS
NAME = "分野ごとの成熟度のレーダーチャート。"

WIDTH, HEIGHT = 620, 540
# Of the points, in square pixels.
SIZE = {"expr": "width < 480 ? 50 : 90"}
LINE_HEIGHT = 19
# The radius is what the labels leave over, so that the polygon stays regular and no label is cut at any width.
RADIUS = "max(46, min(height / 2 - 78, width / 2 - 90))"


def radar(result: Result, peers: Sequence[Spread] = ()) -> dict[str, Any]:
    """The radar of this result as a Vega-Lite specification with its figures and alternative text in it.

    The solid polygon is the maturity of each axis; while answers are open, the dashed one is the upper end of the
    range. With `peers`, a spread for each axis, their median is dashed and their middle half a band; the upper end is
    left out then, since more than two polygons are not told apart.
    """
    with_upper = not result.overall.is_certain and not peers
    specification = deepcopy(_specification(len(result.steps), with_upper=with_upper, with_peers=bool(peers)))
    figures = _figures(result) | peer_figures(result.axes, peers)
    for layer in specification["layer"]:
        layer["data"] = {"values": figures[layer["data"]["name"]]}
    return specification | {"description": radar_description(result) + peer_description(result.axes, peers)}


def radar_description(result: Result) -> str:
    """What the radar shows, for those who do not see it."""
    rings = "、".join(f"{number}の輪が「{step.name}」" for number, step in enumerate(result.steps, start=1))
    values = "、".join(f"{axis.name}は{maturity_range_text(standing)}" for axis, standing in _per_axis(result))
    return f"{NAME}内側から{rings}。{values}。"


def _per_axis(result: Result) -> list[tuple[Axis, Standing]]:
    return list(zip(result.axes, result.of_axis, strict=True))


@cache
def _specification(steps: int, *, with_upper: bool, with_peers: bool) -> dict[str, Any]:
    """The chart without figures. It takes Altair a tenth of a second, so it is described once for all results."""
    specification: dict[str, Any] = radar_chart(steps, with_upper=with_upper, with_peers=with_peers).to_dict()
    return specification


def radar_chart(steps: int, *, with_upper: bool, with_peers: bool = False) -> alt.LayerChart:
    """The radar with `steps` rings as an Altair chart over named data, which `radar` fills in."""
    place = {"x": _across("x", "width", steps), "y": _across("y", "height", steps)}
    layers = [
        *_grid(place),
        *_polygons(place, with_upper=with_upper, with_peers=with_peers),
        _on("points")
        .mark_point(
            shape="circle",
            size=SIZE,
            filled=True,
            opacity=1,
            color=LIGHT.own,
            stroke=LIGHT.paper,
        )
        .encode(**place, description="text:N"),
        *_texts(place),
    ]
    chart: alt.LayerChart = alt.layer(*layers, width=WIDTH, height=HEIGHT)  # type: ignore[assignment]  # no facet here
    chart.config = chart_config(padding=8)
    return chart


def _grid(place: Place) -> list[alt.Chart]:
    """The rings and the spokes. `aria=False`: decoration is not read out."""
    rings = _on("rings").mark_line(color=LIGHT.ring, strokeWidth=1, aria=False)
    spokes = _on("spokes").mark_rule(color=LIGHT.spoke, aria=False)
    return [
        rings.encode(**place, order="order:Q", detail="step:N"),
        spokes.encode(**place, x2="x2:Q", y2="y2:Q"),
    ]


def _polygons(place: Place, *, with_upper: bool, with_peers: bool) -> list[alt.Chart]:
    """The polygon of each series: the value itself solid, the upper end of the range or the peers dashed, below it."""
    looks = {OWN: (LIGHT.own, [1, 0])}
    looks |= {UPPER: (LIGHT.upper, [5, 4])} if with_upper else {}
    looks |= PEER_SERIES if with_peers else {}
    marked = {name: MARKED[name] for name in looks if name in MARKED}
    colour = alt.Color(
        "series:N",
        scale=alt.Scale(domain=[*looks], range=[colour for colour, _ in looks.values()]),
        legend=series_legend(marked, symbolSize=900, symbolStrokeWidth=3),
    )
    dash = alt.StrokeDash("series:N", scale=alt.Scale(domain=[*looks], range=[dash for _, dash in looks.values()]))
    upper = _on(UPPER).mark_line(fill=LIGHT.upper, fillOpacity=POLYGON_OPACITY / 2, strokeWidth=2, aria=False)
    own = _on(OWN).mark_line(fill=LIGHT.own, fillOpacity=POLYGON_OPACITY, strokeWidth=3, aria=False)
    encoding = place | {"color": colour, "strokeDash": dash, "order": "order:Q"}
    peers = peer_layers(place, encoding) if with_peers else []
    return [*peers, *(mark.encode(**encoding) for mark in ([upper, own] if with_upper else [own]))]


def _texts(place: Place) -> list[alt.Chart]:
    """The names of the rings, on an edge of paper, and the names of the axes."""
    size = {"expr": "width < 480 ? 11 : 13"}
    names = words_on_paper(_on("ring_names"), edge=4, fontSize=size, dy=-3, baseline="bottom")
    labels = _on("labels").mark_text(
        align={"expr": "datum.align"},
        baseline={"expr": "datum.baseline"},
        dx={"expr": "datum.dx"},
        dy={"expr": "datum.dy"},
        fontSize=14,
        lineBreak="\n",
        lineHeight=LINE_HEIGHT,
        color=LIGHT.text,
        aria=False,
    )
    return [mark.encode(**place, text="text:N") for mark in (*names, labels)]


def _on(name: str) -> alt.Chart:
    return alt.Chart(alt.NamedData(name))


def _across(channel: str, extent: str, steps: int) -> Any:
    """The scale of x or y: the outermost ring lies `RADIUS` pixels from the centre, whatever the rendered size."""
    edge = f"{steps} * {extent} / 2 / {RADIUS}"
    scale = alt.Scale(domain=[{"expr": f"-({edge})"}, {"expr": edge}], nice=False, zero=False)
    return {"x": alt.X, "y": alt.Y}[channel](f"{channel}:Q", scale=scale, axis=None)


def _figures(result: Result) -> dict[str, list[Point]]:
    """The values of every layer by the name of its data."""
    axes, steps = len(result.axes), len(result.steps)
    own = [standing.maturity for standing in result.of_axis]
    upper = [standing.maturity_upper for standing in result.of_axis]
    return {
        "rings": [
            point | {"step": number} for number in range(1, steps + 1) for point in polygon([float(number)] * axes)
        ],
        "spokes": [_spoke(axis, axes, steps) for axis in range(axes)],
        OWN: [point | {"series": OWN} for point in polygon(own)],
        UPPER: [point | {"series": UPPER} for point in polygon(upper)],
        "points": [
            at(number, axes, standing.maturity) | {"text": f"{axis.name} {maturity_range_text(standing)}"}
            for number, (axis, standing) in enumerate(_per_axis(result))
        ],
        "ring_names": [
            {"x": 0.0, "y": float(number), "text": step.short_name} for number, step in enumerate(result.steps, start=1)
        ],
        "labels": [
            _label((*axis.label, maturity_text(standing.maturity)), at(number, axes, steps * 1.07), steps)
            for number, (axis, standing) in enumerate(_per_axis(result))
        ],
    }


def _spoke(number: int, axes: int, steps: int) -> Point:
    end = at(number, axes, steps)
    return {"x": 0.0, "y": 0.0, "x2": end["x"], "y2": end["y"]}


def _label(lines: Sequence[str], place: Point, steps: int) -> Point:
    """The name of an axis with its value, turned away from the chart on whichever side it stands."""
    at_top, at_bottom = place["y"] > 0.85 * steps, place["y"] < -0.85 * steps
    further_lines = (len(lines) - 1) * LINE_HEIGHT
    in_the_middle = abs(place["x"]) < 0.2 * steps
    sideways = "left" if place["x"] > 0 else "right"
    return place | {
        "text": "\n".join(lines),
        "align": "center" if in_the_middle else sideways,
        "dx": 0 if in_the_middle else math.copysign(6, place["x"]),
        "baseline": "bottom" if at_top else "top" if at_bottom else "middle",
        # Above the first axis stands the name of the outermost ring.
        "dy": -further_lines - 20 if at_top else 4 if at_bottom else -further_lines / 2,
    }
