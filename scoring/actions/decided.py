"""What is left to do when the decisions of the office are counted in."""

from collections.abc import Mapping

from questionnaire.assessment import Assessment
from questionnaire.model import Questionnaire
from questionnaire.plan import Decision, Stance
from scoring.actions.lifts import lifted
from scoring.actions.ranking import NextAction, next_actions


def with_done(questionnaire: Questionnaire, assessment: Assessment, decisions: Mapping[str, Decision]) -> Assessment:
    """The assessment as it would be answered after what is 済. Decisions on unknown actions count for nothing."""
    return lifted(assessment, (one for one in questionnaire.actions if _stance(decisions, one.id) is Stance.DONE))


def open_actions(
    questionnaire: Questionnaire, assessment: Assessment, decisions: Mapping[str, Decision]
) -> tuple[NextAction, ...]:
    """The next actions after what is 済, the best first, without those that are 済 or しない."""
    ranked = next_actions(questionnaire, with_done(questionnaire, assessment, decisions))
    return tuple(one for one in ranked if _stance(decisions, one.action.id) not in (Stance.DONE, Stance.WILL_NOT))


def _stance(decisions: Mapping[str, Decision], action: str) -> Stance | None:
    decision = decisions.get(action)
    return decision.stance if decision else None
