"""What a plan is chosen from: the tasks, the budgets, and the cells that the tasks lift."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from math import lcm
from typing import NamedTuple

from questionnaire.model import HIGHEST_LEVEL
from questionnaire.plan import PlanSettings
from scoring.roadmap.task import Task


@dataclass(frozen=True)
class Cell:
    """A cell (axis × step, as places) with what can be lifted in it.

    `levels` holds the level of each of its questions that has one. `count` questions apply, and the cell is reached
    from `needed` points on: the threshold of the rules in whole points.
    """

    axis: int
    step: int
    levels: Mapping[str, int]
    count: int
    needed: int


class Outlay(NamedTuple):
    """What a start takes in each year of the plan: parts of a person-day, and 万円."""

    days: tuple[int, ...]
    man_yen: tuple[int, ...]


@dataclass(frozen=True)
class Problem:
    """Everything that decides on a plan, in whole numbers. Years and quarters count from 0, the first of the plan."""

    settings: PlanSettings
    tasks: Mapping[str, Task]
    cells: tuple[Cell, ...]

    @property
    def years(self) -> range:
        """The fiscal years of the plan."""
        return range(len(self.settings.days))

    @cached_property
    def day_parts(self) -> int:
        """Into how many parts a person-day is cut, so that every task has whole parts in every quarter."""
        return lcm(*(task.quarters for task in self.tasks.values()))

    @cached_property
    def outlays(self) -> dict[tuple[str, int], Outlay]:
        """What each start of each task takes."""
        return {
            (name, start): Outlay(
                tuple(int(task.days(start, year) * self.day_parts) for year in self.years),
                tuple(task.man_yen(start, year) for year in self.years),
            )
            for name, task in self.tasks.items()
            for start in task.starts
        }

    def fits(self, outlay: Outlay) -> bool:
        """Whether there are the days and the money of each year for this alone."""
        days = all(
            self.day_parts * given >= taken for given, taken in zip(self.settings.days, outlay.days, strict=True)
        )
        return days and all(given >= taken for given, taken in zip(self.settings.man_yen, outlay.man_yen, strict=True))

    @cached_property
    def point_shares(self) -> int:
        """Into how many shares an attainment of 1 is cut, so that a point in any cell is a whole number of them."""
        return HIGHEST_LEVEL * lcm(*(cell.count for cell in self.cells))

    def shares(self, cell: Cell) -> int:
        """What one point in this cell is worth."""
        return self.point_shares // (HIGHEST_LEVEL * cell.count)

    @cached_property
    def lifters(self) -> dict[tuple[int, int], frozenset[str]]:
        """For each cell, by axis and step, the tasks that lift a question of it."""
        return {
            (cell.axis, cell.step): frozenset(name for one in cell.levels for name, _ in self.lifting.get(one, ()))
            for cell in self.cells
        }

    @cached_property
    def known_points(self) -> dict[tuple[int, int, frozenset[str]], int]:
        """What `schedule.points` found: the points of a cell with these of its lifters finished."""
        return {}

    @cached_property
    def required(self) -> frozenset[str]:
        """The tasks that another one requires."""
        return frozenset(needed for task in self.tasks.values() for needed in task.requires)

    @cached_property
    def lifting(self) -> dict[str, list[tuple[str, int]]]:
        """For each question that can be lifted the tasks that do so, each with the level it leads to."""
        found: dict[str, list[tuple[str, int]]] = {}
        levels = {question: level for cell in self.cells for question, level in cell.levels.items()}
        for name, task in self.tasks.items():
            for lift in task.action.lifts:
                if levels.get(lift.question, HIGHEST_LEVEL) < lift.to:
                    found.setdefault(lift.question, []).append((name, lift.to))
        return found
