"""分野別: the figures of every axis and the whole, as they are shown, and with all their digits beside."""

from collections.abc import Iterable
from typing import NamedTuple

from files.report import Report
from files.workbook.names import AXES
from files.xlsx.book import Book, Value
from files.xlsx.table import FIRST_ROW, Column, Table, add_table
from questionnaire.model import Step
from scoring.result import Result, Standing
from scoring.wording import DEPTH_TEXTS, assessment_text, rounded_down, step_text

NAME_COLUMN = 1
NOTE = (
    "画面と同じく、端数は切り捨てています。「上限」は、わからないと未回答をすべて段階3としたときの値です。"
    "右の灰色の見出しの列は、端数を含む値です(印刷されません)。"
)


class Place(NamedTuple):
    """Where the rows of one result stand: the first and the last axis, without the whole."""

    first_row: int
    last_row: int
    maturity_column: int


def add(book: Book, report: Report) -> None:
    """Adds the sheet."""
    columns = [*_shown_columns(report), *_full_columns(report)]
    rows = [row for result in report.shown for row in _rows(report, result)]
    title = f"分野別の結果 {assessment_text(report.assessment)}"
    add_table(book, AXES, Table(title, NOTE, columns, rows, frozen=2, printed=len(_shown_columns(report))))


def place_of(report: Report, result: Result) -> Place:
    """Where the maturities with all their digits stand on the sheet, for the chart."""
    first = FIRST_ROW + report.shown.index(result) * (len(result.axes) + 1)
    steps = len(result.steps)
    return Place(first, first + len(result.axes) - 1, len(_shown_columns(report)) + 2 * steps)


def _shown_columns(report: Report) -> list[Column]:
    both = [(step, end) for step in report.questionnaire.steps for end in ("", "の上限")]
    return [
        Column("診断", 13),
        Column("分野", 17),
        Column("到達ステップ", 23),
        *(Column(f"{_name(step)}{end}", 12.5, "percent") for step, end in both),
        Column("成熟度", 9, "maturity"),
        Column("成熟度の上限", 9, "maturity"),
        Column("回答した設問", 9, "whole"),
        Column("設問の数", 9, "whole"),
        Column("回答率", 9, "percent"),
    ]


def _full_columns(report: Report) -> list[Column]:
    both = [(step, end) for step in report.questionnaire.steps for end in ("", "の上限")]
    return [
        *(Column(f"{_name(step)}{end}(端数を含む)", 15, "full_percent", "full_header") for step, end in both),
        Column("成熟度(端数を含む)", 13, "full_maturity", "full_header"),
        Column("成熟度の上限(端数を含む)", 13, "full_maturity", "full_header"),
        Column("回答率(端数を含む)", 13, "full_percent", "full_header"),
    ]


def _name(step: Step) -> str:
    return f"{step.short_name}の達成率"


def _rows(report: Report, result: Result) -> Iterable[list[Value]]:
    named = [(axis.name, standing) for axis, standing in zip(result.axes, result.of_axis, strict=True)]
    for name, standing in [*named, ("全体", result.overall)]:
        head: list[Value] = [
            DEPTH_TEXTS[result.depth],
            name,
            step_text(standing.reached, result.steps, report.questionnaire.rules),
        ]
        yield [*head, *_shown(standing), *_full(standing)]


def _ends(standing: Standing) -> list[float]:
    """Both ends of the attainment of each step."""
    both = zip(standing.attainment, standing.attainment_upper, strict=True)
    return [end for ends in both for end in ends]


def _shown(standing: Standing) -> list[Value]:
    return [
        *(float(rounded_down(end, 2)) for end in _ends(standing)),
        float(rounded_down(standing.maturity, 1)),
        float(rounded_down(standing.maturity_upper, 1)),
        standing.answered,
        standing.asked,
        float(rounded_down(standing.answered_share, 2)),
    ]


def _full(standing: Standing) -> list[Value]:
    return [*_ends(standing), standing.maturity, standing.maturity_upper, standing.answered_share]
