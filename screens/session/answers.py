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
from screens.answering.revisions import page_of
from screens.opened import Opened
from screens.session.answering import Answering, Seen
from screens.session.tab import Tab, answering, tab
from screens.session.widgets import (
    Given,
    answer_on_page,
    is_behind,
    is_drawn,
    is_settled,
    page_key,
    seen_at,
    shown_answer,
    stored_answer,
)
from storage import assessments
from storage.assessments import Change, ConflictError, Saved
from storage.connect import database
from storage.transaction import FrozenError, StorageError, now

# A colleague's answer is seen within this time, and after a restart the browser asks for a full run.
REFRESHED_EVERY_S = 5

NOT_STORED = "An answer could not be stored; it stays in the session and is tried again"

log = logging.getLogger(__name__)


def begin(here: Tab) -> None:
    """Forgets what was seen of another assessment when one is opened that this tab did not show yet."""
    found, before = here.opened, here.answering
    if found is None or found.is_example or (before and before.assessment == found.id):
        return
    here.answering = Answering(found.id, found.revisions)


def store_changes(here: Tab) -> None:
    """Stores every answer that this tab shows otherwise than it last saw it stored."""
    found, of_tab = here.opened, here.answering
    if found is None or of_tab is None or not found.may_edit:
        return
    for question in found.questions:
        # What is neither drawn nor waiting to be stored cannot have changed.
        is_changed_here = is_drawn(question, of_tab) or question.id in of_tab.unsaved
        try:
            if question.id in of_tab.pushed:
                _take_back_what_did_not_arrive(question, of_tab)
        except StorageError:
            log.exception("What the browser saw could not be looked up; nothing is stored in this run")
            continue
        if is_changed_here and question.id not in of_tab.to_show:
            _store_change(question, of_tab)


def store_change(question: Question, of_tab: Answering, stored: Seen, given: Given) -> Answer:
    """The same for one question, after its widgets were drawn: in a new session only then their values are known.

    Gives the answer as the page shows it.
    """
    if is_settled(question, of_tab, stored, given):
        return stored.answer
    told = _told(question, of_tab)
    is_stored = _store_change(question, of_tab)
    if is_stored or is_behind(question, of_tab, stored_answer(question)) or _told(question, of_tab) != told:
        of_tab.is_outdated = True
    return shown_answer(question, of_tab)


def confirm(question: Question, of_tab: Answering) -> None:
    """Says that last year's answer still holds."""
    stored = stored_answer(question)
    if _record(question, of_tab, replace(stored.answer, is_confirmed=True), stored.revision):
        of_tab.is_outdated = True


def conflict_of(question: Question, of_tab: Answering) -> Seen | None:
    """What a colleague stored while this tab changed the answer too; None when there is no such conflict."""
    return stored_answer(question) if question.id in of_tab.conflicts else None


def axes_in_conflict(here: Tab) -> list[Axis]:
    """The axes on other pages where this tab and a colleague changed the same answer and nobody chose yet."""
    found, of_tab = here.opened, here.answering
    if found is None or of_tab is None or not found.is_editable:
        return []
    concerned = {found.questionnaire.axis_of[question].id for question in of_tab.conflicts}
    return [axis for axis in found.questionnaire.axes if axis.id in concerned and axis is not here.axis]


def keep_mine(question: Question, of_tab: Answering) -> None:
    """Ends a conflict: the answer of this page replaces the colleague's, which stays in the history."""
    mine, stored = shown_answer(question, of_tab), stored_answer(question)
    if _record(question, of_tab, mine, stored.revision):
        of_tab.is_outdated = True


def keep_theirs(question: Question, of_tab: Answering) -> None:
    """Ends a conflict: the page shows the colleague's answer from now on."""
    of_tab.conflicts.discard(question.id)
    of_tab.unsaved.pop(question.id, None)
    of_tab.seen[question.id] = stored_answer(question)
    of_tab.to_show.add(question.id)
    of_tab.is_outdated = True


