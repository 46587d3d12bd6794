"""The radar of the workbook: lines that Excel draws from cells of the workbook."""

from typing import Any

import pytest

from files import workbook
from questionnaire.model import Depth
from scoring import result_wording
from tests.reports import peers_of
from tests.workbooks import REAL, a_report, mixed, written
from tests.xlsx_files import opened, part


def chart_of(content: bytes) -> str:
    return part(content, "xl/charts/chart1.xml").decode()


def points_of(content: bytes) -> list[list[Any]]:
    """The names and values of every line of the radar, read from the cells that it names."""
    book = opened(content)
    (chart,) = book["概要"]._charts
    read = []
    for line in chart.ser:
        for reference in (line.cat.numRef or line.cat.strRef, line.val.numRef):
            name, cells = reference.f.replace("'", "").split("!")
            read.append([row[0].value for row in book[name][cells.replace("$", "")]])
    return read


def test_the_radar_shows_the_maturity_of_each_axis_with_all_its_digits() -> None:
    report = a_report()
    content = workbook.write(report)
    assert "<c:radarChart>" in chart_of(content)
    assert points_of(content) == [
        [axis.name for axis in REAL.axes],
        [pytest.approx(standing.maturity) for standing in report.shown[0].of_axis],
    ]


def test_the_radar_has_the_scale_of_the_steps_and_a_text_for_those_who_do_not_see_it() -> None:
    content = written("quick")
    assert '<c:min val="0"/>' in chart_of(content)
    assert '<c:max val="3"/>' in chart_of(content)
    assert result_wording.strengths_sentence(a_report().drawn) in part(content, "xl/drawings/drawing1.xml").decode()


def test_the_radar_shows_the_full_result_once_it_is_complete() -> None:
    report = a_report(mixed(Depth.FULL))
    _, full = report.shown
    assert points_of(workbook.write(report))[1] == [pytest.approx(one.maturity) for one in full.of_axis]


def test_with_peers_the_radar_shows_the_core_result_and_their_median_as_a_dashed_line() -> None:
    peers = peers_of(12, mixed(Depth.FULL))
    report = a_report(mixed(Depth.FULL), peers=peers)
    content = workbook.write(report)
    names, own, again, median = points_of(content)
    assert names == again == [axis.name for axis in REAL.axes]
    assert own == [pytest.approx(one.maturity) for one in report.core.of_axis]
    assert median == [spread.median and float(spread.median) for spread in peers.comparison.of_axis]
    assert chart_of(content).count('<a:prstDash val="dash"/>') == 1
    assert f"{peers.group}の中央値" in chart_of(content)


def test_peers_without_any_median_are_not_drawn() -> None:
    assert len(points_of(workbook.write(a_report(peers=peers_of(4))))) == 2
