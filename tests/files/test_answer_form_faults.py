"""An answer form that cannot be taken over: refused as a whole, with every fault by sheet and cell."""

import contextlib
import io
import time
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from openpyxl import Workbook

from files import workbook
from files.answer_form.form import Form
from files.answer_form.grid import MOST_ROWS
from files.fault import FileError, FileFault
from files.report import Report
from files.xlsx.container import LARGEST_FILE, LARGEST_UNPACKED, MOST_PARTS
from questionnaire.assessment import LONGEST_TEXT
from questionnaire.model import Depth
from tests.answer_forms import (
    CHOICE,
    EVIDENCE,
    FIRST,
    HANDED_OUT,
    MEMO,
    REAL,
    a_form,
    an_empty_assessment,
    asked,
    changed,
    filled_in,
    read,
    refusal,
    with_part,
)
from tests.builders import KOSHIGAYA
from tests.xlsx_files import part

ONE = {f"{CHOICE}{FIRST}": "段階2"}
SHEET = "xl/worksheets/sheet1.xml"


@cache
def a_filled_form() -> bytes:
    return filled_in(a_form(), ONE)


def of_sheet(change: Callable[[Any], object]) -> bytes:
    """A form after its sheet of answers was changed."""
    return changed(a_filled_form(), lambda book: change(book["回答"]))


# Cells


def test_every_fault_is_told_at_once_with_sheet_and_cell() -> None:
    cells = {
        f"{CHOICE}{FIRST}": "はい",
        f"{CHOICE}{FIRST + 1}": "段階4",
        f"{MEMO}{FIRST + 2}": "あとで確かめる",
        f"{CHOICE}{FIRST + 3}": "段階1",
        f"{MEMO}{FIRST + 3}": "長" * (LONGEST_TEXT + 1),
        f"{EVIDENCE}{FIRST + 3}": "長" * (LONGEST_TEXT + 1),
        f"{CHOICE}{FIRST + 4}": "段階1",
        f"N{FIRST + 4}": "先週",
    }
    told = refusal(filled_in(a_form(), cells))
    places = [line.split(":")[0].removeprefix("「回答」シートの") for line in told]
    assert places == ["I10", "I11", "I12", "J13", "K13", "N14"]
    for line, words in zip(told, ["はい", "段階4", "選ばれていません", "メモは", "根拠は", "日付"], strict=True):
        assert words in line


def test_what_the_list_does_not_offer_is_refused_at_its_cell() -> None:
    typed = ["4", "-1", "1.5", "段階", "はい", "段階1と段階2", "該当しない", "0段階", 4, 2.5]
    rows = range(FIRST, FIRST + len(typed))
    told = refusal(filled_in(a_form(), {f"{CHOICE}{row}": text for row, text in zip(rows, typed, strict=True)}))
    for row, line in zip(rows, told, strict=True):
        assert line.startswith(f"「回答」シートのI{row}:回答「")
        assert "段階0・段階1・段階2・段階3・わからない" in line


def test_a_formula_is_refused_rather_than_read_as_nothing() -> None:
    columns, formulas = (CHOICE, MEMO, EVIDENCE), ("=1+1", "=A1", "=#REF!")
    places = {f"{column}{row}": (column, row) for row, column in enumerate(columns * len(formulas), start=FIRST)}
    answered = {f"{CHOICE}{row}": "段階2" for _, row in places.values()}
    typed = dict(zip(places, sorted(formulas * len(columns)), strict=True))
    told = refusal(filled_in(a_form(), answered | typed))
    what = "数式かエラーが入っています。値だけを入れてください"
    assert told == [f"「回答」シートの{place}:{what}" for place in places]
    assert len(set(zip((column for column, _ in places.values()), typed.values(), strict=True))) == 9


@pytest.mark.parametrize(("cell", "name"), [("C5", "回答課"), ("C6", "回答者"), ("C7", "回答日")])
def test_who_answered_and_when_must_be_written_once(cell: str, name: str) -> None:
    told = refusal(filled_in(a_form(), ONE | {f"{CHOICE}{FIRST + 1}": "段階1", cell: None}))
    assert told == [f"「回答」シートの{cell}:{name}が書かれていません。上の欄か、答えた行の欄に書いてください"]


def test_a_form_whose_head_was_removed_says_where_else_to_write() -> None:
    def remove(sheet: Any) -> None:
        sheet["B5"] = None

    (line,) = refusal(of_sheet(remove))
    assert line.startswith("「回答」シートのL10:回答課が書かれていません")


def test_a_day_above_that_is_none_is_told_once() -> None:
    assert refusal(filled_in(a_form(), ONE | {"C7": "きのう"})) == [
        "「回答」シートのC7:日付として読み取れません。2026/11/22 のように書いてください"
    ]


def test_a_name_is_no_essay() -> None:
    assert refusal(filled_in(a_form(), ONE | {"C6": "長" * 101})) == ["「回答」シートのC6:回答者は100文字までです"]


# Rows


