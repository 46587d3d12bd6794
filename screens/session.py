"""The only owner of `st.session_state`: which assessment is open, and that every answer given is stored.

Answers are stored by comparing what a widget shows with what was last seen stored, not by callbacks: after a restart of
the server or a long network drop, Streamlit runs the page in a new session that knows no callbacks, and the first click
would be lost (docs/decisions/0002).
"""

import logging
import os
from collections import Counter
from dataclasses import dataclass, replace
from functools import cached_property
from urllib.parse import parse_qs, urlencode, urlsplit, urlunsplit

import streamlit as st

from questionnaire.assessment import UNANSWERED, Answer, Assessment, is_open
from questionnaire.loader import newest_version, questionnaire
from questionnaire.model import Axis, Depth, Question, Questionnaire
from questionnaire.survey import read_assessment
from screens.choices import answer_of, choice_of, choices
from storage import assessments
from storage.assessments import StorageError
from storage.connect import data_directory, database

LINK, EXAMPLE = "a", "example"  # what the address of a page carries
PARTS = ("choice", "memo", "evidence")

log = logging.getLogger(__name__)


@dataclass(frozen=True, eq=False)
class Opened:
    """What is open in this tab. `id` is None for a filled example, which can only be read."""

    questionnaire: Questionnaire
    assessment: Assessment
    id: int | None

    @property
    def is_editable(self) -> bool:
        """Whether answers can be changed."""
        return self.id is not None

    def with_answer(self, question: Question, answer: Answer) -> "Opened":
        """The same after this answer was stored."""
        answers = {**self.assessment.answers, question.id: answer}
        return replace(self, assessment=replace(self.assessment, answers=answers))

    @property
    def can_go_deeper(self) -> bool:
        """Whether more questions could be asked than are."""
        offers_more = Depth.FULL in self.questionnaire.version.depths
        return self.is_editable and offers_more and self.assessment.depth is Depth.CORE

    @property
    def is_incomplete_in_depth(self) -> bool:
        """Whether all questions are asked and some are still unanswered, so that only the core result is shown."""
        return self.is_editable and self.assessment.depth is Depth.FULL and bool(self.unanswered)

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """What is asked, in the order of the screens."""
        return self.questionnaire.asked(self.assessment.depth)

    @cached_property
    def number_of(self) -> dict[str, int]:
        """The number of each asked question, from 1."""
        return {question.id: number for number, question in enumerate(self.questions, start=1)}

    def asked_of(self, axis: Axis) -> list[Question]:
        """What is asked of this axis."""
        return [question for question in axis.questions if question.core or self.assessment.depth is Depth.FULL]

    @cached_property
    def unanswered(self) -> list[Question]:
        """The asked questions that are still open; わからない is an answer."""
        return [question for question in self.questions if is_open(self.assessment.answer(question.id), question)]

    @cached_property
    def count_of_open(self) -> Counter[str]:
        """How many questions of each axis id are still open."""
        return Counter(self.questionnaire.axis_of[question.id].id for question in self.unanswered)


def open_from_address() -> None:
    """Opens what the address names and keeps the address on every page, so that a reload finds it again."""
    _keep_in_address(LINK, EXAMPLE)
    st.session_state.opened = _found()
    if st.session_state.opened is None or not st.session_state.opened.is_editable:
        return
    if st.session_state.get("seen_of") != st.session_state.opened.id:
        st.session_state.seen_of = st.session_state.opened.id
        st.session_state.seen = dict(st.session_state.opened.assessment.answers)
        st.session_state.unsaved = {}


def opened() -> Opened | None:
    """What is open in this tab, if anything."""
    found: Opened | None = st.session_state.get("opened")
    return found


def address() -> dict[str, str]:
    """What the address of every page carries: the link of the own assessment, and the example that lies over it."""
    return {name: st.session_state[name] for name in (LINK, EXAMPLE) if st.session_state.get(name)}


def address_of_example(municipality: str) -> dict[str, str]:
    """The address that opens a filled example; the own assessment stays in it, to come back to."""
    return address() | {EXAMPLE: municipality}


def own_address() -> dict[str, str]:
    """The address of the own assessment without the example over it; empty when there is none."""
    return {LINK: st.session_state[LINK]} if st.session_state.get(LINK) else {}


def link_is_wrong() -> bool:
    """Whether the address names an assessment that cannot be found."""
    return bool(address()) and opened() is None


def address_in(link: str) -> dict[str, str] | None:
    """What the address of a pasted link carries, or None when it is not a link to an assessment."""
    try:
        found = parse_qs(urlsplit(link.strip()).query).get(LINK)
    except ValueError:
        return None
    return {LINK: found[0]} if found else None


def link() -> str:
    """The link that opens the assessment again, from any browser that reaches this server."""
    parts = urlsplit(st.context.url or "")
    return urlunsplit((parts.scheme, parts.netloc, "/", urlencode({LINK: st.session_state[LINK]}), ""))


def offered() -> Questionnaire:
    """The version that a new assessment is made with: the newest, or a draft that `DX_QUESTIONNAIRE` names."""
    return questionnaire(os.environ.get("DX_QUESTIONNAIRE") or newest_version())


def asked() -> Questionnaire:
    """The version that the open assessment was made with; the offered one while nothing is open."""
    found = opened()
    return found.questionnaire if found else offered()


def show_axis(axis: Axis | None) -> None:
    """Notes which axis the page asks about."""
    st.session_state.axis = axis


def shown_axis() -> Axis:
    """The axis that the page asks about."""
    axis: Axis = st.session_state.axis
    return axis


