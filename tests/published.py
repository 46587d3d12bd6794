"""デジタル庁's real table, which is no part of the product, and broken copies and small relatives of it."""

import csv
import io
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path

from files.csv_files import indicators_csv
from questionnaire.indicator_table import IndicatorTable, Value
from questionnaire.indicators import indicators
from questionnaire.municipalities import MUNICIPALITIES

REAL_FILE = Path(__file__).parents[2] / "shared" / "reference" / "digital-agency-dx-indicators-2024-07-12.csv"
REAL_DAY = date(2024, 7, 12)
CODES = tuple(MUNICIPALITIES)
SAITAMA = tuple(one.code for one in MUNICIPALITIES.values() if one.prefecture == "埼玉県")

Cells = list[list[str]]


@cache
def real_bytes() -> bytes:
    return REAL_FILE.read_bytes()


@cache
def real_table() -> IndicatorTable:
    return indicators_csv.read(real_bytes(), REAL_FILE.name, REAL_DAY)


def real_cells() -> Cells:
    """The real file as rows of cells, to be broken."""
    return list(csv.reader(io.StringIO(real_bytes().decode("utf-8-sig"), newline="")))


def written(cells: Cells, encoding: str = "utf-8-sig") -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows(cells)
    return text.getvalue().encode(encoding)


def broken(change: Callable[[Cells], object]) -> bytes:
    """The real file after one change of its cells."""
    cells = real_cells()
    change(cells)
    return written(cells)


def row_of(cells: Cells, label: str) -> list[str]:
    """The row of the indicator whose label begins like this."""
    return next(row for row in cells if row[1].startswith(label))


def a_table(as_of: date = REAL_DAY, default: Value = None, **values: Value) -> IndicatorTable:
    """A table in which all of 埼玉県 have the same values; `online_care=12.0` gives that of an indicator."""
    given = {name.replace("_", "-"): value for name, value in values.items()}
    of_each = {indicator.id: given.get(indicator.id, default) for indicator in indicators().indicators}
    assert given.keys() <= of_each.keys()
    return IndicatorTable(as_of, {code: dict(of_each) for code in SAITAMA})
