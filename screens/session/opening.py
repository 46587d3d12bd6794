"""Where each run begins: what the address names is opened, and what was answered since is stored."""

import logging

import streamlit as st

from questionnaire.loader import questionnaire
from questionnaire.offered import offered
from questionnaire.survey import read_assessment
from screens.opened import Opened
from screens.session import TROUBLE, answers, click
from screens.session.tab import EXAMPLE, LINK, Tab, tab
from serving import limits, visitor
from storage import assessments
from storage.assessments import StoredAssessment
from storage.connect import database
from storage.transaction import DatabaseRefusedError, StorageError

TOO_OFTEN = (
    "開けないリンクが、同じ場所から続けて何度も使われたため、リンクを開くのを止めています。"
    f"{limits.WRONG_LINKS.minutes}分ほどで、また開けるようになります。"
)

log = logging.getLogger(__name__)


class TooOftenError(Exception):
    """Too many wrong links were tried from the address of this tab."""


def open_and_store() -> Tab:
    """Opens what the address names, stores what this tab shows otherwise than it last saw it stored, gives the tab.

    Before anything is drawn: a click on another page can end a run while the page is drawn, and the answer given just
    before must be safe by then. The address is kept on every page, so that a reload finds it again.
    """
    here = tab()
    _keep_in_address(here)
    here.trouble, here.is_drawn_now = "", True
    try:
        if _is_open(here) and click.store_upon_known(here):
            return here
    except StorageError:
        # What could not be stored waits in the page. It is not tried twice in one run: trouble takes its time.
        _open(here)
        return here
    _open(here)
    answers.begin(here)
    answers.store_changes(here)
    return here


def read_again() -> None:
    """Reads what is open once more, after it was changed as a whole. Raises `StorageError`."""
    here = tab()
    here.opened = _found(here)


def _keep_in_address(here: Tab) -> None:
    """The address decides; Streamlit empties it when the page changes, so it is written anew."""
    given = st.query_params.to_dict()
    if LINK in given or EXAMPLE in given:
        here.link, here.example = given.get(LINK), given.get(EXAMPLE)
    for name, value in ((LINK, here.link), (EXAMPLE, here.example)):
        if value and name not in given:
            st.query_params[name] = value


def _is_open(here: Tab) -> bool:
    """Whether the assessment that the address names is the one that is open by the same link already."""
    return not here.example and here.link is not None and here.link == here.opened_link


def _open(here: Tab) -> None:
    try:
        here.opened = _found(here)
        database()  # What is wrong with it is told before anybody types.
    except DatabaseRefusedError as error:
        log.exception("The database was refused")
        here.trouble = str(error)
    except TooOftenError:
        here.opened, here.trouble = None, TOO_OFTEN
    except StorageError:
        log.exception("The assessment could not be read; the tab goes on with what it read last")
        here.trouble = TROUBLE


def _found(here: Tab) -> Opened | None:
    if here.example:
        return _example(here.example)
    link = here.link
    if not link:
        return None
    known = here.opened
    if known and _is_as_known(known, link, here):
        return known
    stored = _stored(link, here)
    if stored is None:
        return None
    return Opened(
        questionnaire(stored.assessment.version),
        stored.assessment,
        id=stored.id,
        may_edit=stored.may_edit,
        submitted_at=stored.submitted_at,
        changes=stored.changes,
        revisions=stored.revisions,
        municipality_class=stored.municipality_class,
        saved=stored.saved,
    )


def _is_as_known(known: Opened, secret: str, here: Tab) -> bool:
    """Whether the assessment is open by this link, and still as it was when it was read last."""
    if known.id is None or here.opened_link != secret:
        return False
    return assessments.is_unchanged(database(), secret, known.id, known.changes)


def _stored(secret: str, here: Tab) -> StoredAssessment | None:
    """What this link opens. Whoever has it open already is not stopped because others at their address guess."""
    is_known = secret in (here.opened_link, here.made and here.made.edit)
    if not is_known and limits.WRONG_LINKS.is_reached(visitor.address()):
        raise TooOftenError
    stored = assessments.find(database(), secret)
    if stored:
        here.opened_link = secret
    elif here.wrong_link != secret:  # the same one again is a new run of the page, not a new guess
        here.wrong_link = secret
        limits.WRONG_LINKS.count(visitor.address())
    return stored


def _example(municipality: str) -> Opened | None:
    newest = offered()
    if municipality not in newest.version.survey.municipalities:
        return None
    return Opened(newest, read_assessment(newest, municipality))
