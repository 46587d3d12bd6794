"""The answer form as it is handed out, and as it is read back after a section filled it in."""

from dataclasses import replace
from datetime import date, datetime

import pytest
from openpyxl.worksheet.datavalidation import DataValidation

from files import answer_form
from files.answer_form.days import day_from
from files.answer_form.form import Form, FormAnswer, section_names, usual_sections
from questionnaire.assessment import Answer, AnswerState
from questionnaire.differences import differences
from questionnaire.model import Depth
from tests import hostile_texts
from tests.answer_forms import (
    ANSWERED_ON,
    CHOICE,
    DAY,
    EVIDENCE,
    FIRST,
    HANDED_OUT,
    ID,
    MEMO,
    REAL,
    TOP,
    a_form,
    an_empty_assessment,
    as_texts,
    asked,
    changed,
    filled_in,
    read,
    with_part,
)
from tests.builders import AXIS_IDS, UNKNOWN, a_questionnaire, an_assessment, an_axis_with_second_questions, level
from tests.office import Office
from tests.xlsx_files import opened

FIRST_ID, SECOND_ID, THIRD_ID = asked()[:3]
UNLOCKED = "IJKLMN"


def who(answer: Answer) -> FormAnswer:
    return FormAnswer(answer, "情報政策課", "佐藤", ANSWERED_ON)


def validation_of(sheet_rules: list[DataValidation], place: str) -> DataValidation:
    (rule,) = [rule for rule in sheet_rules if place in rule.sqref]
    return rule


# As it is handed out


@pytest.mark.parametrize(("depth", "number"), [(Depth.CORE, 24), (Depth.FULL, 48)])
def test_there_is_a_row_for_every_question_of_the_depth_with_its_levels_beside_it(depth: Depth, number: int) -> None:
    sheet = opened(a_form(an_empty_assessment(depth)))["回答"]
    rows = list(sheet.iter_rows(min_row=FIRST, values_only=True))
    assert len(rows) == number
    for row, question in zip(rows, REAL.asked(depth), strict=True):
        assert (row[2], row[3:7], row[14]) == (question.text, question.levels, question.id)
        assert row[8:14] == (None,) * 6


def test_the_drop_down_offers_the_levels_and_unknown() -> None:
    rules = opened(a_form())["回答"].data_validations.dataValidation
    rule = validation_of(rules, f"{CHOICE}{FIRST}")
    assert (rule.type, rule.formula1) == ("list", '"段階0,段階1,段階2,段階3,わからない"')
    assert rule.showErrorMessage


def test_the_drop_down_offers_not_applicable_only_where_it_is_allowed() -> None:
    content = a_questionnaire([an_axis_with_second_questions(id) for id in AXIS_IDS])
    form = Form(content, an_assessment(depth=Depth.FULL))
    rules = opened(answer_form.write(form, HANDED_OUT))["回答"].data_validations.dataValidation
    for row, question in enumerate(content.questions, start=FIRST):
        offered = str(validation_of(rules, f"{CHOICE}{row}").formula1)
        assert ("該当しない" in offered) == question.allows_not_applicable


def test_everything_is_locked_except_what_is_filled_in() -> None:
    book = opened(a_form())
    sheet = book["回答"]
    unlocked = {cell.coordinate for row in sheet.iter_rows() for cell in row if not cell.protection.locked}
    rows = range(FIRST, FIRST + 24)
    assert unlocked == {"C5", "C6", "C7", *(f"{column}{row}" for row in rows for column in UNLOCKED)}
    for each in book:
        assert each.protection.sheet
    explanation = book["設問の説明"]
    assert all(cell.protection.locked for row in explanation.iter_rows() for cell in row)


def test_the_chosen_sentence_is_marked() -> None:
    sheet = opened(a_form())["回答"]
    rules = {str(each.sqref): rule.formula[0] for each in sheet.conditional_formatting for rule in each.rules}
    assert rules[f"F{FIRST}:F33"] == f'$I{FIRST}="段階2"'
    assert len(rules) == 4


