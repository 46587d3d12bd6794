"""Two people in one assessment: they see each other's answers, and nobody overwrites another's unseen."""

import pytest
from sqlalchemy import Engine

from questionnaire.assessment import Answer, AnswerState
from questionnaire.peer import Sharing
from storage.submissions import reopen, submit
from tests.builders import UNKNOWN, level
from tests.conflicts import MINE, THEIRS, both_changed, is_conflict_shown, keep_mine, keep_theirs
from tests.stored import (
    AXIS,
    FIRST,
    PAGE,
    QUESTIONS,
    SECOND,
    THIRD,
    a_link,
    answers_of,
    count_of,
    history_of,
    key_of,
    record,
    stored,
    stored_answer,
    words,
)
from tests.tab import (
    OUR_TAGS,
    a_tab,
    buttons,
    chosen,
    click,
    evidence_box,
    follow,
    memo_box,
    messages,
    number,
    radio,
    tags_of,
    text_of,
    title,
    turn_to,
)

pytestmark = pytest.mark.usefixtures("data")


# Seeing each other


def test_two_tabs_see_each_others_answers_and_texts(data: Engine) -> None:
    link = a_link(data)
    mine, hers = a_tab(PAGE, a=link), a_tab(PAGE, a=link)
    radio(hers, FIRST).set_value(FIRST.levels[2]).run()
    memo_box(mine, SECOND).set_value("総務課に聞く").run()
    for tab in (mine, hers):
        tab.run()
        assert chosen(tab, FIRST) == FIRST.levels[2]
        assert memo_box(tab, SECOND).value == "総務課に聞く"
        assert messages(tab) == []
    evidence_box(hers, SECOND).set_value("名簿").run()
    mine.run()
    assert evidence_box(mine, SECOND).value == "名簿"


def test_an_answer_that_a_colleague_takes_back_is_taken_back_here(data: Engine) -> None:
    link = a_link(data, {FIRST.id: level(2)})
    tab = a_tab(PAGE, a=link)
    record(data, key_of(data, link), FIRST.id, Answer(AnswerState.UNANSWERED))
    tab.run()
    assert chosen(tab, FIRST) is None
    assert answers_of(data, key_of(data, link)) == {FIRST.id: Answer(AnswerState.UNANSWERED)}


def test_changes_to_different_questions_are_no_conflict(data: Engine) -> None:
    link = a_link(data)
    mine, hers = a_tab(PAGE, a=link), a_tab(PAGE, a=link)
    for question, answer in ((FIRST, level(1)), (SECOND, UNKNOWN), (THIRD, level(2))):
        tab = hers if question is SECOND else mine
        radio(tab, question).set_value(words(question, answer)).run()
        assert messages(tab) == []
    assert stored(data, link).answers == {FIRST.id: level(1), SECOND.id: UNKNOWN, THIRD.id: level(2)}


def test_two_who_choose_alike_are_not_asked(data: Engine) -> None:
    link = a_link(data)
    tab = a_tab(PAGE, a=link)
    record(data, key_of(data, link), FIRST.id, THEIRS)
    radio(tab, FIRST).set_value(words(FIRST, THEIRS)).run()
    assert messages(tab) == []
    assert stored_answer(data, link) == THEIRS


# Both changed the same answer


def test_when_both_changed_an_answer_both_are_shown_and_nothing_is_overwritten(data: Engine) -> None:
    link, tab = both_changed(data)
    assert not tab.exception
    assert messages(tab) == [
        f"{number(tab, FIRST)}は、この画面で変えている間に、ほかの人も変えました。どちらを残すか選んでください。"
    ]
    shown = text_of(tab)
    assert f"ほかの人の回答\n{words(FIRST, THEIRS)}\n" in shown
    assert f"この画面の回答(まだ保存していません)\n{words(FIRST, MINE)}\n" in shown
    assert chosen(tab, FIRST) == words(FIRST, MINE)
    assert stored_answer(data, link) == THEIRS
    assert tags_of(tab) <= OUR_TAGS


def test_keeping_the_colleagues_answer_shows_it_and_ends_the_question(data: Engine) -> None:
    link, tab = both_changed(data)
    keep_theirs(tab)
    assert messages(tab) == []
    assert chosen(tab, FIRST) == words(FIRST, THEIRS)
    tab.run()
    assert (chosen(tab, FIRST), stored_answer(data, link)) == (words(FIRST, THEIRS), THEIRS)
    radio(tab, FIRST).set_value(words(FIRST, UNKNOWN)).run()
    assert (messages(tab), stored_answer(data, link)) == ([], UNKNOWN)


def test_keeping_the_own_answer_replaces_the_colleagues_which_stays_in_the_history(data: Engine) -> None:
    link, tab = both_changed(data)
    keep_mine(tab)
    assert messages(tab) == []
    assert chosen(tab, FIRST) == words(FIRST, MINE)
    assert stored_answer(data, link) == MINE
    assert history_of(data, key_of(data, link), FIRST.id) == [level(0), THEIRS, MINE]


def test_choosing_the_colleagues_answer_oneself_ends_the_question_too(data: Engine) -> None:
    link, tab = both_changed(data)
    radio(tab, FIRST).set_value(words(FIRST, THEIRS)).run()
    assert messages(tab) == []
    assert stored_answer(data, link) == THEIRS


