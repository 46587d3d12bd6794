"""The answers CSV: nothing is lost on the way out and back, whatever Excel and people make of it between."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from files.csv_files import answers_csv
from questionnaire.assessment import LONGEST_TEXT, Answer, AnswerState
from questionnaire.model import Depth
from tests.answers_files import (
    CORE,
    HAKODATE,
    HEADER,
    LABELS,
    LEVEL_2,
    OPTIONAL,
    READ,
    REAL,
    VERSION,
    an_answered_assessment,
    beginning,
    read,
    rows,
)
from tests.builders import (
    AXIS_IDS,
    SOKA,
    UNKNOWN,
    a_questionnaire,
    an_assessment,
    an_axis_with_second_questions,
    answered_alike,
    level,
    not_applicable,
)
from tests.csv_files import csv_bytes, csv_text, records_of, rows_of

HOSTILE = (
    "=HYPERLINK(\"http://example.com\",\"押す\")",
    "+81-48-000-0000",
    "-1",
    "@SUM(A1:A9)",
    "＝1＋1",
    "　＠全角の空白のあと",
    " \t=1",
    "\t先頭のタブ",
    "\r先頭の復帰",
    "'引用符で始まる",
    "''=二つの引用符",
    "\"引用符\"と,コンマ",
    "一行目\r\n二行目\r\n",
    "一行目\n二行目\n\n",
    "復帰\rだけ",
    "絵文字👨‍👩‍👧‍👦と🏳️‍🌈",
    "𠮷野家と髙﨑",
    "か\u3099き\u3099(結合文字)",
    "葛\U000e0100城(異体字)",
    "\u200f右から左\u202eに\u202c",
    "\ufeff先頭のBOM",
    "<script>alert('1')</script><b>太字</b>&amp;",
    "# 見出し **太字** [リンク](javascript:alert(1)) $x$",
    "長" * LONGEST_TEXT,
    "  前後の空白  ",
    "2026-11-22",
    "0012",
)  # fmt: skip


# What is written


def test_the_header_is_the_one_that_was_agreed() -> None:
    assert records_of(answers_csv.write(REAL, an_answered_assessment()))[0] == HEADER


def test_there_is_a_row_for_every_question_of_the_depth_in_the_order_of_the_screens() -> None:
    twice = a_questionnaire([an_axis_with_second_questions(axis) for axis in AXIS_IDS])
    for depth, number in ((Depth.CORE, 24), (Depth.FULL, 48)):
        written = rows_of(answers_csv.write(twice, answered_alike(twice, level(1), depth)))
        assert [row["設問ID"] for row in written] == [question.id for question in twice.asked(depth)]
        assert {row["深さ"] for row in written} == {depth.value}
        assert len(written) == number


def test_a_row_says_who_answered_what_in_words_and_ids() -> None:
    first = CORE[0]
    answers = {first.id: Answer(AnswerState.ANSWERED, 3, "メモ", "名簿")}
    row = rows_of(answers_csv.write(REAL, an_assessment(answers, version=VERSION)))[0]
    step = next(step for step in REAL.steps if step.id == first.step)
    assert list(row.values()) == [
        SOKA, "草加市", "2026", VERSION, "core", first.id, REAL.axes[0].id, REAL.axes[0].name, step.id, step.name,
        first.text, "回答", "3", first.levels[3], "メモ", "名簿", "済",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("answer", "state", "number"),
    [
        (level(0), "回答", "0"),
        (UNKNOWN, "わからない", ""),
        (not_applicable(), "該当しない", ""),
        (Answer(AnswerState.UNANSWERED), "未回答", ""),
    ],
)
def test_every_state_has_its_word_and_only_an_answer_has_a_level(answer: Answer, state: str, number: str) -> None:
    twice = a_questionnaire([an_axis_with_second_questions(axis) for axis in AXIS_IDS])
    for row in rows_of(answers_csv.write(twice, answered_alike(twice, answer, Depth.FULL))):
        assert (row["回答状態"], row["段階"], bool(row["選択肢"])) == (state, number, bool(number))


@pytest.mark.parametrize(("is_confirmed", "read"), [(True, "済"), (False, "未")])
def test_a_row_says_whether_a_copy_of_last_years_answer_was_confirmed(is_confirmed: bool, read: str) -> None:
    written = rows_of(answers_csv.write(REAL, an_answered_assessment(replace(LEVEL_2, is_confirmed=is_confirmed))))
    assert {row["確認"] for row in written} == {read}


# Out and back


@pytest.mark.parametrize("text", HOSTILE, ids=beginning)
def test_a_hostile_memo_and_evidence_come_back_as_they_were(text: str) -> None:
    before = an_answered_assessment(Answer(AnswerState.ANSWERED, 1, memo=text[:LONGEST_TEXT], evidence=text[::-1]))
    assert answers_csv.read(answers_csv.write(REAL, before), "f") == before


texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=60) | st.sampled_from(
    HOSTILE
)
answers = st.one_of(
    st.builds(Answer, st.just(AnswerState.ANSWERED), st.integers(0, 3), texts, texts, st.booleans()),
    st.builds(
        Answer, st.sampled_from([AnswerState.UNKNOWN, AnswerState.UNANSWERED]), st.none(), texts, texts, st.booleans()
    ),
)


@given(st.lists(answers, min_size=len(CORE), max_size=len(CORE)), st.integers(2000, 2099))
def test_any_assessment_comes_back_as_it_was(given_answers: list[Answer], fiscal_year: int) -> None:
    by_question = dict(zip((question.id for question in CORE), given_answers, strict=True))
    before = an_assessment(by_question, version=VERSION, fiscal_year=fiscal_year)
    assert answers_csv.read(answers_csv.write(REAL, before), "f") == before


def test_what_was_never_answered_comes_back_as_not_answered() -> None:
    after = answers_csv.read(answers_csv.write(REAL, an_assessment(version=VERSION)), "f")
    assert set(after.answers) == {question.id for question in CORE}
    assert set(after.answers.values()) == {Answer(AnswerState.UNANSWERED)}


# What Excel and people make of a file


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
@pytest.mark.parametrize("line_end", ["\r\n", "\n"])
def test_every_way_that_excel_saves_is_read(encoding: str, line_end: str) -> None:
    before = an_answered_assessment(Answer(AnswerState.ANSWERED, 2, "髙橋・﨑山\n二行目", "①㈱"))
    saved = rows_of(answers_csv.write(REAL, before))
    # What Shift_JIS has no letter for becomes a question mark in Excel too; it stands in labels only.
    content = csv_text(saved, line_end).encode(encoding, "replace")
    assert answers_csv.read(content, "f") == before


def test_labels_are_never_read() -> None:
    changed = [row | dict.fromkeys(LABELS, "別の文") for row in rows()]
    left_out = [{column: row[column] for column in (*READ, *OPTIONAL)} for row in rows()]
    assert read(changed) == read(left_out) == an_answered_assessment()


def test_a_file_of_an_earlier_release_without_the_column_reads_as_confirmed() -> None:
    earlier = [{name: text for name, text in row.items() if name != "確認"} for row in rows()]
    assert read(earlier) == an_answered_assessment()


@pytest.mark.parametrize("word", ["", " ", "　", "済", " 済　"], ids=ascii)
def test_an_empty_confirmation_reads_as_confirmed(word: str) -> None:
    assert read([row | {"確認": word} for row in rows()]) == an_answered_assessment()


def test_a_copy_that_was_confirmed_by_hand_in_the_file_is_confirmed() -> None:
    copied = rows_of(answers_csv.write(REAL, an_answered_assessment(replace(LEVEL_2, is_confirmed=False))))
    copied[3]["確認"] = "済"
    found = read(copied)
    assert [id for id, answer in found.answers.items() if answer.is_confirmed] == [CORE[3].id]


def test_columns_may_stand_in_another_order_and_rows_too() -> None:
    turned = [dict(reversed(row.items())) for row in reversed(rows())]
    assert read(turned) == an_answered_assessment()


@pytest.mark.parametrize("code", ["12025", "012025", "１２０２５", "０１２０２５", " 012025 "])
def test_a_code_without_its_leading_zero_is_the_code_that_was_meant(code: str) -> None:
    assert read([row | {"団体コード": code} for row in rows()]).municipality == HAKODATE


def test_full_width_digits_and_blanks_around_them_are_forgiven() -> None:
    wide = {"団体コード": "１１２２１６", "年度": "２０２６", "段階": "２", "深さ": " core ", "回答状態": "　回答"}
    assert read([row | wide for row in rows()]) == an_answered_assessment()


def test_a_level_with_a_decimal_point_but_no_fraction_is_whole() -> None:
    assert read([row | {"段階": "2.0"} for row in rows()]) == an_answered_assessment()


def test_blank_rows_and_columns_that_excel_leaves_are_ignored() -> None:
    content = csv_bytes([row | {"": ""} for row in rows()]) + b"\r\n" + b"," * 16 + b"\r\n" + b"," * 20 + b"\r\n"
    assert answers_csv.read(content, "f") == an_answered_assessment()


def test_rows_from_which_excel_left_out_the_empty_cells_at_the_end_are_read() -> None:
    lines = csv_text(rows()).splitlines()
    assert lines[1].endswith(",,済")
    short = "\r\n".join([lines[0], *(line.removesuffix("済").rstrip(",") for line in lines[1:])])
    assert answers_csv.read(short.encode(), "f") == an_answered_assessment()
