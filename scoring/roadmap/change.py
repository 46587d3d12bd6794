"""A plan changed by hand: an action begins in another quarter, or is left out."""

from dataclasses import replace

from questionnaire.assessment import Assessment
from questionnaire.model import Questionnaire
from questionnaire.plan import Plan, Stage
from questionnaire.quarter import Quarter
from scoring.roadmap.outlook import outlook


def changed_plan(
    questionnaire: Questionnaire, assessment: Assessment, plan: Plan, action: str, start: Quarter | None
) -> Plan:
    """The plan with this action starting in `start`, or without it when None, and what it is worth then.

    What was proven of the plan holds no longer: its bounds become what no plan can exceed, every cell full at each
    year-end. What the changed plan does not keep is told by `breaches`. Raises `KeyError` for an unknown action.
    """
    others = {name: begun for name, begun in plan.starts.items() if name != action}
    following = replace(plan, starts=others | ({action: start} if start else {}))
    ends = outlook(questionnaire, assessment, following).results[1:]
    standings = [standing for end in ends for standing in end.of_axis]
    most = len(standings) * len(questionnaire.steps)
    return replace(
        following,
        reached=Stage(sum(standing.reached for standing in standings), most),
        attainment=Stage(sum(sum(standing.attainment) for standing in standings), most),
    )
