"""Years for tests of 推移: everything stands at level 1 but for what a test states."""

from collections.abc import Mapping
from dataclasses import replace

from questionnaire.assessment import Answer
from questionnaire.model import Axis, Depth, Question, Questionnaire
from scoring.trend.years import Movement, Trend, Year, YearPair, trend
from tests.builders import (
    AXIS_IDS,
    a_questionnaire,
    an_assessment,
    an_axis,
    an_axis_with_second_questions,
    answered_alike,
    level,
)

ASKED = a_questionnaire()
FIRST_AXIS = ASKED.axes[0]
QUESTION = FIRST_AXIS.questions[0]
DEEPER = a_questionnaire([*map(an_axis_with_second_questions, AXIS_IDS)])
FURTHER = DEEPER.axes[0].questions[3]
ALL_AT_ONE = answered_alike(ASKED, level(1)).answers


def a_year(
    number: int,
    answers: Mapping[str, Answer] | None = None,
    *,
    asked: Questionnaire = ASKED,
    depth: Depth = Depth.CORE,
    is_submitted: bool = True,
) -> Year:
    """A year in which every question stands at level 1, but for these answers."""
    stood = answered_alike(asked, level(1), depth).answers | dict(answers or {})
    assessment = an_assessment(stood, fiscal_year=number, version=asked.version.id, depth=depth)
    return Year(asked, assessment, is_submitted)


def a_version(id: str, first_axis: Axis, *others: Axis) -> Questionnaire:
    """A further version with another first axis; the others are as ever unless they are given."""
    made = a_questionnaire([first_axis, *(others or ASKED.axes[1:])])
    return made.model_copy(update={"version": made.version.model_copy(update={"id": id})})


def with_questions(*questions: Question) -> Questionnaire:
    return a_version("v2027-1", an_axis(FIRST_AXIS.id, questions))


def compared(before: Year, after: Year) -> YearPair:
    (pair,) = trend([before, after]).pairs
    return pair


def changed(before: Answer, after: Answer) -> list[Movement]:
    """What becomes of one answer, when all others stay."""
    pair = compared(a_year(2025, {QUESTION.id: before}), a_year(2026, {QUESTION.id: after}))
    assert {change.question.id for change in pair.changes} <= {QUESTION.id}
    return [change.movement for change in pair.changes]


def copied(answer: Answer) -> Answer:
    return replace(answer, is_confirmed=False)


def all_changes(found: Trend) -> list[Movement]:
    return [change.movement for pair in found.pairs for change in pair.changes]


def reworded(**changes: object) -> Questionnaire:
    return with_questions(QUESTION.model_copy(update=changes), *FIRST_AXIS.questions[1:])


OTHER_LEVELS = (*QUESTION.levels[:3], "すべての課で行い、毎年見直している。")
