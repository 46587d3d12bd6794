"""The only owner of `st.session_state`. Here: which assessment is open in this tab, and at which address.

The rooms of this package: `widgets` knows what the page shows of each answer, `answers` that every one given is stored,
`lifecycle` what is done to an assessment as a whole; `decisions`, `plan`, `calculation` serve 次の一手 and 工程表.
"""

import logging
from urllib.parse import parse_qs, urlencode, urlsplit, urlunsplit

import streamlit as st

from questionnaire.loader import questionnaire
from questionnaire.model import Axis, Questionnaire
from questionnaire.offered import offered
from questionnaire.survey import read_assessment
from screens.opened import Opened
from screens.session.tab import Tab, tab
from serving import limits, visitor
from storage import assessments
from storage.assessments import StoredAssessment
from storage.connect import database
from storage.links import PARAMETER
from storage.transaction import DatabaseRefusedError, StorageError

LINK, EXAMPLE = PARAMETER, "example"  # what the address of a page carries

TROUBLE = "保存先に接続できません。しばらくしてからもう一度お試しください。"

TOO_OFTEN = (
    "開けないリンクが、同じ場所から続けて何度も使われたため、リンクを開くのを止めています。"
    f"{limits.WRONG_LINKS.minutes}分ほどで、また開けるようになります。"
)

log = logging.getLogger(__name__)


class TooOftenError(Exception):
    """Too many wrong links were tried from the address of this tab."""


def open_from_address() -> None:
    """Opens what the address names and keeps the address on every page, so that a reload finds it again."""
    here = tab()
    _keep_in_address(here)
    here.trouble, here.is_drawn_now = "", True
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


def opened() -> Opened | None:
    """What is open in this tab, if anything."""
    return tab().opened


def current() -> Opened:
    """What is open in this tab. Raises `LookupError` when nothing is."""
    found = opened()
    if found is None:
        raise LookupError("nothing is open in this tab")
    return found


def read_again() -> None:
    """Reads what is open once more, after it was changed as a whole. Raises `StorageError`."""
    here = tab()
    here.opened = _found(here)


def key() -> int:
    """The key of the open assessment, for those who may change it. Raises `LookupError` for all others."""
    found = current()
    if found.id is None or not found.may_edit:
        raise LookupError("this link does not allow it")
    return found.id


def address() -> dict[str, str]:
    """What the address of every page carries: the link of the own assessment, and the example that lies over it."""
    here = tab()
    return {name: value for name, value in ((LINK, here.link), (EXAMPLE, here.example)) if value}


def address_of_example(municipality: str) -> dict[str, str]:
    """The address that opens a filled example; the own assessment stays in it, to come back to."""
    return address() | {EXAMPLE: municipality}


def own_address() -> dict[str, str]:
    """The address of the own assessment without the example over it; empty when there is none."""
    link = tab().link
    return {LINK: link} if link else {}


def link_is_wrong() -> bool:
    """Whether the address names an assessment that cannot be found."""
    here = tab()
    return bool(here.link or here.example) and here.opened is None and not here.trouble


def address_in(link: str) -> dict[str, str] | None:
    """What the address of a pasted link carries, or None when it is not a link to an assessment."""
    try:
        found = parse_qs(urlsplit(link.strip()).query).get(LINK)
    except ValueError:
        return None
    return {LINK: found[0]} if found else None


def link_of(secret: str, page: str = "") -> str:
    """The link with this secret to this page, for any browser that reaches this server."""
    parts = urlsplit(st.context.url or "")
    return urlunsplit((parts.scheme, parts.netloc, f"/{page}", urlencode({LINK: secret}), ""))


def link() -> str:
    """The link that opens the assessment again. Raises `LookupError` when the address carries none."""
    return link_of(own_address()[LINK])


def asked() -> Questionnaire:
    """The version that the open assessment was made with; the offered one while nothing is open."""
    return _asked(opened())


def _asked(found: Opened | None) -> Questionnaire:
    return found.questionnaire if found else offered()


def show_axis(axis: Axis | None) -> None:
    """Notes which axis the page asks about."""
    tab().axis = axis


def shown_axis() -> Axis:
    """The axis that the page asks about. Raises `LookupError` on a page that asks about none."""
    axis = tab().axis
    if axis is None:
        raise LookupError("this page asks about no axis")
    return axis


def next_axis(here: Axis | None = None) -> Axis:
    """Where to go on: the first axis with an unanswered question, from `here` on around; else the first of all."""
    found = opened()
    axes = _asked(found).axes
    at = axes.index(here) if here else 0
    around = (*axes[at:], *axes[:at])
    return next((axis for axis in around if found and found.count_of_open[axis.id]), axes[0])


def neighbours(axis: Axis) -> tuple[Axis | None, Axis | None]:
    """The axes before and after this one."""
    axes = asked().axes
    here = axes.index(axis)
    return axes[here - 1] if here else None, next(iter(axes[here + 1 :]), None)


def is_away() -> bool:
    """Whether the database could not be read in this run."""
    return bool(trouble())


def trouble() -> str:
    """Why the database could not be read in this run, in Japanese; "" when it could."""
    return tab().trouble


def _keep_in_address(here: Tab) -> None:
    """The address decides; Streamlit empties it when the page changes, so it is written anew."""
    given = st.query_params.to_dict()
    if LINK in given or EXAMPLE in given:
        here.link, here.example = given.get(LINK), given.get(EXAMPLE)
    for name, value in ((LINK, here.link), (EXAMPLE, here.example)):
        if value and name not in given:
            st.query_params[name] = value


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
