"""The chart of 推移: a small panel for each axis with the same scale. Described in Altair, shown as Vega-Lite."""

from collections.abc import Iterator, Sequence
from copy import deepcopy
from functools import cache
from itertools import pairwise
from typing import Any, Literal

import altair as alt

from questionnaire.fiscal_year import fiscal_year_text
from scoring.charts.line_breaks import in_lines
from scoring.charts.look import chart_config, words_on_paper, written
from scoring.charts.palette import LIGHT
from scoring.result import Standing
from scoring.trend.wording import NOT_ASKED, NOT_SUBMITTED, marked_year_text
from scoring.trend.years import Line, Movement, Trend, Year, maturity_movement
from scoring.wording import maturity_range_text, maturity_text

Point = dict[str, Any]

# Wide enough for the name of a step beside five years.
WIDTH, HEIGHT = 280, 250
NARROW, MOST_YEARS = 400, 5


def trend_panels(trend: Trend) -> list[dict[str, Any]]:
    """A Vega-Lite specification for each axis and one for the whole office, with figures and alternative text in it.

    The grid lines are the steps. A hollow point is a year that is not submitted; a dashed line leads up from a point to
    the upper end of its range, and to the next point where neither a rise nor a fall is certain.
    """
    names = tuple(step.short_name for step in trend.years[-1].questionnaire.steps)
    return [_panel(deepcopy(_specification(names)), trend.years, line) for line in trend.lines]


def is_long(panel: dict[str, Any]) -> bool:
    """Whether a panel has more years than stand legibly in `WIDTH`: targets may lie years ahead."""
    years: list[str] = panel["layer"][0]["encoding"]["x"]["scale"]["domain"]
    return len(years) > MOST_YEARS


def panel_description(years: tuple[Year, ...], line: Line) -> str:
    """What a panel shows, for those who do not see it."""
    values = (
        f"{marked_year_text(year)}は{maturity_range_text(standing) if standing else NOT_ASKED}"
        for year, standing in zip(years, line.standings, strict=True)
    )
    return f"「{line.name}」の成熟度の折れ線グラフ。{'、'.join(values)}。"


def _panel(specification: dict[str, Any], years: tuple[Year, ...], line: Line) -> dict[str, Any]:
    figures = _figures(years, line)
    for layer in specification["layer"]:
        layer["data"] = {"values": figures[layer["data"]["name"]]}
        layer["encoding"]["x"]["scale"]["domain"] = [*map(_label, years)]
    return specification | {"title": line.name, "description": panel_description(years, line)}


@cache
def _specification(steps: tuple[str, ...]) -> dict[str, Any]:
    """A panel without figures. It takes Altair a while, so it is described once for all offices."""
    specification: dict[str, Any] = panel_chart(steps).to_dict()
    return specification


def panel_chart(steps: tuple[str, ...]) -> alt.LayerChart:
    """A panel over steps of these names as an Altair chart over named data, which `trend_panels` fills in."""
    x, y = _years(), _maturity(steps)
    filled = alt.condition("datum.is_submitted", alt.value(LIGHT.own), alt.value(LIGHT.paper))
    dashed = alt.condition("datum.is_clear", alt.value([1, 0]), alt.value([5, 4]))
    layers = [
        _on("ranges")
        .mark_rule(color=LIGHT.upper, strokeWidth=2, strokeDash=[3, 3], aria=False)
        .encode(x, y, y2="to:Q"),
        _on("ranges")
        .mark_tick(color=LIGHT.upper, thickness=2, size=12, aria=False)
        .encode(x, y=_maturity(steps, "to")),
        _on("segments")
        .mark_rule(color=LIGHT.own, strokeWidth=3, aria=False)
        .encode(x, y, x2="to_year:N", y2="to:Q", strokeDash=dashed),
        _on("points")
        .mark_point(shape="circle", size=80, opacity=1, stroke=LIGHT.own, strokeWidth=2)
        .encode(x, y, fill=filled, description="text:N"),
        *_values(x, y),
    ]
    chart: alt.LayerChart = alt.layer(*layers, width=WIDTH, height=HEIGHT)  # type: ignore[assignment]  # no facet here
    chart.config = chart_config(padding=4)
    return chart


