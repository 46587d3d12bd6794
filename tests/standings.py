"""Assessments of the real content that stand at each step, and their results."""

from questionnaire.assessment import Assessment
from questionnaire.loader import newest_version
from questionnaire.loader import questionnaire as version
from scoring.result import Result, result
from tests.builders import answered_alike, answered_by_step, level

REAL = version(newest_version())
FIRST, SECOND, THIRD = (step.name for step in REAL.steps)
AXES = [axis.name for axis in REAL.axes]

NOTHING = answered_alike(REAL, level(0))
FIRST_REACHED = answered_by_step(REAL, (3, 1, 2))
SECOND_REACHED = answered_by_step(REAL, *[(3, 2, 0)] * 6, *[(2, 1, 1)] * 2)
ALL_REACHED = answered_alike(REAL, level(2))


def scored(assessment: Assessment) -> Result:
    return result(REAL, assessment)


def core_question(axis: int, step: int) -> str:
    """The id of the core question of a cell of the real content."""
    asked = REAL.axes[axis].questions
    return next(question.id for question in asked if question.core and question.step == REAL.steps[step].id)
