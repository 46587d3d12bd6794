"""CSV files for tests, opened and made by the csv module itself, so that what our code writes is read by other code."""

import csv
import io
from collections.abc import Callable, Mapping, Sequence

Row = dict[str, str]

BOM = "\ufeff"
JAPANESE = range(ord("ぁ"), ord("鿿"))


def records_of(content: bytes) -> list[list[str]]:
    """All records of one of our files, the header included. Fails where there is no BOM."""
    text = content.decode("utf-8")
    assert text.startswith(BOM)
    return list(csv.reader(io.StringIO(text.removeprefix(BOM), newline=""), strict=True))


def rows_of(content: bytes) -> list[Row]:
    """The rows below the header by column name."""
    header, *records = records_of(content)
    return [dict(zip(header, record, strict=True)) for record in records]


def csv_text(rows: Sequence[Mapping[str, str]], line_end: str = "\r\n") -> str:
    """The rows with a header above them, whose columns are those of the first row."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(rows[0]), lineterminator=line_end)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def csv_bytes(rows: Sequence[Mapping[str, str]], encoding: str = "utf-8-sig", line_end: str = "\r\n") -> bytes:
    return csv_text(rows, line_end).encode(encoding)


def filled(rows: Sequence[Row], *, code: str, level: Callable[[Row], int]) -> list[Row]:
    """The rows of a template, each answered at the level given for it."""
    return [row | {"団体コード": code, "回答状態": "回答", "段階": str(level(row))} for row in rows]


def is_japanese(text: str) -> bool:
    return any(ord(letter) in JAPANESE for letter in text)
