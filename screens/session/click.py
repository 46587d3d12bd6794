"""The usual click: an answer to what stands in the database as this tab knows it.

One transaction finds out whether it does, and stores. Anything else is left to `opening` and `answers`, which read the
assessment first.
"""

import logging

from questionnaire.assessment import text_faults
from questionnaire.model import Question
from screens.opened import Opened
from screens.session.answering import Answering, Seen
from screens.session.answers import NOT_STORED, note_stored
from screens.session.tab import Tab
from screens.session.widgets import is_drawn, shown_answer, stored_in
from storage.assessments import Change
from storage.connect import database
from storage.known import Known, record_if_unchanged
from storage.transaction import StorageError

log = logging.getLogger(__name__)


def store_upon_known(here: Tab) -> bool:
    """Stores what was answered, if the assessment stands in the database as this tab knows it; tells whether it did.

    Where nothing was answered, or it is not as simple as that, nothing is stored, and the assessment is to be read
    first. Raises `StorageError`; what could not be stored waits in the page then.
    """
    known, of_tab = here.opened, here.answering
    if known is None or known.id is None or of_tab is None or of_tab.assessment != known.id or not known.is_editable:
        return False
    given = _given_upon(known, of_tab)
    if not given:
        return False
    changes = [Change(question.id, then.answer, then.revision - 1, of_tab.tab) for question, then in given]
    try:
        is_stored = record_if_unchanged(database(), Known(here.opened_link or "", known.id, known.changes), changes)
    except StorageError:
        log.exception(NOT_STORED)
        of_tab.unsaved |= {question.id: then.answer for question, then in given}
        raise
    if is_stored:
        note_stored(here, of_tab, known, given)
    return is_stored


def _given_upon(known: Opened, of_tab: Answering) -> list[tuple[Question, Seen]]:
    """What was answered upon what stands in the assessment, as it is to stand; nothing when anything waits already."""
    if of_tab.unsaved or of_tab.conflicts or of_tab.pushed:
        return []
    given = list[tuple[Question, Seen]]()
    for question in known.questions:
        if not is_drawn(question, of_tab) or question.id in of_tab.to_show:
            continue
        seen, shown = of_tab.seen[question.id], shown_answer(question, of_tab)
        if shown == seen.answer or text_faults(shown):
            continue
        if seen != stored_in(known, question):
            return []
        given.append((question, Seen(shown, seen.revision + 1)))
    return given
