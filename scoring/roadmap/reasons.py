"""Why an action is in a plan."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from questionnaire.model import Action, Axis, Step
from questionnaire.plan import Stance
from scoring.actions.lifts import Trigger, triggers
from scoring.roadmap.outlook import Outlook
from scoring.roadmap.targets import TargetOutcome


@dataclass(frozen=True)
class CellLift:
    """A cell that an action lifts. `reached_in`: the fiscal year in which the plan reaches it; None: not newly."""

    axis: Axis
    step: Step
    reached_in: int | None


@dataclass(frozen=True)
class Reason:
    """Why an action is there: decided, under way, for answers and cells, towards targets, or before others."""

    is_decided: bool
    is_running: bool
    triggers: tuple[Trigger, ...]
    lifts: tuple[CellLift, ...]
    targets: tuple[TargetOutcome, ...]
    required_by: tuple[Action, ...]


def reason(seen: Outlook, action: Action, targets: Sequence[TargetOutcome]) -> Reason:
    """Why this action is in the plan."""
    found = triggers(action, seen.assessment, seen.asked)
    cells = tuple(_lifts(seen, {trigger.question.id for trigger in found}))
    decision = seen.plan.settings.decisions.get(action.id)
    return Reason(
        is_decided=decision is not None and decision.stance is Stance.WILL_DO,
        is_running=seen.problem.tasks[action.id].is_running,
        triggers=found,
        lifts=cells,
        targets=tuple(target for target in targets if any(_serves(cell, target) for cell in cells)),
        required_by=seen.actions([one for one in seen.schedule if action.id in seen.problem.tasks[one].requires]),
    )


def _lifts(seen: Outlook, questions: set[str]) -> Iterator[CellLift]:
    for place, axis in enumerate(seen.questionnaire.axes):
        for number, step in enumerate(seen.questionnaire.steps, start=1):
            if any(question.id in questions and question.step == step.id for question in axis.questions):
                year = seen.first_year_with(place, number)
                yield CellLift(axis, step, year if year in seen.plan.settings.years else None)


def _serves(cell: CellLift, outcome: TargetOutcome) -> bool:
    return cell.axis.id == outcome.axis.id and cell.step.id in [step.id for step in outcome.steps]
