"""The chart of 工程表: a bar for each action over the quarters. Described in Altair, shown as Vega-Lite."""

from copy import deepcopy
from functools import cache
from typing import Any

import altair as alt

from questionnaire.fiscal_year import fiscal_year_text
from questionnaire.quarter import QUARTERS
from scoring.charts.line_breaks import in_lines
from scoring.charts.look import chart_config, words_on_paper, written
from scoring.charts.palette import LIGHT
from scoring.roadmap.outcome import Entry, Roadmap
from scoring.roadmap.wording import period_text

Point = dict[str, Any]

# A row holds the title above its bar: so the bars have the whole width, and a telephone shows title and bar together.
WIDTH, ROW_HEIGHT, BAR_HEIGHT = 640, 62, 14
LINE_HEIGHT, LABEL_PADDING = 17, 6
# On a chart narrower than this the longest title takes two lines, of this many characters.
NARROW, LINE_LENGTH = 560, 20
RUNNING = "実施中"


def roadmap_chart(roadmap: Roadmap) -> dict[str, Any]:
    """The bars of this roadmap as a Vega-Lite specification with its figures and alternative text in it.

    A pale bar, with the word behind its title, is under way already. What was finished before the plan has no bar.
    """
    settings = roadmap.plan.settings
    specification = deepcopy(_specification(tuple(settings.years)))
    shown = [entry for entry in roadmap.entries if entry.end >= settings.first_quarter]
    figures = {"bars": [_bar(roadmap, entry) for entry in shown], "lines": _lines(len(settings.years))}
    for layer in specification["layer"]:
        layer["data"] = {"values": figures[layer["data"]["name"]]}
        if "y" in layer["encoding"]:
            layer["encoding"]["y"]["scale"]["domain"] = [entry.action.id for entry in shown]
    return specification | {"description": roadmap_description(roadmap)}


def roadmap_description(roadmap: Roadmap) -> str:
    """What the chart shows, for those who do not see it."""
    years = roadmap.plan.settings.years
    span = fiscal_year_text(years[0])
    span += f"から{fiscal_year_text(years[-1])}まで" if len(years) > 1 else ""
    entries = "、".join(f"「{entry.action.title}」は{period_text(entry)}" for entry in roadmap.entries)
    return f"{span}の工程表。{entries or '行うものはありません'}。"


@cache
def _specification(years: tuple[int, ...]) -> dict[str, Any]:
    """The chart without figures. It takes Altair a while, so it is described once for all offices."""
    specification: dict[str, Any] = bar_chart(years).to_dict()
    return specification


def bar_chart(years: tuple[int, ...]) -> alt.LayerChart:
    """The chart over these fiscal years as an Altair chart over named data, which `roadmap_chart` fills in."""
    bars, lines = alt.Chart(alt.NamedData("bars")), alt.Chart(alt.NamedData("lines"))
    # Where they would stand too close to each other, the lines of the quarters are left out.
    shown = f"datum.is_year || width > {20 * QUARTERS * len(years)} ? 1 : 0"
    fill = alt.condition("datum.is_running", alt.value(LIGHT.running), alt.value(LIGHT.own))
    layers = [
        lines.mark_rule(aria=False, opacity={"expr": shown}).encode(
            x=_time(years, "at", _year_axis(years)),
            color=alt.condition("datum.is_year", alt.value(LIGHT.ring), alt.value(LIGHT.spoke)),
            strokeWidth=alt.condition("datum.is_year", alt.value(2), alt.value(1)),
        ),
        bars.mark_bar(height=BAR_HEIGHT, yOffset=17, stroke=LIGHT.own, strokeWidth=2).encode(
            x=_time(years, "start", _quarter_axis(len(years))),
            x2="end:Q",
            y=_rows(),
            fill=fill,
            description="text:N",
        ),
        *(words.encode(x=alt.value(2), y=_rows()) for words in _titles(bars)),
    ]
    layered = alt.layer(*layers, width=WIDTH, height=alt.Step(ROW_HEIGHT)).resolve_axis(x="independent")
    chart: alt.LayerChart = layered
    chart.config = chart_config(padding=8, view=LIGHT.spoke)
    return chart