def test_a_question_that_is_answered_twice_names_both_rows() -> None:
    told = refusal(filled_in(a_form(), ONE | {f"{CHOICE}{FIRST + 1}": "段階1", f"O{FIRST + 1}": asked()[0]}))
    assert told == [f"「回答」シートのO11:設問「{asked()[0]}」は10行目でも答えています"]


def test_a_question_that_the_version_does_not_have_is_refused() -> None:
    (line,) = refusal(filled_in(a_form(), ONE | {f"O{FIRST}": "no-such-question"}))
    assert line.startswith("「回答」シートのO10:設問ID「no-such-question」は設問版")


def test_answers_below_the_questions_are_refused() -> None:
    assert refusal(filled_in(a_form(), ONE | {"I40": "段階1"})) == [
        "「回答」シートのO40:設問IDのない行に回答があります"
    ]


def test_a_question_that_the_depth_does_not_ask_is_refused_when_it_was_answered() -> None:
    content = filled_in(a_form(an_empty_assessment(Depth.FULL)), {f"{CHOICE}{FIRST + 1}": "段階1"})
    further = REAL.questions[1]
    assert not further.core
    assert refusal(content) == [f"「回答」シートのO11:設問「{further.id}」は、この診断の深さでは聞かない設問です"]


# Columns and sheets


@pytest.mark.parametrize("column", [CHOICE, MEMO, EVIDENCE, "L", "O"])
def test_a_column_that_was_renamed_is_named(column: str) -> None:
    names: list[str] = []

    def rename(sheet: Any) -> None:
        names.append(sheet[f"{column}9"].value)
        sheet[f"{column}9"] = "なにか"

    (line,) = refusal(of_sheet(rename))
    assert line.endswith(f"見出し「{names[0]}」の列がありません")
    assert line.startswith("「回答」シートのA9")


def test_a_column_that_occurs_twice_is_named() -> None:
    def repeat(sheet: Any) -> None:
        sheet["P9"] = "メモ"

    assert refusal(of_sheet(repeat)) == ["「回答」シートのP9:見出し「メモ」の列が2つ以上あります"]


def test_a_form_without_its_header_is_refused() -> None:
    (line,) = refusal(of_sheet(lambda sheet: sheet.delete_rows(9)))
    assert "見出しのある表が見つかりません" in line


def test_two_sheets_of_answers_are_refused() -> None:
    content = changed(a_filled_form(), lambda book: book.copy_worksheet(book["回答"]))
    (line,) = refusal(content)
    assert "「回答」と「回答 Copy」のシートにあります" in line


def test_a_form_without_its_hidden_sheet_is_refused() -> None:
    (line,) = refusal(changed(a_filled_form(), lambda book: book.remove(book["票の情報"])))
    assert "このツールで作った回答票ではありません" in line


# Other assessments


@pytest.mark.parametrize(
    ("present", "words"),
    [
        (an_empty_assessment(municipality=KOSHIGAYA), "団体コードが違います(この診断は112224、ファイルは112216)"),
        (an_empty_assessment(fiscal_year=2027), "年度が違います(この診断は2027、ファイルは2026)"),
        (an_empty_assessment(version="v2099-1"), "設問版が違います(この診断はv2099-1、ファイルは"),
    ],
)
def test_a_form_of_another_assessment_is_refused(present: Any, words: str) -> None:
    (line,) = refusal(a_filled_form(), present)
    assert line.startswith(f"ほかの診断の回答票です。{words}")


def test_everything_that_differs_is_told() -> None:
    other = an_empty_assessment(municipality=KOSHIGAYA, fiscal_year=2027)
    assert len(refusal(a_filled_form(), other)) == 2


def test_a_form_of_a_later_layout_is_refused() -> None:
    def renumber(book: Workbook) -> None:
        book["票の情報"]["B1"] = "dx-answer-form-2"

    (line,) = refusal(changed(a_filled_form(), renumber))
    assert "ほかの版のツール" in line


# Files that are none


def a_zip(entries: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", compression) as container:
        for name, content in entries.items():
            container.writestr(name, content)
    return written.getvalue()


def a_workbook() -> bytes:
    return workbook.write(Report(REAL, an_empty_assessment(), HANDED_OUT))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        pytest.param("設問,段階\r\n".encode(), "Excelブック(.xlsx)ではありません", id="csv"),
        pytest.param(b"", "Excelブック(.xlsx)ではありません", id="empty"),
        pytest.param(b"%PDF-1.7", "Excelブック(.xlsx)ではありません", id="pdf"),
        pytest.param(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "パスワード", id="xls or locked"),
        pytest.param(b"PK\x03\x04 and nothing more", "壊れています", id="no zip"),
        pytest.param(a_zip({"mimetype": b"application/vnd.oasis"}), "ではありません", id="ods"),
        pytest.param(a_zip({"word/document.xml": b"", "[Content_Types].xml": b""}), "ではありません", id="docx"),
        pytest.param(a_workbook(), "このツールで作った回答票ではありません", id="our workbook"),
        pytest.param(b"PK" + b"a" * LARGEST_FILE, "大きすぎます(5MBまで)", id="too large"),
    ],
)
def test_what_is_no_form_is_refused_with_a_reason(content: bytes, words: str) -> None:
    (line,) = refusal(content)
    assert words in line


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_a_form_that_was_cut_off_is_refused(share: float) -> None:
    content = a_filled_form()
    (line,) = refusal(content[: int(len(content) * share)])
    assert "壊れています" in line


