"""A table on a sheet: title, note, one header row with filters, and a row for each thing."""

import math
from collections.abc import Sequence
from typing import NamedTuple

from xlsxwriter.worksheet import Worksheet

from files.xlsx.book import Book, Value

# Title, note and a blank row stand above the header.
HEADER_ROW = 3
FIRST_ROW = HEADER_ROW + 1

# In points. LibreOffice does not fit rows by itself, and Excel opens none that is higher than the highest.
LINE_HEIGHT, HEADER_HEIGHT, TITLE_HEIGHT, HIGHEST_ROW = 14, 44, 24, 409


class Column(NamedTuple):
    """A column of a table: its name, its width in digits, and the style of its cells."""

    name: str
    width: float
    style: str = "text"
    header: str = "header"


class Table(NamedTuple):
    """What a sheet shows. `frozen` columns stay in view; what stands behind `printed` columns is not printed."""

    title: str
    note: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Value]]
    frozen: int = 0
    printed: int = 0


def add_table(book: Book, name: str, table: Table) -> Worksheet:
    """A sheet of this name with the table on it."""
    sheet = book.sheet(name)
    sheet.set_row(0, TITLE_HEIGHT)
    book.write(sheet, 0, 0, table.title, "title")
    _add_note(book, sheet, table)
    write_cells(book, sheet, HEADER_ROW, table)
    last_row, last_column = HEADER_ROW + max(len(table.rows), 1), len(table.columns) - 1
    sheet.autofilter(HEADER_ROW, 0, last_row, last_column)
    sheet.freeze_panes(FIRST_ROW, table.frozen)
    sheet.repeat_rows(HEADER_ROW)
    sheet.print_area(0, 0, last_row, (table.printed or len(table.columns)) - 1)
    return sheet


def _add_note(book: Book, sheet: Worksheet, table: Table) -> None:
    """The note over all printed columns. A merged cell does not grow by itself, so its height is set."""
    printed = table.columns[: table.printed or None]
    if len(printed) > 1:
        sheet.merge_range(1, 0, 1, len(printed) - 1, "", book.style("wrapped_note"))
    book.write(sheet, 1, 0, table.note, "wrapped_note")
    sheet.set_row(1, LINE_HEIGHT * lines_of(table.note, sum(column.width for column in printed)) + 2)


def write_cells(book: Book, sheet: Worksheet, top: int, table: Table) -> None:
    """The header in this row, and the rows below it."""
    sheet.set_row(top, HEADER_HEIGHT)
    for place, column in enumerate(table.columns):
        sheet.set_column(place, place, column.width)
        book.write(sheet, top, place, column.name, column.header)
    for line, row in enumerate(table.rows, start=top + 1):
        sheet.set_row(line, row_height(table, row))
        for place, (column, value) in enumerate(zip(table.columns, row, strict=True)):
            book.write(sheet, line, place, value, column.style)


def row_height(table: Table, row: Sequence[Value]) -> float:
    """The height in points that shows every line of what is printed, as far as a row can be high."""
    printed = list(zip(table.columns, row, strict=True))[: table.printed or None]
    lines = max(lines_of(value, column.width) for column, value in printed if isinstance(value, str))
    return min(lines * LINE_HEIGHT + 2, HIGHEST_ROW)


def lines_of(text: str, width: float) -> int:
    """How many lines the text takes in a column of this width; Japanese letters are two digits wide."""
    # A letter of Japanese is three bytes long and two digits wide, one of ASCII a byte and a digit.
    letters = [(len(line) + len(line.encode("utf-8", "replace"))) / 2 for line in text.split("\n")]
    return sum([math.ceil(each / (width - 1)) or 1 for each in letters])


def add_empty(book: Book, name: str, title: str, reason: str) -> None:
    """A sheet that says in one sentence why it is empty."""
    sheet = book.sheet(name)
    sheet.set_column(0, 0, 100)
    sheet.set_row(0, TITLE_HEIGHT)
    book.write(sheet, 0, 0, title, "title")
    book.write(sheet, 2, 0, reason, "sentence")
    sheet.print_area(0, 0, 2, 0)
