"""概要: whose result it is, what it says in sentences, every axis in the words of the screen, and the radar."""

from xlsxwriter.utility import xl_range
from xlsxwriter.worksheet import Worksheet

from files.report import Report
from files.workbook.names import OVERVIEW
from files.workbook.radar_chart import radar_chart
from files.xlsx.book import Book, Value
from files.xlsx.table import LINE_HEIGHT, TITLE_HEIGHT, lines_of
from questionnaire.fiscal_year import fiscal_year_text
from questionnaire.municipalities import municipality
from scoring import result_wording
from scoring.result import Result

WIDTHS = (20, 26, 18, 19, 12, 16, 11)
LAST_COLUMN = len(WIDTHS) - 1
CHART_ROWS = 30


def add(book: Book, report: Report) -> None:
    """Adds the sheet."""
    sheet = book.sheet(OVERVIEW, portrait=True)
    for place, width in enumerate(WIDTHS):
        sheet.set_column(place, place, width)
    sheet.set_row(0, TITLE_HEIGHT)
    book.write(sheet, 0, 0, "自治体DX成熟度診断 結果", "title")
    row = _head(book, sheet, report, 2)
    for result in report.shown:
        row = _told(book, sheet, report, result, row + 1)
        row = _table(book, sheet, report, result, row)
    last = _drawn(book, sheet, report, row + 1)
    sheet.print_area(0, 0, last, LAST_COLUMN)
    sheet.fit_to_pages(1, 1)


def _head(book: Book, sheet: Worksheet, report: Report, row: int) -> int:
    """Whose assessment it is, in pairs; gives the next free row."""
    assessment, place = report.assessment, municipality(report.assessment.municipality)
    pairs: list[tuple[str, Value, str]] = [
        ("団体コード", assessment.municipality, "code"),
        ("団体名", place.label if place else "", "code"),
        ("年度", fiscal_year_text(assessment.fiscal_year), "code"),
        ("年度(西暦)", assessment.fiscal_year, "year"),
        ("設問版", assessment.version, "code"),
        ("作成日", report.day, "date"),
    ]
    if report.origin:
        pairs.append(("回答のもと", report.origin, "code"))
    for line, (label, value, style) in enumerate(pairs, start=row):
        book.write(sheet, line, 0, label, "label")
        book.write(sheet, line, 1, value, style)
        if style == "year":
            book.style(style).set_align("left")
    return row + len(pairs)


def _told(book: Book, sheet: Worksheet, report: Report, result: Result, row: int) -> int:
    asked = report.questionnaire
    book.write(sheet, row, 0, result_wording.depth_text(result, asked), "heading")
    sentences = [
        result_wording.reached_sentence(result, asked.rules),
        result_wording.next_step_sentence(result, asked.rules),
        result_wording.overall_sentence(result),
        result_wording.range_sentence(result, asked.rules),
        result_wording.strengths_sentence(result),
    ]
    for sentence in filter(None, sentences):
        row += 1
        _sentence(book, sheet, row, sentence)
    return row + 2


def _table(book: Book, sheet: Worksheet, report: Report, result: Result, row: int) -> int:
    """The table step × axis exactly as on the screen; the sheet 分野別 has the numbers."""
    header, rows = result_wording.result_table(result, report.questionnaire.rules)
    for line, cells in enumerate([header, *rows], start=row):
        for place, text in enumerate(cells):
            book.write(sheet, line, place, text, "header" if line == row else _style_of(place))
    sheet.set_row(row, 30)
    # Excel would mark every 66% as a number stored as text.
    sheet.ignore_errors({"number_stored_as_text": xl_range(row, 0, row + len(rows), LAST_COLUMN)})
    return row + len(rows) + 1


def _style_of(place: int) -> str:
    """How a column of the table looks: the axis, its step, then figures."""
    return ("label", "text")[place] if place < 2 else "figure"


def _drawn(book: Book, sheet: Worksheet, report: Report, row: int) -> int:
    """The radar with what its rings mean; gives its last row."""
    drawn = report.drawn
    rings = "、".join(f"{number}.0の輪が「{step.name}」" for number, step in enumerate(drawn.steps, start=1))
    _sentence(book, sheet, row, f"{result_wording.depth_text(drawn, report.questionnaire)}の成熟度です。{rings}です。")
    description = f"分野ごとの成熟度のレーダーチャート。{result_wording.strengths_sentence(drawn)}"
    sheet.insert_chart(row + 1, 0, radar_chart(book, report), {"description": description, "x_offset": 60})
    return row + CHART_ROWS


def _sentence(book: Book, sheet: Worksheet, row: int, sentence: str) -> None:
    """A sentence over all columns. A merged cell does not grow by itself, so its height is set."""
    look = book.style("sentence")
    sheet.merge_range(row, 0, row, LAST_COLUMN, "", look)
    book.write(sheet, row, 0, sentence, "sentence")
    sheet.set_row(row, LINE_HEIGHT * lines_of(sentence, sum(WIDTHS) - 6) + 2)
