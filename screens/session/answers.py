"""Every answer given is stored, and nobody else's is overwritten unseen.

Answers are stored by comparing what a widget shows with what was last seen stored, not by callbacks: after a restart of
the server or a long network drop, Streamlit runs the page in a new session that knows no callbacks, and the first click
would be lost (docs/decisions/0002).
"""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import replace

import streamlit as st

from questionnaire.assessment import Answer, text_faults
from questionnaire.model import Axis, Question
from screens import session
from screens.revisions import new_tab, page_of
from screens.session.widgets import (
    Seen,
    answer_on_page,
    draw_again,
    is_behind,
    is_settled,
    page_key,
    seen_at,
    shown_answer,
    stored_answer,
    widget_keys,
)
from storage import assessments
from storage.assessments import Change, ConflictError, Saved
from storage.connect import database
from storage.transaction import FrozenError, StorageError, now

# A colleague's answer is seen within this time, and after a restart the browser asks for a full run.
REFRESHED_EVERY_S = 5

log = logging.getLogger(__name__)


def begin() -> None:
    """Forgets what was seen of another assessment when one is opened that this tab did not show yet."""
    state, found = st.session_state, session.opened()
    if found is None or found.is_example or state.get("seen_of") == found.id:
        return
    state.update({"seen_of": found.id, "seen": {}, "unsaved": {}, "tab": new_tab(), "refused": False})
    state.update({"conflicts": set(), "to_show": set(), "pushed": set(), "compared": found.revisions})


def store_changes() -> None:
    """Stores every answer that this tab shows otherwise than it last saw it stored.

    Called before anything is drawn: a click on another page can end a run while the page is drawn, and the answer
    given just before must be safe by then.
    """
    found = session.opened()
    if found is None or not found.may_edit:
        return
    state = st.session_state
    # Looked up once: each look into the state of the session costs as much as comparing an answer.
    seen, unsaved, pushed, to_show = state.seen, state.unsaved, state.pushed, state.to_show
    for question in found.questions:
        # What is neither drawn nor waiting to be stored cannot have changed.
        is_drawn = question.id in seen and widget_keys(question)["choice"] in state
        is_changed_here = is_drawn or question.id in unsaved
        try:
            if question.id in pushed:
                _take_back_what_did_not_arrive(question)
        except StorageError:
            log.exception("What the browser saw could not be looked up; nothing is stored in this run")
            continue
        if is_changed_here and question.id not in to_show:
            _store_change(question)


def store_change(question: Question) -> None:
    """The same for one question, after its widgets were drawn: in a new session only then their values are known."""
    if is_settled(question):
        return
    told = _told(question)
    if _store_change(question) or is_behind(question) or _told(question) != told:
        draw_again()


def confirm(question: Question) -> None:
    """Says that last year's answer still holds."""
    stored = stored_answer(question)
    if _record(question, replace(stored.answer, is_confirmed=True), stored.revision):
        draw_again()


def conflict_of(question: Question) -> Seen | None:
    """What a colleague stored while this tab changed the answer too; None when there is no such conflict."""
    return stored_answer(question) if question.id in st.session_state.conflicts else None


def axes_in_conflict() -> list[Axis]:
    """The axes on other pages where this tab and a colleague changed the same answer and nobody chose yet."""
    found = session.opened()
    if found is None or not found.is_editable:
        return []
    concerned = {found.questionnaire.axis_of[question].id for question in st.session_state.conflicts}
    return [axis for axis in found.questionnaire.axes if axis.id in concerned and axis is not st.session_state.axis]


def keep_mine(question: Question) -> None:
    """Ends a conflict: the answer of this page replaces the colleague's, which stays in the history."""
    mine, stored = shown_answer(question), stored_answer(question)
    if _record(question, mine, stored.revision):
        draw_again()


def keep_theirs(question: Question) -> None:
    """Ends a conflict: the page shows the colleague's answer from now on."""
    st.session_state.conflicts.discard(question.id)
    st.session_state.unsaved.pop(question.id, None)
    st.session_state.seen[question.id] = stored_answer(question)
    st.session_state.to_show.add(question.id)
    draw_again()


def compared_revisions() -> Mapping[str, int]:
    """The revisions that were compared with a file when the page was last drawn: what its user saw and decided upon."""
    present = session.current().revisions
    before: Mapping[str, int] = st.session_state.get("compared", present)
    st.session_state.compared = present
    return before


