"""How a chart stands on a screen: under its name, in the colours of the theme, with its figures in a table below."""

from typing import Any

import streamlit as st

from scoring.charts.palette import DARK, LIGHT

TABLE_BELOW = "同じ数字は、図の下の表にあります。"

_EXCHANGED = "".join(
    f'[{part}="{light}"] {{ {part}: light-dark({light}, {dark}); }}\n'
    for light, dark in zip(LIGHT, DARK, strict=True)
    for part in ("fill", "stroke")
)
# `.stApp` says by `color-scheme` which theme is on, so the browser exchanges the colours that a specification names: at
# once when the theme is changed, and never on paper or in the picture that Streamlit's button saves. Where a browser
# does not know light-dark(), the chart stays light on its white paper.
# !important: Vega writes the paper into the style of the drawing itself.
COLOURS = f"""<style>@media screen {{ .stVegaLiteChart svg.marks {{
background-color: light-dark({LIGHT.paper}, {DARK.paper}) !important;
{_EXCHANGED}}} }}</style>"""


def show(chart: dict[str, Any], *, message: str = "", table: str = TABLE_BELOW, radar: str = "") -> None:
    """Draws a chart, named by the first sentence of its description; `table` says where the same figures stand.

    With `message`, the sentence that stands before the chart, the name tells this instead of every figure: who listens
    to the screen has the figures in the table, cell by cell. `radar` tells a radar from the others of the page: it is
    as high as its width asks for (style.css), any other chart as high as it says.
    """
    what, figures = chart["description"].split("。", 1)
    # Vega would read the title of a panel out in English; its name begins with the same words.
    title = {"title": {"text": chart["title"], "aria": False}} if "title" in chart else {}
    st.html(COLOURS)
    spec = chart | title | {"description": f"{what}。{message or figures}{table}"}
    if radar:
        st.container(key=f"radar-{radar}").vega_lite_chart(spec=spec, theme=None, height="stretch")
    else:
        st.vega_lite_chart(spec=spec, theme=None)
