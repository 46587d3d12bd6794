"""比較 axis by axis: the radar, the strips, and the same figures as a table."""

import streamlit as st

from scoring.charts.radar import radar
from scoring.peers.comparison import Comparison
from scoring.peers.strip_chart import strips
from scoring.peers.wording import overall_text, spread_table
from screens.parts import chart, markup

BAND_TEXT = "帯は、比べた団体のまん中の半分(第1四分位から第3四分位まで)です。"
NO_FIGURE = (
    "分野の数字は、その分野の設問すべてに段階のある団体が足りないため、示せません。下の設問ごとの比較を見てください。"
)


def show(compared: Comparison, caption: str) -> None:
    """Draws them, or says that no figure can be shown; `caption` says what they stand on."""
    if all(peers.median is None for peers in (*compared.of_axis, compared.overall)):
        st.html(markup.text("p", NO_FIGURE))
        return
    message = overall_text(compared)
    st.html(markup.text("p", message))
    chart.show(radar(compared.own, compared.of_axis), message=message, radar="peers")
    chart.show(strips(compared), message=message)
    header, rows = spread_table(compared)
    st.html(markup.text("p", BAND_TEXT, css="note") + markup.table(caption, header, rows, 1, has_total=False))
