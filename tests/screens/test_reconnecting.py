"""After a restart of the server, when only the browser knows what its user saw: nobody overwrites another's unseen."""

import json

import pytest
from sqlalchemy import Engine

from questionnaire.assessment import Answer
from tests.builders import level
from tests.conflicts import MINE, THEIRS, is_conflict_shown, keep_mine
from tests.stored import (
    ASKED,
    AXIS,
    FIRST,
    PAGE,
    SECOND,
    a_link,
    executed,
    key_of,
    record,
    stored,
    stored_answer,
    words,
)
from tests.tab import a_tab, chosen, hidden_box, messages, radio, reconnected, text_of, turn_to

pytestmark = pytest.mark.usefixtures("data")


def test_a_stale_tab_shows_the_colleagues_answer_after_a_restart(data: Engine) -> None:
    link = a_link(data, {FIRST.id: level(1)})
    tab = a_tab(PAGE, a=link)
    record(data, key_of(data, link), FIRST.id, THEIRS)
    tab = reconnected(tab, PAGE)
    assert chosen(tab, FIRST) == words(FIRST, THEIRS)
    assert messages(tab) == []
    assert stored_answer(data, link) == THEIRS


def test_a_fresh_choice_is_stored_after_a_restart(data: Engine) -> None:
    link = a_link(data, {FIRST.id: level(1)})
    tab = a_tab(PAGE, a=link)
    for question, answer in ((FIRST, level(2)), (SECOND, level(0))):
        radio(tab, question).set_value(words(question, answer))
    tab = reconnected(tab, PAGE)
    assert stored(data, link).answers == {FIRST.id: level(2), SECOND.id: level(0)}
    assert (chosen(tab, FIRST), messages(tab)) == (FIRST.levels[2], [])


@pytest.mark.parametrize("before", [{}, {FIRST.id: level(0)}], ids=["unanswered", "answered"])
def test_a_fresh_choice_after_a_restart_does_not_overwrite_the_colleagues(
    data: Engine, before: dict[str, Answer]
) -> None:
    link = a_link(data, before)
    tab = a_tab(PAGE, a=link)
    radio(tab, FIRST).set_value(words(FIRST, MINE))
    record(data, key_of(data, link), FIRST.id, THEIRS)
    tab = reconnected(tab, PAGE)
    assert is_conflict_shown(tab)
    assert f"ほかの人の回答\n{words(FIRST, THEIRS)}\n" in text_of(tab)
    assert stored_answer(data, link) == THEIRS
    keep_mine(tab)
    assert (messages(tab), stored_answer(data, link)) == ([], MINE)


def test_when_it_cannot_be_looked_up_what_was_seen_nothing_is_overwritten(data: Engine) -> None:
    link = a_link(data, {FIRST.id: level(0)})
    tab = a_tab(PAGE, a=link)
    radio(tab, FIRST).set_value(words(FIRST, MINE))
    record(data, key_of(data, link), FIRST.id, THEIRS)
    executed(data, "ALTER TABLE answer_history RENAME TO lost")
    tab = reconnected(tab, PAGE)
    assert not tab.exception
    assert "保存先に接続できません。しばらくしてからもう一度お試しください。" in messages(tab)
    executed(data, "ALTER TABLE lost RENAME TO answer_history")
    tab.run()
    assert chosen(tab, FIRST) == words(FIRST, THEIRS)
    assert stored_answer(data, link) == THEIRS


def test_the_own_answer_from_before_a_restart_is_no_colleagues(data: Engine) -> None:
    link = a_link(data)
    tab = a_tab(PAGE, a=link)
    kept = hidden_box(tab).value
    radio(tab, FIRST).set_value(words(FIRST, level(2))).run()
    # The page learns of its new revision only after the answer is stored; the server may be gone by then.
    hidden_box(tab).set_value(kept)
    radio(tab, FIRST).set_value(words(FIRST, level(3)))
    tab = reconnected(tab, PAGE)
    assert (messages(tab), stored_answer(data, link)) == ([], level(3))


@pytest.mark.parametrize(
    "garbage",
    ["", "x", "[]", '{"tab": "", "revisions": {}}', '{"tab": null, "revisions": null}', "[" * 10_000],
    ids=lambda garbage: ascii(garbage[:20]),
)
def test_garbage_in_the_hidden_field_harms_nothing(data: Engine, garbage: str) -> None:
    link = a_link(data, {FIRST.id: level(1)})
    tab = a_tab(PAGE, a=link)
    good = hidden_box(tab).value
    hidden_box(tab).set_value(garbage).run()
    assert hidden_box(tab).value == good
    hidden_box(tab).set_value(garbage)
    radio(tab, SECOND).set_value(words(SECOND, level(2)))
    tab = reconnected(tab, PAGE)
    assert not tab.exception
    assert messages(tab) == []
    assert stored(data, link).answers == {FIRST.id: level(1), SECOND.id: level(2)}


@pytest.mark.parametrize("revision", [0, 7, 2**31 - 1])
def test_a_forged_revision_overwrites_nothing(data: Engine, revision: int) -> None:
    link = a_link(data, {FIRST.id: THEIRS})
    tab = a_tab(PAGE, a=link)
    forged = {"tab": "0123456789abcdef", "revisions": {FIRST.id: revision, "no-such-question": 3}}
    hidden_box(tab).set_value(json.dumps(forged))
    radio(tab, FIRST).set_value(words(FIRST, MINE))
    tab = reconnected(tab, PAGE)
    assert not tab.exception
    assert is_conflict_shown(tab)
    assert stored_answer(data, link) == THEIRS


def test_a_page_of_another_axis_keeps_its_own_revisions(data: Engine) -> None:
    link = a_link(data)
    tab = a_tab(PAGE, a=link)
    here = json.loads(hidden_box(tab).value)
    assert set(here["revisions"]) == {question.id for question in AXIS.questions if question.core}
    turn_to(tab, f"answer-{ASKED.axes[0].id}")
    there = json.loads(hidden_box(tab).value)
    assert set(there["revisions"]) == {question.id for question in ASKED.axes[0].questions if question.core}
    assert here["tab"] == there["tab"]
