"""比較: where the core result stands among its peers. Never a ranking (design.md §5)."""

from collections.abc import Iterable
from typing import NamedTuple

from files.report import Report, ReportPeers
from files.workbook.names import COMPARISON
from files.xlsx.book import Book, Value
from files.xlsx.table import FIRST_ROW, Column, Table, add_empty, add_table
from questionnaire.fiscal_year import fiscal_year_text
from scoring.peers.spread import Spread
from scoring.peers.wording import OBSTACLE_TEXTS
from scoring.wording import assessment_text, rounded_down

TITLE = "ほかの団体との比較"
EMPTY = "比較グループを選んでいないため、この表は空です。「出力」の画面で比較グループを選ぶと、ここに入ります。"
NOTE = (
    "かんたん診断の結果どうしを、分野の成熟度(0.0から3.0)とステップの達成率(%)で比べています。空のところは、団体が特定されないよう示していません。"
    "百分位は、グループの団体のうち値が自団体より低い団体の割合(同じ団体は半分と数える)です。"
)
COLUMNS = (
    Column("比較グループ", 28),
    Column("比較年度", 11),
    Column("分野・ステップ", 22),
    Column("値", 12),
    Column("自団体", 10, "maturity"),
    Column("比較団体数", 10, "whole"),
    Column("中央値", 10, "maturity"),
    Column("第1四分位", 10, "maturity"),
    Column("第3四分位", 10, "maturity"),
    Column("百分位", 10, "whole"),
    Column("出所", 36),
    Column("注", 36),
)
MEDIAN_COLUMN = 6
MATURITY, ATTAINMENT = "成熟度", "達成率(%)"


class Place(NamedTuple):
    """Where the medians stand, without the whole."""

    first_row: int
    last_row: int
    median_column: int


def add(book: Book, report: Report) -> None:
    """Adds the sheet."""
    title = f"{TITLE} {assessment_text(report.assessment)}"
    if report.peers:
        rows = list(_rows(report.peers))
        add_table(book, COMPARISON, Table(title, NOTE, COLUMNS, rows, frozen=3))
    else:
        add_empty(book, COMPARISON, title, EMPTY)


def place_of(report: Report) -> Place:
    """Where the chart finds the medians."""
    return Place(FIRST_ROW, FIRST_ROW + len(report.questionnaire.axes) - 1, MEDIAN_COLUMN)


def _rows(peers: ReportPeers) -> Iterable[list[Value]]:
    """A row for every axis, also where nothing may be shown, so that the chart finds them in their order."""
    found = peers.comparison
    note = OBSTACLE_TEXTS[found.obstacle] if found.obstacle else peers.rank
    year = fiscal_year_text(found.fiscal_year)
    figures = [(MATURITY, rounded_down(own, 1), name, spread) for name, own, spread in found.maturities]
    figures += [(ATTAINMENT, rounded_down(own * 100, 0), name, spread) for name, own, spread in found.attainments]
    for kind, own, name, spread in figures:
        yield [peers.group, year, name, kind, float(own), *_spread(spread), peers.source, note]


def _spread(spread: Spread) -> list[Value]:
    values = (spread.median, spread.first_quartile, spread.third_quartile, spread.percentile)
    return [spread.count or None, *(None if value is None else float(value) for value in values)]
