"""回答, the line that stays in view: how far one is, when the last answer was stored, and what is not stored."""

import re
from pathlib import Path

import pytest
from sqlalchemy import Engine
from streamlit.testing.v1 import AppTest

from tests.builders import level
from tests.stored import (
    ALL_LEVELS,
    ASKED,
    FIRST,
    PAGE,
    SECOND,
    a_link,
    allow_writing,
    core_questions,
    executed,
    key_of,
    record,
    refuse_writing,
)
from tests.tab import a_tab, chosen, follow, memo_box, number, page_links, radio, text_of, title, turn_to

pytestmark = pytest.mark.usefixtures("data")

SAVED = re.compile(r"(保存しました|最後の保存は) ((?:.+ )?\d\d:\d\d)\((問\d+)\)")


def saved(tab: AppTest) -> tuple[str, str]:
    """How the page tells of the last answer stored, and to which question."""
    found = SAVED.search(text_of(tab))
    assert found
    return found[1], found[3]


def labels(tab: AppTest) -> list[str]:
    return [link["label"] for link in page_links(tab)]


def test_every_answer_stored_here_is_told_with_its_question(data: Engine) -> None:
    tab = a_tab(PAGE, a=a_link(data))
    assert "選ぶとすぐに保存します。" in text_of(tab)
    radio(tab, FIRST).set_value(FIRST.levels[2]).run()
    assert saved(tab) == ("保存しました", number(tab, FIRST))
    memo_box(tab, SECOND).set_value("総務課に聞く").run()
    assert saved(tab) == ("保存しました", number(tab, SECOND))


def test_a_reload_and_another_browser_are_told_when_the_last_answer_was_stored(data: Engine) -> None:
    link = a_link(data)
    tab = a_tab(PAGE, a=link)
    radio(tab, SECOND).set_value(SECOND.levels[2]).run()
    assert saved(a_tab(PAGE, a=link)) == ("最後の保存は", number(tab, SECOND))
    record(data, key_of(data, link), FIRST.id, level(1))
    assert saved(turn_to(tab, PAGE)) == ("最後の保存は", number(tab, FIRST))


def test_an_answer_of_another_day_is_told_with_its_day(data: Engine) -> None:
    link = a_link(data, {FIRST.id: level(1)})
    executed(data, "UPDATE answers SET saved_at = '2025-11-20 15:05:00.000000'")
    assert "最後の保存は 令和7年11月21日 00:05(問" in text_of(a_tab(PAGE, a=link))


def test_an_answer_that_is_not_stored_is_told_until_it_is(data: Engine, tmp_path: Path) -> None:
    tab = a_tab(PAGE, a=a_link(data, {FIRST.id: level(0)}))
    refuse_writing(tmp_path, "answers")
    radio(tab, FIRST).set_value(FIRST.levels[2]).run()
    assert f"\n{number(tab, FIRST)}を保存できていません。自動でやり直します。" in text_of(tab)
    assert SAVED.search(text_of(tab)) is None
    allow_writing(tmp_path)
    tab.run()
    assert "保存できていません" not in text_of(tab)
    assert saved(tab) == ("保存しました", number(tab, FIRST))


def test_an_answer_with_a_text_that_cannot_be_stored_is_told_until_it_is_mended(data: Engine) -> None:
    tab = a_tab(PAGE, a=a_link(data))
    memo_box(tab, FIRST).set_value("メモ\0").run()
    told = f"\n{number(tab, FIRST)}は、保存していません。メモか根拠の下の注意を見て直してください。"
    assert told in text_of(tab)
    memo_box(tab, FIRST).set_value("メモ").run()
    assert told not in text_of(tab)
    assert saved(tab) == ("保存しました", number(tab, FIRST))


def test_an_answer_that_a_colleague_changed_too_is_told_as_not_stored(data: Engine) -> None:
    link = a_link(data)
    mine, hers = a_tab(PAGE, a=link), a_tab(PAGE, a=link)
    radio(hers, FIRST).set_value(FIRST.levels[3]).run()
    radio(mine, FIRST).set_value(FIRST.levels[1]).run()
    assert chosen(mine, FIRST) == FIRST.levels[1]
    assert f"\n{number(mine, FIRST)}は、まだ保存していません。どちらの回答を残すか選んでください。" in text_of(mine)


def test_the_axes_that_are_done_are_counted_and_the_way_to_the_next_question_is_always_there(data: Engine) -> None:
    first_axis = core_questions("answer-awareness")
    tab = a_tab("answer-awareness", a=a_link(data, {question.id: level(1) for question in first_axis[1:]}))
    assert "24問中2問に答えました。\n" in text_of(tab)
    assert "未回答の設問へ(残り22問)" in labels(tab)
    radio(tab, first_axis[0]).set_value("わからない").run()
    assert "24問中3問に答えました。\n1分野が終わりました。" in text_of(tab)
    follow(tab, "未回答の設問へ(残り21問)")
    assert title(tab) == ASKED.axes[1].name


def test_whoever_answers_one_axis_is_led_on_in_it_and_only_then_to_the_next(data: Engine) -> None:
    own = ASKED.axes[4]
    first, *others = core_questions(f"answer-{own.id}")
    tab = a_tab(f"answer-{own.id}", a=a_link(data, {first.id: level(1)}))
    follow(tab, "未回答の設問へ(残り23問)")
    assert title(tab) == own.name
    for question in others:
        radio(tab, question).set_value("わからない").run()
    follow(tab, "未回答の設問へ(残り21問)")
    assert title(tab) == ASKED.axes[5].name


def test_when_everything_is_answered_the_way_leads_to_the_result(data: Engine) -> None:
    tab = a_tab(PAGE, a=a_link(data, ALL_LEVELS))
    assert "24問中24問に答えました。\n8分野が終わりました。" in text_of(tab)
    follow(tab, "結果へ(すべて答えました)")
    assert title(tab) == "結果"


def test_whoever_can_only_read_is_told_nothing_of_storing() -> None:
    tab = a_tab(PAGE, example="112216")
    assert "保存" not in text_of(tab)
    assert not [label for label in labels(tab) if "未回答" in label]


def test_the_background_of_a_question_stands_behind_its_choices(data: Engine) -> None:
    tab = a_tab(PAGE, a=a_link(data))
    shown = text_of(tab)
    for question in core_questions():
        places = [shown.index(text) for text in (f"\n{question.text}\n", question.levels[-1], question.why)]
        assert places == sorted(places)
