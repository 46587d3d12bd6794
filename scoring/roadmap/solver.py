"""HiGHS: the best schedule of a model, in two stages, with how far each may be from the best."""

from dataclasses import dataclass, replace
from math import floor, isfinite

import highspy
import numpy as np

from scoring.roadmap.greedy import refilled
from scoring.roadmap.model import (
    DAYS,
    MAN_YEN,
    NO_BOUND,
    NO_LIMIT,
    Model,
    Row,
    Terms,
    attained,
    lacking,
    model,
    reached,
)
from scoring.roadmap.problem import Problem
from scoring.roadmap.schedule import Schedule, is_feasible, worth, worth_at

# All figures are whole, so a bound below the next whole number by more than noise is that number's floor.
NOISE = 1e-6

# One thread and a fixed seed: the same input gives the same plan.
OPTIONS = {"output_flag": False, "threads": 1, "random_seed": 0}
# Of what HiGHS does besides, this took most of the time and gained nothing here (docs/roadmap.md).
SPARED = {
    "mip_allow_restart": False,
    "mip_heuristic_run_rens": False,
    "mip_heuristic_run_root_reduced_cost": False,
    "mip_pscost_minreliable": 1,
    "mip_allow_cut_separation_at_nodes": False,
}


@dataclass(frozen=True)
class Limits:
    """When the optimiser stops: at this relative gap, or after so many nodes. Never by the clock."""

    gap: float = 0.01
    nodes: int = 500


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
    solver = _solver(made, limits)
    first = _run(solver, made, reached(made), begin=made.values(begin))
    if first is None:
        return None
    _add_row(solver, Row(reached(made), round(first.value), NO_LIMIT))
    standing = worth_at(problem, ())[1] * len(problem.years)
    begin = refilled(problem, made.schedule(first.columns))
    second = _run(solver, made, attained(made), standing, begin=made.values(begin))
    if second is None:
        return None
    schedule = made.schedule(second.columns)
    # The solver calculates with decimals; what it gives is held against the exact figures.
    is_sound = is_feasible(problem, schedule) and worth(problem, schedule) >= (round(first.value), round(second.value))
    return Solution(schedule, first.bound, second.bound) if is_sound else None


def least_budgets(problem: Problem) -> LeastBudgets | None:
    """The least budgets with which everything that must be done can be; None when the optimiser fails."""
    must = {name: task for name, task in problem.tasks.items() if task.is_must}
    made = model(replace(problem, tasks=must, cells=()), is_elastic=True)
    solver = _solver(made, Limits(gap=0.0))
    first = _run(solver, made, dict.fromkeys(lacking(made, MAN_YEN), -1))
    if first is None:
        return None
    _add_row(solver, Row(lacking(made, MAN_YEN), NO_BOUND, -round(first.value)))
    second = _run(solver, made, dict.fromkeys(lacking(made, DAYS), -1))
    if second is None:
        return None
    over = {place: round(second.columns[column]) for place, column in made.over.items()}
    return LeastBudgets(
        schedule=made.schedule(second.columns),
        days=tuple(given + over[DAYS, year] for year, given in enumerate(problem.settings.days)),
        man_yen=tuple(given + over[MAN_YEN, year] for year, given in enumerate(problem.settings.man_yen)),
    )


@dataclass(frozen=True)
class _Found:
    """What a run gives: the columns, their value, and what no columns can exceed."""

    columns: list[float]
    value: float
    bound: int


def _solver(made: Model, limits: Limits) -> highspy.Highs:
    solver = highspy.Highs()  # type: ignore[no-untyped-call]  # it states no types here
    for option, value in (OPTIONS | SPARED | {"mip_rel_gap": limits.gap, "mip_max_nodes": limits.nodes}).items():
        solver.setOptionValue(option, value)
    solver.passModel(_programme(made))
    return solver


def _programme(made: Model) -> highspy.HighsLp:
    """The model in the arrays that HiGHS takes."""
    programme = highspy.HighsLp()
    programme.sense_ = highspy.ObjSense.kMaximize
    programme.num_col_, programme.num_row_ = made.columns, len(made.rows)
    programme.col_cost_, programme.col_lower_ = np.zeros(made.columns), np.zeros(made.columns)
    programme.col_upper_ = np.array(made.upper, dtype=np.float64)
    programme.integrality_ = [highspy.HighsVarType.kInteger] * made.columns
    programme.row_lower_ = np.array([row.lower for row in made.rows])
    programme.row_upper_ = np.array([row.upper for row in made.rows])
    matrix = programme.a_matrix_
    matrix.format_ = highspy.MatrixFormat.kRowwise
    matrix.start_ = np.cumsum([0, *(len(row.terms) for row in made.rows)]).astype(np.int32)
    matrix.index_ = np.array([column for row in made.rows for column in row.terms], dtype=np.int32)
    matrix.value_ = np.array([value for row in made.rows for value in row.terms.values()], dtype=np.float64)
    return programme


def _add_row(solver: highspy.Highs, row: Row) -> None:
    columns, values = np.array([*row.terms], dtype=np.int32), np.array([*row.terms.values()], dtype=np.float64)
    solver.addRow(row.lower, row.upper, len(columns), columns, values)


def _run(
    solver: highspy.Highs, made: Model, objective: Terms, standing: int = 0, begin: list[float] | None = None
) -> _Found | None:
    """The columns that maximise this objective. `standing` is what there is of it without any task."""
    cost = np.zeros(made.columns)
    cost[[*objective]] = [*objective.values()]
    solver.changeColsCost(made.columns, np.arange(made.columns, dtype=np.int32), cost)
    solver.changeObjectiveOffset(float(standing))
    if begin is not None:
        given = highspy.HighsSolution()
        given.col_value = begin
        solver.setSolution(given)
    solver.run()
    solution, told = solver.getSolution(), solver.getInfo()
    is_found = told.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    if not is_found or not isfinite(told.mip_dual_bound):
        return None
    return _Found(list(solution.col_value), told.objective_function_value, floor(told.mip_dual_bound + NOISE))
