"""The shape of the content: frozen values that a version's TOML files are read into."""

from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

# Ids are permanent, readable and safe in file names, addresses and widget keys.
Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", max_length=60)]
Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Code = Annotated[str, StringConstraints(pattern=r"^\d{6}$")]
Level = Annotated[int, Field(ge=0, le=3)]

HIGHEST_LEVEL = 3
# Below it an answer is a gap: at this level on average a cell is reached (design.md §4.2).
GOOD_LEVEL = 2


class Size(StrEnum):
    """How large an office is, as its kind tells: an action that needs many hands suits only some."""

    TOWN = "町村"
    CITY = "市"
    LARGE_CITY = "大きな市"


class Content(BaseModel):
    """What every piece of content shares: unknown keys and loose types are refused, nothing changes after loading."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Depth(StrEnum):
    """How many questions are asked: the core ones (かんたん診断) or all (くわしく診断)."""

    CORE = "core"
    FULL = "full"


class Source(Content):
    """Where a fact comes from: a known document and one of its sections."""

    document: Id
    section: Text
    note: str = ""


class Document(Content):
    """A document that sources may name. `sections` maps each section that may be cited to its title.

    A seed is a document that the questionnaire is made from: each of its sections must be cited somewhere.
    """

    id: Id
    title: Text
    publisher: Text
    as_of: Text
    short: Text
    is_seed: bool = False
    sections: dict[str, str]


class Step(Content):
    """One of the three steps of Saitama prefecture (design.md §1)."""

    id: Id
    name: Text
    short_name: Text
    meaning: Text
    sources: tuple[Source, ...]


class Question(Content):
    """One observable fact about the office, with four levels that two colleagues would choose alike."""

    id: Id
    step: Id
    core: bool
    text: Text
    levels: Annotated[tuple[Text, ...], Field(min_length=4, max_length=4)]
    why: Text
    evidence: Annotated[tuple[Text, ...], Field(min_length=1)]
    usual_section: Text
    terms: dict[str, str] = {}
    allows_not_applicable: bool = False
    sources: Annotated[tuple[Source, ...], Field(min_length=1)]


class Axis(Content):
    """One of the eight fields of work. `label` is the name broken into lines for the radar."""

    id: Id
    name: Text
    label: Annotated[tuple[Text, ...], Field(min_length=1)]
    about: Text
    questions: Annotated[tuple[Question, ...], Field(min_length=1)]


class Lift(Content):
    """What an action achieves: the question reaches this level."""

    question: Id
    to: Annotated[int, Field(ge=1, le=3)]


class Estimate(Content):
    """Our own estimate: a range and the value that plans are made with."""

    low: Annotated[int, Field(ge=0)]
    plan: Annotated[int, Field(ge=1)]
    high: Annotated[int, Field(ge=1)]


class Cost(Content):
    """Planning values in 万円: once at the start, and each year."""

    first: Annotated[int, Field(ge=0)]
    yearly: Annotated[int, Field(ge=0)]


class Action(Content):
    """Something an office can start on Monday that lifts one or more questions to a level."""

    id: Id
    lifts: Annotated[tuple[Lift, ...], Field(min_length=1)]
    title: Text
    why: Text
    afterwards: Text
    steps: Annotated[tuple[Text, ...], Field(min_length=3, max_length=5)]
    leads: Literal["首長・幹部", "DX担当課", "各課", "情報担当", "近隣と共同"]
    effort_days: Estimate
    months: Estimate
    cost_man_yen: Cost
    requires: tuple[Id, ...] = ()
    suits: Text
    sizes: Annotated[tuple[Size, ...], Field(min_length=1)] = tuple(Size)
    practices: tuple[Id, ...] = ()
    sources: Annotated[tuple[Source, ...], Field(min_length=1)]


class Figure(Content):
    """A figure of a practice, as its source gives it."""

    name: Text
    value: int | float
    unit: Text


class Practice(Content):
    """What a municipality or prefecture really did, in our own words, with the figures of the source."""

    id: Id
    title: Text
    municipality: Code
    as_of: Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}$")]
    question: Id
    summary: Text
    figures: tuple[Figure, ...] = ()
    source: Source


class Reading(Content):
    """The level that a survey report lets us read for a municipality. No reading: the report is silent."""

    municipality: Code
    question: Id
    level: Level
    reason: Text
    section: Text


class Survey(Content):
    """The survey that the readings were made from. Its readings are never a municipality's own answers."""

    document: Id
    fiscal_year: int
    label: Text
    municipalities: Annotated[tuple[Code, ...], Field(min_length=1)]


