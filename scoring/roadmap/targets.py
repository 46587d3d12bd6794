"""Targets beside a plan: which of them it meets."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from questionnaire.model import Axis, Step
from questionnaire.plan import Target
from scoring.roadmap.outlook import Outlook


class TargetState(StrEnum):
    """What becomes of a target."""

    MET = "met"
    MISSED = "missed"
    OPEN = "open"  # its year lies after the plan, at whose end it is not met yet


@dataclass(frozen=True)
class TargetOutcome:
    """A target and what becomes of it.

    `met_in` is the first fiscal year at whose end it holds: the one before the plan when it does already, None when it
    does not by the end of the plan. `steps` are those that it needs: its own and every one before.
    """

    target: Target
    axis: Axis
    steps: tuple[Step, ...]
    state: TargetState
    met_in: int | None

    @property
    def step(self) -> Step:
        """The step that is to be reached."""
        return self.steps[-1]


def target_outcomes(seen: Outlook, targets: Sequence[Target]) -> tuple[TargetOutcome, ...]:
    """What becomes of each target, in the order of the axes. Raises `ValueError` for an unknown axis or step."""
    axes = [axis.id for axis in seen.questionnaire.axes]
    return tuple(_outcome(seen, target) for target in sorted(targets, key=lambda target: axes.index(target.axis)))


def _outcome(seen: Outlook, target: Target) -> TargetOutcome:
    axis = [axis.id for axis in seen.questionnaire.axes].index(target.axis)
    steps = [step.id for step in seen.questionnaire.steps].index(target.step) + 1
    met_in = seen.first_year_with(axis, steps)
    return TargetOutcome(
        target=target,
        axis=seen.questionnaire.axes[axis],
        steps=seen.questionnaire.steps[:steps],
        state=_state(target, met_in, seen.plan.settings.years),
        met_in=met_in,
    )


def _state(target: Target, met_in: int | None, years: range) -> TargetState:
    if met_in is not None:
        # What holds before the plan holds now, so a target of an earlier year is met, too.
        return TargetState.MET if met_in <= target.fiscal_year or met_in < years[0] else TargetState.MISSED
    return TargetState.OPEN if target.fiscal_year > years[-1] else TargetState.MISSED
