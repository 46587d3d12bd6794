"""Next actions: what would lift the result most for each day of work, and what must be checked first (design.md §6)."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from questionnaire.assessment import AnswerState, Assessment
from questionnaire.model import Action, Axis, Question, Questionnaire, Size, Step
from scoring.actions.lifts import Trigger, lifted, open_prerequisites
from scoring.actions.lifts import triggers as triggers_of
from scoring.levels import level_table
from scoring.result import Bound, scores
from scoring.wording import SNAP_DIGITS


@dataclass(frozen=True)
class CellChange:
    """What an action changes in one cell: attainments of 0.0–1.0 and the maturity of the axis, before and after."""

    axis: Axis
    step: Step
    attainment: tuple[float, float]
    maturity: tuple[float, float]


@dataclass(frozen=True)
class NextAction:
    """An action that is not done yet, with what it gives.

    `days` and everything that changes count the open prerequisites in, which stand in the order of work.
    """

    action: Action
    triggers: tuple[Trigger, ...]
    prerequisites: tuple[Action, ...]
    days: int
    maturity: tuple[float, float]
    attainment_gain: float
    changes: tuple[CellChange, ...]

    @property
    def gain_per_day(self) -> float:
        """What one person-day adds to the overall maturity."""
        return (self.maturity[1] - self.maturity[0]) / self.days


def next_actions(questionnaire: Questionnaire, assessment: Assessment) -> tuple[NextAction, ...]:
    """Every action that lifts an answered question, the best first.

    Ranked by the gain in overall maturity per person-day, then by the gain in attainment, then by fewer days
    (design.md §6). Nothing is recommended that is done already, nor for わからない and 未回答: see `to_check`.
    """
    asked = {question.id: question for question in questionnaire.asked(assessment.depth)}
    triggers = {action.id: triggers_of(action, assessment, asked) for action in questionnaire.actions}
    useful = [action for action in questionnaire.actions if triggers[action.id]]
    plans = [(*open_prerequisites(questionnaire, action, assessment, asked), action) for action in useful]
    table = level_table(questionnaire, [assessment, *(lifted(assessment, plan) for plan in plans)])
    change = _Change(questionnaire, scores(table).lower)
    found = [change.next_action(triggers[plan[-1].id], plan, row) for row, plan in enumerate(plans, start=1)]
    return tuple(sorted(found, key=_rank))


def to_begin_with(found: Sequence[NextAction], size: Size) -> tuple[NextAction, ...]:
    """The ranked actions that an office of this size can begin now, the best one for each question.

    An action waits behind its open prerequisites, which are in the list themselves; what only lifts questions that a
    better one lifts is another way to the same end.
    """
    listed = {one.action.id for one in found}
    covered: set[str] = set()
    first = []
    for one in found:
        questions = {trigger.question.id for trigger in one.triggers}
        waits = any(needed.id in listed for needed in one.prerequisites)
        if questions - covered and not waits and size in one.action.sizes:
            first.append(one)
            covered |= questions
    return tuple(first)


def to_check(questionnaire: Questionnaire, assessment: Assessment) -> tuple[Question, ...]:
    """The asked questions whose next step is 「確かめる」: わからない or not answered yet."""
    unclear = (AnswerState.UNKNOWN, AnswerState.UNANSWERED)
    asked = questionnaire.asked(assessment.depth)
    return tuple(question for question in asked if assessment.answer(question.id).state in unclear)


@dataclass(frozen=True)
class _Change:
    """What plans change: `bound` has the assessment as it is in its first row, and after each plan in another."""

    questionnaire: Questionnaire
    bound: Bound

    def next_action(self, triggers: tuple[Trigger, ...], plan: tuple[Action, ...], row: int) -> NextAction:
        """The last action of the plan that leads to this row; the others stand before it."""
        *prerequisites, action = plan
        before, after = self.bound.overall_attainment[[0, row]].tolist()
        return NextAction(
            action=action,
            triggers=triggers,
            prerequisites=tuple(prerequisites),
            days=sum(step.effort_days.plan for step in plan),
            maturity=(float(self.bound.overall_maturity[0]), float(self.bound.overall_maturity[row])),
            attainment_gain=sum(after) - sum(before),
            changes=tuple(self._of_cells(row)),
        )

    def _of_cells(self, row: int) -> list[CellChange]:
        """The cells whose attainment differs, in the order of axes and steps."""
        cells, maturity = self.bound.attainment, self.bound.maturity
        return [
            CellChange(
                self.questionnaire.axes[axis],
                self.questionnaire.steps[step],
                (float(cells[0, axis, step]), float(cells[row, axis, step])),
                (float(maturity[0, axis]), float(maturity[row, axis])),
            )
            for axis, step in np.argwhere(cells[0] != cells[row]).tolist()
        ]


def _rank(found: NextAction) -> tuple[float, float, int]:
    return (-round(found.gain_per_day, SNAP_DIGITS), -round(found.attainment_gain, SNAP_DIGITS), found.days)
