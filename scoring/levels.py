"""The answers of many assessments as arrays: one row per assessment, one column per question."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from questionnaire.assessment import AnswerState, Assessment
from questionnaire.model import Depth, Questionnaire

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Counts = NDArray[np.int64]
Levels = NDArray[np.int8]

# Among levels: わからない, 未回答, 該当しない, or not asked.
NO_LEVEL = -1


@dataclass(frozen=True)
class LevelTable:
    """What was answered, in arrays of the shape (assessments, questions); the questions stand as in the questionnaire.

    `levels` holds 0–3, and `NO_LEVEL` where there is none (わからない, 未回答, 該当しない, or not asked).
    `asked` tells which questions the depth of each assessment asks, `applies` which of these were not 該当しない, and
    `confirmed` which answers are not mere copies of last year's.
    """

    questionnaire: Questionnaire
    levels: Levels
    asked: Flags
    applies: Flags
    confirmed: Flags

    @property
    def answered(self) -> Flags:
        """Asked, answered with a level or 該当しない, and confirmed (design.md §4.5, §8)."""
        is_settled: Flags = (self.levels != NO_LEVEL) | ~self.applies
        return self.asked & self.confirmed & is_settled


def level_table(questionnaire: Questionnaire, assessments: Sequence[Assessment]) -> LevelTable:
    """The table of these assessments, in their order. All must be of the version of `questionnaire`."""
    shape = (len(assessments), len(questionnaire.questions))
    columns = questionnaire.column_of
    levels = np.full(shape, NO_LEVEL, dtype=np.int8)
    applies, confirmed = np.ones(shape, dtype=bool), np.ones(shape, dtype=bool)
    for row, assessment in enumerate(assessments):
        for question, answer in assessment.answers.items():
            if answer.level is not None:
                levels[row, columns[question]] = answer.level
            elif answer.state is AnswerState.NOT_APPLICABLE:
                applies[row, columns[question]] = False
            if not answer.is_confirmed:
                confirmed[row, columns[question]] = False
    asked = asked_questions(questionnaire, [assessment.depth for assessment in assessments])
    return LevelTable(questionnaire, np.where(asked, levels, NO_LEVEL), asked, applies & asked, confirmed)


def asked_questions(questionnaire: Questionnaire, depths: Sequence[Depth]) -> Flags:
    """Which questions each depth asks, shape (depths, questions)."""
    core = np.array([question.core for question in questionnaire.questions])
    full = np.array([depth is Depth.FULL for depth in depths], dtype=bool)
    asked: Flags = core[np.newaxis, :] | full[:, np.newaxis]
    return asked
