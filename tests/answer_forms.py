"""Answer forms for tests: handed out, filled in cell by cell as somebody would, and read back."""

import io
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from files import answer_form
from files.answer_form.form import Form, FormAnswer
from files.fault import FileError
from questionnaire.assessment import Assessment
from questionnaire.loader import newest_version, questionnaire
from questionnaire.model import Depth, Questionnaire
from tests.builders import an_assessment
from tests.csv_files import is_japanese
from tests.xlsx_files import opened

REAL = questionnaire(newest_version())
HANDED_OUT, ANSWERED_ON = date(2026, 11, 22), date(2026, 11, 24)
HEADER, FIRST = 9, 10
# Where the columns of a form stand as it is handed out.
CHOICE, MEMO, EVIDENCE, SECTION, PERSON, DAY, ID = "IJKLMNO"
TOP: Mapping[str, object] = {"C5": "情報政策課", "C6": "佐藤", "C7": ANSWERED_ON}


def an_empty_assessment(depth: Depth = Depth.CORE, **changes: Any) -> Assessment:
    return replace(an_assessment(version=REAL.version.id, depth=depth), **changes)


def a_form(assessment: Assessment | None = None, section: str = "", **changes: Any) -> bytes:
    """A form of the real questions as it is handed out."""
    if assessment is None and not section and not changes:
        return the_usual_form()
    return answer_form.write(Form(REAL, assessment or an_empty_assessment(), section, **changes), HANDED_OUT)


@cache
def the_usual_form() -> bytes:
    """The form of the quick check with nothing answered, written once."""
    return answer_form.write(Form(REAL, an_empty_assessment()), HANDED_OUT)


def filled_in(content: bytes, cells: Mapping[str, object], *, top: Mapping[str, object] = TOP) -> bytes:
    """The form with these cells of its first sheet filled in, and who did it above."""

    def fill(sheet: Worksheet) -> None:
        for place, value in {**top, **cells}.items():
            sheet[place] = value

    return changed(content, lambda book: fill(book["回答"]))


def changed(content: bytes, change: Callable[[Workbook], object]) -> bytes:
    """The form after something was done to it that a section could do."""
    book = opened(content)
    change(book)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def as_texts(content: bytes) -> bytes:
    """The form as Excel writes it: what was typed into a cell for texts stays text, also when it begins with =."""

    def keep(book: Workbook) -> None:
        for row in book["回答"].iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    cell.data_type = "s"

    return changed(content, keep)


def with_part(content: bytes, name: str, old: str, new: str) -> bytes:
    """The workbook with something replaced in one of the files inside it. Fails when it is not there."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as given, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as made:
        for entry in given.namelist():
            text = given.read(entry)
            if entry == name:
                assert old in text.decode()
                text = text.decode().replace(old, new).encode()
            made.writestr(entry, text)
    return written.getvalue()


def read(content: bytes, present: Assessment | None = None) -> dict[str, FormAnswer]:
    return answer_form.read(content, "回答票.xlsx", present or an_empty_assessment())


def refusal(content: bytes, present: Assessment | None = None) -> list[str]:
    """Every fault by its place. Fails unless each is told in Japanese and the file is named."""
    with pytest.raises(FileError) as refused:
        read(content, present)
    faults = refused.value.faults
    assert {fault.file for fault in faults} == {"回答票.xlsx"}
    assert all(is_japanese(fault.what) for fault in faults)
    return [fault.told for fault in faults]


def asked(depth: Depth = Depth.CORE, content: Questionnaire = REAL) -> list[str]:
    """The ids of the questions in the order of the rows."""
    return [question.id for question in content.asked(depth)]
