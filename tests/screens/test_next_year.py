"""次の年度を始める: last year's answers come along as 未確認, and each is confirmed by a person."""

from pathlib import Path

import pytest
from sqlalchemy import Engine
from streamlit.testing.v1 import AppTest

from questionnaire.assessment import Answer, AnswerState
from questionnaire.peer import Sharing
from scoring import result_wording
from scoring.result import result
from storage.submissions import begin_next_year, submit
from tests.builders import UNKNOWN, level
from tests.stored import (
    ASKED,
    AXIS,
    FIRST,
    PAGE,
    QUESTIONS,
    SECOND,
    THIRD,
    a_link,
    count_of_assessments,
    key_of,
    refuse_writing,
    stored,
    stored_answer,
    words,
)
from tests.tab import a_tab, buttons, chosen, click, follow, memo_box, messages, number, radio, text_of, title, turn_to

pytestmark = pytest.mark.usefixtures("data")

NOTED = Answer(AnswerState.ANSWERED, 2, "課長に確認済み", "名簿")
LAST_YEAR = {question.id: level(1) for question in QUESTIONS} | {FIRST.id: NOTED, SECOND.id: UNKNOWN}
COPIED = Answer(AnswerState.ANSWERED, 2, "課長に確認済み", "名簿", is_confirmed=False)


def a_submitted_year(data: Engine) -> str:
    link = a_link(data, LAST_YEAR)
    submit(data, key_of(data, link), Sharing.PRIVATE)
    return link


def a_next_year(data: Engine) -> str:
    """The link of the year after, in which nothing is confirmed yet."""
    return begin_next_year(data, key_of(data, a_submitted_year(data)), ASKED.version.id).edit


def notes_of_copies(tab: AppTest) -> list[str]:
    return [label.partition("は")[0] for label in buttons(tab) if label.endswith("は今年度も同じ")]


def test_the_next_year_begins_with_the_answers_as_unconfirmed_copies(data: Engine) -> None:
    link = a_submitted_year(data)
    tab = a_tab("submission", a=link)
    click(tab, "令和9年度の診断を始める")
    assert not tab.exception
    assert title(tab) == "リンクと復元票"
    following = tab.query_params["a"]
    assert following != link
    assert stored(data, following).fiscal_year == stored(data, link).fiscal_year + 1
    assert set(stored(data, following).answers) == set(LAST_YEAR)
    assert not any(answer.is_confirmed for answer in stored(data, following).answers.values())
    assert stored_answer(data, following) == COPIED
    assert stored(data, link).answers == LAST_YEAR
    follow(tab, "回答を始める")
    assert title(tab) == ASKED.axes[0].name


def test_before_it_is_submitted_no_next_year_is_offered(data: Engine) -> None:
    assert buttons(a_tab("submission", a=a_link(data, LAST_YEAR))) == ["正式に提出する"]


def test_copies_are_shown_as_unconfirmed_and_counted_as_open(data: Engine) -> None:
    tab = a_tab(PAGE, a=a_next_year(data))
    assert notes_of_copies(tab) == [number(tab, question) for question in (FIRST, SECOND, THIRD)]
    assert chosen(tab, FIRST) == words(FIRST, NOTED)
    assert memo_box(tab, FIRST).value == NOTED.memo
    assert "24問中0問に答えました(未確認の写し24問)。" in text_of(tab)
    follow(tab, "未回答・未確認の設問へ(残り24問)")
    assert title(tab) == ASKED.axis_of[FIRST.id].name


def test_copies_count_with_their_level_and_not_as_answered(data: Engine) -> None:
    link = a_next_year(data)
    shown = text_of(a_tab("result", a=link))
    assert result_wording.overall_sentence(result(ASKED, stored(data, link))) in shown
    assert "回答率は0%(24問中0問)です。" in shown
    assert "全体の成熟度は0.0" not in shown


