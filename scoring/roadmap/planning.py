"""Making a plan: the optimiser's, or the one put together step by step where it fails."""

from dataclasses import replace

from questionnaire.assessment import Assessment
from questionnaire.model import Questionnaire
from questionnaire.plan import Plan, PlanSettings, Stage
from scoring.roadmap.choice import problem
from scoring.roadmap.greedy import greedy, must_do
from scoring.roadmap.placement import placed
from scoring.roadmap.problem import Problem
from scoring.roadmap.schedule import Schedule, worth
from scoring.roadmap.search import Limits
from scoring.roadmap.solver import Solution, least_budgets, solve
from scoring.roadmap.wishes import ImpossibleError, OverBudget, Unplaced, impossible_wishes

LIMITS = Limits()


def plan(questionnaire: Questionnaire, assessment: Assessment, settings: PlanSettings, limits: Limits = LIMITS) -> Plan:
    """The plan that gives the most (design.md §6). The same input gives the same plan.

    Raises `ImpossibleError` when what must be done cannot be.
    """
    faced = problem(questionnaire, assessment, settings)
    begin = greedy(faced, _must_do(faced))
    found = solve(faced, begin, limits)
    return _plan(faced, found) if found else _unproven(faced, begin)


def greedy_plan(questionnaire: Questionnaire, assessment: Assessment, settings: PlanSettings) -> Plan:
    """The plan put together step by step, which stands in when the optimiser fails. Raises `ImpossibleError`."""
    faced = problem(questionnaire, assessment, settings)
    return _unproven(faced, greedy(faced, _must_do(faced)))


def _must_do(faced: Problem) -> Schedule:
    """Where what must be done finds its place. Raises `ImpossibleError`."""
    wishes = impossible_wishes(faced)
    if wishes:
        raise ImpossibleError(wishes)
    found = must_do(faced)
    if found is not None:
        return found
    least = least_budgets(faced)
    if least is None:
        raise ImpossibleError([Unplaced()])
    if (least.days, least.man_yen) != (faced.settings.days, faced.settings.man_yen):
        raise ImpossibleError([OverBudget(least.days, least.man_yen)])
    return least.schedule


def _unproven(faced: Problem, begin: Schedule) -> Plan:
    """The greedy plan. All that is known of the best is that no cell can be more than full at a year-end."""
    ends = len(faced.cells) * len(faced.years)
    return replace(_plan(faced, Solution(begin, ends, ends * faced.point_shares)), is_greedy=True)


def _plan(faced: Problem, found: Solution) -> Plan:
    starts = placed(faced, found.schedule)
    reached, shares = worth(faced, starts)
    first = faced.settings.first_quarter
    return Plan(
        settings=faced.settings,
        starts={name: first.after(start) for name, start in starts.items()},
        reached=Stage(reached, found.reached_bound),
        attainment=Stage(shares / faced.point_shares, found.shares_bound / faced.point_shares),
    )
