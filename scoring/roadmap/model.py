"""The plan as a mixed-integer programme: its columns. It reads like docs/roadmap.md, with the same letters.

Columns  s[a,t]   task a has started in quarter t or before
         z[q,k,y] question q is at level k or higher at the end of year y
         g[c,y]   cell c, and every cell of its axis before it, is reached at the end of year y
         r[y]     how many cells are reached in this way at the end of year y
         o[y]     what person-days, or 万円, lack in year y: only where the least budget is asked for
All are 0 or 1 but the last two. The rows between them are in `demands`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from questionnaire.quarter import QUARTERS
from scoring.roadmap.problem import Problem
from scoring.roadmap.reduction import first_to_lift, representative
from scoring.roadmap.schedule import Schedule, finished, is_reached

Terms = Mapping[int, int]
"""A sum: the coefficient of each column."""

NO_BOUND, NO_LIMIT = float("-inf"), float("inf")
DAYS, MAN_YEN = "days", "man_yen"


@dataclass(frozen=True)
class Row:
    """lower ≤ Σ terms ≤ upper."""

    terms: Terms
    lower: float
    upper: float


@dataclass
class Model:
    """The columns and the rows between them. `starts` are those of each task that the columns s stand for."""

    problem: Problem
    starts: dict[str, list[int]] = field(default_factory=dict)
    s: dict[tuple[str, int], int] = field(default_factory=dict)
    z: dict[tuple[str, int, int], int] = field(default_factory=dict)
    g: dict[tuple[int, int], int] = field(default_factory=dict)
    r: dict[int, int] = field(default_factory=dict)
    over: dict[tuple[str, int], int] = field(default_factory=dict)
    upper: list[float] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)

    @property
    def columns(self) -> int:
        """How many columns there are."""
        return len(self.upper)

    def column(self, upper: float = 1) -> int:
        """A new column of whole numbers from 0 to `upper`."""
        self.upper.append(upper)
        return self.columns - 1

    def at_most(self, terms: Terms, upper: float) -> None:
        """Σ terms ≤ upper."""
        self.rows.append(Row({column: value for column, value in terms.items() if value}, NO_BOUND, upper))

    def ended_before(self, name: str, quarter: int) -> list[int]:
        """The column that tells that the task is finished before this quarter begins; none when it cannot be."""
        task = self.problem.tasks[name]
        early = [start for start in self.starts[name] if task.end(start) < quarter]
        return [self.s[name, early[-1]]] if early else []

    def at_level(self, question: str, level: int, year: int) -> list[int]:
        """The column that tells that the question is at this level at the end of the year; none when it cannot be."""
        lifting = first_to_lift(self.problem, question, level)
        if len(lifting) == 1:
            return self.ended_before(lifting[0], QUARTERS * (year + 1))
        return [self.z[question, level, year]] if lifting else []

    def schedule(self, values: Sequence[float]) -> Schedule:
        """The schedule that these values of the columns stand for."""
        started = {
            name: [start for start in starts if is_one(values[self.s[name, start]])]
            for name, starts in self.starts.items()
        }
        return {name: starts[0] for name, starts in started.items() if starts}

    def values(self, schedule: Schedule) -> list[float]:
        """The values of the columns for a schedule, or for one that differs from it in nothing that counts."""
        values = [0.0] * self.columns
        for name, start in schedule.items():
            first = representative(self.problem, name, start, self.starts[name])
            for later in self.starts[name]:
                values[self.s[name, later]] = float(later >= first)
        ends = {year: finished(self.problem, schedule, year) for year in self.problem.years}
        for (question, level, year), column in self.z.items():
            values[column] = float(not ends[year].isdisjoint(first_to_lift(self.problem, question, level)))
        for (place, year), column in self.g.items():
            values[column] = float(is_reached(self.problem, place, ends[year]))
        for year, column in self.r.items():
            values[column] = sum(values[cell] for (_, end), cell in self.g.items() if end == year)
        return values


def is_one(value: float) -> bool:
    """Whether the solver means 1 by this."""
    return value > 0.5
