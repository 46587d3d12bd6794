"""デジタル庁's table of published indicators, as it is handed out: an indicator a row, a municipality a column.

Blank cells at the end of a line, which its file has, and blanks around a name or label mean nothing. Any other change
of its layout is refused: a value in the wrong column would be told of the wrong municipality.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from files.csv_files import indicator_columns
from files.csv_files.text import Row, decode
from files.fault import FaultList
from questionnaire.indicator_table import IndicatorTable, Value
from questionnaire.indicators import Indicator, Indicators, indicators
from questionnaire.municipalities import MUNICIPALITIES

PERCENT = re.compile(r"(\d{1,3}(?:\.\d+)?)%")
COUNT = re.compile(r"\d{1,4}")
WHOLE = 100
VALUES_FROM = indicator_columns.FIRST


def read(content: bytes, file: str, as_of: date) -> IndicatorTable:
    """The values of all municipalities. Raises `FileError` with every difference from the layout that is known."""
    known, faults = indicators(), FaultList(file)
    rows = [Row(row.line, _cells(row)) for row in decode(content, file)]
    if len(rows) < 2 or any(rows[0].cells[:VALUES_FROM]):
        faults.note(1, "1行目がA・B列の空いた市区町村の名前の行ではありません。デジタル庁の表か確かめてください")
        faults.raise_if_any()
    names = rows[0].cells[VALUES_FROM:]
    indicator_columns.check(names, rows[0].line, faults)
    found = _rows_by_indicator(known, rows[1:], faults)
    read_values = {id: _values(known, known.by_id[id], row, names, faults) for id, row in found.items()}
    faults.raise_if_any()
    return IndicatorTable(as_of, _by_municipality(read_values))


def _cells(row: Row) -> list[str]:
    """The cells without the blanks around them, and without the empty ones at the end."""
    cells = [cell.strip() for cell in row.cells]
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _rows_by_indicator(known: Indicators, rows: Sequence[Row], faults: FaultList) -> dict[str, Row]:
    """The row of each indicator id, with every row noted that is missing, repeated or unknown."""
    by_label = {(one.section, one.label): one for one in known.indicators}
    sections = {one.label: one.section for one in known.indicators}
    found = dict[str, Row]()
    for row in rows:
        section, label = [*row.cells, "", ""][:VALUES_FROM]
        indicator = by_label.get((section, label))
        if indicator is None and label in sections:
            faults.note(row.line, f"「{label}」の区分が「{sections[label]}」から「{section}」に変わっています")
        elif indicator is None:
            faults.note(row.line, f"知らない指標「{label}」があります")
        elif indicator.id in found:
            faults.note(row.line, f"「{label}」の行が重なっています({found[indicator.id].line}行目にもあります)")
        else:
            found[indicator.id] = row
    present = {row.cells[1] for row in rows if len(row.cells) > 1}
    for indicator in known.indicators:
        if indicator.label not in present:
            faults.note(rows[-1].line, f"指標「{indicator.label}」の行がありません")
    return found


def _values(known: Indicators, indicator: Indicator, row: Row, names: Sequence[str], faults: FaultList) -> list[Value]:
    """The values of a row in the order of the municipalities; what cannot be read is noted once for each text."""
    cells = row.cells[VALUES_FROM:]
    if len(cells) != len(names):
        faults.note(row.line, f"「{indicator.label}」の値は{len(cells)}個ですが、市区町村は{len(names)}です")
        return []
    meanings = {cell: _meaning(known, indicator, cell) for cell in set(cells)}
    for text, times in Counter(cell for cell in cells if not meanings[cell]).items():
        first = cells.index(text)
        where = f"{indicator_columns.column_name(VALUES_FROM + first)}列の{names[first]}"
        more = f"など{times}か所" if times > 1 else ""
        shown = f"値「{text}」を読み取れません" if text else "値が空です"
        faults.note(row.line, f"「{indicator.label}」の{where}{more}: {shown}")
    return [meaning[0] for cell in cells if (meaning := meanings[cell])]


def _meaning(known: Indicators, indicator: Indicator, cell: str) -> tuple[Value] | None:
    """The value that a cell stands for, alone in a tuple since None is a value too; None for any other text."""
    text = unicodedata.normalize("NFKC", cell)
    if text in known.missing:
        return (None,)
    if indicator.kind == "done":
        return (text,) if text in (known.done, *known.not_done) else None
    if indicator.kind == "count":
        return (float(text),) if COUNT.fullmatch(text) else None
    number = PERCENT.fullmatch(text)
    return (float(number[1]),) if number and float(number[1]) <= WHOLE else None


def _by_municipality(values: Mapping[str, Sequence[Value]]) -> dict[str, dict[str, Value]]:
    return {code: {id: row[index] for id, row in values.items()} for index, code in enumerate(MUNICIPALITIES)}
