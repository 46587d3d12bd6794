"""推移: the core results of one office over the years, and which answers changed from each year to the next."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from itertools import pairwise

from questionnaire.assessment import Answer, Assessment
from questionnaire.model import Axis, Depth, Question, Questionnaire
from scoring.result import Result, Standing, result
from scoring.wording import WHOLE, rounded_down


class Movement(StrEnum):
    """What became of a figure or an answer in the year after."""

    ROSE = "rose"
    FELL = "fell"
    SAME = "same"
    UNCLEAR = "unclear"  # わからない, 未回答 or 未確認 stands in the way: neither a rise nor a fall
    NEW = "new"  # not asked in the year before
    GONE = "gone"  # not asked any more


@dataclass(frozen=True)
class Given:
    """A question as a year worded it, with the answer of that year."""

    question: Question
    answer: Answer


@dataclass(frozen=True)
class Year:
    """What stands for one fiscal year: the answers, and the version they were given to."""

    questionnaire: Questionnaire
    assessment: Assessment
    is_submitted: bool = True

    @cached_property
    def result(self) -> Result:
        """The core result, which is what is compared over the years (design.md §3)."""
        return result(self.questionnaire, replace(self.assessment, depth=Depth.CORE))

    @cached_property
    def given(self) -> dict[str, Given]:
        """Every question that was asked, by its id."""
        asked = self.questionnaire.asked(self.assessment.depth)
        return {question.id: Given(question, self.assessment.answer(question.id)) for question in asked}

    @property
    def count_of_unconfirmed(self) -> int:
        """How many answers behind the core result are still copies of the year before."""
        return sum(one.question.core and not one.answer.is_confirmed for one in self.given.values())

    def standing(self, axis: Axis) -> Standing | None:
        """How far the axis with this id had come, or None when the version has none."""
        found = zip(self.result.axes, self.result.of_axis, strict=True)
        return next((standing for own, standing in found if own.id == axis.id), None)


@dataclass(frozen=True)
class AnswerChange:
    """An answer that is another than the year before, or whose question is. None: the year did not ask it.

    `question` has the later wording.
    """

    axis: Axis
    question: Question
    movement: Movement
    before: Given | None
    after: Given | None

    @property
    def is_reworded(self) -> bool:
        """Whether both years ask it, but not in the same words."""
        return _is_reworded(self.before, self.after)


@dataclass(frozen=True)
class YearPair:
    """A year and the one before, with every answer that changed between them."""

    before: Year
    after: Year
    changes: tuple[AnswerChange, ...]

    def of_axis(self, axis: Axis) -> list[AnswerChange]:
        """The changes in the axis with this id."""
        return [change for change in self.changes if change.axis.id == axis.id]


@dataclass(frozen=True)
class Line:
    """An axis, or the whole office, over the years. None: the version of that year has no such axis."""

    name: str
    standings: tuple[Standing | None, ...]


@dataclass(frozen=True)
class Trend:
    """One office over the years, the oldest first."""

    years: tuple[Year, ...]

    @property
    def axes(self) -> tuple[Axis, ...]:
        """The axes of the newest year, then those that only earlier years had."""
        found: dict[str, Axis] = {}
        for year in reversed(self.years):
            found |= {axis.id: axis for axis in year.questionnaire.axes if axis.id not in found}
        return tuple(found.values())

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """Every axis, then the whole office."""
        of_axes = [Line(axis.name, tuple(year.standing(axis) for year in self.years)) for axis in self.axes]
        return (*of_axes, Line(WHOLE, tuple(year.result.overall for year in self.years)))

    @cached_property
    def pairs(self) -> tuple[YearPair, ...]:
        """Each year with the one before it, the oldest pair first."""
        return tuple(YearPair(before, after, tuple(_changes(before, after))) for before, after in pairwise(self.years))


def trend(years: Iterable[Year]) -> Trend:
    """The years in their order, whatever order they come in; of several for one fiscal year the submitted one."""
    in_order = sorted(years, key=lambda year: (year.assessment.fiscal_year, year.is_submitted))
    return Trend(tuple({year.assessment.fiscal_year: year for year in in_order}.values()))


def maturity_movement(before: Standing | None, after: Standing | None) -> Movement:
    """Whether the maturity rose or fell, as far as it can be seen in one decimal.

    While the ranges touch (design.md §4.5), what is not known could undo the difference: that is UNCLEAR.
    """
    if before is None or after is None:
        return Movement.NEW if before is None else Movement.GONE
    tenths = [
        (int(rounded_down(standing.maturity * 10, 0)), int(rounded_down(standing.maturity_upper * 10, 0)))
        for standing in (before, after)
    ]
    return _movement_of_ranges(*tenths)


def step_movement(before: Standing, after: Standing) -> Movement:
    """Whether a further step was reached, or one was lost; UNCLEAR while what is not known could undo it."""
    return _movement_of_ranges((before.reached, before.reached_upper), (after.reached, after.reached_upper))


def _movement_of_ranges(before: tuple[int, int], after: tuple[int, int]) -> Movement:
    if after[0] > before[1]:
        return Movement.ROSE
    if after[1] < before[0]:
        return Movement.FELL
    are_certain = before[0] == before[1] and after[0] == after[1]
    return Movement.SAME if are_certain else Movement.UNCLEAR


def _changes(before: Year, after: Year) -> Iterator[AnswerChange]:
    axis_of = before.questionnaire.axis_of | after.questionnaire.axis_of
    for id, latest in (before.given | after.given).items():
        old, new = before.given.get(id), after.given.get(id)
        movement = _movement(old, new)
        is_same = movement is Movement.SAME and not _is_reworded(old, new)
        if not is_same and not _is_of_depth(id, before, after):
            yield AnswerChange(axis_of[id], latest.question, movement, old, new)


def _movement(before: Given | None, after: Given | None) -> Movement:
    if before is None or after is None:
        return Movement.NEW if before is None else Movement.GONE
    old, new = before.answer, after.answer
    if (old.state, old.level, old.is_confirmed) == (new.state, new.level, new.is_confirmed):
        return Movement.SAME
    if old.level is None or new.level is None or not (old.is_confirmed and new.is_confirmed):
        return Movement.UNCLEAR
    if old.level == new.level:
        return Movement.SAME
    return Movement.ROSE if new.level > old.level else Movement.FELL


def _is_reworded(before: Given | None, after: Given | None) -> bool:
    if before is None or after is None:
        return False
    old, new = before.question, after.question
    return (old.text, old.levels) != (new.text, new.levels)


def _is_of_depth(question: str, before: Year, after: Year) -> bool:
    """Whether only one of the years asks it because it goes deeper; the core result does not know the question."""
    if (question in before.given) == (question in after.given):
        return False
    versions = [year.questionnaire.by_id.get(question) for year in (before, after)]
    return all(asked is not None and not asked.core for asked in versions)
