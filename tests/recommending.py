"""What tests of the next actions ask again and again: which are recommended, after what, and with what gain."""

from collections.abc import Iterable

from questionnaire.assessment import Assessment
from questionnaire.loader import newest_version
from questionnaire.loader import questionnaire as version
from questionnaire.model import Action, Questionnaire
from scoring.actions.ranking import NextAction, next_actions
from tests.builders import (
    AXIS_IDS,
    a_questionnaire,
    an_axis_with_second_questions,
    answered_alike,
    level,
    with_answers,
)

A1, A2, A3 = "axis-a-digitization", "axis-a-digitalization", "axis-a-dx"
B1, B3 = "axis-b-digitization", "axis-b-dx"
C1 = "axis-c-digitization"
REAL = version(newest_version())
SURVEYED = REAL.version.survey.municipalities


def asking(*actions: Action) -> Questionnaire:
    return a_questionnaire(actions=actions)


def asking_both_depths(*actions: Action) -> Questionnaire:
    return a_questionnaire([an_axis_with_second_questions(id) for id in AXIS_IDS], actions)


def recommended(questionnaire: Questionnaire, assessment: Assessment) -> list[str]:
    return [found.action.id for found in next_actions(questionnaire, assessment)]


def all_at(number: int) -> Assessment:
    """Every core question answered at this level."""
    return answered_alike(a_questionnaire(), level(number))


def the(id: str, found: Iterable[NextAction]) -> NextAction:
    return next(one for one in found if one.action.id == id)


def questions_lifted(found: Iterable[NextAction]) -> set[str]:
    return {trigger.question.id for one in found for trigger in one.triggers}


def prerequisites(id: str, questionnaire: Questionnaire, assessment: Assessment) -> list[str]:
    return [action.id for action in the(id, next_actions(questionnaire, assessment)).prerequisites]


def after_work(assessment: Assessment, actions: Iterable[Action]) -> Assessment:
    """What the office would answer after these actions, worked out answer by answer."""
    for action in actions:
        for lift in action.lifts:
            known = assessment.answer(lift.question).level
            if known is not None and known < lift.to:
                assessment = with_answers(assessment, {lift.question: level(lift.to)})
    return assessment
