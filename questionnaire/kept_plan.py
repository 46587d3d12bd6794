"""What is kept with an assessment besides its answers: its plan, and what decisions must be like to be kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from math import isfinite

from questionnaire.model import Questionnaire
from questionnaire.plan import Decision, Plan, Target, decision_faults, plan_faults, target_faults
from questionnaire.quarter import QUARTERS, Quarter

# Any quarter does where only the form of a decision without a start is looked at.
NO_QUARTER = Quarter(0, 1)


@dataclass(frozen=True)
class KeptPlan:
    """A plan and when it was made, in UTC without a zone."""

    plan: Plan
    made_at: datetime


def kept_decision_faults(action: str, decision: Decision, questionnaire: Questionnaire) -> list[str]:
    """Why the decision on this action cannot be kept, in Japanese; empty when it can.

    Whether a start lies ahead is not looked at: that depends on the day, and holds for ever once it was true.
    """
    is_known = any(action == known.id for known in questionnaire.actions)
    unknown = [] if is_known else [f"次の一手「{action}」はありません"]
    return unknown + decision_faults(decision, decision.start or NO_QUARTER)


def kept_plan_faults(plan: Plan, questionnaire: Questionnaire) -> list[str]:
    """Why the plan cannot be kept, in Japanese; empty when it can."""
    figures = [figure for stage in (plan.reached, plan.attainment) for figure in (stage.value, stage.bound)]
    faults = {
        f"四半期は1から{QUARTERS}までの整数です": not 1 <= plan.settings.made_in.number <= QUARTERS,
        "計画の値が数ではありません": not all(map(isfinite, figures)),
    }
    return plan_faults(plan, questionnaire) + [fault for fault, is_there in faults.items() if is_there]


def decisions_known(decisions: Mapping[str, Decision], questionnaire: Questionnaire) -> dict[str, Decision]:
    """Those decisions whose action this questionnaire has: what goes on in the next year."""
    return {
        action: decision
        for action, decision in decisions.items()
        if not kept_decision_faults(action, decision, questionnaire)
    }


def targets_ahead(targets: Mapping[str, Target], questionnaire: Questionnaire, fiscal_year: int) -> dict[str, Target]:
    """Those targets that may be set in this fiscal year: what goes on in the next year."""
    return {axis: target for axis, target in targets.items() if not target_faults([target], questionnaire, fiscal_year)}
