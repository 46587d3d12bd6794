"""What actions lift: which answers call for one, whether it is done, and what the answers are afterwards."""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, replace

from questionnaire.assessment import UNANSWERED, Answer, AnswerState, Assessment
from questionnaire.model import Action, Question, Questionnaire


@dataclass(frozen=True)
class Trigger:
    """An answer that calls for an action: the question is at `level`, the action leads it to `to`."""

    question: Question
    level: int
    to: int


def triggers(action: Action, assessment: Assessment, asked: Mapping[str, Question]) -> tuple[Trigger, ...]:
    """The asked questions that the action lifts. A level that is not known is checked first, not lifted."""
    levels = [(lift, assessment.answer(lift.question).level) for lift in action.lifts if lift.question in asked]
    return tuple(
        Trigger(asked[lift.question], level, lift.to) for lift, level in levels if level is not None and level < lift.to
    )


def is_done(action: Action, assessment: Assessment, asked: Container[str]) -> bool:
    """Whether every level that the action leads to is known to be reached, or does not apply.

    A question that the depth does not ask and nobody answered tells nothing either way, unless the action has no other.
    """
    answers = [(assessment.answer(lift.question), lift) for lift in action.lifts]
    telling = [(answer, lift.to) for answer, lift in answers if lift.question in asked or answer != UNANSWERED]
    return bool(telling) and all(_is_settled(answer, level) for answer, level in telling)


def _is_settled(answer: Answer, level: int) -> bool:
    reached = answer.level is not None and answer.level >= level
    return reached or answer.state is AnswerState.NOT_APPLICABLE


def open_prerequisites(
    questionnaire: Questionnaire, action: Action, assessment: Assessment, asked: Container[str]
) -> tuple[Action, ...]:
    """What must be done before the action, in an order that can be worked through."""
    found: dict[str, Action] = {}

    def gather(ahead: Action) -> None:
        for needed in (questionnaire.action_of[name] for name in ahead.requires):
            if needed.id not in found and not is_done(needed, assessment, asked):
                gather(needed)
                found[needed.id] = needed

    gather(action)
    return tuple(found.values())


def lifted(assessment: Assessment, actions: Iterable[Action]) -> Assessment:
    """The assessment as it would be after these actions. What has no level keeps its state."""
    answers = dict(assessment.answers)
    for lift in (lift for action in actions for lift in action.lifts):
        answer = answers.get(lift.question)
        if answer and answer.level is not None and answer.level < lift.to:
            answers[lift.question] = replace(answer, level=lift.to)
    return replace(assessment, answers=answers)
