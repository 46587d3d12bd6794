"""A plan put together step by step: the start that the optimiser improves on, and what there is when it fails."""

from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import product

from questionnaire.model import HIGHEST_LEVEL
from scoring.roadmap.draft import Draft
from scoring.roadmap.problem import Cell, Problem
from scoring.roadmap.schedule import Schedule, points, worth, worth_at

Wish = frozenset[str]
"""Tasks that are wanted together, with all that they require."""


def must_do(problem: Problem) -> Schedule | None:
    """What must be done, where it is free soonest; None when it does not fit in this way."""
    draft = Draft(problem)
    for name, task in problem.tasks.items():
        if task.is_running:
            draft.put(name, task.starts[0])
    must = [name for name, task in problem.tasks.items() if task.is_must]
    return draft.starts if draft.is_within_budget and draft.add(must) else None


def greedy(problem: Problem, begin: Schedule) -> Schedule:
    """The schedule `begin` with more added to it as long as there is room.

    First what the next cell of an axis lacks to be reached, then single tasks; of these each time what gives the most
    for a person-day, where it is free soonest.
    """
    draft = Draft(problem)
    for name, start in begin.items():
        draft.put(name, start)
    _fill(draft, _to_reach_cells)
    _fill(draft, _single_tasks)
    return draft.starts


def refilled(problem: Problem, schedule: Schedule) -> Schedule:
    """The schedule with as many reached steps, and with the room that is not needed for them filled anew."""
    draft = Draft(problem)
    for name, start in pruned(problem, schedule, lambda one: worth(problem, one)[0]).items():
        draft.put(name, start)
    _fill(draft, _single_tasks)
    return draft.starts


def pruned(problem: Problem, schedule: Schedule, measure: Callable[[Schedule], object]) -> dict[str, int]:
    """The schedule without tasks that need not be done and add nothing to the measure; the latest go first."""
    kept, whole = dict(schedule), measure(schedule)
    # A task goes before what it requires, so one round is enough.
    for name in sorted(schedule, key=lambda name: (-schedule[name], name)):
        required = {one for other in kept for one in problem.tasks[other].requires}
        without = {other: start for other, start in kept.items() if other != name}
        if not problem.tasks[name].is_must and name not in required and measure(without) == whole:
            kept = without
    return kept


def _fill(draft: Draft, wishes: Callable[[Draft], Iterator[Wish]]) -> None:
    """Adds the best wish, again and again, until none fits that gives anything."""
    refused: set[Wish] = set()
    while True:
        before = worth_at(draft.problem, draft.starts.keys())
        ranked = {wish: _rank(draft, wish, before) for wish in wishes(draft) if wish not in refused}
        useful = [wish for wish, rank in ranked.items() if any(rank)]
        if not useful:
            return
        # Of equal ones the first in the alphabet: the same input gives the same plan.
        best = min(useful, key=lambda wish: (-ranked[wish][0], -ranked[wish][1], sorted(wish)))
        if not draft.add(sorted(best)):
            refused.add(best)


def _rank(draft: Draft, wish: Wish, before: tuple[int, int]) -> tuple[Fraction, Fraction]:
    """What a person-day adds to the reached steps, and to the attainment."""
    after = worth_at(draft.problem, draft.starts.keys() | wish)
    days = _days(draft.problem, wish)
    return Fraction(after[0] - before[0], days), Fraction(after[1] - before[1], days)


def _days(problem: Problem, wish: Wish) -> int:
    return sum(problem.tasks[name].action.effort_days.plan for name in wish)


def _single_tasks(draft: Draft) -> Iterator[Wish]:
    for name in draft.problem.tasks:
        if name not in draft.starts:
            yield _with_required(draft, name)


def _to_reach_cells(draft: Draft) -> Iterator[Wish]:
    """The least work with which the next cell of each axis is reached."""
    for cell in _next_cells(draft):
        ways = [way for way in _ways(draft, cell) if way is not None]
        if ways:
            yield min(ways, key=lambda way: (_days(draft.problem, way), sorted(way)))


def _next_cells(draft: Draft) -> Iterator[Cell]:
    """The first cell of each axis that is not reached yet."""
    seen: set[int] = set()
    for cell in draft.problem.cells:
        if cell.axis not in seen and points(draft.problem, cell, draft.starts.keys()) < cell.needed:
            seen.add(cell.axis)
            yield cell


def _ways(draft: Draft, cell: Cell) -> Iterator[Wish | None]:
    """The least work for each way in which the levels of the cell make up the points that it needs."""
    for levels in product(*(range(level, HIGHEST_LEVEL + 1) for level in cell.levels.values())):
        if sum(levels) == cell.needed:
            lifts = [_to_lift(draft, question, level) for question, level in zip(cell.levels, levels, strict=True)]
            yield None if None in lifts else frozenset().union(*(lift for lift in lifts if lift is not None))


def _to_lift(draft: Draft, question: str, level: int) -> Wish | None:
    """The least work that brings the question to the level; None when nothing does."""
    cell = next(cell for cell in draft.problem.cells if question in cell.levels)
    if level <= cell.levels[question]:
        return frozenset()
    tasks = [name for name, to in draft.problem.lifting.get(question, ()) if to >= level]
    ways = [_with_required(draft, name) for name in tasks]
    return min(ways, key=lambda way: (_days(draft.problem, way), sorted(way)), default=None)


def _with_required(draft: Draft, name: str) -> Wish:
    """The task and all that it requires, as far as it is not in the draft."""
    if name in draft.starts:
        return frozenset()
    needed = (_with_required(draft, one) for one in draft.problem.tasks[name].requires)
    return frozenset({name}).union(*needed)