def compared_revisions() -> Mapping[str, int]:
    """The revisions that were compared with a file when the page was last drawn: what its user saw and decided upon."""
    of_tab, present = answering(), session.current().revisions
    before, of_tab.compared = of_tab.compared, present
    return before


def take_over(changed: Sequence[tuple[Question, Answer]], seen: Mapping[str, int]) -> str:
    """Stores all of these answers over the revisions that were seen, or none of them."""
    changes = [Change(q.id, answer, seen.get(q.id, 0), answering().tab) for q, answer in changed]
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


@st.fragment(run_every=REFRESHED_EVERY_S)
def heartbeat() -> None:
    """Runs the page again when a colleague changed something, or when an answer waits to be stored.

    Any timer makes the browser ask for a full run when it reconnects, so that the next click is not dropped.
    """
    # Within a full run nothing is older than that run; to ask for another one would never end.
    here = tab()
    is_tick, here.is_drawn_now = not here.is_drawn_now, False
    if is_tick and (here.has_unsaved or here.trouble or _has_changed()):
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


def _store_change(question: Question, of_tab: Answering) -> bool:
    """Stores the answer shown, if it differs from what was seen stored, and tells whether it did."""
    seen = of_tab.seen.get(question.id) or stored_answer(question)
    shown = answer_on_page(question, of_tab, of_tab.unsaved.get(question.id, seen.answer))
    if shown == seen.answer or text_faults(shown):
        of_tab.unsaved.pop(question.id, None)
        of_tab.conflicts.discard(question.id)
        return False
    return _record(question, of_tab, shown, seen.revision)


def _record(question: Question, of_tab: Answering, answer: Answer, revision: int) -> bool:
    """Stores the answer over this revision, and tells whether it could. Otherwise the page goes on showing it."""
    change = Change(question.id, answer, revision, of_tab.tab)
    try:
        recorded = assessments.record_answer(database(), session.key(), change)
    except ConflictError as conflict:
        of_tab.conflicts.add(question.id)
        of_tab.unsaved[question.id] = answer
        tab().opened = session.current().with_answer(question, conflict.stored, conflict.revision)
        return False
    except FrozenError:
        of_tab.is_refused = True
        of_tab.unsaved.pop(question.id, None)
        of_tab.conflicts.discard(question.id)
        return False
    except StorageError:
        log.exception(NOT_STORED)
        of_tab.unsaved[question.id] = answer
        return False
    of_tab.unsaved.pop(question.id, None)
    of_tab.conflicts.discard(question.id)
    if question.id in of_tab.pushed:
        # The value that was sent to the browser may arrive after this click there; what was stored must show.
        of_tab.to_show.add(question.id)
        of_tab.pushed.discard(question.id)
    note_stored(tab(), of_tab, session.current(), [(question, Seen(answer, recorded))])
    return True


def note_stored(here: Tab, of_tab: Answering, before: Opened, stored: Sequence[tuple[Question, Seen]]) -> None:
    """Keeps what one transaction stored: what is open in this tab is as the database has it now."""
    after = before
    for question, seen in stored:
        of_tab.seen[question.id] = seen
        after = after.with_answer(question, seen.answer, seen.revision)
    of_tab.is_refused = False
    here.opened = replace(after, changes=before.changes + 1, saved=Saved(stored[-1][0].id, now(), of_tab.tab))


def _told(question: Question, of_tab: Answering) -> tuple[bool, bool, bool]:
    """What this run could tell about the question when it began to draw it."""
    return question.id in of_tab.conflicts, question.id in of_tab.unsaved, of_tab.is_refused


def _take_back_what_did_not_arrive(question: Question, of_tab: Answering) -> None:
    """A colleague's answer may be on its way to the browser when its user clicks: then it was not seen there."""
    axis = session.current().questionnaire.axis_of[question.id]
    sent = page_of(st.session_state.get(page_key(of_tab.assessment, axis)) or "")
    if sent and question.id in sent.revisions:
        of_tab.seen[question.id] = seen_at(question, sent.revisions[question.id])