def test_the_same_again_confirms_the_answer_with_its_texts(data: Engine) -> None:
    link = a_next_year(data)
    tab = a_tab(PAGE, a=link)
    click(tab, f"{number(tab, FIRST)}は今年度も同じ")
    assert stored_answer(data, link) == NOTED
    assert notes_of_copies(tab) == [number(tab, SECOND), number(tab, THIRD)]
    assert (chosen(tab, FIRST), memo_box(tab, FIRST).value) == (words(FIRST, NOTED), NOTED.memo)
    assert "24問中1問に答えました(未確認の写し23問)。" in text_of(tab)
    click(tab, f"{number(tab, SECOND)}は今年度も同じ")
    assert stored_answer(data, link, SECOND) == UNKNOWN


def test_choosing_anew_confirms(data: Engine) -> None:
    link = a_next_year(data)
    tab = a_tab(PAGE, a=link)
    radio(tab, FIRST).set_value(words(FIRST, level(3))).run()
    assert stored_answer(data, link) == Answer(AnswerState.ANSWERED, 3, NOTED.memo, NOTED.evidence)
    assert notes_of_copies(tab) == [number(tab, SECOND), number(tab, THIRD)]


def test_a_memo_alone_confirms_nothing(data: Engine) -> None:
    link = a_next_year(data)
    tab = a_tab(PAGE, a=link)
    memo_box(tab, FIRST).set_value("今年度はまだ聞いていない").run()
    assert stored_answer(data, link) == Answer(AnswerState.ANSWERED, 2, "今年度はまだ聞いていない", "名簿", False)
    assert number(tab, FIRST) in notes_of_copies(tab)


def test_what_a_colleague_confirms_is_confirmed_here_too(data: Engine) -> None:
    link = a_next_year(data)
    mine, hers = a_tab(PAGE, a=link), a_tab(PAGE, a=link)
    click(hers, f"{number(hers, FIRST)}は今年度も同じ")
    mine.run()
    assert notes_of_copies(mine) == [number(mine, SECOND), number(mine, THIRD)]
    assert stored_answer(data, link) == NOTED


def test_the_year_is_submitted_once_everything_is_confirmed(data: Engine) -> None:
    link = a_next_year(data)
    tab = a_tab("submission", a=link)
    assert "未回答または未確認の設問が24問あります。すべて答えると提出できます。" in messages(tab)
    for axis in ASKED.axes:
        turn_to(tab, f"answer-{axis.id}")
        while labels := [label for label in buttons(tab) if label.endswith("今年度も同じ")]:
            click(tab, labels[0])
    turn_to(tab, "submission")
    tab.radio[0].set_value("匿名で集計に使う")
    click(tab, "正式に提出する")
    assert len(tab.success) == 1
    assert stored(data, link).answers == LAST_YEAR


def test_the_trend_leads_from_year_to_year(data: Engine) -> None:
    shown = text_of(a_tab("trend", a=a_next_year(data)))
    assert "令和8年度" in shown
    assert "令和9年度(提出前)" in shown


def test_a_year_that_could_not_be_made_is_told(data: Engine, tmp_path: Path) -> None:
    tab = a_tab("submission", a=a_submitted_year(data))
    refuse_writing(tmp_path, "assessments")
    click(tab, "令和9年度の診断を始める")
    assert not tab.exception
    assert any("令和9年度の診断を作れませんでした" in message for message in messages(tab))
    assert title(tab) == "提出"
    assert count_of_assessments(data) == 1


def test_an_axis_is_counted_done_once_its_copies_are_confirmed(data: Engine) -> None:
    link = a_next_year(data)
    tab = a_tab(PAGE, a=link)
    for question in (FIRST, SECOND, THIRD):
        click(tab, f"{number(tab, question)}は今年度も同じ")
    turn_to(tab, "submission")
    assert not [one for one in tab.get("page_link") if AXIS.name in one.proto.label]


def test_a_year_that_was_begun_already_is_not_begun_twice(data: Engine) -> None:
    link = a_submitted_year(data)
    first, second = a_tab("submission", a=link), a_tab("submission", a=link)
    click(first, "令和9年度の診断を始める")
    click(second, "令和9年度の診断を始める")
    assert any("次の年度の診断は、すでに始まっています。" in message for message in messages(second))
    assert title(second) == "提出"
    assert count_of_assessments(data) == 2
