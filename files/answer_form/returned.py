"""A form that came back: whose it is, and where on it everything stands."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from files.answer_form.form import CODE, DAY, FORM_ID, KIND, PERSON, READ_COLUMNS, SECTION, VERSION, YEAR
from files.answer_form.grid import Cell, Grid, Row
from files.fault import FaultList, FileError, FileFault
from questionnaire.assessment import Assessment
from questionnaire.differences import mismatches

NO_FORM = "このツールで作った回答票ではありません。「回答票」として書き出したファイルに書いてください"
OTHER_FORM = "この回答票は、ほかの版のツールで作られたため読み取れません。回答票を作り直してください"
NO_TABLE = "「設問ID」「回答」「メモ」などの見出しのある表が見つかりません。見出しの行を元に戻してください"


class HeadCell(NamedTuple):
    """A cell above the table, and the row that it stands in."""

    row: int
    cell: Cell


class Returned(NamedTuple):
    """The sheet that was filled in: the row of its header, where each column stands, and what stands above."""

    grid: Grid
    header: int
    columns: Mapping[str, Cell]
    head: Mapping[str, HeadCell]

    @property
    def rows(self) -> list[Row]:
        """The rows below the header."""
        return [row for row in self.grid.rows if row.number > self.header]

    def cell(self, row: Row, column: str) -> Cell:
        """A cell of the table; an empty one where nothing stands."""
        at = self.columns[column].column
        return row.cells.get(at, Cell(at, ""))


def returned(found: list[Grid], file: str, present: Assessment) -> Returned:
    """The form for this assessment. Raises `FileError` when it is for another one, or when its table is not there."""
    _refuse_other_assessment(found, file, present)
    grid, header = _table(found, file)
    columns = _columns(grid, header, file)
    return Returned(grid, header.number, columns, _head(grid, header))


def _refuse_other_assessment(found: Iterable[Grid], file: str, present: Assessment) -> None:
    said = next((pairs for grid in found if KIND in (pairs := _pairs(grid))), None)
    if said is None:
        raise FileError([FileFault(file, 0, NO_FORM)])
    if said[KIND] != FORM_ID:
        raise FileError([FileFault(file, 0, OTHER_FORM)])
    year = said.get(YEAR, "")
    given = Assessment(said.get(CODE, ""), int(year) if year.isdecimal() else 0, said.get(VERSION, ""), present.depth)
    wrong = mismatches(present, given)
    if wrong:
        raise FileError([FileFault(file, 0, f"ほかの診断の回答票です。{what}") for what in wrong])


def _pairs(grid: Grid) -> dict[str, str]:
    """Labels of the first column with what stands beside them."""
    return {row.cells[1].text: row.cells[2].text for row in grid.rows if 1 in row.cells and 2 in row.cells}


def _table(found: Iterable[Grid], file: str) -> tuple[Grid, Row]:
    """The one sheet with the columns of a form and the row of its header, whatever the sheet is called."""
    tables = [(grid, header) for grid in found if (header := _header(grid)) is not None]
    if not tables:
        raise FileError([FileFault(file, 0, NO_TABLE)])
    if len(tables) > 1:
        names = "と".join(f"「{grid.name}」" for grid, _ in tables)
        raise FileError([FileFault(file, 0, f"回答の表が{names}のシートにあります。1つだけ残してください")])
    return tables[0]


def _header(grid: Grid) -> Row | None:
    """The first row that holds most of the columns; some of them may have been renamed."""
    for row in grid.rows:
        if len({cell.text for cell in row.cells.values()} & set(READ_COLUMNS)) > len(READ_COLUMNS) // 2:
            return row
    return None


def _columns(grid: Grid, header: Row, file: str) -> dict[str, Cell]:
    """Where each column stands, which may be elsewhere than it was."""
    names = [cell.text for cell in header.cells.values()]
    faults = FaultList(file, grid.name)
    for name in READ_COLUMNS:
        if names.count(name) != 1:
            what = f"見出し「{name}」の列が{'ありません' if name not in names else '2つ以上あります'}"
            faults.note(header.number, what, _letter_of(header, name))
    faults.raise_if_any()
    return {cell.text: cell for cell in header.cells.values()}


def _letter_of(header: Row, name: str) -> str:
    """The column of this name, else the first one of the header."""
    cells = list(header.cells.values())
    return next((cell.letter for cell in reversed(cells) if cell.text == name), cells[0].letter)


def _head(grid: Grid, header: Row) -> dict[str, HeadCell]:
    """What stands beside 回答課, 回答者 and 回答日 above the table."""
    labels = [
        (row, cell)
        for row in grid.rows
        if row.number < header.number
        for cell in row.cells.values()
        if cell.text in (SECTION, PERSON, DAY)
    ]
    return {
        label.text: HeadCell(row.number, row.cells.get(label.column + 1, Cell(label.column + 1, "")))
        for row, label in labels
    }
