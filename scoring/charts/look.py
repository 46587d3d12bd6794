"""What all charts have in common: font, paper, legend, and words on an edge of paper."""

import json
from collections.abc import Mapping
from typing import Any

import altair as alt

from scoring.charts.palette import LIGHT
from scoring.charts.typeface import FONT


def chart_config(*, padding: int, view: str | None = None) -> alt.Config:
    """The look of a chart on its paper, in the colours of `LIGHT`; `view` is the colour of the edge of its plot."""
    return alt.Config(
        font=FONT,
        padding=padding,
        background=LIGHT.paper,
        view=alt.ViewConfig(stroke=view),
        # Streamlit's own setting would show the fields of a mark under the mouse, by their names in English.
        mark=alt.MarkConfig(tooltip=None),
        title=alt.TitleConfig(anchor="start", fontSize=16, color=LIGHT.text, offset=8),
    )


def written(names: object) -> str:
    """Names as an expression of Vega has them."""
    return json.dumps(names, ensure_ascii=False)


def series_legend(marked: Mapping[str, str], **symbols: Any) -> alt.Legend:
    """The legend below a chart: the name of each series and, where `marked` says so, how it is told without colour.

    Not read out: what the chart shows is said in its description.
    """
    return alt.Legend(
        orient="bottom",
        title=None,
        direction="vertical",
        labelExpr=f"{written(dict(marked))}[datum.label] || datum.label",
        labelLimit=0,
        labelFontSize=14,
        labelColor=LIGHT.text,
        symbolOpacity=1,
        aria=False,
        **symbols,
    )


def words_on_paper(words: alt.Chart, *, edge: int, **look: Any) -> list[alt.Chart]:
    """Two layers: the words, above an edge of paper that keeps them legible over lines. Not read out."""
    below = words.mark_text(color=LIGHT.paper, stroke=LIGHT.paper, strokeWidth=edge, aria=False, **look)
    return [below, words.mark_text(color=LIGHT.text, aria=False, **look)]
