"""What a tab holds beside what its widgets show: one value, so that the state of the session is asked once.

Each look into that state takes Streamlit a hundredth of a millisecond, and for each radio and text field it copies the
whole state, value by value (docs/performance.md).
"""

from dataclasses import dataclass

import streamlit as st

from questionnaire.model import Axis
from screens.opened import Opened
from screens.session.answering import Answering
from storage.assessments import Links


@dataclass(eq=False)
class Tab:
    """What is open in this tab, and how it came to be.

    `link` and `example` are what the address carries, `opened_link` the secret that opened what is open, `wrong_link`
    the one that opened nothing; `trouble` says why the database could not be read in this run. `axis` is what the page
    asks about; `is_drawn_now` holds until the timer of a run was drawn. `made` are the links of an assessment that was
    made here, `is_new` while it was made just now.
    """

    link: str | None = None
    example: str | None = None
    opened: Opened | None = None
    opened_link: str | None = None
    wrong_link: str | None = None
    trouble: str = ""
    axis: Axis | None = None
    is_drawn_now: bool = False
    made: Links | None = None
    is_new: bool = False
    answering: Answering | None = None


def tab() -> Tab:
    """This tab."""
    found: Tab | None = st.session_state.get("tab")
    if found is None:
        found = st.session_state.tab = Tab()
    return found


def answering() -> Answering:
    """What this tab knows of the answers. Raises `LookupError` when it never showed an assessment."""
    found = tab().answering
    if found is None:
        raise LookupError("this tab never showed an assessment")
    return found
