"""The sheets of a workbook as somebody filled them in: cells by row and column, never more than can be ours."""

import io
import warnings
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.escape import unescape

from files.fault import FileError, FileFault
from files.xlsx.container import DAMAGED, refuse_unless_workbook

# A form of all questions has under 60 rows and 15 columns.
MOST_ROWS, MOST_COLUMNS, MOST_SHEETS = 1_000, 60, 20
FORMULA, ERROR = "f", "e"


class Cell(NamedTuple):
    """What stands in a cell that is not empty: a text, a number or a day. Neither for a formula or an error."""

    column: int
    value: str | float | date | None

    @property
    def letter(self) -> str:
        """The letter of the column."""
        return str(get_column_letter(self.column))

    @property
    def text(self) -> str:
        """The content as a text; a whole number without its decimals."""
        if isinstance(self.value, float) and self.value.is_integer():
            return str(int(self.value))
        return "" if self.value is None else str(self.value)


class Row(NamedTuple):
    """A row that is not empty; the first of a sheet is 1."""

    number: int
    cells: dict[int, Cell]


class Grid(NamedTuple):
    """A sheet with its rows that are not empty."""

    name: str
    rows: list[Row]


def grids(content: bytes, file: str) -> list[Grid]:
    """The sheets of an XLSX file. Raises `FileError` when it is none, is damaged or is too large."""
    refuse_unless_workbook(content, file)
    try:
        return _grids(content, file)
    except FileError:
        raise
    except Exception:  # noqa: BLE001  # openpyxl tells damaged XML in a dozen ways, from KeyError to OverflowError
        raise FileError([FileFault(file, 0, DAMAGED)]) from None


def _grids(content: bytes, file: str) -> list[Grid]:
    with warnings.catch_warnings():
        # It warns of looks that it does not know; we read only what stands in the cells.
        warnings.simplefilter("ignore")
        book = load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
        try:
            return [Grid(str(sheet.title), list(_rows(sheet, file))) for sheet in book.worksheets[:MOST_SHEETS]]
        finally:
            book.close()


def _rows(sheet: Any, file: str) -> Iterator[Row]:  # its types are those of a sheet that is not only read
    # What a file states of its own extent may be wrong, and then rows would be missing.
    sheet.reset_dimensions()
    before: object = None
    for number, cells in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS), start=1):
        # For rows that the file leaves out, openpyxl gives one and the same, up to a million times.
        if cells is before:
            continue
        before = cells
        found = {cell.column: cell for cell in _cells(cells)}
        if found and number > MOST_ROWS:
            what = f"行が多すぎます({MOST_ROWS:,}行まで)。回答票のほかに貼り付けたものがあれば消してください"
            raise FileError([FileFault(file, number, what, str(sheet.title), next(iter(found.values())).letter)])
        if found:
            yield Row(number, found)


def _cells(cells: Sequence[Any]) -> Iterator[Cell]:
    for column, cell in enumerate(cells, start=1):
        if cell.data_type in (FORMULA, ERROR):
            yield Cell(column, None)
        elif cell.value is not None and cell.value != "":
            yield Cell(column, _value(cell.value))


def _value(value: object) -> str | float | date:
    """Texts as typed, whole days as days, and everything else as Excel would write it."""
    if isinstance(value, datetime) and not (value.hour or value.minute or value.second):
        return value.date()
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    return str(unescape(str(value)))