def test_the_explanations_stand_on_a_sheet_of_their_own_with_the_same_numbers() -> None:
    book = opened(a_form(section="情報担当課"))
    numbers = [row[0] for row in book["回答"].iter_rows(min_row=FIRST, values_only=True)]
    rows = list(book["設問の説明"].iter_rows(min_row=5, values_only=True))
    assert [row[0] for row in rows] == numbers
    for row in rows:
        question = REAL.asked(Depth.CORE)[row[0] - 1]
        assert (row[1], row[2], row[5]) == (question.text, question.why, question.usual_section)
        assert all(example in row[3] for example in question.evidence)
        assert all(meaning in row[4] for meaning in question.terms.values())


def test_the_present_answer_stands_beside_and_is_not_handed_back() -> None:
    answers = {FIRST_ID: level(2), SECOND_ID: UNKNOWN, THIRD_ID: replace(level(1), is_confirmed=False)}
    present = an_empty_assessment(answers=answers)
    content = a_form(present)
    shown = [row[7] for row in opened(content)["回答"].iter_rows(min_row=FIRST, values_only=True)]
    assert shown[:4] == ["段階2", "わからない", "段階1(未確認)", "未回答"]
    assert read(content, present) == {}


def test_whose_form_it_is_stands_on_a_sheet_that_only_programs_see() -> None:
    sheet = opened(a_form())["票の情報"]
    assert sheet.sheet_state == "veryHidden"
    assert [row[1] for row in sheet.iter_rows(values_only=True)] == [
        "dx-answer-form-1", "112216", "2026", REAL.version.id,
    ]  # fmt: skip
    assert opened(a_form())["回答"].column_dimensions[ID].hidden


def test_the_same_form_gives_the_same_bytes() -> None:
    assert a_form() == answer_form.write(Form(REAL, an_empty_assessment()), HANDED_OUT)


# For one section


def test_each_question_goes_to_the_section_that_usually_knows_it() -> None:
    whole = Form(REAL, an_empty_assessment(Depth.FULL))
    names = section_names(whole)
    assert "情報担当課" in names
    parts = [Form(REAL, whole.assessment, name).questions for name in names]
    assert sorted(pair[0] for part in parts for pair in part) == list(range(1, 49))
    for name, part in zip(names, parts, strict=True):
        assert all(question.usual_section.startswith(name) for _, question in part)


def test_the_form_of_a_section_asks_only_its_questions_and_names_it_above() -> None:
    sheet = opened(a_form(section="人事担当課"))["回答"]
    mine = [id for id, section in usual_sections(REAL).items() if section == "人事担当課" and id in asked()]
    assert [row[14] for row in sheet.iter_rows(min_row=FIRST, values_only=True)] == mine
    assert sheet["C5"].value == "人事担当課"
    assert "人事担当課" in sheet["A1"].value


def test_the_sections_can_be_chosen_otherwise() -> None:
    sections = {FIRST_ID: "市民課", THIRD_ID: "市民課", SECOND_ID: "税務課"}
    sheet = opened(a_form(section="市民課", sections=sections))["回答"]
    assert [row[14] for row in sheet.iter_rows(min_row=FIRST, values_only=True)] == [FIRST_ID, THIRD_ID]


# As it comes back


def test_what_was_filled_in_is_read_with_who_answered_and_when() -> None:
    cells = {
        f"{CHOICE}{FIRST}": "段階2",
        f"{MEMO}{FIRST}": "一行目\n二行目",
        f"{EVIDENCE}{FIRST}": "要綱第3条",
        f"{CHOICE}{FIRST + 2}": "わからない",
    }
    assert read(filled_in(a_form(), cells)) == {
        FIRST_ID: who(replace(level(2), memo="一行目\n二行目", evidence="要綱第3条")),
        THIRD_ID: who(UNKNOWN),
    }


