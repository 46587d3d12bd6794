"""How the radar of the screen draws the peers: their median as a dashed line with marks, above a band."""

from typing import Any

import altair as alt

from scoring.charts.palette import BAND_OPACITY, LIGHT
from scoring.peers.radar_figures import BAND, MEDIAN


def peer_layers(place: dict[str, Any], encoding: dict[str, Any]) -> list[alt.Chart]:
    """The band, the line and the marks of the median over named data, to lie below the own polygon."""
    band = _on(BAND).mark_line(fill=LIGHT.band, fillOpacity=BAND_OPACITY, strokeWidth=1.5, aria=False)
    line = _on(MEDIAN).mark_line(strokeWidth=2, aria=False)
    size = {"expr": "width < 480 ? 70 : 130"}
    marks = _on("peer_points").mark_point(shape="square", size=size, filled=True, opacity=1, color=LIGHT.median)
    return [
        *(mark.encode(**encoding, detail="piece:N") for mark in (band, line)),
        marks.encode(**place, description="text:N"),
    ]


def _on(name: str) -> alt.Chart:
    return alt.Chart(alt.NamedData(name))
