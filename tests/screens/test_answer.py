"""回答: every answer is stored as it is chosen, shown again everywhere, and counted."""

import pytest
from sqlalchemy import Engine, event

from questionnaire.assessment import Answer, AnswerState
from questionnaire.model import Question
from storage.connect import database
from tests.builders import UNKNOWN, level
from tests.stored import (
    ALL_PAGES,
    ASKED,
    FIRST,
    PAGE,
    QUESTIONS,
    SECOND,
    THIRD,
    a_link,
    core_questions,
    key_of,
    record,
    stored,
    stored_answer,
    words,
)
from tests.tab import a_tab, chosen, evidence_box, follow, forge, memo_box, messages, radio, text_of, title, turn_to

pytestmark = pytest.mark.usefixtures("data")


@pytest.mark.parametrize("answer", [*map(level, range(4)), UNKNOWN], ids=str)
@pytest.mark.parametrize("question", [FIRST, THIRD], ids=lambda question: question.step)
def test_what_is_chosen_is_stored_at_once(data: Engine, question: Question, answer: Answer) -> None:
    link = a_link(data)
    tab = a_tab(PAGE, a=link)
    radio(tab, question).set_value(words(question, answer)).run()
    assert stored(data, link).answers == {question.id: answer}
    assert chosen(tab, question) == words(question, answer)
    assert messages(tab) == []


def test_the_usual_click_asks_the_database_nothing_of_the_assessment_before_it_stores(data: Engine) -> None:
    link = a_link(data, {FIRST.id: level(1)})
    tab = a_tab(PAGE, a=link)
    asked = list[str]()
    event.listen(database(), "before_cursor_execute", lambda *told: asked.append(told[2]))
    for number in (3, 0):
        radio(tab, FIRST).set_value(FIRST.levels[number]).run()
    assert not [statement for statement in asked if "assessments" in statement]
    tab.run()
    assert [statement for statement in asked if "assessments" in statement]
    assert stored(data, link).answers == {FIRST.id: level(0)}


def test_nothing_is_chosen_or_stored_beforehand(data: Engine) -> None:
    link = a_link(data)
    tab = a_tab(PAGE, a=link)
    assert [chosen(tab, question) for question in core_questions()] == [None, None, None]
    for path in ALL_PAGES:
        turn_to(tab, path)
    assert stored(data, link).answers == {}


def test_a_changed_answer_replaces_the_one_before(data: Engine) -> None:
    link = a_link(data, {FIRST.id: level(1), SECOND.id: level(2)})
    tab = a_tab(PAGE, a=link)
    assert chosen(tab, FIRST) == FIRST.levels[1]
    for answer in (level(3), UNKNOWN, level(0)):
        radio(tab, FIRST).set_value(words(FIRST, answer)).run()
        assert stored(data, link).answers == {FIRST.id: answer, SECOND.id: level(2)}


def test_memo_and_evidence_are_stored_with_and_without_a_level(data: Engine) -> None:
    link = a_link(data)
    tab = a_tab(PAGE, a=link)
    memo_box(tab, FIRST).set_value("総務課に聞く").run()
    assert stored_answer(data, link) == Answer(AnswerState.UNANSWERED, memo="総務課に聞く")
    radio(tab, FIRST).set_value(FIRST.levels[2]).run()
    evidence_box(tab, FIRST).set_value("研修の記録").run()
    assert stored_answer(data, link) == Answer(AnswerState.ANSWERED, 2, "総務課に聞く", "研修の記録")
    memo_box(tab, FIRST).set_value("").run()
    assert stored_answer(data, link) == Answer(AnswerState.ANSWERED, 2, "", "研修の記録")


def test_what_was_answered_is_shown_after_a_reload_and_in_another_browser(data: Engine) -> None:
    link = a_link(data)
    radio(a_tab(PAGE, a=link), FIRST).set_value(FIRST.levels[2]).run()
    again = a_tab(PAGE, a=link)
    assert chosen(again, FIRST) == FIRST.levels[2]
    assert chosen(again, SECOND) is None


def test_turning_the_pages_loses_neither_answers_nor_the_address(data: Engine) -> None:
    link = a_link(data)
    tab = a_tab(PAGE, a=link)
    radio(tab, FIRST).set_value(FIRST.levels[2]).run()
    memo_box(tab, SECOND).set_value("メモ").run()
    before = stored(data, link)
    for path in [*ALL_PAGES, PAGE]:
        turn_to(tab, path)
        assert not tab.exception
        assert tab.query_params == {"a": link}
    assert chosen(tab, FIRST) == FIRST.levels[2]
    assert memo_box(tab, SECOND).value == "メモ"
    assert stored(data, link) == before


