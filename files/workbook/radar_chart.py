"""The radar as a chart of Excel's own, over the figures of the sheets."""

from xlsxwriter.chart_radar import ChartRadar

from files.report import Report, ReportPeers
from files.workbook import axes, comparison
from files.workbook.names import AXES, COMPARISON
from files.xlsx.book import FONT, KEY_BLUE, Book

# デジタル庁デザインシステム: a dark grey that differs from the blue in grey print too, with dashes and other markers.
PEER_COLOUR = "#4D4D4D"
SIZE = {"width": 760, "height": 560}


def radar_chart(book: Book, report: Report) -> ChartRadar:
    """The maturity of each axis, and the median of the peers as a dashed line."""
    chart = book.workbook.add_chart({"type": "radar", "subtype": "with_markers"})
    assert isinstance(chart, ChartRadar)  # noqa: S101  # the type says so, to the reader and to mypy
    chart.add_series(_own(report))
    if report.peers and report.peers.are_drawn:
        chart.add_series(_peers(report, report.peers))
    steps = len(report.drawn.steps)
    small = {"name": FONT, "size": 9}
    chart.set_x_axis({"num_font": {"name": FONT, "size": 11}, "major_gridlines": {"visible": False}})
    chart.set_y_axis(
        {"min": 0, "max": steps, "major_unit": 1, "num_format": "0.0", "num_font": small, "major_gridlines": _line()}
    )
    chart.set_title({"name": "分野ごとの成熟度", "name_font": {"name": FONT, "size": 13}, "overlay": False})
    chart.set_legend({"position": "bottom", "font": {"name": FONT, "size": 10}})
    chart.set_size(SIZE)
    return chart


def _line() -> dict[str, object]:
    return {"visible": True, "line": {"color": "#949494", "width": 0.75}}


def _own(report: Report) -> dict[str, object]:
    place = axes.place_of(report, report.drawn)
    return {
        "name": "今の成熟度",
        "categories": [AXES, place.first_row, axes.NAME_COLUMN, place.last_row, axes.NAME_COLUMN],
        "values": [AXES, place.first_row, place.maturity_column, place.last_row, place.maturity_column],
        "line": {"color": KEY_BLUE, "width": 2.5},
        "marker": {"type": "circle", "size": 7, "fill": {"color": KEY_BLUE}, "border": {"color": KEY_BLUE}},
    }


def _peers(report: Report, peers: ReportPeers) -> dict[str, object]:
    own = axes.place_of(report, report.drawn)
    place = comparison.place_of(report)
    return {
        "name": f"{peers.group}の中央値",
        "categories": [AXES, own.first_row, axes.NAME_COLUMN, own.last_row, axes.NAME_COLUMN],
        "values": [COMPARISON, place.first_row, place.median_column, place.last_row, place.median_column],
        "line": {"color": PEER_COLOUR, "width": 2, "dash_type": "dash"},
        "marker": {"type": "diamond", "size": 8, "fill": {"color": "#FFFFFF"}, "border": {"color": PEER_COLOUR}},
    }
