"""What the model need not tell apart, so that it stays small: starts that are alike, lifts that follow from others."""

from collections.abc import Iterator, Sequence
from itertools import product

from questionnaire.model import HIGHEST_LEVEL
from scoring.roadmap.problem import Cell, Problem
from scoring.roadmap.schedule import alike_starts
from scoring.roadmap.task import Task


def worthwhile_starts(problem: Problem, task: Task) -> list[int]:
    """The starts of a task that can make a difference.

    Starts that take the same days and money in each year and finish in the same year differ only in what must wait for
    what: the earliest of them serves a task that requires nothing, the latest one that nothing requires.
    """
    alike = alike_starts(problem, task)
    if not task.requires:
        return [starts[0] for starts in alike]
    if task.action.id not in problem.required:
        return [starts[-1] for starts in alike]
    return list(task.starts)


def representative(problem: Problem, name: str, start: int, starts: Sequence[int]) -> int:
    """The one of `starts` that stands for this start."""
    task = problem.tasks[name]
    alike = next(group for group in alike_starts(problem, task) if start in group)
    return start if start in starts else next(one for one in starts if one in alike)


def gains(problem: Problem) -> Iterator[tuple[str, int, int]]:
    """Every question, level above the present one, and year that some task leads to."""
    for question, year in product(problem.lifting, problem.years):
        level = next(cell.levels[question] for cell in problem.cells if question in cell.levels)
        for higher in range(level + 1, max(to for _, to in problem.lifting[question]) + 1):
            yield question, higher, year


def first_to_lift(problem: Problem, question: str, level: int) -> list[str]:
    """The tasks that lift the question to this level, without those that require another of them.

    Where b requires a, b is never finished before a.
    """
    lifting = [name for name, to in problem.lifting.get(question, ()) if to >= level]
    return [name for name in lifting if not ancestors(problem, name).intersection(lifting)]


def ancestors(problem: Problem, name: str) -> set[str]:
    """Everything that the task requires, and that this requires."""
    needed = set(problem.tasks[name].requires)
    return needed.union(*(ancestors(problem, one) for one in needed))


def just_short(problem: Problem, cell: Cell) -> Iterator[dict[str, int]]:
    """Every way in which the questions of the cell miss it by one point, as their levels."""
    ranges = [range(level, HIGHEST_LEVEL + 1) for level in cell.levels.values()]
    for levels in product(*ranges):
        if sum(levels) == cell.needed - 1:
            yield dict(zip(cell.levels, levels, strict=True))
    if HIGHEST_LEVEL * len(cell.levels) < cell.needed:
        yield {}
