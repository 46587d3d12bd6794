"""Next actions: what would lift the result most for each day of work, and what must be checked first (design.md §6)."""

from collections.abc import Sequence
from dataclasses import dataclass

from questionnaire.assessment import AnswerState, Assessment
from questionnaire.model import Action, Axis, Question, Questionnaire, Size, Step
from scoring.lifts import Trigger, lifted, open_prerequisites
from scoring.lifts import triggers as triggers_of
from scoring.result import Result, results
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
    before, *after = results(questionnaire, [assessment, *(lifted(assessment, plan) for plan in plans)])
    found = [_next_action(triggers[plan[-1].id], plan, before, then) for plan, then in zip(plans, after, strict=True)]
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


def _next_action(triggers: tuple[Trigger, ...], plan: tuple[Action, ...], before: Result, after: Result) -> NextAction:
    *prerequisites, action = plan
    return NextAction(
        action=action,
        triggers=triggers,
        prerequisites=tuple(prerequisites),
        days=sum(step.effort_days.plan for step in plan),
        maturity=(before.overall.maturity, after.overall.maturity),
        attainment_gain=sum(after.overall.attainment) - sum(before.overall.attainment),
        changes=tuple(_changes(before, after)),
    )


def _rank(found: NextAction) -> tuple[float, float, int]:
    return (-round(found.gain_per_day, SNAP_DIGITS), -round(found.attainment_gain, SNAP_DIGITS), found.days)


def _changes(before: Result, after: Result) -> list[CellChange]:
    """The cells whose attainment differs, in the order of axes and steps."""
    changed = []
    for axis, old, new in zip(before.axes, before.of_axis, after.of_axis, strict=True):
        for step, was, becomes in zip(before.steps, old.attainment, new.attainment, strict=True):
            if was != becomes:
                changed.append(CellChange(axis, step, (was, becomes), (old.maturity, new.maturity)))
    return changed
