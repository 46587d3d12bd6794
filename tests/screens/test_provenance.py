"""回答: who gave an answer by an answer form stands beside it, until somebody chooses anew."""

from dataclasses import replace

import pytest
from sqlalchemy import Engine

from questionnaire.assessment import Answer, AnswerState
from questionnaire.loader import newest_version
from questionnaire.peer import Sharing
from storage.submissions import begin_next_year, submit
from tests.builders import UNKNOWN, an_assessment, level
from tests.provenance import BY_FORM_TEXT, by_form
from tests.stored import (
    ALL_LEVELS,
    FIRST,
    PAGE,
    SECOND,
    a_key,
    a_link,
    history_of,
    key_of,
    record,
    stored_answer,
    words,
)
from tests.tab import (
    OUR_TAGS,
    a_tab,
    click,
    evidence_box,
    memo_box,
    messages,
    number,
    radio,
    reconnected,
    tags_of,
    text_of,
)

pytestmark = pytest.mark.usefixtures("data")

HOSTILE = replace(by_form(level(1)), section="<b>課</b>", person="**太字** $x$ :smile:")


def test_who_answered_stands_beside_the_answer_and_nowhere_else(data: Engine) -> None:
    tab = a_tab(PAGE, a=a_link(data, {FIRST.id: by_form(level(1)), SECOND.id: level(1)}))
    assert messages(tab) == []
    assert text_of(tab).count(BY_FORM_TEXT) == 1


def test_a_name_is_shown_as_it_was_written(data: Engine) -> None:
    tab = a_tab(PAGE, a=a_link(data, {FIRST.id: HOSTILE}))
    assert "<b>課</b> **太字** $x$ :smile:(令和8年11月20日)" in text_of(tab)
    assert tags_of(tab) <= OUR_TAGS


@pytest.mark.parametrize("answer", [level(3), UNKNOWN], ids=str)
def test_a_new_choice_takes_their_name_from_the_answer(data: Engine, answer: Answer) -> None:
    link = a_link(data, {FIRST.id: by_form(level(1))})
    tab = a_tab(PAGE, a=link)
    radio(tab, FIRST).set_value(words(FIRST, answer)).run()
    assert stored_answer(data, link) == answer
    assert BY_FORM_TEXT not in text_of(tab)
    assert history_of(data, key_of(data, link), FIRST.id) == [by_form(level(1)), answer]


def test_a_choice_made_in_a_new_session_takes_their_name_from_the_answer_too(data: Engine) -> None:
    link = a_link(data, {FIRST.id: by_form(level(1))})
    tab = reconnected(a_tab(PAGE, a=link), PAGE)
    radio(tab, FIRST).set_value(words(FIRST, level(3))).run()
    assert stored_answer(data, link) == level(3)
    assert BY_FORM_TEXT not in text_of(tab)


def test_a_changed_memo_leaves_the_answer_theirs(data: Engine) -> None:
    link = a_link(data, {FIRST.id: by_form(level(1))})
    tab = a_tab(PAGE, a=link)
    memo_box(tab, FIRST).set_value("総務課に聞いた").run()
    evidence_box(tab, FIRST).set_value("名簿").run()
    assert stored_answer(data, link) == by_form(Answer(AnswerState.ANSWERED, 1, "総務課に聞いた", "名簿"))
    assert BY_FORM_TEXT in text_of(tab)


def test_opening_the_page_changes_nothing(data: Engine) -> None:
    link = a_link(data, {FIRST.id: by_form(level(1))})
    a_tab(PAGE, a=link).run()
    assert history_of(data, key_of(data, link), FIRST.id) == [by_form(level(1))]


def test_confirming_last_years_answer_leaves_it_theirs_with_its_day(data: Engine) -> None:
    before = a_key(data, an_assessment(ALL_LEVELS | {FIRST.id: by_form(level(1))}))
    submit(data, before, Sharing.PRIVATE)
    link = begin_next_year(data, before, newest_version()).edit
    tab = a_tab(PAGE, a=link)
    click(tab, f"{number(tab, FIRST)}は今年度も同じ")
    assert stored_answer(data, link) == by_form(level(1))
    assert BY_FORM_TEXT in text_of(tab)


def test_what_cannot_be_changed_any_more_says_who_answered(data: Engine) -> None:
    link = a_link(data, ALL_LEVELS | {FIRST.id: by_form(level(1))})
    submit(data, key_of(data, link), Sharing.PRIVATE)
    assert BY_FORM_TEXT in text_of(a_tab(PAGE, a=link))


def test_in_a_conflict_both_answers_say_who_gave_them(data: Engine) -> None:
    link = a_link(data, {FIRST.id: level(0)})
    tab = a_tab(PAGE, a=link)
    record(data, key_of(data, link), FIRST.id, by_form(level(3)))
    radio(tab, FIRST).set_value(words(FIRST, level(1))).run()
    shown = text_of(tab)
    assert f"{words(FIRST, level(3))}\n回答票で答えた人\n総務課 山田太郎(令和8年11月20日)\n" in shown
    assert f"{words(FIRST, level(1))}\n回答票で答えた人\nなし\n" in shown
    assert BY_FORM_TEXT not in shown  # the answer of this page is not theirs
    click(tab, f"{number(tab, FIRST)}は、ほかの人の回答を残す")
    assert BY_FORM_TEXT in text_of(tab)
    assert stored_answer(data, link) == by_form(level(3))


def test_a_form_that_comes_in_meanwhile_is_shown_without_a_question(data: Engine) -> None:
    link = a_link(data, {FIRST.id: level(1)})
    tab = a_tab(PAGE, a=link)
    record(data, key_of(data, link), FIRST.id, by_form(level(1)))
    tab.run()
    assert messages(tab) == []
    assert BY_FORM_TEXT in text_of(tab)
    assert stored_answer(data, link) == by_form(level(1))