class Share(Content):
    """A share as two whole numbers, since a decimal could not say two thirds."""

    numerator: int
    denominator: Annotated[int, Field(ge=1)]

    @property
    def value(self) -> Fraction:
        """The share as an exact number."""
        return Fraction(self.numerator, self.denominator)


class RuleText(Content):
    """One rule in words, with its reason. `beside` names what it must be known for, and is shown beside."""

    id: Id
    title: Text
    text: Text
    reason: Text
    beside: Literal["questions", "actions"] | None = None


class Rules(Content):
    """The thresholds of scoring and the words that explain them (design.md §4)."""

    reached_at: Share
    axes_needed: Annotated[int, Field(ge=1)]
    not_yet: Text
    worked_example: tuple[Level, ...]
    texts: tuple[RuleText, ...]
    sources: tuple[Source, ...]

    def beside(self, what: str) -> tuple[RuleText, ...]:
        """The rules to show beside the questions or the actions."""
        return tuple(text for text in self.texts if text.beside == what)


class Version(Content):
    """The head of a version. While it is a draft its questions may still change."""

    id: Id
    title: Text
    status: Literal["draft", "released"]
    changed: Text
    depths: Annotated[tuple[Depth, ...], Field(min_length=1)]
    axes: Annotated[tuple[Id, ...], Field(min_length=1)]
    steps: Annotated[tuple[Step, ...], Field(min_length=1)]
    survey: Survey


class Questionnaire(Content):
    """A whole version: everything that is asked, why, and what follows from the answers."""

    version: Version
    rules: Rules
    documents: tuple[Document, ...]
    axes: tuple[Axis, ...]
    actions: tuple[Action, ...]
    practices: tuple[Practice, ...]
    readings: tuple[Reading, ...]

    @property
    def steps(self) -> tuple[Step, ...]:
        """The steps, the first one first."""
        return self.version.steps

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """Every question, axis by axis in the order of the screens."""
        return tuple(question for axis in self.axes for question in axis.questions)

    @cached_property
    def by_id(self) -> dict[str, Question]:
        """Every question by its id."""
        return {question.id: question for question in self.questions}

    @cached_property
    def column_of(self) -> dict[str, int]:
        """The place of each question id among `questions`."""
        return {question.id: column for column, question in enumerate(self.questions)}

    @cached_property
    def axis_of(self) -> dict[str, Axis]:
        """The axis of each question id."""
        return {question.id: axis for axis in self.axes for question in axis.questions}

    @cached_property
    def step_of(self) -> dict[str, Step]:
        """The step of each question id."""
        by_id = {step.id: step for step in self.steps}
        return {question.id: by_id[question.step] for question in self.questions}

    @cached_property
    def cells(self) -> tuple[tuple[int, ...], ...]:
        """The columns of the questions of each cell (axis × step), axis by axis and step by step. No cell is empty."""
        cells = ([q for q in axis.questions if q.step == step.id] for axis in self.axes for step in self.steps)
        return tuple(tuple(self.column_of[question.id] for question in cell) for cell in cells)

    @cached_property
    def document_of(self) -> dict[str, Document]:
        """Every document that sources name, by its id."""
        return {document.id: document for document in self.documents}

    @cached_property
    def action_of(self) -> dict[str, Action]:
        """Every action by its id."""
        return {action.id: action for action in self.actions}

    @cached_property
    def asked_at(self) -> dict[Depth, tuple[Question, ...]]:
        """The questions of each depth, in the order of the screens."""
        return {depth: tuple(q for q in self.questions if q.core or depth is Depth.FULL) for depth in Depth}

    def asked(self, depth: Depth) -> tuple[Question, ...]:
        """The questions of this depth, in the order of the screens."""
        return self.asked_at[depth]
