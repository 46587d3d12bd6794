"""Texts that somebody typed: shown in the workbook as typed, run by nobody, and what no cell can hold is told."""

from dataclasses import replace
from datetime import date
from itertools import zip_longest

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.utils.escape import unescape

from files import workbook
from files.report import Report
from files.xlsx.text import LONGEST_CELL, cell_text, units
from questionnaire.assessment import Assessment
from questionnaire.loader import newest_version, questionnaire
from questionnaire.model import Depth
from tests import hostile_texts
from tests.builders import an_assessment, level
from tests.office import Office
from tests.xlsx_files import opened, table_of

REAL = questionnaire(newest_version())
TEXTS = hostile_texts.ALL


def with_texts(texts: tuple[str, ...]) -> Assessment:
    """An assessment with these texts, two to a question: its memo and its evidence."""
    pairs = list(zip_longest(texts[::2], texts[1::2], fillvalue=""))
    questions = REAL.asked(Depth.FULL)[: len(pairs)]
    answers = {
        question.id: replace(level(1), memo=memo, evidence=evidence)
        for question, (memo, evidence) in zip(questions, pairs, strict=True)
    }
    return an_assessment(answers, version=REAL.version.id, depth=Depth.FULL)


def written(texts: tuple[str, ...]) -> bytes:
    return workbook.write(Report(REAL, with_texts(texts), date(2026, 11, 22)))


def test_every_text_is_in_its_cell_as_it_was_typed() -> None:
    rows = table_of(written(TEXTS), "回答")
    found = [as_excel_reads(cell) for row in rows for cell in (row["メモ"], row["根拠"])]
    assert found[: len(TEXTS)] == [typed(text) for text in TEXTS]


def as_excel_reads(cell: str | None) -> str:
    """openpyxl leaves the numbers that stand for controls as they are; Excel and LibreOffice do not."""
    return unescape(cell or "").replace("_xFFFE_", "\ufffe").replace("_xFFFF_", "\uffff")


def typed(text: str) -> str:
    """What openpyxl makes of a text that itself looks like such a number: it cannot tell it from a control."""
    return unescape(text)


def test_no_text_is_a_formula_a_link_or_a_number() -> None:
    sheet = opened(written(TEXTS))["回答"]
    for row in sheet.iter_rows(min_row=5, max_row=4 + len(TEXTS) // 2, min_col=8, max_col=9):
        for cell in row:
            assert cell.data_type in ("s", "n")
            assert cell.value is None or isinstance(cell.value, str)
            assert cell.hyperlink is None
            # When the cell is opened and closed again in Excel, it stays a text.
            assert cell.quotePrefix


def test_libreoffice_shows_every_text_as_it_was_typed(office: Office) -> None:
    header, *rows = office.sheets({"typed": written(TEXTS)})["typed"]["回答"][3:]
    by_name = [dict(zip(header, row, strict=True)) for row in rows]
    shown = [text for row in by_name for text in (row["メモ"], row["根拠"])]
    assert shown[: len(TEXTS)] == list(TEXTS)


@pytest.mark.parametrize("text", ["<r><t>x</t></r>", "<r></r>", "<r>=1+1</r>"])
def test_a_text_that_the_library_would_take_for_its_own_markup_stays_text(text: str) -> None:
    (row, *_) = table_of(written((text,)), "回答")
    assert row["メモ"] == text


# What no cell can hold


@pytest.mark.parametrize("text", ["\ud83d半分", "終わり\udc00", "NUL\0のあと"])
def test_a_letter_that_no_file_can_hold_is_replaced_and_that_is_told(text: str) -> None:
    (row, *_) = table_of(written((text,)), "回答")
    assert "\ufffd" in row["メモ"]
    assert "Excelで表せない文字" in row["メモ"]


@pytest.mark.parametrize("letter", ["長", "𠮷"])
def test_a_text_longer_than_a_cell_is_cut_and_says_so(letter: str) -> None:
    (row, *_) = table_of(written((letter * 40_000,)), "回答")
    assert units(row["メモ"]) <= LONGEST_CELL
    assert row["メモ"].startswith(letter * 1000)
    assert "ここで切りました" in row["メモ"]
    assert "\ufffd" not in row["メモ"]


@pytest.mark.parametrize(
    "text", ["長" * LONGEST_CELL, "𠮷" * (LONGEST_CELL // 2), "長" * (LONGEST_CELL - 2) + "𠮷"[:1]]
)
def test_a_text_of_the_greatest_length_is_whole(text: str) -> None:
    assert cell_text(text) == text


@pytest.mark.parametrize("text", ["長" * (LONGEST_CELL + 1), "𠮷" * (LONGEST_CELL // 2 + 1)])
def test_one_letter_more_is_cut(text: str) -> None:
    assert units(cell_text(text)) <= LONGEST_CELL
    assert "ここで切りました" in cell_text(text)


@settings(deadline=None, max_examples=200, database=None)
@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=200))
def test_any_text_that_a_cell_can_hold_is_as_it_was(text: str) -> None:
    assert cell_text(text) == text