def _years() -> alt.X:
    axis = alt.Axis(
        title=None,
        labelExpr=r"split(datum.label, '\n')",
        labelAngle=0,
        labelFontSize=12,
        labelPadding=8,
        labelOverlap="greedy",
        labelColor=LIGHT.text,
        ticks=False,
        domainColor=LIGHT.ring,
        aria=False,
    )
    return alt.X("year:N", sort=None, scale=alt.Scale(type="point", padding=0.5, domain=[]), axis=axis)


def steps_axis(steps: tuple[str, ...], orient: Literal["left", "top"]) -> alt.Axis:
    """An axis of maturity. Its lines are named by the steps: a bare number could be another guide's.

    Names that stand side by side take two lines where the chart is narrow.
    """
    # The lines of a label run downwards: a short name stands in the lower one.
    names, broken = ["", *steps], ["", *(["", *in_lines(step, 5)][-2:] for step in steps)]
    narrow = NARROW if orient == "top" else 0
    return alt.Axis(
        title=None,
        orient=orient,
        values=[*range(len(steps) + 1)],
        labelExpr=f"(width < {narrow} ? {written(broken)} : {written(names)})[datum.value]",
        labelOverlap=False,
        labelPadding={"expr": f"width < {narrow} ? 20 : 4"},
        labelFontSize=12,
        labelColor=LIGHT.text,
        labelLimit=0,
        gridColor=LIGHT.ring,
        ticks=False,
        domain=False,
        aria=False,
    )


def _maturity(steps: tuple[str, ...], field: str = "maturity") -> alt.Y:
    """The same scale in every panel."""
    axis = steps_axis(steps, "left")
    # The value above a point on the uppermost line needs room.
    return alt.Y(f"{field}:Q", scale=alt.Scale(domain=[0, len(steps) + 0.7], nice=False), axis=axis)


def _values(x: alt.X, y: alt.Y) -> list[alt.Chart]:
    """The values above their points."""
    words = words_on_paper(_on("points"), edge=7, fontSize=14, dy=-10, baseline="bottom")
    return [mark.encode(x, y, text="value:N") for mark in words]


def _on(name: str) -> alt.Chart:
    return alt.Chart(alt.NamedData(name))


def _figures(years: tuple[Year, ...], line: Line) -> dict[str, list[Point]]:
    """The values of every layer by the name of its data."""
    points = [_point(year, standing, line.name) for year, standing in zip(years, line.standings, strict=True)]
    return {
        "points": [point for point in points if point],
        "ranges": [point for point in points if point and point["to"] > point["maturity"]],
        "segments": [*_segments(points, line)],
    }


def _segments(points: Sequence[Point | None], line: Line) -> Iterator[Point]:
    """The lines from a year to the very next one; `is_clear` tells whether rise or fall is certain."""
    for (old, new), standings in zip(pairwise(points), pairwise(line.standings), strict=True):
        if old and new:
            is_clear = maturity_movement(*standings) is not Movement.UNCLEAR
            yield old | {"to_year": new["year"], "to": new["maturity"], "is_clear": is_clear}


def _point(year: Year, standing: Standing | None, name: str) -> Point | None:
    if standing is None:
        return None
    return {
        "year": _label(year),
        "maturity": round(standing.maturity, 5),
        "to": round(standing.maturity_upper, 5),
        "value": maturity_text(standing.maturity),
        "text": f"{name} {marked_year_text(year)} {maturity_range_text(standing)}",
        "is_submitted": year.is_submitted,
    }


def _label(year: Year) -> str:
    """The year in two short lines, so that five of them fit; a third one marks that it is not submitted."""
    number = fiscal_year_text(year.assessment.fiscal_year).removesuffix("年度")
    return "\n".join([number, "年度", *([] if year.is_submitted else [NOT_SUBMITTED])])
