"""The best schedule of a model, in two stages, with how far each may be from the best; and the least budgets."""

from dataclasses import dataclass, replace

import highspy

from scoring.roadmap.greedy import refilled
from scoring.roadmap.highs import Aim, highs
from scoring.roadmap.model import DAYS, MAN_YEN, NO_BOUND, NO_LIMIT, Model, Row
from scoring.roadmap.problem import Problem
from scoring.roadmap.programme import attained, lacking, model, reached
from scoring.roadmap.relaxation import RelaxationError
from scoring.roadmap.schedule import Schedule, is_feasible, worth, worth_at
from scoring.roadmap.search import Limits, Search


@dataclass(frozen=True)
class Solution:
    """A schedule with the proven upper bounds of both measures: Σ reached steps, and Σ attainment in shares."""

    schedule: Schedule
    reached_bound: int
    shares_bound: int


@dataclass(frozen=True)
class LeastBudgets:
    """What must be done, and the budgets it takes: the least 万円 beyond what there is, then the least person-days."""

    schedule: Schedule
    days: tuple[int, ...]
    man_yen: tuple[int, ...]


def solve(problem: Problem, begin: Schedule, limits: Limits) -> Solution | None:
    """The best schedule: first the most reached steps, then, with these held, the most attainment.

    `begin` is a schedule to improve on. None when the optimiser fails.
    """
    made = model(problem)
    try:
        first = _most_reached(made, begin, limits)
        second = _most_attained(made, first, limits)
    except RelaxationError:
        return None
    return Solution(second.best, first.bound, second.bound) if is_feasible(problem, second.best) else None


def _most_reached(made: Model, begin: Schedule, limits: Limits) -> Search:
    def judge(schedule: Schedule) -> int | None:
        return worth(made.problem, schedule)[0] if is_feasible(made.problem, schedule) else None

    search = Search(made, Aim(reached(made)), judge, begin, limits)
    search.run()
    return search


def _most_attained(made: Model, first: Search, limits: Limits) -> Search:
    problem = made.problem

    def judge(schedule: Schedule) -> int | None:
        steps, shares = worth(problem, schedule)
        return shares if steps >= first.value and is_feasible(problem, schedule) else None

    aim = Aim(
        objective=attained(made),
        standing=worth_at(problem, ())[1] * len(problem.years),
        held=Row(reached(made), first.value, NO_LIMIT),
    )
    search = Search(made, aim, judge, refilled(problem, first.best), limits)
    search.run()
    return search


def least_budgets(problem: Problem) -> LeastBudgets | None:
    """The least budgets with which everything that must be done can be; None when the optimiser fails."""
    must = {name: task for name, task in problem.tasks.items() if task.is_must}
    made = model(replace(problem, tasks=must, cells=()), is_elastic=True)
    of_cost = _whole_best(made, Aim(dict.fromkeys(lacking(made, MAN_YEN), -1)))
    if of_cost is None:
        return None
    lack = sum(of_cost[column] for column in lacking(made, MAN_YEN))
    held = Row(lacking(made, MAN_YEN), NO_BOUND, lack)
    best = _whole_best(made, Aim(dict.fromkeys(lacking(made, DAYS), -1), held=held))
    if best is None:
        return None
    return LeastBudgets(
        schedule=made.schedule(best),
        days=tuple(given + best[made.over[DAYS, year]] for year, given in enumerate(problem.settings.days)),
        man_yen=tuple(given + best[made.over[MAN_YEN, year]] for year, given in enumerate(problem.settings.man_yen)),
    )


def _whole_best(made: Model, aim: Aim) -> list[int] | None:
    """The whole columns that the solver proves to be best by itself; None when it fails."""
    solver = highs(made, aim, options={"mip_rel_gap": 0.0})
    solver.run()
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    return [round(value) for value in solver.getSolution().col_value]