def test_who_answered_a_row_otherwise_counts_for_that_row() -> None:
    cells = {f"{CHOICE}{FIRST}": "段階1", f"{CHOICE}{FIRST + 1}": "段階3"}
    own = {f"L{FIRST}": "人事課", f"M{FIRST}": "鈴木", f"N{FIRST}": datetime(2026, 12, 1)}
    found = read(filled_in(a_form(), cells | own))
    assert found[FIRST_ID] == FormAnswer(level(1), "人事課", "鈴木", date(2026, 12, 1))
    assert found[SECOND_ID] == who(level(3))


def test_nobody_is_needed_above_when_every_row_says_it_itself() -> None:
    own = {f"{CHOICE}{FIRST}": "段階1", f"L{FIRST}": "人事課", f"M{FIRST}": "鈴木", f"N{FIRST}": "R8.12.1"}
    assert read(filled_in(a_form(), own, top={})) == {
        FIRST_ID: FormAnswer(level(1), "人事課", "鈴木", date(2026, 12, 1))
    }


def test_a_partial_form_changes_only_its_rows() -> None:
    present = an_empty_assessment(answers=dict.fromkeys(asked(), level(1)))
    content = filled_in(a_form(present, section="人事担当課"), {f"{CHOICE}{FIRST}": "段階3"})
    given = {id: one.answer for id, one in read(content, present).items()}
    (changed_one,) = differences(REAL, present, replace(present, answers=given))
    assert (changed_one.present, changed_one.given) == (level(1), level(3))
    assert usual_sections(REAL)[changed_one.question.id] == "人事担当課"


def test_a_level_may_be_typed_over_the_list() -> None:
    typed = ["段階2", "2", "２", "段階２", " 段階2 ", "　２　", 2, 2.0, "2.0", 0]
    answers = read(filled_in(a_form(), {f"{CHOICE}{row}": text for row, text in enumerate(typed, start=FIRST)}))
    assert [answers[id].answer for id in asked()[: len(typed)]] == [level(2)] * 9 + [level(0)]


def test_the_sentence_of_a_level_may_be_pasted() -> None:
    sentence = REAL.by_id[FIRST_ID].levels[3]
    (one,) = read(filled_in(a_form(), {f"{CHOICE}{FIRST}": sentence})).values()
    assert one.answer == level(3)


def test_a_row_of_blanks_is_no_answer() -> None:
    blanks = enumerate(["", " ", "　", "\n"], start=FIRST)
    cells = {f"{column}{row}": blank for row, blank in blanks for column in (CHOICE, MEMO, EVIDENCE)}
    assert read(filled_in(a_form(), cells)) == {}


def test_columns_may_be_moved_and_sheets_renamed() -> None:
    content = filled_in(a_form(), {f"{CHOICE}{FIRST}": "段階2", f"{MEMO}{FIRST}": "根拠あり"})

    def move(book: object) -> None:
        sheet = book["回答"]  # type: ignore[index]
        sheet.title = "情報政策課の回答"
        sheet.move_range("I9:K40", cols=10)
        sheet.move_range("A9:G40", rows=3)
        sheet.move_range("H9:O40", rows=3)
        sheet.move_range("S9:U40", rows=3)

    assert read(changed(content, move)) == {FIRST_ID: who(replace(level(2), memo="根拠あり"))}


def test_the_rows_may_be_sorted() -> None:
    content = filled_in(a_form(), {f"{CHOICE}{FIRST}": "段階2", f"{CHOICE}{FIRST + 1}": "段階3"})

    def swap(book: object) -> None:
        sheet = book["回答"]  # type: ignore[index]
        for column in range(1, 16):
            upper, lower = sheet.cell(FIRST, column), sheet.cell(FIRST + 1, column)
            upper.value, lower.value = lower.value, upper.value

    assert read(changed(content, swap)) == {FIRST_ID: who(level(2)), SECOND_ID: who(level(3))}


DAYS: list[object] = [
    date(2026, 11, 24), datetime(2026, 11, 24), 46350.0, 46350, "2026-11-24", "2026/11/24", "２０２６年１１月２４日",
    "2026.11.24", "令和8年11月24日", "R8.11.24", "r8/11/24", " 2026-11-24 ",
]  # fmt: skip