def _titles(bars: alt.Chart) -> list[alt.Chart]:
    """The title of each action in its row, its last line just above the bar."""
    return words_on_paper(
        bars,
        edge=5,
        text={"expr": f"width < {NARROW} ? datum.lines : datum.title"},
        dy={"expr": f"6 - (width < {NARROW} ? datum.further_lines : 0) * {LINE_HEIGHT}"},
        fontSize={"expr": f"width < {NARROW} ? 13 : 14"},
        align="left",
        baseline="bottom",
        lineBreak="\n",
        lineHeight=LINE_HEIGHT,
    )


def _time(years: tuple[int, ...], field: str, axis: alt.Axis) -> alt.X:
    """Time from left to right, in quarters from the first one of the plan."""
    return alt.X(f"{field}:Q", scale=alt.Scale(domain=[0, QUARTERS * len(years)], nice=False), axis=axis)


def _year_axis(years: tuple[int, ...]) -> alt.Axis:
    """The fiscal years, in a row above the quarters; a name that is wider than its year takes two lines."""
    names = [fiscal_year_text(year) for year in years]
    broken = [[name.removesuffix("年度"), "年度"] for name in names]
    place = f"[floor(datum.value / {QUARTERS})]"
    return _axis(
        offset=24,
        values=[QUARTERS * number + QUARTERS / 2 for number in range(len(years))],
        labelExpr=f"(width < {90 * len(years)} ? {written(broken)} : {written(names)}){place}",
        labelFontSize=14,
        labelFontWeight="bold",
        labelLineHeight=LINE_HEIGHT,
        # The lines of a label run downwards.
        labelPadding={"expr": f"width < {90 * len(years)} ? {LABEL_PADDING + LINE_HEIGHT} : {LABEL_PADDING}"},
    )


def _quarter_axis(years: int) -> alt.Axis:
    """The number of each quarter over its middle."""
    count = QUARTERS * years
    number = f"(floor(datum.value) % {QUARTERS} + 1)"
    return _axis(
        values=[place + 0.5 for place in range(count)],
        labelExpr=f"(width < {40 * count} ? '' : '第') + {number}",
        labelFontSize=13,
        labelPadding=LABEL_PADDING,
    )


def _axis(**look: Any) -> alt.Axis:
    return alt.Axis(
        title=None,
        orient="top",
        grid=False,
        ticks=False,
        domain=False,
        labelColor=LIGHT.text,
        labelLimit=0,
        labelOverlap=False,
        labelFlush=False,
        aria=False,
        **look,
    )


def _rows() -> alt.Y:
    """A row for each action, with a line between them."""
    axis = alt.Axis(title=None, labels=False, ticks=False, domain=False, grid=True, bandPosition=0)
    axis.gridColor, axis.aria = LIGHT.spoke, False
    return alt.Y("id:N", sort=None, scale=alt.Scale(domain=[]), axis=axis)


def _lines(years: int) -> list[Point]:
    """Where each quarter begins, and the end of the last one."""
    return [{"at": place, "is_year": place % QUARTERS == 0} for place in range(QUARTERS * years + 1)]


def _bar(roadmap: Roadmap, entry: Entry) -> Point:
    first, is_running = roadmap.plan.settings.first_quarter, entry.reason.is_running
    title = entry.action.title + (f"({RUNNING})" if is_running else "")
    lines = in_lines(title, LINE_LENGTH)
    return {
        "id": entry.action.id,
        "start": max(0, entry.start.since(first)),
        "end": entry.end.since(first) + 1,
        "is_running": is_running,
        "title": title,
        "lines": "\n".join(lines),
        "further_lines": len(lines) - 1,
        "text": f"{title} {period_text(entry)}",
    }
