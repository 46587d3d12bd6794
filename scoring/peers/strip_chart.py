"""The chart of 比較: a strip for each axis with the peers' median and middle half and the own value, on one scale."""

import json
from decimal import Decimal
from functools import cache
from typing import Any

import altair as alt

from scoring.charts.look import chart_config, series_legend
from scoring.charts.palette import BAND_OPACITY, LIGHT
from scoring.charts.radar_figures import MARKED, OWN
from scoring.peers.comparison import Comparison
from scoring.peers.radar_figures import BAND, MEDIAN
from scoring.peers.spread import Spread
from scoring.peers.wording import NOT_SHOWN
from scoring.trend.chart import steps_axis
from scoring.wording import maturity_text

Point = dict[str, Any]

WIDTH, ROW_HEIGHT = 560, 44
# The band in the legend: a bar twice as long as it is high.
BAR = "M-1,-0.5h2v1h-2Z"


def strips(comparison: Comparison) -> dict[str, Any]:
    """A Vega-Lite specification with a row for each axis and one for the whole office, with its alternative text.

    The band is the middle half of the peers, the square mark their median, the round mark the own maturity.
    """
    steps = tuple(step.short_name for step in comparison.steps)
    specification: dict[str, Any] = json.loads(_specification(steps))
    rows = comparison.maturities
    figures = {
        "own": [_point(name, OWN, own, f"{name} {OWN}{maturity_text(own)}") for name, own, _ in rows],
        "medians": [
            _point(name, MEDIAN, peers.median, f"{name} {MEDIAN}{peers.median}")
            for name, _, peers in rows
            if peers.median is not None
        ],
        "bands": [
            _point(name, BAND, peers.first_quartile) | {"to": float(peers.third_quartile)}
            for name, _, peers in rows
            if peers.first_quartile is not None and peers.third_quartile is not None
        ],
    }
    for layer in specification["layer"]:
        layer["data"] = {"values": figures[layer["data"]["name"]]}
        layer["encoding"]["y"]["scale"]["domain"] = [name for name, _, _ in rows]
    return specification | {"description": strips_description(comparison), "height": ROW_HEIGHT * len(rows)}


def strips_description(comparison: Comparison) -> str:
    """What the strips show, for those who do not see them."""
    rows = "、".join(
        f"{name}は{OWN}{maturity_text(own)}、{_peers_text(peers)}" for name, own, peers in comparison.maturities
    )
    return f"分野ごとに、{OWN}と比較グループの中央値を並べた図。{rows}。"


def strips_chart(steps: tuple[str, ...]) -> alt.LayerChart:
    """The strips over steps of these names as an Altair chart over named data, which `strips` fills in."""
    x, y = _maturity(steps), _rows_axis()
    looks = {OWN: LIGHT.own, MEDIAN: LIGHT.median, BAND: LIGHT.band}
    legend = series_legend(MARKED, symbolSize=140)
    colour = alt.Color("series:N", scale=alt.Scale(domain=[*looks], range=[*looks.values()]), legend=legend)
    shapes = alt.Scale(domain=[*looks], range=["circle", "square", BAR])
    marked = {"color": colour, "shape": alt.Shape("series:N", scale=shapes, legend=legend)}
    # The own mark is the smaller one, so that a median on the same place is seen behind it.
    layers = [
        _on("bands")
        .mark_bar(height=18, fill=LIGHT.band, fillOpacity=BAND_OPACITY, stroke=LIGHT.band, strokeWidth=1.5, aria=False)
        .encode(x, y, x2="to:Q"),
        _on("medians")
        .mark_point(size=260, filled=True, opacity=1, stroke=LIGHT.paper)
        .encode(x, y, **marked, description="text:N"),
        _on("own")
        .mark_point(size=110, filled=True, opacity=1, stroke=LIGHT.paper)
        .encode(x, y, **marked, description="text:N"),
    ]
    chart: alt.LayerChart = alt.layer(*layers, width=WIDTH)  # type: ignore[assignment]  # no facet here
    chart.config = chart_config(padding=8)
    return chart


@cache
def _specification(steps: tuple[str, ...]) -> str:
    """The strips without figures, as JSON. It takes Altair a while, so they are described once for all offices."""
    return json.dumps(strips_chart(steps).to_dict())


def _maturity(steps: tuple[str, ...]) -> alt.X:
    axis = steps_axis(steps, "top")
    return alt.X("maturity:Q", scale=alt.Scale(domain=[0, len(steps)], nice=False), axis=axis)


def _rows_axis() -> alt.Y:
    axis = alt.Axis(
        title=None,
        labelFontSize=14,
        labelColor=LIGHT.text,
        labelLimit=0,
        labelPadding=12,
        ticks=False,
        domain=False,
        aria=False,
    )
    return alt.Y("axis:N", sort=None, scale=alt.Scale(type="band", domain=[]), axis=axis)


def _point(name: str, series: str, maturity: float | Decimal, text: str = "") -> Point:
    return {"axis": name, "series": series, "maturity": round(float(maturity), 5), "text": text}


def _peers_text(peers: Spread) -> str:
    if peers.median is None:
        return f"比較グループの値は{NOT_SHOWN}"
    band = "" if peers.first_quartile is None else f"(中央の半分は{peers.first_quartile}から{peers.third_quartile})"
    return f"{MEDIAN}{peers.median}{band}"


def _on(name: str) -> alt.Chart:
    return alt.Chart(alt.NamedData(name))