def next_axis() -> Axis:
    """Where to go on: the axis of the first unanswered question, else the first one."""
    found = opened()
    return asked().axis_of[found.unanswered[0].id] if found and found.unanswered else asked().axes[0]


def neighbours(axis: Axis) -> tuple[Axis | None, Axis | None]:
    """The axes before and after this one."""
    axes = asked().axes
    here = axes.index(axis)
    return axes[here - 1] if here else None, next(iter(axes[here + 1 :]), None)


def start(assessment: Assessment) -> dict[str, str] | None:
    """Stores a new assessment and gives what its address carries, or None when it could not be stored."""
    try:
        return {LINK: assessments.create(database(data_directory()), assessment)}
    except StorageError:
        log.exception("A new assessment could not be stored")
        return None


def deepen() -> bool:
    """Asks all questions from now on, and tells whether that could be stored."""
    try:
        assessments.deepen(database(data_directory()), _opened().id or 0)
    except StorageError:
        log.exception("The depth could not be stored")
        return False
    st.session_state.opened = _found()
    return True


def choose(question: Question) -> tuple[dict[str, str], Answer]:
    """Prepares the widgets of a question: their keys, and the answer that they begin with.

    A widget that this session does not know yet begins with what is stored, unless the browser shows something else:
    after a reconnect what was clicked last wins, so it must not be set here.
    """
    stored = _opened().assessment.answer(question.id)
    shown = st.session_state.unsaved.get(question.id, stored)
    keys = _keys(question)
    # What a colleague stored meanwhile replaces what this tab shows; what this tab changed was stored before.
    is_behind = st.session_state.seen.get(question.id, UNANSWERED) != stored
    for part, value in zip(PARTS, (choice_of(shown), shown.memo, shown.evidence), strict=True):
        if is_behind and keys[part] in st.session_state:
            st.session_state[keys[part]] = value
    st.session_state.seen[question.id] = stored
    is_known = keys["choice"] in st.session_state
    return keys, UNANSWERED if is_known else shown


def store_changes() -> None:
    """Stores every answer that this tab shows otherwise than it last saw it stored.

    Called before anything is drawn: a click on another page can end a run while the page is drawn, and the answer
    given just before must be safe by then.
    """
    found = opened()
    if found is None or not found.is_editable:
        return
    for question in found.questions:
        # What is neither drawn nor waiting to be stored cannot have changed.
        if _keys(question)["choice"] in st.session_state or question.id in st.session_state.unsaved:
            _store_change(question)


def store_change(question: Question) -> None:
    """The same for one question, after its widgets were drawn: in a new session only then their values are known."""
    if _store_change(question):
        st.rerun()


def has_unsaved() -> bool:
    """Whether an answer could not be stored. It stays in the page and is tried again at the next click."""
    return bool(st.session_state.get("unsaved"))


@st.fragment(run_every="12h")
def heartbeat() -> None:
    """Any timer makes the browser ask for a full run when it reconnects, so that the next click is not dropped."""


def _store_change(question: Question) -> bool:
    """Stores the answer shown, if it differs from what was seen stored, and tells whether it did."""
    seen = st.session_state.seen.get(question.id, UNANSWERED)
    shown = _shown(question, st.session_state.unsaved.get(question.id, seen))
    if shown == seen:
        st.session_state.unsaved.pop(question.id, None)
        return False
    try:
        assessments.record_answer(database(data_directory()), _opened().id, question.id, shown)
    except StorageError:
        log.exception("An answer could not be stored; it stays in the session and is tried again")
        st.session_state.unsaved[question.id] = shown
        return False
    st.session_state.unsaved.pop(question.id, None)
    st.session_state.seen[question.id] = shown
    st.session_state.opened = _opened().with_answer(question, shown)
    return True


def _keys(question: Question) -> dict[str, str]:
    """The keys of a question's widgets. They name the assessment, so that no answer strays into another one."""
    return {part: f"{part}:{_opened().id}:{question.id}" for part in PARTS}


def _shown(question: Question, seen: Answer) -> Answer:
    """The answer as the widgets show it; what is not on the page is as it was."""
    state, keys = st.session_state, _keys(question)
    choice = state.get(keys["choice"])
    if choice not in choices(question):  # not on the page, or made up by the sender
        choice = choice_of(seen)
    memo = state.get(keys["memo"], seen.memo)
    evidence = state.get(keys["evidence"], seen.evidence)
    return answer_of(choice, memo or "", evidence or "")


def _keep_in_address(*names: str) -> None:
    """The address decides; Streamlit empties it when the page changes, so it is written anew."""
    given = {name: st.query_params[name] for name in names if name in st.query_params}
    for name in names:
        if given:
            st.session_state[name] = given.get(name)
        if st.session_state.get(name) and name not in st.query_params:
            st.query_params[name] = st.session_state[name]


def _found() -> Opened | None:
    if st.session_state.get(EXAMPLE):
        return _example(st.session_state[EXAMPLE])
    if not st.session_state.get(LINK):
        return None
    stored = assessments.find(database(data_directory()), st.session_state[LINK])
    if stored is None:
        return None
    return Opened(questionnaire(stored.assessment.version), stored.assessment, stored.id)


def _example(municipality: str) -> Opened | None:
    newest = offered()
    if municipality not in newest.version.survey.municipalities:
        return None
    return Opened(newest, read_assessment(newest, municipality), None)


def _opened() -> Opened:
    found = opened()
    if found is None:
        raise LookupError("nothing is open in this tab")
    return found
