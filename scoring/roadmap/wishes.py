"""Wishes that no plan can fulfil, each with what stands against it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from questionnaire.model import Action
from questionnaire.plan import Stance
from questionnaire.quarter import Quarter
from scoring.roadmap.problem import Problem


@dataclass(frozen=True)
class RefusedPrerequisite:
    """An action must be done, but what it requires is refused."""

    action: Action
    refused: Action


@dataclass(frozen=True)
class TooLate:
    """An action must be done, but cannot be finished before the end of this quarter, which lies after the plan."""

    action: Action
    end: Quarter


@dataclass(frozen=True)
class OverBudget:
    """What must be done takes more than there is. With these budgets per year of the plan it would do.

    They are the smallest: first the least 万円 beyond the given ones over all years, then the least person-days.
    """

    days: tuple[int, ...]
    man_yen: tuple[int, ...]


@dataclass(frozen=True)
class Unplaced:
    """What must be done was not brought into the budgets, and the optimiser, which could tell the least, failed."""


Impossible = RefusedPrerequisite | TooLate | OverBudget | Unplaced


class ImpossibleError(Exception):
    """No plan fulfils the wishes. `wishes` holds every one that was found to be impossible."""

    def __init__(self, wishes: Sequence[Impossible]) -> None:
        self.wishes = tuple(wishes)
        super().__init__(self.wishes)


def impossible_wishes(problem: Problem) -> list[Impossible]:
    """The wishes that cannot be fulfilled whatever the budgets are."""
    return [*_refused_prerequisites(problem), *_too_late(problem)]


def _refused_prerequisites(problem: Problem) -> Iterator[Impossible]:
    refused = set(problem.settings.decided(Stance.WILL_NOT))
    for task in problem.tasks.values():
        for needed in task.requires:
            if task.is_must and needed in refused:
                yield RefusedPrerequisite(task.action, problem.tasks[needed].action)


def _too_late(problem: Problem) -> Iterator[Impossible]:
    for task in problem.tasks.values():
        if task.is_must and not task.starts:
            yield TooLate(task.action, problem.settings.first_quarter.after(task.end(task.starts.start)))
