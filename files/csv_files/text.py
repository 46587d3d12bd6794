"""CSV as Excel on Windows reads and saves it: UTF-8 with BOM, CRLF, RFC 4180 quoting, safe against formulas."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from files.fault import FileError, FileFault

# A spreadsheet takes a cell for a formula by these, after the blanks that it ignores (OWASP "CSV Injection").
FORMULA_STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
CONTROL_STARTS = ("\t", "\r", "\0")
GUARD = "'"

# An answers CSV of 48 questions with the longest memos is about 2 MB.
LARGEST_FILE = 5_000_000

SAVE_AGAIN = "Excelで「CSV UTF-8(コンマ区切り)」として保存し直してください"

# Python's codec lets the bytes pass that stand for nothing in CP932: 80, A0, FD, FE, FF.
NOT_IN_CP932 = re.compile("[\x80\uf8f0-\uf8f3]")

BOM = "\ufeff"
OTHER_FORMATS = {b"PK\x03\x04": "Excelブック", b"\xd0\xcf\x11\xe0": "古い形式のExcelブック", b"%PDF": "PDF"}
UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")


class Row(NamedTuple):
    """One record and the line that it begins on."""

    line: int
    cells: list[str]


def cell(text: str) -> str:
    """The text as a cell that no spreadsheet runs as a formula; `text_of_cell` gives it back as it was."""
    bare = text.lstrip("\0 \t\r\n\u3000\u00a0")
    dangerous = bare.startswith(FORMULA_STARTS) or text.startswith((*CONTROL_STARTS, GUARD))
    return GUARD + text if dangerous else text


def text_of_cell(written: str) -> str:
    """The text of a cell, without exactly the guard that `cell` put before it."""
    if written.startswith(GUARD) and cell(written[1:]) == written:
        return written[1:]
    return written


def encode(rows: Iterable[Sequence[object]]) -> bytes:
    """The rows as the bytes of a CSV file."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return (BOM + text.getvalue()).encode("utf-8")


def decode(content: bytes, file: str) -> list[Row]:
    """The records of a CSV file that Excel saved, empty ones left out. Raises `FileError`."""
    return list(_rows(_text(content, file), file))


def _rows(text: str, file: str) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    line = 1
    try:
        for cells in reader:
            if any(cells):
                yield Row(line, cells)
            line = reader.line_num + 1
    except csv.Error:
        what = "CSVの行として読めません。引用符の閉じ忘れがないか確かめてください"
        raise FileError([FileFault(file, line, what)]) from None


def _text(content: bytes, file: str) -> str:
    """The text of the file: UTF-8 with or without BOM, else CP932. Never guessed, which would garble 髙 and 﨑."""
    _refuse_other_formats(content, file)
    try:
        return content.decode("utf-8").removeprefix(BOM)
    except UnicodeDecodeError as error:
        fault = error
    try:
        text = content.decode("cp932")
        stray = NOT_IN_CP932.search(text)
        if stray is None:
            return text
        line = text[: stray.start()].count("\n") + 1
    except UnicodeDecodeError as error:
        # Whichever encoding got further is the one the file was meant in.
        line = content[: max(fault.start, error.start)].count(b"\n") + 1
    what = f"文字コードがUTF-8でもShift_JIS(CP932)でもありません。{SAVE_AGAIN}"
    raise FileError([FileFault(file, line, what)])


def _refuse_other_formats(content: bytes, file: str) -> None:
    if len(content) > LARGEST_FILE:
        raise FileError([FileFault(file, 1, f"ファイルが大きすぎます({LARGEST_FILE // 1_000_000}MBまで)")])
    name = next((name for mark, name in OTHER_FORMATS.items() if content.startswith(mark)), None)
    if content.startswith(UTF_16_MARKS):
        name = "UTF-16のテキスト"
    if name:
        what = f"CSVではなく{name}です。{SAVE_AGAIN}"
        raise FileError([FileFault(file, 1, what)])
