"""What a tab holds beside what its widgets show: one value, so that the state of the session is asked once.

Each look into that state takes Streamlit a hundredth of a millisecond, and for each radio and text field it copies the
whole state, value by value (docs/performance.md).
"""

from dataclasses import dataclass

import streamlit as st

from questionnaire.model import Axis, Questionnaire
from questionnaire.offered import offered
from screens.opened import Opened
from screens.session.answering import Answering
from storage.assessments import Links
from storage.links import PARAMETER

LINK, EXAMPLE = PARAMETER, "example"  # what the address of a page carries


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

    @property
    def asked(self) -> Questionnaire:
        """The version that the open assessment was made with; the offered one while nothing is open."""
        return self.opened.questionnaire if self.opened else offered()

    @property
    def shown_axis(self) -> Axis:
        """The axis that the page asks about. Raises `LookupError` on a page that asks about none."""
        if self.axis is None:
            raise LookupError("this page asks about no axis")
        return self.axis

    def next_axis(self, first: Axis | None = None) -> Axis:
        """Where to go on: the axis with an unanswered question, the next from this one on; else the first of all."""
        axes, found = self.asked.axes, self.opened
        at = axes.index(first) if first else 0
        around = (*axes[at:], *axes[:at])
        return next((axis for axis in around if found and found.count_of_open[axis.id]), axes[0])

    @property
    def address(self) -> dict[str, str]:
        """What the address of every page carries: the link of the own assessment, and the example that lies over it."""
        return {name: value for name, value in ((LINK, self.link), (EXAMPLE, self.example)) if value}

    @property
    def link_is_wrong(self) -> bool:
        """Whether the address names an assessment that cannot be found."""
        return bool(self.link or self.example) and self.opened is None and not self.trouble

    @property
    def has_unsaved(self) -> bool:
        """Whether an answer could not be stored. It stays in the page and is tried again by itself."""
        return bool(self.answering and self.answering.waiting)

    @property
    def has_disputed(self) -> bool:
        """Whether the person has still to choose between two answers to a question."""
        return bool(self.answering and self.answering.conflicts)

    @property
    def was_refused(self) -> bool:
        """Whether an answer came too late, after somebody else had submitted the assessment."""
        return self.answering is not None and self.answering.is_refused


def tab() -> Tab:
    """This tab."""
    found: Tab | None = st.session_state.get("tab")
    if found is None:
        found = st.session_state.tab = Tab()
    return found


def answering() -> Answering:
    """What this tab knows of the answers. Raises `LookupError` when it never showed an assessment."""
    return answering_in(tab())


def answering_in(here: Tab) -> Answering:
    """The same of a tab that was looked up already."""
    found = here.answering
    if found is None:
        raise LookupError("this tab never showed an assessment")
    return found