def test_taking_the_own_change_back_shows_the_colleagues_answer(data: Engine) -> None:
    link, tab = both_changed(data)
    radio(tab, FIRST).set_value(words(FIRST, level(0))).run()
    assert messages(tab) == []
    assert chosen(tab, FIRST) == words(FIRST, THEIRS)
    assert stored_answer(data, link) == THEIRS


def test_a_memo_that_both_wrote_is_shown_twice_and_nothing_is_overwritten(data: Engine) -> None:
    link = a_link(data, {FIRST.id: level(2)})
    tab = a_tab(PAGE, a=link)
    hers = Answer(AnswerState.ANSWERED, 2, "彼女のメモ", "名簿")
    record(data, key_of(data, link), FIRST.id, hers)
    memo_box(tab, FIRST).set_value("私のメモ <b>太字</b>").run()
    assert is_conflict_shown(tab)
    shown = text_of(tab)
    assert "メモ\n彼女のメモ\n根拠\n名簿\n" in shown
    assert "メモ\n私のメモ <b>太字</b>\n根拠\nなし\n" in shown
    assert tags_of(tab) <= OUR_TAGS
    assert stored_answer(data, link) == hers
    keep_theirs(tab)
    assert (memo_box(tab, FIRST).value, evidence_box(tab, FIRST).value) == ("彼女のメモ", "名簿")


def test_other_questions_are_stored_while_one_waits_for_the_choice(data: Engine) -> None:
    link, tab = both_changed(data)
    radio(tab, SECOND).set_value(words(SECOND, level(2))).run()
    assert is_conflict_shown(tab)
    assert stored(data, link).answers == {FIRST.id: THEIRS, SECOND.id: level(2)}
    keep_mine(tab)
    assert stored(data, link).answers == {FIRST.id: MINE, SECOND.id: level(2)}


def test_what_waits_for_the_choice_is_told_on_every_page_and_still_there_on_return(data: Engine) -> None:
    link, tab = both_changed(data)
    for path in ("", "result", "answer-awareness"):
        turn_to(tab, path)
        assert f"「{AXIS.name}」に、ほかの人と食い違い、まだ保存していない回答があります。" in messages(tab)
    follow(tab, f"「{AXIS.name}」でどちらを残すか選ぶ")
    assert title(tab) == AXIS.name
    assert is_conflict_shown(tab)
    assert chosen(tab, FIRST) == words(FIRST, MINE)
    assert stored_answer(data, link) == THEIRS
    keep_mine(tab)
    assert stored_answer(data, link) == MINE
    turn_to(tab, "result")
    assert messages(tab) == []


@pytest.mark.parametrize("keep", [keep_theirs, keep_mine])
def test_a_choice_made_before_the_colleagues_newest_answer_was_shown_is_void(data: Engine, keep: object) -> None:
    link, tab = both_changed(data)
    record(data, key_of(data, link), FIRST.id, UNKNOWN)
    keep(tab)  # type: ignore[operator]
    assert is_conflict_shown(tab)
    assert "ほかの人の回答\nわからない\n" in text_of(tab)
    assert stored_answer(data, link) == UNKNOWN


def test_settling_one_question_keeps_another_that_waits(data: Engine) -> None:
    link, tab = both_changed(data)
    record(data, key_of(data, link), THIRD.id, level(0))
    radio(tab, THIRD).set_value(words(THIRD, level(2))).run()
    keep_mine(tab)
    assert f"{number(tab, THIRD)}は、この画面の回答で置き換える" in buttons(tab)
    assert chosen(tab, THIRD) == words(THIRD, level(2))
    assert stored(data, link).answers == {FIRST.id: MINE, THIRD.id: level(0)}


def test_an_answer_after_a_colleague_submitted_is_refused_and_told(data: Engine) -> None:
    link = a_link(data, {question.id: level(2) for question in QUESTIONS})
    tab = a_tab(PAGE, a=link)
    submit(data, key_of(data, link), Sharing.PRIVATE)
    radio(tab, FIRST).set_value(FIRST.levels[0]).run()
    assert not tab.exception
    assert any("最後に選んだ回答は保存されていません" in message for message in messages(tab))
    assert not tab.radio
    assert stored_answer(data, link) == level(2)
    reopen(data, key_of(data, link))
    tab.run()
    assert chosen(tab, FIRST) == FIRST.levels[2]
    radio(tab, FIRST).set_value(FIRST.levels[1]).run()
    assert messages(tab) == []
    assert stored_answer(data, link) == level(1)


def test_nothing_is_submitted_while_an_answer_waits_for_the_choice(data: Engine) -> None:
    link = a_link(data, {question.id: level(2) for question in QUESTIONS})
    tab = a_tab(PAGE, a=link)
    record(data, key_of(data, link), FIRST.id, THEIRS)
    radio(tab, FIRST).set_value(words(FIRST, MINE)).run()
    turn_to(tab, "submission")
    tab.radio[0].set_value("比較に使わない")
    click(tab, "正式に提出する")
    assert any("提出できませんでした。まだ保存していない回答があります。" in message for message in messages(tab))
    assert count_of(data, "submissions") == 0
    follow(tab, f"「{AXIS.name}」でどちらを残すか選ぶ")
    keep_mine(tab)
    turn_to(tab, "submission")
    tab.radio[0].set_value("比較に使わない")
    click(tab, "正式に提出する")
    assert len(tab.success) == 1
