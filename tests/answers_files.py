"""Answers CSVs for tests: a valid one to change, and what reading the changed one gives."""

from dataclasses import replace

import pytest

from files.csv_files import answers_csv
from files.fault import FileError, FileFault
from questionnaire.assessment import Answer, Assessment
from questionnaire.loader import newest_version, questionnaire
from questionnaire.model import Depth
from tests.builders import (
    answered_alike,
    level,
)
from tests.csv_files import Row, csv_bytes, is_japanese, rows_of

HEADER = [
    "団体コード", "団体名", "年度", "設問版", "深さ", "設問ID", "分野ID", "分野", "ステップID", "ステップ", "設問",
    "回答状態", "段階", "選択肢", "メモ", "根拠", "確認",
]  # fmt: skip
LABELS = ("団体名", "分野ID", "分野", "ステップID", "ステップ", "設問", "選択肢")
# What may be left out is read where it stands.
OPTIONAL = ("確認",)
READ = tuple(column for column in HEADER if column not in (*LABELS, *OPTIONAL))

VERSION = newest_version()
REAL = questionnaire(VERSION)
CORE = REAL.asked(Depth.CORE)
LAST_LINE = len(CORE) + 1
HAKODATE = "012025"
LEVEL_2 = level(2)


def an_answered_assessment(answer: Answer = LEVEL_2) -> Assessment:
    """An assessment of the real questions with this answer to each."""
    return replace(answered_alike(REAL, answer), version=VERSION)


def beginning(text: str) -> str:
    """A name for a test by a text that may be long."""
    return ascii(text[:12])


def rows() -> list[Row]:
    """The rows of a valid file; row n stands on line n + 2."""
    return rows_of(answers_csv.write(REAL, an_answered_assessment()))


def read(rows: list[Row], encoding: str = "utf-8-sig", line_end: str = "\r\n") -> Assessment:
    return answers_csv.read(csv_bytes(rows, encoding, line_end), "回答.csv")


def refusal(content: bytes) -> list[FileFault]:
    with pytest.raises(FileError) as refused:
        answers_csv.read(content, "回答.csv")
    faults = list(refused.value.faults)
    assert {fault.file for fault in faults} == {"回答.csv"}
    assert all(is_japanese(fault.what) for fault in faults)
    assert faults == sorted(faults, key=lambda fault: fault.line)
    return faults
