"""A plan beside the answers that it starts from: the result at the end of each of its fiscal years."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property

from questionnaire.assessment import Assessment
from questionnaire.model import Action, Question, Questionnaire
from questionnaire.plan import Plan, Stance
from scoring.actions.lifts import lifted
from scoring.result import Result, results
from scoring.roadmap.choice import problem
from scoring.roadmap.problem import Problem
from scoring.roadmap.schedule import Schedule, finished


@dataclass(frozen=True)
class Outlook:
    """What follows from a plan. `assessment` has the answers as they are, what is 済 counted in."""

    questionnaire: Questionnaire
    assessment: Assessment
    plan: Plan
    problem: Problem

    @cached_property
    def schedule(self) -> Schedule:
        """The start of each action in quarters from the first of the plan."""
        return {name: start.since(self.plan.settings.first_quarter) for name, start in self.plan.starts.items()}

    @cached_property
    def asked(self) -> dict[str, Question]:
        """The asked questions by id."""
        return {question.id: question for question in self.questionnaire.asked(self.assessment.depth)}

    @cached_property
    def done(self) -> tuple[tuple[Action, ...], ...]:
        """For each year of the plan the actions that are finished by its end."""
        return tuple(self.actions(finished(self.problem, self.schedule, year)) for year in self.problem.years)

    @cached_property
    def results(self) -> tuple[Result, ...]:
        """The result now, and at the end of each year of the plan. Scored by the one implementation."""
        ends = (lifted(self.assessment, done) for done in self.done)
        return tuple(results(self.questionnaire, [self.assessment, *ends]))

    def actions(self, names: Collection[str]) -> tuple[Action, ...]:
        """The actions with these ids, in the order of the questionnaire."""
        return tuple(action for action in self.questionnaire.actions if action.id in names)

    def first_year_with(self, axis: int, steps: int) -> int | None:
        """The fiscal year at whose end the axis (its place) has first reached so many steps.

        The year before the plan when it has already, None when it has not by the end of the plan.
        """
        first = self.plan.settings.first_year - 1
        reached = (result.of_axis[axis].reached >= steps for result in self.results)
        return next((year for year, is_reached in enumerate(reached, first) if is_reached), None)


def outlook(questionnaire: Questionnaire, assessment: Assessment, plan: Plan) -> Outlook:
    """What follows from this plan, with these answers to begin from."""
    done = plan.settings.decided(Stance.DONE)
    base = lifted(assessment, (action for action in questionnaire.actions if action.id in done))
    faced = problem(questionnaire, assessment, plan.settings, plan.starts.keys())
    return Outlook(questionnaire, base, plan, faced)
