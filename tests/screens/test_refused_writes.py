"""When the database refuses: told, kept in the page, and stored at the next click."""

from pathlib import Path

import pytest
from sqlalchemy import Engine

from questionnaire.assessment import Answer, AnswerState
from tests.builders import level
from tests.stored import FIRST, PAGE, SECOND, a_link, allow_writing, refuse_writing, stored, stored_answer
from tests.tab import a_tab, chosen, memo_box, radio, turn_to

pytestmark = pytest.mark.usefixtures("data")


def test_an_answer_that_could_not_be_stored_is_told_kept_and_stored_at_the_next_click(
    data: Engine, tmp_path: Path
) -> None:
    link = a_link(data, {FIRST.id: level(0)})
    tab = a_tab(PAGE, a=link)
    refuse_writing(tmp_path, "answers")
    radio(tab, FIRST).set_value(FIRST.levels[2]).run()
    assert len(tab.error) == 1
    assert "回答を保存できていません" in tab.error[0].value
    assert not tab.exception
    assert chosen(tab, FIRST) == FIRST.levels[2]
    assert stored_answer(data, link) == level(0)
    allow_writing(tmp_path)
    tab.run()
    assert not tab.error
    assert chosen(tab, FIRST) == FIRST.levels[2]
    assert stored_answer(data, link) == level(2)


def test_an_answer_that_could_not_be_stored_goes_along_to_other_pages(data: Engine, tmp_path: Path) -> None:
    link = a_link(data)
    tab = a_tab(PAGE, a=link)
    refuse_writing(tmp_path, "answers")
    memo_box(tab, FIRST).set_value("大事なメモ").run()
    radio(tab, SECOND).set_value(SECOND.levels[3]).run()
    for path in ("about", "result", PAGE):
        turn_to(tab, path)
        assert "回答を保存できていません" in tab.error[0].value
    assert memo_box(tab, FIRST).value == "大事なメモ"
    assert chosen(tab, SECOND) == SECOND.levels[3]
    turn_to(tab, "about")
    allow_writing(tmp_path)
    turn_to(tab, "result")
    assert not tab.error
    assert stored(data, link).answers == {
        FIRST.id: Answer(AnswerState.UNANSWERED, memo="大事なメモ"),
        SECOND.id: level(3),
    }


def test_an_answer_that_could_not_be_stored_and_is_taken_back_leaves_nothing_behind(
    data: Engine, tmp_path: Path
) -> None:
    link = a_link(data, {FIRST.id: level(1)})
    tab = a_tab(PAGE, a=link)
    refuse_writing(tmp_path, "answers")
    radio(tab, FIRST).set_value(FIRST.levels[2]).run()
    radio(tab, FIRST).set_value(FIRST.levels[1]).run()
    assert chosen(tab, FIRST) == FIRST.levels[1]
    assert not tab.error
    allow_writing(tmp_path)
    for path in ("about", "result", PAGE):
        turn_to(tab, path)
    assert stored_answer(data, link) == level(1)
    assert chosen(tab, FIRST) == FIRST.levels[1]
    assert not tab.error


def test_an_answer_that_could_not_be_stored_does_not_stray_into_another_assessment(
    data: Engine, tmp_path: Path
) -> None:
    mine, other = a_link(data), a_link(data)
    tab = a_tab(PAGE, a=mine)
    refuse_writing(tmp_path, "answers")
    radio(tab, FIRST).set_value(FIRST.levels[2]).run()
    allow_writing(tmp_path)
    tab.query_params = {"a": other}
    tab.run()
    assert chosen(tab, FIRST) is None
    assert stored(data, other).answers == {}
