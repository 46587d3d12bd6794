"""What the model need not tell apart, so that it stays small: starts that are alike, lifts that follow from others."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import product

from questionnaire.model import HIGHEST_LEVEL
from scoring.roadmap.problem import Cell, Problem
from scoring.roadmap.schedule import alike_starts


def worthwhile_starts(problem: Problem) -> dict[str, list[int]]:
    """For each task the starts that can make a difference.

    A start that takes more than there is in a year, or before which what it requires cannot be over, makes none.
    Starts that take the same days and money in each year and finish in the same year differ only in what must wait for
    what: for a task that nothing requires the latest will do, for another the earliest of those that wait for the same.
    """
    found: dict[str, list[int]] = {}

    def gather(name: str) -> None:
        if name not in found:
            for needed in problem.tasks[name].requires:
                gather(needed)
            alike = alike_starts(problem, problem.tasks[name])
            found[name] = [start for starts in alike for start in _worthwhile(problem, found, name, starts)]

    for name in problem.tasks:
        gather(name)
    return {name: found[name] for name in problem.tasks}


def _worthwhile(problem: Problem, found: Mapping[str, list[int]], name: str, alike: list[int]) -> list[int]:
    """The starts among these, which are alike, that can make a difference; `found` has those of what is required."""
    task = problem.tasks[name]
    # What must be done is there with any start: the least budget may be asked for.
    if not (task.is_must or problem.fits(problem.outlays[name, alike[0]])):
        return []
    waiting: dict[tuple[int, ...], int] = {}
    for start in alike:
        over = tuple(sum(problem.tasks[one].end(early) < start for early in found[one]) for one in task.requires)
        if all(over):
            waiting.setdefault(over, start)
    return [*waiting.values()] if name in problem.required or not waiting else alike[-1:]


def representative(problem: Problem, name: str, start: int, starts: Sequence[int]) -> int:
    """The one of `starts` that stands for this start."""
    alike = next(group for group in alike_starts(problem, problem.tasks[name]) if start in group)
    kept = [one for one in starts if one in alike]
    return max((one for one in kept if one <= start), default=kept[0])


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
