"""What is left to choose when the best schedule is found: nothing idle in it, and even work over the quarters."""

from collections.abc import Iterable, Iterator
from fractions import Fraction

from scoring.roadmap.greedy import pruned
from scoring.roadmap.problem import Problem
from scoring.roadmap.schedule import Schedule, alike_starts, waits, worth


def placed(problem: Problem, schedule: Schedule) -> dict[str, int]:
    """The schedule without what adds nothing to it, and with its work spread over the quarters of each year.

    It takes no more in any year, and every task finishes in the same year as before.
    """
    return _levelled(problem, pruned(problem, schedule, lambda one: worth(problem, one)))


def _levelled(problem: Problem, schedule: dict[str, int]) -> dict[str, int]:
    """Each task in turn goes to the quarter where the busiest quarters grow least; of equal ones the earliest."""
    placed, load = dict(schedule), _load(problem, schedule)
    for name in sorted(schedule, key=lambda name: (schedule[name], name)):
        _count(load, _work(problem, name, placed[name]), -1)
        placed[name] = min(_free_starts(problem, placed, name), key=lambda start: _burden(problem, load, name, start))
        _count(load, _work(problem, name, placed[name]), 1)
    return placed


def _load(problem: Problem, schedule: Schedule) -> dict[int, Fraction]:
    """The person-days of each quarter."""
    load: dict[int, Fraction] = {}
    for name, start in schedule.items():
        _count(load, _work(problem, name, start), 1)
    return load


def _count(load: dict[int, Fraction], work: Iterable[tuple[int, Fraction]], sign: int) -> None:
    """Adds this work to the load of its quarters, or takes it away where the sign is −1."""
    for quarter, days in work:
        load[quarter] = load.get(quarter, Fraction(0)) + sign * days


def _work(problem: Problem, name: str, start: int) -> Iterator[tuple[int, Fraction]]:
    """The person-days of a task in each of its quarters."""
    task = problem.tasks[name]
    for quarter in range(max(start, task.rest_from), task.end(start) + 1):
        yield quarter, Fraction(task.action.effort_days.plan, task.quarters)


def _free_starts(problem: Problem, schedule: dict[str, int], name: str) -> list[int]:
    """The starts that change nothing but the quarter, with what comes before and after where it is."""
    task, others = problem.tasks[name], [one for one in schedule if name in problem.tasks[one].requires]
    alike = next(group for group in alike_starts(problem, task) if schedule[name] in group)
    moved = ({**schedule, name: start} for start in alike)
    return [one[name] for one in moved if not any(waits(problem, one, other) for other in (name, *others))]


def _burden(problem: Problem, load: dict[int, Fraction], name: str, start: int) -> tuple[Fraction, int]:
    """How much the sum of the squares of the load grows; the square weighs busy quarters more."""
    grown = ((load.get(quarter, Fraction(0)), days) for quarter, days in _work(problem, name, start))
    return sum(((before + days) ** 2 - before**2 for before, days in grown), Fraction(0)), start
