"""What if: the result before and after some chosen actions."""

from collections.abc import Collection
from dataclasses import dataclass

from questionnaire.assessment import Assessment
from questionnaire.model import Action, Axis, Questionnaire, Step
from scoring.actions.lifts import lifted, open_prerequisites
from scoring.result import Result, results


@dataclass(frozen=True)
class Reaching:
    """An axis whose reached step changes: the number of steps before and after."""

    axis: Axis
    before: int
    after: int


@dataclass(frozen=True)
class WhatIf:
    """The result now and after the chosen actions with their open prerequisites.

    `actions` holds both in an order that can be worked through, `added` the prerequisites that were not chosen. `days`
    are their person-days, `first_man_yen` and `yearly_man_yen` their cost in 万円.
    """

    before: Result
    after: Result
    actions: tuple[Action, ...]
    added: tuple[Action, ...]
    days: int
    first_man_yen: int
    yearly_man_yen: int

    @property
    def reaching(self) -> tuple[Reaching, ...]:
        """The axes that reach a further step."""
        both = zip(self.before.axes, self.before.of_axis, self.after.of_axis, strict=True)
        return tuple(Reaching(axis, old.reached, new.reached) for axis, old, new in both if old.reached != new.reached)

    @property
    def steps(self) -> tuple[Step, ...]:
        """The steps, the first one first."""
        return self.before.steps


def what_if(questionnaire: Questionnaire, assessment: Assessment, chosen: Collection[str]) -> WhatIf:
    """What the actions with these ids lead to. わからない and 未回答 stay as they are: they are checked, not lifted.

    Raises `ValueError` when the questionnaire has no such action.
    """
    asked = {question.id for question in questionnaire.asked(assessment.depth)}
    known = questionnaire.action_of
    wanted = [known[name] for name in sorted(chosen, key=list(known).index)]
    found: dict[str, Action] = {}
    for action in wanted:
        for one in (*open_prerequisites(questionnaire, action, assessment, asked), action):
            found.setdefault(one.id, one)
    actions = tuple(found.values())
    before, after = results(questionnaire, [assessment, lifted(assessment, actions)])
    return WhatIf(
        before=before,
        after=after,
        actions=actions,
        added=tuple(action for action in actions if action.id not in chosen),
        days=sum(action.effort_days.plan for action in actions),
        first_man_yen=sum(action.cost_man_yen.first for action in actions),
        yearly_man_yen=sum(action.cost_man_yen.yearly for action in actions),
    )
