"""What the browser keeps of an answer page: which tab it is, and which revision of each answer it shows.

After a restart of the server the browser alone knows what its user saw. It sends this text along with the choices, so
that a fresh click can be told from a stale tab (docs/decisions/0006).
"""

import json
import re
import secrets
from dataclasses import dataclass

TAB_BYTES = 8
TAB = re.compile(rf"[0-9a-f]{{{2 * TAB_BYTES}}}")
# No answer is ever changed so often; a database would refuse a larger number.
HIGHEST_REVISION = 2**31 - 1


@dataclass(frozen=True)
class Page:
    """The revision that the page shows, for each question id, and the tab that shows it."""

    tab: str
    revisions: dict[str, int]


def new_tab() -> str:
    """A name for a tab that no other has; it tells nothing about the person."""
    return secrets.token_hex(TAB_BYTES)


def text_of(page: Page) -> str:
    """The page as the browser keeps it."""
    return json.dumps({"tab": page.tab, "revisions": page.revisions}, separators=(",", ":"))


def page_of(text: str) -> Page | None:
    """The page that the browser sent, or None for what no page of ours would send."""
    try:
        sent = json.loads(text)
        tab, revisions = sent["tab"], sent["revisions"]
        is_ours = TAB.fullmatch(tab) and all(map(_is_revision, revisions.values()))
        return Page(tab, dict(revisions)) if is_ours else None
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None


def _is_revision(number: object) -> bool:
    return type(number) is int and 0 <= number <= HIGHEST_REVISION
