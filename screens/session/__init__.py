"""The only owner of `st.session_state`. Here: which assessment is open in this tab, and at which address.

The rooms of this package: `opening` begins each run, `widgets` knows what the page shows of each answer, `answers` that
every one given is stored, `click` the usual one of them; `lifecycle` is what is done to an assessment as a whole;
`decisions`, `plan`, `calculation` serve 次の一手 and 工程表.
"""

from urllib.parse import parse_qs, urlencode, urlsplit, urlunsplit

import streamlit as st

from questionnaire.model import Axis, Questionnaire
from screens.opened import Opened
from screens.session.tab import EXAMPLE, LINK, tab

TROUBLE = "保存先に接続できません。しばらくしてからもう一度お試しください。"


def opened() -> Opened | None:
    """What is open in this tab, if anything."""
    return tab().opened


def current() -> Opened:
    """What is open in this tab. Raises `LookupError` when nothing is."""
    found = opened()
    if found is None:
        raise LookupError("nothing is open in this tab")
    return found


def key() -> int:
    """The key of the open assessment, for those who may change it. Raises `LookupError` for all others."""
    found = current()
    if found.id is None or not found.may_edit:
        raise LookupError("this link does not allow it")
    return found.id


def address() -> dict[str, str]:
    """What the address of every page carries."""
    return tab().address


def address_of_example(municipality: str) -> dict[str, str]:
    """The address that opens a filled example; the own assessment stays in it, to come back to."""
    return address() | {EXAMPLE: municipality}


def own_address() -> dict[str, str]:
    """The address of the own assessment without the example over it; empty when there is none."""
    link = tab().link
    return {LINK: link} if link else {}


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
    return tab().asked


def next_axis() -> Axis:
    """Where to go on: the first axis with an unanswered question; else the first of all."""
    return tab().next_axis()


def is_away() -> bool:
    """Whether the database could not be read in this run."""
    return bool(trouble())


def trouble() -> str:
    """Why the database could not be read in this run, in Japanese; "" when it could."""
    return tab().trouble
