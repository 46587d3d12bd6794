"""The chart of 工程表: a bar for each action over the quarters. Described in Altair, shown as Vega-Lite."""

import json
from copy import deepcopy
from functools import cache
from math import ceil
from textwrap import wrap
from typing import Any

import altair as alt

from questionnaire.fiscal_year import fiscal_year_text
from questionnaire.quarter import QUARTERS
from scoring.radar import FONT, OWN_COLOUR, RING_COLOUR, SPOKE_COLOUR, TEXT_COLOUR
from scoring.roadmap.outcome import Entry, Roadmap
from scoring.roadmap.wording import period_text

Bar = dict[str, Any]

WIDTH, ROW_HEIGHT = 640, 46
PHRASE_ENDS = "、。)」"
# The longest title takes two lines of this many characters beside the chart.
LINE_LENGTH = 20
RUNNING = "実施中"
# デジタル庁デザインシステム: the pale key blue.
PALE_COLOUR = "#E8F1FE"


def roadmap_chart(roadmap: Roadmap) -> dict[str, Any]:
    """The bars of this roadmap as a Vega-Lite specification with its figures and alternative text in it.

    A paler bar with its word beside it is under way already. What was finished before the plan has no bar.
    """
    specification = deepcopy(_specification(tuple(roadmap.plan.settings.years)))
    shown = [entry for entry in roadmap.entries if entry.end >= roadmap.plan.settings.first_quarter]
    bars = [_bar(roadmap, entry) for entry in shown]
    titles = {entry.action.id: _lines(entry.action.title) for entry in shown}
    for layer in specification["layer"]:
        layer["data"] = {"values": bars}
        layer["encoding"]["y"]["scale"]["domain"] = [*titles]
        layer["encoding"]["y"]["axis"]["labelExpr"] = f"{json.dumps(titles, ensure_ascii=False)}[datum.value]"
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
    bars = alt.Chart(alt.NamedData("bars"))
    x, y = _quarters(years), _actions()
    fill = alt.condition("datum.is_running", alt.value(PALE_COLOUR), alt.value(OWN_COLOUR))
    layers = [
        bars.mark_bar(height=22, stroke=OWN_COLOUR, strokeWidth=2).encode(
            x=x,
            x2="end:Q",
            y=y,
            fill=fill,
            description="text:N",
            tooltip=[alt.Tooltip("text:N", title="時期")],
        ),
        bars.transform_filter("datum.is_running")
        .mark_text(align="left", dx=8, fontSize=13, color=TEXT_COLOUR, aria=False)
        .encode(x=x, y=y, text="note:N"),
    ]
    chart: alt.LayerChart = alt.layer(*layers, width=WIDTH, height=alt.Step(ROW_HEIGHT))  # type: ignore[assignment]
    chart.config = alt.Config(font=FONT, padding=8, background="white", view=alt.ViewConfig(stroke=RING_COLOUR))
    return chart


def _quarters(years: tuple[int, ...]) -> alt.X:
    """Time from left to right: a mark where each quarter begins, with the name of the year at its first one."""
    count = QUARTERS * len(years)
    # Above the first quarter stands the year; an empty line keeps the others level with it.
    above = [fiscal_year_text(years[place // QUARTERS]) if place % QUARTERS == 0 else "" for place in range(count)]
    names = [f"{year}\n第{place % QUARTERS + 1}" for place, year in enumerate(above)]
    axis = alt.Axis(
        title="四半期",
        orient="top",
        values=[*range(count)],
        labelExpr=rf"split({json.dumps(names, ensure_ascii=False)}[datum.value], '\n')",
        labelAlign="left",
        labelFontSize=12,
        labelColor=TEXT_COLOUR,
        labelLimit=0,
        labelOverlap=False,
        titleColor=TEXT_COLOUR,
        gridColor=alt.condition(f"datum.value % {QUARTERS} == 0", alt.value(RING_COLOUR), alt.value(SPOKE_COLOUR)),
        tickSize=8,
        aria=False,
    )
    return alt.X("start:Q", scale=alt.Scale(domain=[0, count], nice=False), axis=axis)


def _actions() -> alt.Y:
    axis = alt.Axis(
        title=None,
        labelExpr="datum.value",
        labelFontSize=13,
        labelLimit=0,
        labelLineHeight=17,
        labelColor=TEXT_COLOUR,
        ticks=False,
        domain=False,
        grid=True,
        gridColor=SPOKE_COLOUR,
        aria=False,
    )
    return alt.Y("id:N", sort=None, scale=alt.Scale(domain=[]), axis=axis)


def _lines(title: str) -> list[str]:
    """The title in lines of about the same length; none begins with a mark that ends a phrase."""
    lines = wrap(title, ceil(len(title) / ceil(len(title) / LINE_LENGTH)))
    for number, line in enumerate(lines[1:], start=1):
        if line[0] in PHRASE_ENDS:
            lines[number - 1], lines[number] = lines[number - 1] + line[0], line[1:]
    return [line for line in lines if line]


def _bar(roadmap: Roadmap, entry: Entry) -> Bar:
    first = roadmap.plan.settings.first_quarter
    return {
        "id": entry.action.id,
        "start": max(0, entry.start.since(first)),
        "end": entry.end.since(first) + 1,
        "is_running": entry.reason.is_running,
        "note": RUNNING,
        "text": f"{entry.action.title} {period_text(entry)}{f'({RUNNING})' if entry.reason.is_running else ''}",
    }
