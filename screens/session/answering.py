"""What a tab knows of the answers that its page shows: one value, so that the state of the session is asked once.

Each look into that state takes Streamlit a hundredth of a millisecond (docs/performance.md).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

import streamlit as st

from questionnaire.assessment import Answer
from questionnaire.model import Question
from screens import session
from screens.revisions import new_tab

PARTS = ("choice", "memo", "evidence")


class Seen(NamedTuple):
    """An answer as this tab last saw it stored."""

    answer: Answer
    revision: int


@dataclass(eq=False)
class Answering:
    """What this tab saw and shows of one assessment, by question id.

    `tab` is a name that no other tab has. `unsaved` waits to be stored, `conflicts` for a choice between two answers;
    `to_show` and `pushed` are what the browser is to show or was sent, `told` is what was said beside a question,
    `compared` are the revisions that were compared with a file.
    """

    assessment: int | None
    compared: Mapping[str, int]
    tab: str = field(default_factory=new_tab)
    seen: dict[str, Seen] = field(default_factory=dict)
    unsaved: dict[str, Answer] = field(default_factory=dict)
    conflicts: set[str] = field(default_factory=set)
    to_show: set[str] = field(default_factory=set)
    pushed: set[str] = field(default_factory=set)
    told: set[tuple[str, str]] = field(default_factory=set)
    is_refused: bool = False
    is_outdated: bool = False

    def widget_keys(self, question: Question) -> dict[str, str]:
        """The keys of a question's widgets. They name the assessment, so that no answer strays into another one."""
        return {part: f"{part}:{self.assessment}:{question.id}" for part in PARTS}


def begin() -> None:
    """Forgets what was seen of another assessment when one is opened that this tab did not show yet."""
    found, before = session.opened(), begun()
    if found is None or found.is_example or (before and before.assessment == found.id):
        return
    st.session_state.answering = Answering(found.id, found.revisions)


def begun() -> Answering | None:
    """What this tab knows of the answers, if it ever showed an assessment."""
    found: Answering | None = st.session_state.get("answering")
    return found


def answering() -> Answering:
    """The same. Raises `LookupError` when this tab never showed an assessment."""
    found = begun()
    if found is None:
        raise LookupError("this tab never showed an assessment")
    return found
