"""What a schedule is worth and what it takes: exact arithmetic on the quarter in which each task starts."""

from collections.abc import Collection, Mapping
from fractions import Fraction

from questionnaire.quarter import QUARTERS
from scoring.roadmap.problem import Cell, Outlay, Problem
from scoring.roadmap.task import Task

Schedule = Mapping[str, int]
"""The quarter in which each chosen task starts, by its id; those under way included."""


def finished(problem: Problem, schedule: Schedule, year: int) -> frozenset[str]:
    """The tasks that are finished by the end of this year."""
    end = QUARTERS * (year + 1)
    return frozenset(name for name, start in schedule.items() if problem.tasks[name].end(start) < end)


def points(problem: Problem, cell: Cell, done: Collection[str]) -> int:
    """The points of a cell when these tasks are finished."""
    lifted_by = problem.lifters[cell.axis, cell.step].intersection(done)
    place = cell.axis, cell.step, lifted_by
    if place not in problem.known_points:
        problem.known_points[place] = sum(
            max([level, *(to for name, to in problem.lifting.get(question, ()) if name in lifted_by)])
            for question, level in cell.levels.items()
        )
    return problem.known_points[place]


def worth(problem: Problem, schedule: Schedule) -> tuple[int, int]:
    """Σ reached steps and Σ attainment (in shares of `problem.point_shares`) over all year-ends."""
    ends = [worth_at(problem, finished(problem, schedule, year)) for year in problem.years]
    return sum(reached for reached, _ in ends), sum(shares for _, shares in ends)


def is_reached(problem: Problem, place: int, done: Collection[str]) -> bool:
    """Whether the cell at this place, and every cell of its axis before it, is reached with these tasks finished."""
    cell = problem.cells[place]
    # The cells of an axis stand in the order of the steps.
    upto = problem.cells[place - cell.step : place + 1]
    return all(points(problem, one, done) >= one.needed for one in upto)


def worth_at(problem: Problem, done: Collection[str]) -> tuple[int, int]:
    """Σ reached steps of the axes and Σ attainment (in shares) of the cells when these tasks are finished."""
    reached, shares, without_gap = 0, 0, True
    for cell in problem.cells:
        got = points(problem, cell, done)
        # The cells of an axis stand in the order of the steps.
        without_gap = got >= cell.needed and (without_gap or cell.step == 0)
        reached += without_gap
        shares += got * problem.shares(cell)
    return reached, shares


def days(problem: Problem, schedule: Schedule, year: int) -> Fraction:
    """The person-days that the schedule takes in this year."""
    return sum((problem.tasks[name].days(start, year) for name, start in schedule.items()), Fraction(0))


def man_yen(problem: Problem, schedule: Schedule, year: int) -> int:
    """What the schedule costs in this year, in 万円."""
    return sum(problem.tasks[name].man_yen(start, year) for name, start in schedule.items())


def waits(problem: Problem, schedule: Schedule, name: str) -> bool:
    """Whether the task starts before all that it requires is finished, or what it requires is not there."""
    needed = problem.tasks[name].requires
    return any(one not in schedule or problem.tasks[one].end(schedule[one]) >= schedule[name] for one in needed)


def alike_starts(problem: Problem, task: Task) -> list[list[int]]:
    """The starts of a task in groups that finish in the same year and take the same in each year."""
    groups: dict[tuple[int, Outlay], list[int]] = {}
    for start in task.starts:
        alike = task.end(start) // QUARTERS, problem.outlays[task.action.id, start]
        groups.setdefault(alike, []).append(start)
    return list(groups.values())


def is_feasible(problem: Problem, schedule: Schedule) -> bool:
    """Whether the schedule keeps everything that a plan must keep."""
    return (
        all(start in problem.tasks[name].starts for name, start in schedule.items())
        and all(name in schedule for name, task in problem.tasks.items() if task.is_must)
        and not any(waits(problem, schedule, name) for name in schedule)
        and all(within_budget(problem, schedule, year) for year in problem.years)
    )


def within_budget(problem: Problem, schedule: Schedule, year: int) -> bool:
    """Whether person-days and cost of this year are there."""
    settings = problem.settings
    is_enough = days(problem, schedule, year) <= settings.days[year]
    return is_enough and man_yen(problem, schedule, year) <= settings.man_yen[year]