def test_no_damage_to_a_byte_ends_in_anything_but_a_message_or_the_same_answers() -> None:
    content, whole = a_filled_form(), read(a_filled_form())
    for place in range(0, len(content), len(content) // 60):
        damaged = content[:place] + bytes([content[place] ^ 0xFF]) + content[place + 1 :]
        with contextlib.suppress(FileError):
            assert read(damaged) == whole


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        (SHEET, "<sheetData>", "<sheetData"),
        (SHEET, 'r="A1"', 'r="!!"'),
        ("xl/workbook.xml", "<sheets>", "<sheet>"),
        ("xl/styles.xml", "<cellXfs", "<cellXf"),
    ],
)
def test_damaged_xml_is_refused(name: str, old: str, new: str) -> None:
    (line,) = refusal(with_part(a_filled_form(), name, old, new))
    assert "壊れています" in line


# Files that are made to harm


def test_a_file_that_unpacks_to_too_much_is_refused_before_it_is_unpacked() -> None:
    bomb = a_zip({"[Content_Types].xml": b"", "xl/workbook.xml": b"0" * (LARGEST_UNPACKED + 1)})
    assert len(bomb) < 50_000
    (line,) = refusal(bomb)
    assert "中身が大きすぎます" in line


def test_a_file_that_lies_about_its_size_is_refused() -> None:
    honest = a_zip({"[Content_Types].xml": b"", "xl/workbook.xml": b"0" * (LARGEST_UNPACKED + 1)})
    size, small = (LARGEST_UNPACKED + 1).to_bytes(4, "little"), (1000).to_bytes(4, "little")
    assert honest.count(size) == 2
    (line,) = refusal(honest.replace(size, small))
    assert "壊れています" in line


@pytest.mark.parametrize("way", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_workbook_that_is_packed_as_none_is_refused(way: int) -> None:
    """LZMA that is damaged raises an error of its own, and takes up to 4 GB to unpack when its head says so."""
    with zipfile.ZipFile(io.BytesIO(a_filled_form())) as form:
        parts = {name: form.read(name) for name in form.namelist()}
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", way) as other:
        for name, content in parts.items():
            other.writestr(name, content)
    content = packed.getvalue()
    for handed_in in (content, content[:60] + bytes(200) + content[260:]):
        (line,) = refusal(handed_in)
        assert "壊れています" in line


def test_a_file_of_too_many_parts_is_refused() -> None:
    (line,) = refusal(a_zip({f"xl/{number}.xml": b"" for number in range(MOST_PARTS + 1)}))
    assert "中身が大きすぎます" in line


def test_xml_that_grows_without_end_is_refused() -> None:
    entities = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    content = with_part(a_filled_form(), SHEET, "<worksheet", f"{entities}<worksheet")
    (line,) = refusal(content)
    assert "壊れています" in line


def test_a_hundred_thousand_rows_are_refused_without_reading_them_all() -> None:
    rows = "".join(f'<row r="{number}"><c r="A{number}"><v>1</v></c></row>' for number in range(50, 100_050))
    content = with_part(a_filled_form(), SHEET, "</sheetData>", f"{rows}</sheetData>")
    (line,) = refusal(content)
    assert line.startswith(f"「回答」シートのA{MOST_ROWS + 1}:行が多すぎます(1,000行まで)")


def test_a_cell_in_the_last_corner_of_a_sheet_costs_neither_memory_nor_time() -> None:
    corner = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    content = with_part(a_filled_form(), SHEET, "</sheetData>", f"{corner}</sheetData>")
    begun = time.process_time()
    assert read(content) == read(a_filled_form())
    # To look at each of its million rows would take half a minute.
    assert time.process_time() - begun < 5


def test_a_sheet_that_states_a_wrong_extent_is_read_as_a_whole() -> None:
    stated = part(a_filled_form(), SHEET).decode().split("<dimension")[1].split("/>")[0]
    content = with_part(a_filled_form(), SHEET, f"<dimension{stated}/>", '<dimension ref="A1"/>')
    assert read(content) == read(a_filled_form())


def test_an_archive_inside_out_is_refused() -> None:
    (line,) = refusal(zlib.compress(a_filled_form()))
    assert "ではありません" in line


# The words of a fault


def test_a_fault_names_line_or_cell_or_the_file_alone() -> None:
    assert str(FileFault("a.csv", 3, "違います")) == "a.csv 3行目: 違います"
    assert str(FileFault("a.xlsx", 12, "違います", "回答", "F")) == "a.xlsx 「回答」シートのF12: 違います"
    assert str(FileFault("a.xlsx", 0, "壊れています")) == "a.xlsx: 壊れています"


def test_a_form_for_nobody_in_particular_asks_everything() -> None:
    assert len(Form(REAL, replace(an_empty_assessment(), depth=Depth.FULL)).questions) == 48