def test_a_day_may_be_written_in_the_ways_of_an_office() -> None:
    rows = range(FIRST, FIRST + len(DAYS))
    cells = {f"{CHOICE}{row}": "段階2" for row in rows} | {
        f"{DAY}{row}": day for row, day in zip(rows, DAYS, strict=True)
    }
    answers = read(filled_in(a_form(), cells, top={**TOP, "C7": date(2026, 12, 1)}))
    assert [one.answered_on for one in answers.values()] == [date(2026, 11, 24)] * len(DAYS)


@pytest.mark.parametrize("typed", [46350.0, "R8.11.24"])
def test_the_day_above_the_questions_may_be_written_so_too(typed: object) -> None:
    content = filled_in(a_form(), {f"{CHOICE}{FIRST}": "段階2", "C7": typed})
    (one,) = read(content).values()
    assert one.answered_on == date(2026, 11, 24)


@pytest.mark.parametrize("text", ["", "昨日", "11/24", "2026-13-01", "2026-02-30", "令和8年", "1.5"])
def test_what_is_no_day_is_none(text: str) -> None:
    assert day_from(text) is None


def test_the_first_year_of_reiwa_has_a_name_of_its_own() -> None:
    assert day_from("令和元年5月1日") == date(2019, 5, 1)


def test_a_number_in_a_memo_is_read_as_it_is_shown() -> None:
    content = filled_in(a_form(), {f"{CHOICE}{FIRST}": "段階2", f"{MEMO}{FIRST}": 12, f"{EVIDENCE}{FIRST}": 1.5})
    (one,) = read(content).values()
    assert (one.answer.memo, one.answer.evidence) == ("12", "1.5")


def test_the_readings_that_excel_notes_over_kanji_are_no_part_of_a_memo() -> None:
    content = filled_in(a_form(), {f"{CHOICE}{FIRST}": "段階2", f"{MEMO}{FIRST}": "越谷市"})
    noted = with_part(
        content, "xl/sharedStrings.xml", "<t>越谷市</t>", '<t>越谷市</t><rPh sb="0" eb="3"><t>コシガヤシ</t></rPh>'
    )
    (one,) = read(noted).values()
    assert one.answer.memo == "越谷市"


# Through LibreOffice

KEPT_TEXTS = [
    text
    for text in hostile_texts.ALL
    if text.strip() and text not in hostile_texts.CONTROLS and "\ufeff" not in text and "_x0041_" not in text
]


def a_form_with_hostile_texts() -> bytes:
    """A memo of every kind that LibreOffice can keep, each at a question with an answer."""
    cells: dict[str, object] = {}
    for row, text in enumerate(KEPT_TEXTS, start=FIRST):
        cells |= {f"{CHOICE}{row}": f"段階{row % 4}", f"{MEMO}{row}": text, f"{EVIDENCE}{row}": "根拠"}
    return as_texts(filled_in(a_form(an_empty_assessment(Depth.FULL)), cells))


@pytest.fixture(scope="module")
def saved(office: Office) -> dict[str, bytes]:
    """An empty form and one that was filled in, as LibreOffice saves them."""
    return office.saved_again({"empty": a_form(), "filled": a_form_with_hostile_texts()})


def test_a_form_that_libreoffice_saved_reads_the_same(saved: dict[str, bytes]) -> None:
    present = an_empty_assessment(Depth.FULL)
    before, after = read(a_form_with_hostile_texts(), present), read(saved["filled"], present)
    assert [one.answer.memo for one in before.values()] == KEPT_TEXTS
    assert after == before
    assert {one.answer.state for one in after.values()} == {AnswerState.ANSWERED}


def test_libreoffice_keeps_the_drop_down_and_the_locks(saved: dict[str, bytes]) -> None:
    sheet = opened(saved["empty"])["回答"]
    rule = validation_of(sheet.data_validations.dataValidation, f"{CHOICE}{FIRST}")
    assert rule.formula1 == '"段階0,段階1,段階2,段階3,わからない"'
    assert sheet.protection.sheet
    assert not sheet[f"{CHOICE}{FIRST}"].protection.locked
