"""The ranked actions that fit what an office looks for: an axis, a step, who leads, and what they may take."""

from collections.abc import Sequence
from dataclasses import dataclass

from questionnaire.model import Questionnaire, Size
from scoring.actions.ranking import NextAction


@dataclass(frozen=True)
class ActionFilter:
    """What is looked for. Empty parts let everything through.

    `days` is the most person-days, open prerequisites counted in; `man_yen` the most 万円 for the first cost and one
    yearly cost together.
    """

    axis: str = ""
    step: str = ""
    leads: str = ""
    days: int | None = None
    man_yen: int | None = None
    size: Size | None = None


def filtered(
    questionnaire: Questionnaire, actions: Sequence[NextAction], sought: ActionFilter
) -> tuple[NextAction, ...]:
    """The actions that fit, in the order given."""
    return tuple(one for one in actions if _fits(questionnaire, one, sought))


def leaders(questionnaire: Questionnaire) -> tuple[str, ...]:
    """Who leads actions of this questionnaire, each once, in the order of the actions."""
    return tuple(dict.fromkeys(action.leads for action in questionnaire.actions))


def _fits(questionnaire: Questionnaire, one: NextAction, sought: ActionFilter) -> bool:
    # An action belongs where it answers the office's own answers, not wherever else it would help.
    questions = [trigger.question for trigger in one.triggers]
    cost = one.action.cost_man_yen
    return (
        sought.axis in ("", *(questionnaire.axis_of[question.id].id for question in questions))
        and sought.step in ("", *(question.step for question in questions))
        and sought.leads in ("", one.action.leads)
        and (sought.days is None or one.days <= sought.days)
        and (sought.man_yen is None or cost.first + cost.yearly <= sought.man_yen)
        and (sought.size is None or sought.size in one.action.sizes)
    )
