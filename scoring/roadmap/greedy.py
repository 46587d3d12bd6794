"""A plan put together step by step: the start that the optimiser improves on, and what there is when it fails."""

from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import product

from questionnaire.model import HIGHEST_LEVEL
from scoring.roadmap.problem import Cell, Problem
from scoring.roadmap.schedule import Schedule, points, worth, worth_at
from scoring.roadmap.sketch import Sketch

Bundle = frozenset[str]
"""Tasks that are wanted together, with all that they require."""


def must_do(problem: Problem) -> Schedule | None:
    """What must be done, where it is free soonest; None when it does not fit in this way."""
    sketch = Sketch(problem)
    for name, task in problem.tasks.items():
        if task.is_running:
            sketch.put(name, task.starts[0])
    must = [name for name, task in problem.tasks.items() if task.is_must]
    return sketch.starts if sketch.is_within_budget and sketch.add(must) else None


def greedy(problem: Problem, begin: Schedule) -> Schedule:
    """The schedule `begin` with more added to it as long as there is room.

    First what the next cell of an axis lacks to be reached, then single tasks; of these each time what gives the most
    for a person-day, where it is free soonest.
    """
    sketch = Sketch(problem)
    for name, start in begin.items():
        sketch.put(name, start)
    _fill(sketch, _to_reach_cells)
    _fill(sketch, _single_tasks)
    return sketch.starts


def refilled(problem: Problem, schedule: Schedule) -> Schedule:
    """The schedule with as many reached steps, and with the room that is not needed for them filled anew."""
    sketch = Sketch(problem)
    for name, start in pruned(problem, schedule, lambda one: worth(problem, one)[0]).items():
        sketch.put(name, start)
    _fill(sketch, _single_tasks)
    return sketch.starts


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


def _fill(sketch: Sketch, bundles: Callable[[Sketch], Iterator[Bundle]]) -> None:
    """Adds the best bundle, again and again, until none fits that gives anything."""
    refused: set[Bundle] = set()
    while True:
        before = worth_at(sketch.problem, sketch.starts.keys())
        ranked = {bundle: _rank(sketch, bundle, before) for bundle in bundles(sketch) if bundle not in refused}
        useful = [bundle for bundle, rank in ranked.items() if any(rank)]
        if not useful:
            return
        # Of equal ones the first in the alphabet: the same input gives the same plan.
        best = min(useful, key=lambda bundle: (-ranked[bundle][0], -ranked[bundle][1], sorted(bundle)))
        if not sketch.add(sorted(best)):
            refused.add(best)


def _rank(sketch: Sketch, bundle: Bundle, before: tuple[int, int]) -> tuple[Fraction, Fraction]:
    """What a person-day adds to the reached steps, and to the attainment."""
    after = worth_at(sketch.problem, sketch.starts.keys() | bundle)
    days = _days(sketch.problem, bundle)
    return Fraction(after[0] - before[0], days), Fraction(after[1] - before[1], days)


def _days(problem: Problem, bundle: Bundle) -> int:
    return sum(problem.tasks[name].action.effort_days.plan for name in bundle)


def _single_tasks(sketch: Sketch) -> Iterator[Bundle]:
    for name in sketch.problem.tasks:
        if name not in sketch.starts:
            yield _with_required(sketch, name)


def _to_reach_cells(sketch: Sketch) -> Iterator[Bundle]:
    """The least work with which the next cell of each axis is reached."""
    for cell in _next_cells(sketch):
        ways = [way for way in _ways(sketch, cell) if way is not None]
        if ways:
            yield min(ways, key=lambda way: (_days(sketch.problem, way), sorted(way)))


def _next_cells(sketch: Sketch) -> Iterator[Cell]:
    """The first cell of each axis that is not reached yet."""
    seen: set[int] = set()
    for cell in sketch.problem.cells:
        if cell.axis not in seen and points(sketch.problem, cell, sketch.starts.keys()) < cell.needed:
            seen.add(cell.axis)
            yield cell


def _ways(sketch: Sketch, cell: Cell) -> Iterator[Bundle | None]:
    """The least work for each way in which the levels of the cell make up the points that it needs."""
    for levels in product(*(range(level, HIGHEST_LEVEL + 1) for level in cell.levels.values())):
        if sum(levels) == cell.needed:
            lifts = [_to_lift(sketch, question, level) for question, level in zip(cell.levels, levels, strict=True)]
            yield None if None in lifts else frozenset().union(*(lift for lift in lifts if lift is not None))


def _to_lift(sketch: Sketch, question: str, level: int) -> Bundle | None:
    """The least work that brings the question to the level; None when nothing does."""
    cell = next(cell for cell in sketch.problem.cells if question in cell.levels)
    if level <= cell.levels[question]:
        return frozenset()
    tasks = [name for name, to in sketch.problem.lifting.get(question, ()) if to >= level]
    ways = [_with_required(sketch, name) for name in tasks]
    return min(ways, key=lambda way: (_days(sketch.problem, way), sorted(way)), default=None)


def _with_required(sketch: Sketch, name: str) -> Bundle:
    """The task and all that it requires, as far as it is not in the sketch."""
    if name in sketch.starts:
        return frozenset()
    needed = (_with_required(sketch, one) for one in sketch.problem.tasks[name].requires)
    return frozenset({name}).union(*needed)
