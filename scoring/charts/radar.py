"""The radar: how far each axis has come, on rings named by the steps. Described in Altair, shown as Vega-Lite."""

import json
from collections.abc import Sequence
from functools import cache
from typing import Any

import altair as alt

from scoring.charts.look import chart_config, series_legend, words_on_paper
from scoring.charts.palette import LIGHT, POLYGON_OPACITY
from scoring.charts.radar_figures import (
    LINE_HEIGHT,
    MARKED,
    OWN,
    UPPER,
    described,
    radar_figures,
    series_looks,
    shows_upper,
)
from scoring.peers.radar_layers import peer_layers
from scoring.peers.spread import Spread
from scoring.result import Result

Place = dict[str, Any]

WIDTH, HEIGHT = 620, 540
# Of the points, in square pixels.
SIZE = {"expr": "width < 480 ? 50 : 90"}
# On a telephone the labels are smaller, so that they do not meet.
NARROW = "width < 340"
# The radius is what the labels leave over, so that the polygon stays regular and no label is cut at any width.
RADIUS = f"max(46, min(height / 2 - 78, width / 2 - ({NARROW} ? 74 : 90)))"


def radar(result: Result, peers: Sequence[Spread] = ()) -> dict[str, Any]:
    """The radar of this result as a Vega-Lite specification with its figures and alternative text in it.

    The solid polygon is the maturity of each axis; while answers are open, the dashed one is the upper end of the
    range. With `peers`, a spread for each axis, their median is dashed and their middle half a band; the upper end is
    left out then, since more than two polygons are not told apart.
    """
    with_upper = shows_upper(result, peers)
    text = _specification(len(result.steps), with_upper=with_upper, with_peers=bool(peers))
    specification: dict[str, Any] = json.loads(text)
    figures = radar_figures(result, peers)
    for layer in specification["layer"]:
        layer["data"] = {"values": figures[layer["data"]["name"]]}
    return specification | {"description": described(result, peers)}


@cache
def _specification(steps: int, *, with_upper: bool, with_peers: bool) -> str:
    """The chart without figures. It takes Altair a tenth of a second, so it is described once for all results.

    As JSON, which is read anew for each chart in a fifth of the time of a deep copy.
    """
    return json.dumps(radar_chart(steps, with_upper=with_upper, with_peers=with_peers).to_dict())


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
    looks = series_looks(with_upper=with_upper, with_peers=with_peers)
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
        # Vega sets the lines of a label anew only when its words change: here by a space that has no width.
        text={"expr": f"datum.text + ({NARROW} ? '\\u200b' : '')"},
        align={"expr": "datum.align"},
        baseline={"expr": "datum.baseline"},
        dx={"expr": "datum.dx"},
        dy={"expr": f"datum.dy * ({NARROW} ? 0.85 : 1)"},
        fontSize={"expr": f"{NARROW} ? 12 : 14"},
        lineBreak="\n",
        lineHeight={"expr": f"{NARROW} ? 14 : {LINE_HEIGHT}"},
        color=LIGHT.text,
        aria=False,
    )
    return [*(mark.encode(**place, text="text:N") for mark in names), labels.encode(**place)]


def _on(name: str) -> alt.Chart:
    return alt.Chart(alt.NamedData(name))


def _across(channel: str, extent: str, steps: int) -> Any:
    """The scale of x or y: the outermost ring lies `RADIUS` pixels from the centre, whatever the rendered size."""
    edge = f"{steps} * {extent} / 2 / {RADIUS}"
    scale = alt.Scale(domain=[{"expr": f"-({edge})"}, {"expr": edge}], nice=False, zero=False)
    return {"x": alt.X, "y": alt.Y}[channel](f"{channel}:Q", scale=scale, axis=None)
