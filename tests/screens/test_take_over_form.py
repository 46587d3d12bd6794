"""回答の取り込み by an answer form: only what a section filled in changes, with who answered, all or nothing."""

from dataclasses import replace

import pytest
from sqlalchemy import Engine

from files import workbook
from files.answer_form.form import usual_sections
from files.report import Report
from questionnaire.assessment import Answer, AnswerState
from questionnaire.model import Question
from scoring.wording import whole_answer_text
from tests.answer_forms import ANSWERED_ON, HANDED_OUT, a_form, an_empty_assessment, filled_in
from tests.answer_forms import FIRST as FIRST_ROW
from tests.builders import UNKNOWN, level
from tests.stored import (
    ASKED,
    FIRST,
    QUESTIONS,
    SECOND,
    THIRD,
    a_link,
    key_of,
    record,
    stored,
    stored_answer,
)
from tests.tab import OUR_TAGS, a_tab, buttons, click, hand_in, messages, tags_of, text_of

pytestmark = pytest.mark.usefixtures("data")

HAKODATE = "012025"
ANSWERS = {question.id: level(1) for question in QUESTIONS}
NOTED = Answer(AnswerState.ANSWERED, 3, "髙橋課長に聞いた", "名簿")
BLANK = an_empty_assessment()


def form_row(question: Question) -> int:
    """The row of the form that a question stands in."""
    return FIRST_ROW + QUESTIONS.index(question)


def by_form(answer: Answer) -> Answer:
    """The answer as it is stored after it came by the form."""
    return replace(answer, section="情報政策課", person="佐藤", answered_on=ANSWERED_ON)


def a_filled_form(cells: dict[str, object], section: str = "") -> bytes:
    return filled_in(a_form(BLANK, section), cells)


def test_a_form_that_came_back_shows_its_changes_with_who_answered_and_changes_nothing_before(data: Engine) -> None:
    link = a_link(data, ANSWERS)
    first, third = form_row(FIRST), form_row(THIRD)
    form = a_filled_form({f"I{first}": "段階3", f"J{first}": "髙橋課長に聞いた", f"I{third}": "わからない"})
    tab = hand_in(a_tab("import", a=link), form, "回答票.xlsx")
    assert not tab.exception
    assert messages(tab) == []
    noted = by_form(Answer(AnswerState.ANSWERED, 3, "髙橋課長に聞いた"))
    shown = text_of(tab)
    assert "2問の回答が変わります。" in shown
    assert f"{FIRST.text}\n{FIRST.levels[1]}\n{whole_answer_text(noted, FIRST)}\n" in shown
    assert "情報政策課 佐藤(令和8年11月24日)" in whole_answer_text(noted, FIRST)
    assert f"{THIRD.text}\n{THIRD.levels[1]}\n{whole_answer_text(by_form(UNKNOWN), THIRD)}\n" in shown
    assert stored(data, link).answers == ANSWERS
    click(tab, "2問をすべて取り込む")
    assert stored(data, link).answers == ANSWERS | {FIRST.id: noted, THIRD.id: by_form(UNKNOWN)}


def test_a_form_of_one_section_changes_only_its_own_rows(data: Engine) -> None:
    link = a_link(data, ANSWERS)
    section = usual_sections(ASKED)[FIRST.id]
    tab = hand_in(a_tab("import", a=link), a_filled_form({"I10": "段階2"}, section), "回答票.xlsx")
    (label,) = buttons(tab)
    assert label == "1問をすべて取り込む"
    click(tab, label)
    of_section = [question.id for question in QUESTIONS if usual_sections(ASKED)[question.id] == section]
    assert stored(data, link).answers == ANSWERS | {of_section[0]: by_form(level(2))}


def test_a_form_whose_memo_is_empty_keeps_the_memo_that_is_there(data: Engine) -> None:
    link = a_link(data, ANSWERS | {FIRST.id: NOTED})
    form = a_filled_form({f"I{form_row(FIRST)}": "段階2", f"K{form_row(FIRST)}": "研修の記録"})
    tab = hand_in(a_tab("import", a=link), form, "回答票.xlsx")
    click(tab, "1問をすべて取り込む")
    assert stored_answer(data, link) == by_form(Answer(AnswerState.ANSWERED, 2, NOTED.memo, "研修の記録"))


def test_a_form_confirms_what_was_copied_from_last_year(data: Engine) -> None:
    link = a_link(data, {FIRST.id: Answer(AnswerState.ANSWERED, 1, is_confirmed=False)})
    tab = hand_in(a_tab("import", a=link), a_filled_form({f"I{form_row(FIRST)}": "段階1"}), "回答票.xlsx")
    click(tab, "1問をすべて取り込む")
    assert stored_answer(data, link) == by_form(level(1))


def test_every_fault_of_a_form_is_told_with_sheet_and_cell_and_nothing_is_taken_over(data: Engine) -> None:
    link = a_link(data, ANSWERS)
    first, second, third = map(form_row, (FIRST, SECOND, THIRD))
    form = a_filled_form({f"I{first}": "段階7", f"J{second}": "選んでいない", f"I{third}": "段階0"})
    tab = hand_in(a_tab("import", a=link), form, "回答票.xlsx")
    assert messages(tab) == ["このファイルは取り込めません。次のところを直してください。回答は変わっていません。"]
    shown = text_of(tab)
    assert f"「回答」シートのI{first}:回答「段階7」は" in shown
    assert f"「回答」シートのI{second}:回答が選ばれていません。" in shown
    assert buttons(tab) == []
    assert stored(data, link).answers == ANSWERS


def test_a_colleague_who_answers_while_a_form_is_looked_at_is_not_overwritten(data: Engine) -> None:
    link = a_link(data, ANSWERS)
    tab = hand_in(a_tab("import", a=link), a_filled_form({f"I{form_row(FIRST)}": "段階3"}), "回答票.xlsx")
    record(data, key_of(data, link), FIRST.id, level(2))
    click(tab, "1問をすべて取り込む")
    assert "取り込めませんでした。読み込んでいる間に、ほかの人が回答を変えました。" in messages(tab)[0]
    assert stored_answer(data, link) == level(2)


def test_a_form_of_another_municipality_is_refused(data: Engine) -> None:
    tab = hand_in(a_tab("import", a=a_link(data)), a_form(replace(BLANK, municipality=HAKODATE)), "回答票.xlsx")
    assert "ほかの診断の回答票です。団体コードが違います" in text_of(tab)
    assert buttons(tab) == []


@pytest.mark.parametrize(
    "content",
    [b"PK\x03\x04" + bytes(200), b"\xd0\xcf\x11\xe0" + bytes(200), workbook.write(Report(ASKED, BLANK, HANDED_OUT))],
    ids=["damaged", "old or locked", "the workbook"],
)
def test_a_workbook_that_is_no_form_is_refused(data: Engine, content: bytes) -> None:
    tab = hand_in(a_tab("import", a=a_link(data)), content, "回答票.xlsx")
    assert not tab.exception
    assert "このファイルは取り込めません" in messages(tab)[0]
    assert buttons(tab) == []


def test_a_form_says_nothing_of_markup(data: Engine) -> None:
    top = {"C5": "<b>課</b>", "C6": "**佐藤**", "C7": HANDED_OUT}
    form = filled_in(a_form(BLANK), {f"I{form_row(FIRST)}": "段階0"}, top=top)
    tab = hand_in(a_tab("import", a=a_link(data)), form, "回答票.xlsx")
    assert "<b>課</b> **佐藤**(令和8年11月22日)\n" in text_of(tab)
    assert tags_of(tab) <= OUR_TAGS