def test_an_answer_given_just_before_the_page_is_turned_is_stored(data: Engine) -> None:
    link = a_link(data)
    tab = a_tab(PAGE, a=link)
    radio(tab, FIRST).set_value(FIRST.levels[1])
    turn_to(tab, "result")
    assert stored_answer(data, link) == level(1)


def test_what_a_colleague_answers_meanwhile_is_shown_and_kept(data: Engine) -> None:
    link = a_link(data, {FIRST.id: level(0)})
    mine, hers = a_tab(PAGE, a=link), a_tab(PAGE, a=link)
    radio(hers, FIRST).set_value(FIRST.levels[3]).run()
    radio(mine, SECOND).set_value(SECOND.levels[1]).run()
    assert stored(data, link).answers == {FIRST.id: level(3), SECOND.id: level(1)}
    assert chosen(mine, FIRST) == FIRST.levels[3]


def test_every_question_of_an_axis_is_asked_with_its_levels_and_its_background(data: Engine) -> None:
    link = a_link(data)
    for axis in ASKED.axes:
        tab = a_tab(f"answer-{axis.id}", a=link)
        assert title(tab) == axis.name
        shown = text_of(tab)
        assert len(tab.radio) == len(core_questions(f"answer-{axis.id}"))
        for question in core_questions(f"answer-{axis.id}"):
            assert radio(tab, question).options == [*question.levels, "わからない"]
            for said in (question.text, question.why, question.usual_section, *question.evidence):
                assert said in shown


def test_the_progress_counts_answers_and_leads_to_what_is_unanswered(data: Engine) -> None:
    first_axis = core_questions("answer-awareness")
    link = a_link(data, {question.id: level(1) for question in first_axis[1:]})
    tab = a_tab(PAGE, a=link)
    radio(tab, FIRST).set_value("わからない").run()
    assert "24問中3問に答えました" in text_of(tab)
    follow(tab, "未回答の設問へ(残り21問)")
    assert title(tab) == ASKED.axis_of[FIRST.id].name


def test_all_24_questions_can_be_answered_by_following_the_links(data: Engine) -> None:
    link = a_link(data)
    tab = a_tab(a=link)
    follow(tab, "回答を続ける")
    for axis in ASKED.axes:
        assert title(tab) == axis.name
        for question in core_questions(f"answer-{axis.id}"):
            radio(tab, question).set_value(question.levels[2]).run()
        following = ASKED.axes[ASKED.axes.index(axis) + 1 :]
        follow(tab, f"次の分野:{following[0].name}" if following else "結果を見る")
    assert title(tab) == "結果"
    assert stored(data, link).answers == {question.id: level(2) for question in QUESTIONS}
    assert "「DX」に到達しています。" in text_of(tab)


def test_without_an_assessment_there_is_nothing_to_answer() -> None:
    tab = a_tab(PAGE)
    assert not tab.radio
    assert "まだ診断を開いていません" in text_of(tab)
    follow(tab, "「はじめに」で団体を選ぶ")
    assert title(tab) == "自治体DX成熟度診断"


def test_what_another_program_writes_is_shown(data: Engine) -> None:
    link = a_link(data)
    tab = a_tab(PAGE, a=link)
    record(data, key_of(data, link), FIRST.id, Answer(AnswerState.ANSWERED, 3, memo="別の画面から"))
    tab.run()
    assert chosen(tab, FIRST) == FIRST.levels[3]
    assert memo_box(tab, FIRST).value == "別の画面から"


def test_every_rule_that_one_must_know_to_answer_can_be_unfolded_beside_the_questions(data: Engine) -> None:
    rules = ASKED.rules.beside("questions")
    assert "課と部の数え方" in [rule.title for rule in rules]
    link = a_link(data)
    for axis in ASKED.axes:
        tab = a_tab(f"answer-{axis.id}", a=link)
        for rule in rules:
            assert f"{rule.title}\n{rule.text}\n" in text_of(tab)


@pytest.mark.parametrize("made_up", ["not_applicable", "該当しない", "4", "-1", "unanswered", ""])
def test_a_choice_that_the_question_does_not_offer_is_not_stored(data: Engine, made_up: str) -> None:
    link = a_link(data, {FIRST.id: level(1)})
    tab = a_tab(PAGE, a=link)
    for question in (FIRST, SECOND):
        forge(tab, question, made_up)
        assert not tab.exception
    assert stored(data, link).answers == {FIRST.id: level(1)}
    again = a_tab(PAGE, a=link)
    assert (chosen(again, FIRST), chosen(again, SECOND)) == (FIRST.levels[1], None)