def take_over(changed: Sequence[tuple[Question, Answer]], seen: Mapping[str, int]) -> str:
    """Stores all of these answers over the revisions that were seen, or none of them."""
    changes = [Change(q.id, answer, seen.get(q.id, 0), st.session_state.tab) for q, answer in changed]
    try:
        assessments.record_answers(database(), session.key(), changes)
    except ConflictError:
        return "読み込んでいる間に、ほかの人が回答を変えました。違いを確かめて、もう一度取り込んでください。"
    except FrozenError:
        return "提出済みの診断には取り込めません。"
    except StorageError:
        log.exception("Answers could not be taken over")
        return session.TROUBLE
    return ""


def has_unsaved() -> bool:
    """Whether an answer could not be stored. It stays in the page and is tried again by itself."""
    return bool(waiting())


def waiting() -> set[str]:
    """The ids of the questions whose answers could not be stored yet."""
    found: set[str] = st.session_state.get("unsaved", {}).keys() - disputed()
    return found


def disputed() -> set[str]:
    """The ids of the questions for which the person has to choose between two answers."""
    found: set[str] = st.session_state.get("conflicts", set())
    return found


def is_own(saved: Saved) -> bool:
    """Whether it was stored by this tab."""
    return saved.by == st.session_state.tab


def was_refused() -> bool:
    """Whether an answer came too late, after somebody else had submitted the assessment."""
    return bool(st.session_state.get("refused"))


@st.fragment(run_every=REFRESHED_EVERY_S)
def heartbeat() -> None:
    """Runs the page again when a colleague changed something, or when an answer waits to be stored.

    Any timer makes the browser ask for a full run when it reconnects, so that the next click is not dropped.
    """
    # Within a full run nothing is older than that run; to ask for another one would never end.
    is_tick = not st.session_state.pop("is_drawn_now", False)
    if is_tick and (has_unsaved() or session.is_away() or _has_changed()):
        st.rerun()


def _has_changed() -> bool:
    """Whether anything in the open assessment was changed since this run, or the database went away."""
    found = session.opened()
    if found is None or found.id is None:
        return False
    try:
        return assessments.changes_of(database(), found.id) != found.changes
    except StorageError:
        return True


def _store_change(question: Question) -> bool:
    """Stores the answer shown, if it differs from what was seen stored, and tells whether it did."""
    seen = st.session_state.seen.get(question.id) or stored_answer(question)
    shown = answer_on_page(question, st.session_state.unsaved.get(question.id, seen.answer))
    if shown == seen.answer or text_faults(shown):
        st.session_state.unsaved.pop(question.id, None)
        st.session_state.conflicts.discard(question.id)
        return False
    return _record(question, shown, seen.revision)


def _record(question: Question, answer: Answer, revision: int) -> bool:
    """Stores the answer over this revision, and tells whether it could. Otherwise the page goes on showing it."""
    state = st.session_state
    change = Change(question.id, answer, revision, state.tab)
    try:
        recorded = assessments.record_answer(database(), session.key(), change)
    except ConflictError as conflict:
        state.conflicts.add(question.id)
        state.unsaved[question.id] = answer
        state.opened = session.current().with_answer(question, conflict.stored, conflict.revision)
        return False
    except FrozenError:
        state.refused = True
        state.unsaved.pop(question.id, None)
        state.conflicts.discard(question.id)
        return False
    except StorageError:
        log.exception("An answer could not be stored; it stays in the session and is tried again")
        state.unsaved[question.id] = answer
        return False
    state.unsaved.pop(question.id, None)
    state.conflicts.discard(question.id)
    state.refused = False
    if question.id in state.pushed:
        # The value that was sent to the browser may arrive after this click there; what was stored must show.
        state.to_show.add(question.id)
        state.pushed.discard(question.id)
    state.seen[question.id] = Seen(answer, recorded)
    before = session.current()
    state.opened = replace(
        before.with_answer(question, answer, recorded),
        changes=before.changes + 1,
        saved=Saved(question.id, now(), state.tab),
    )
    return True


def _told(question: Question) -> tuple[bool, bool, bool]:
    """What this run could tell about the question when it began to draw it."""
    state = st.session_state
    return question.id in state.conflicts, question.id in state.unsaved, state.refused


def _take_back_what_did_not_arrive(question: Question) -> None:
    """A colleague's answer may be on its way to the browser when its user clicks: then it was not seen there."""
    state = st.session_state
    sent = page_of(state.get(page_key(session.current().questionnaire.axis_of[question.id])) or "")
    if sent and question.id in sent.revisions:
        state.seen[question.id] = seen_at(question, sent.revisions[question.id])
