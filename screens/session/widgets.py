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
from screens.answering.choices import answer_of, choice_of, choices
from screens.answering.revisions import Page, page_of, text_of
from screens.opened import Opened
from screens.session.answering import Answering, Seen
from screens.session.tab import Tab
from storage import assessments
from storage.connect import database


class Given(NamedTuple):
    """What the widgets of a question show, or are to show."""

    choice: str | None
    memo: str
    evidence: str

    @classmethod
    def of(cls, answer: Answer) -> "Given":
        """What stands for this answer."""
        return cls(choice_of(answer), answer.memo, answer.evidence)


@contextmanager
def revisions_held(here: Tab, of_tab: Answering, questions: Sequence[Question]) -> Iterator[None]:
    """Around the questions of a page: the browser keeps which revisions are shown, and tells it after a restart.

    In a new session that must be known before the questions are drawn; otherwise it is written down after them, since
    drawing and storing brings new revisions.
    """
    slot = st.container()
    key = page_key(of_tab.assessment, here.shown_axis)
    is_new = key not in st.session_state
    _begin(questions, of_tab, forget=is_new)
    if is_new:
        with slot:
            sent = page_of(
                st.text_input("revisions", _page_text(questions, of_tab), key=key, label_visibility="collapsed")
            )
        _begin_as_sent(questions, of_tab, sent)
    yield
    if not is_new:
        st.session_state[key] = _page_text(questions, of_tab)
        with slot:
            st.text_input("revisions", key=key, label_visibility="collapsed")
    if of_tab.is_outdated:
        of_tab.is_outdated = False
        st.rerun()


def _begin(questions: Sequence[Question], of_tab: Answering, *, forget: bool) -> None:
    """Notes what the page begins with: what it showed before, or what is stored when it is drawn anew."""
    if forget:
        of_tab.told = set()
    for question in questions:
        if question.id not in of_tab.seen or (forget and question.id not in of_tab.unsaved):
            of_tab.seen[question.id] = stored_answer(question)


def _begin_as_sent(questions: Sequence[Question], of_tab: Answering, sent: Page | None) -> None:
    """After a restart of the server, or a run that was cut short, the browser knows better what its user saw."""
    if sent is None:
        return
    of_tab.tab, seen = sent.tab, of_tab.seen
    for question in questions:
        revision = sent.revisions.get(question.id, seen[question.id].revision)
        if revision != seen[question.id].revision:
            seen[question.id] = seen_at(question, revision)


def _page_text(questions: Sequence[Question], of_tab: Answering) -> str:
    return text_of(Page(of_tab.tab, {question.id: of_tab.seen[question.id].revision for question in questions}))


def choose(question: Question, of_tab: Answering, stored: Seen) -> tuple[dict[str, str], Answer]:
    """Prepares the widgets of a question: their keys, and the answer that they begin with.

    A widget that this session does not know yet begins with what was seen, unless the browser shows something else:
    after a reconnect that is known only once it is drawn, so nothing is set before.
    """
    keys = of_tab.widget_keys(question)
    is_known = keys["choice"] in st.session_state
    if is_known and (question.id in of_tab.to_show or is_behind(question, of_tab, stored)):
        _show_stored(question, of_tab, stored)
    shown = of_tab.unsaved.get(question.id, of_tab.seen[question.id].answer)
    return keys, UNANSWERED if is_known else shown


def is_drawn(question: Question, of_tab: Answering) -> bool:
    """Whether the page of the last run showed this question."""
    return question.id in of_tab.seen and of_tab.widget_keys(question)["choice"] in st.session_state


def shown_answer(question: Question, of_tab: Answering) -> Answer:
    """The answer as the page shows it."""
    return answer_on_page(question, of_tab, of_tab.seen[question.id].answer)


def is_behind(question: Question, of_tab: Answering, stored: Seen) -> bool:
    """Whether a colleague stored an answer that this page does not show, and nothing was changed here."""
    seen = of_tab.seen[question.id]
    if seen.revision == stored.revision:
        return False
    return answer_on_page(question, of_tab, of_tab.unsaved.get(question.id, seen.answer)) == seen.answer


def is_settled(question: Question, of_tab: Answering, stored: Seen, given: Given) -> bool:
    """Whether what its widgets give is stored, this tab saw it, and nothing waits to be stored or chosen."""
    if question.id in of_tab.unsaved or question.id in of_tab.conflicts or of_tab.seen[question.id] != stored:
        return False
    return given == Given.of(stored.answer)


def page_key(assessment: int | None, axis: Axis) -> str:
    """The key of the field in which the browser keeps the revisions of a page."""
    return f"revisions:{assessment}:{axis.id}"


def stored_answer(question: Question) -> Seen:
    """The answer as the database had it at the beginning of this run, or as it was stored since."""
    return stored_in(session.current(), question)


def stored_in(opened: Opened, question: Question) -> Seen:
    """The answer as this assessment has it."""
    return Seen(opened.assessment.answer(question.id), opened.revisions.get(question.id, 0))


def seen_at(question: Question, revision: int) -> Seen:
    """The answer as it was at a revision that the browser saw."""
    stored = stored_answer(question)
    if revision == stored.revision:
        return stored
    return Seen(assessments.answer_at(database(), session.key(), question.id, revision), revision)


def _show_stored(question: Question, of_tab: Answering, stored: Seen) -> None:
    """Lets the widgets of a question show what is stored, which must happen before they are drawn."""
    state, keys = st.session_state, of_tab.widget_keys(question)
    if answer_on_page(question, of_tab, stored.answer) != stored.answer:
        of_tab.pushed.add(question.id)
    for key, value in zip(keys.values(), Given.of(stored.answer), strict=True):
        if key in state:
            state[key] = value
    of_tab.seen[question.id] = stored
    of_tab.to_show.discard(question.id)


def answer_on_page(question: Question, of_tab: Answering, seen: Answer) -> Answer:
    """The answer as the widgets show it; what is not on the page is as it was."""
    state, keys = st.session_state, of_tab.widget_keys(question)
    choice = state.get(keys["choice"])
    if choice not in choices(question):  # not on the page, or made up by the sender
        choice = choice_of(seen)
    memo = state.get(keys["memo"], seen.memo)
    evidence = state.get(keys["evidence"], seen.evidence)
    if (choice, memo, evidence) == Given.of(seen):
        return seen
    # Choosing anew confirms last year's answer; adding a memo to it does not.
    is_confirmed = seen.is_confirmed or choice != choice_of(seen)
    shown = replace(answer_of(choice, memo or "", evidence or ""), is_confirmed=is_confirmed)
    # Whoever chooses anew answers in place of the one who filled in the answer form.
    return with_provenance_of(shown, seen)
