"""XLSX files for tests, opened by openpyxl, so that what one library writes is read by another."""

import io
import zipfile
from functools import lru_cache
from typing import Any

import openpyxl

Rows = list[dict[str, Any]]
HEADER_ROW = 4


def opened(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


@lru_cache(maxsize=8)
def read_only(content: bytes) -> openpyxl.Workbook:
    """The same for those who change nothing: each workbook is opened once."""
    return opened(content)


def sheet_names(content: bytes) -> list[str]:
    """The names of the sheets in their order; their cells are not read."""
    return openpyxl.load_workbook(io.BytesIO(content), read_only=True).sheetnames


def part(content: bytes, name: str) -> bytes:
    """One of the files inside the workbook."""
    with zipfile.ZipFile(io.BytesIO(content)) as container:
        return container.read(name)


def table_of(content: bytes, sheet: str, *, stop_at_blank: bool = True) -> Rows:
    """The rows of a sheet by the name of the column."""
    lines = [[cell.value for cell in row] for row in read_only(content)[sheet].iter_rows(min_row=HEADER_ROW)]
    header, *rows = lines
    found: Rows = []
    for row in rows:
        if stop_at_blank and not any(value is not None for value in row):
            break
        found.append(dict(zip(header, row, strict=True)))
    return found
