"""What the page shows of each answer, and which revision of it this tab last saw stored.

Which revisions a page shows is kept in the browser too, so that nobody's answer is overwritten unseen after a restart
of the server (docs/decisions/0006).
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import NamedTuple

import streamlit as st

from questionnaire.assessment import UNANSWERED, Answer, with_provenance_of
from questionnaire.model import Axis, Question
from screens import session
from screens.choices import answer_of, choice_of, choices
from screens.revisions import Page, page_of, text_of
from storage import assessments
from storage.connect import database

PARTS = ("choice", "memo", "evidence")


class Seen(NamedTuple):
    """An answer as this tab last saw it stored."""

    answer: Answer
    revision: int


@contextmanager
def revisions_held(questions: Sequence[Question]) -> Iterator[None]:
    """Around the questions of a page: the browser keeps which revisions are shown, and tells it after a restart.

    In a new session that must be known before the questions are drawn; otherwise it is written down after them, since
    drawing and storing brings new revisions.
    """
    slot = st.container()
    key = page_key(session.shown_axis())
    is_new = key not in st.session_state
    _begin(questions, forget=is_new)
    if is_new:
        with slot:
            sent = page_of(st.text_input("revisions", _page_text(questions), key=key, label_visibility="collapsed"))
        _begin_as_sent(questions, sent)
    yield
    if not is_new:
        st.session_state[key] = _page_text(questions)
        with slot:
            st.text_input("revisions", key=key, label_visibility="collapsed")
    if st.session_state.pop("is_outdated", False):
        st.rerun()


def _begin(questions: Sequence[Question], *, forget: bool) -> None:
    """Notes what the page begins with: what it showed before, or what is stored when it is drawn anew."""
    seen, unsaved = st.session_state.seen, st.session_state.unsaved
    if forget:
        st.session_state.told = set()
    for question in questions:
        if question.id not in seen or (forget and question.id not in unsaved):
            seen[question.id] = stored_answer(question)


def _begin_as_sent(questions: Sequence[Question], sent: Page | None) -> None:
    """After a restart of the server, or a run that was cut short, the browser knows better what its user saw."""
    if sent is None:
        return
    st.session_state.tab, seen = sent.tab, st.session_state.seen
    for question in questions:
        revision = sent.revisions.get(question.id, seen[question.id].revision)
        if revision != seen[question.id].revision:
            seen[question.id] = seen_at(question, revision)


def _page_text(questions: Sequence[Question]) -> str:
    revisions = {question.id: st.session_state.seen[question.id].revision for question in questions}
    return text_of(Page(st.session_state.tab, revisions))


def choose(question: Question) -> tuple[dict[str, str], Answer]:
    """Prepares the widgets of a question: their keys, and the answer that they begin with.

    A widget that this session does not know yet begins with what was seen, unless the browser shows something else:
    after a reconnect that is known only once it is drawn, so nothing is set before.
    """
    keys = widget_keys(question)
    is_known = keys["choice"] in st.session_state
    if is_known and (question.id in st.session_state.to_show or is_behind(question)):
        _show_stored(question)
    shown = st.session_state.unsaved.get(question.id, st.session_state.seen[question.id].answer)
    return keys, UNANSWERED if is_known else shown


def shown_answer(question: Question) -> Answer:
    """The answer as the page shows it."""
    return answer_on_page(question, st.session_state.seen[question.id].answer)


def stays_told(question: Question, what: str, *, is_so: bool) -> bool:
    """Whether this was so at any time since the page was opened: what is told of a question keeps its place until the
    page is left, so that nothing jumps when an answer is stored."""
    told: set[tuple[str, str]] = st.session_state.told
    if is_so:
        told.add((question.id, what))
    return (question.id, what) in told


def draw_again() -> None:
    """Runs the page again once it is drawn to its end: what a run leaves undrawn, Streamlit forgets."""
    st.session_state.is_outdated = True


def is_behind(question: Question) -> bool:
    """Whether a colleague stored an answer that this page does not show, and nothing was changed here."""
    seen = st.session_state.seen[question.id]
    unchanged = answer_on_page(question, st.session_state.unsaved.get(question.id, seen.answer)) == seen.answer
    return unchanged and seen.revision != stored_answer(question).revision


def is_settled(question: Question) -> bool:
    """Whether the page shows the answer that is stored, this tab saw it, and nothing waits to be stored or chosen."""
    state, stored = st.session_state, stored_answer(question)
    is_quiet = question.id not in state.unsaved and question.id not in state.conflicts
    return is_quiet and state.seen[question.id] == stored and answer_on_page(question, stored.answer) == stored.answer


def page_key(axis: Axis) -> str:
    """The key of the field in which the browser keeps the revisions of a page."""
    return f"revisions:{session.current().id}:{axis.id}"


def stored_answer(question: Question) -> Seen:
    """The answer as the database had it at the beginning of this run."""
    found = session.current()
    return Seen(found.assessment.answer(question.id), found.revisions.get(question.id, 0))


def seen_at(question: Question, revision: int) -> Seen:
    """The answer as it was at a revision that the browser saw."""
    stored = stored_answer(question)
    if revision == stored.revision:
        return stored
    return Seen(assessments.answer_at(database(), session.key(), question.id, revision), revision)


def widget_keys(question: Question) -> dict[str, str]:
    """The keys of a question's widgets. They name the assessment, so that no answer strays into another one."""
    of_assessment = session.current().id
    return {part: f"{part}:{of_assessment}:{question.id}" for part in PARTS}


def _show_stored(question: Question) -> None:
    """Lets the widgets of a question show what is stored, which must happen before they are drawn."""
    state, stored, keys = st.session_state, stored_answer(question), widget_keys(question)
    if answer_on_page(question, stored.answer) != stored.answer:
        state.pushed.add(question.id)
    values = (choice_of(stored.answer), stored.answer.memo, stored.answer.evidence)
    for part, value in zip(PARTS, values, strict=True):
        if keys[part] in state:
            state[keys[part]] = value
    state.seen[question.id] = stored
    state.to_show.discard(question.id)


def answer_on_page(question: Question, seen: Answer) -> Answer:
    """The answer as the widgets show it; what is not on the page is as it was."""
    state, keys = st.session_state, widget_keys(question)
    choice = state.get(keys["choice"])
    if choice not in choices(question):  # not on the page, or made up by the sender
        choice = choice_of(seen)
    memo = state.get(keys["memo"], seen.memo)
    evidence = state.get(keys["evidence"], seen.evidence)
    if (choice, memo, evidence) == (choice_of(seen), seen.memo, seen.evidence):
        return seen
    # Choosing anew confirms last year's answer; adding a memo to it does not.
    is_confirmed = seen.is_confirmed or choice != choice_of(seen)
    shown = replace(answer_of(choice, memo or "", evidence or ""), is_confirmed=is_confirmed)
    # Whoever chooses anew answers in place of the one who filled in the answer form.
    return with_provenance_of(shown, seen)
