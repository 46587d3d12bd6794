"""The plan as a mixed-integer programme. It reads like docs/roadmap.md, with the same letters.

Columns  s[a,t]   task a has started in quarter t or before
         z[q,k,y] question q is at level k or higher at the end of year y
         g[c,y]   cell c, and every cell of its axis before it, is reached at the end of year y
         r[y]     how many cells are reached in this way at the end of year y
         o[y]     what person-days, or 万円, lack in year y: only where the least budget is asked for
All are 0 or 1 but the last two.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, product, zip_longest

from questionnaire.quarter import QUARTERS
from scoring.roadmap.problem import Problem
from scoring.roadmap.reduction import first_to_lift, gains, just_short, representative, worthwhile_starts
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


def model(problem: Problem, *, is_elastic: bool = False) -> Model:
    """The columns and rows of this problem, without an objective. Elastic: budgets may be exceeded by what o tells."""
    made = Model(problem)
    if is_elastic:
        made.over = {place: made.column(NO_LIMIT) for place in product((DAYS, MAN_YEN), problem.years)}
    made.starts = worthwhile_starts(problem)
    for name, starts in made.starts.items():
        made.s |= {(name, start): made.column() for start in starts}
    for question, level, year in gains(problem):
        if len(first_to_lift(problem, question, level)) > 1:
            made.z[question, level, year] = made.column()
    for cell, year in product(range(len(problem.cells)), problem.years):
        made.g[cell, year] = made.column()
    made.r = {year: made.column(len(problem.cells)) for year in problem.years}
    for demand in DEMANDS:
        demand(made)
    return made


def reached(made: Model) -> Terms:
    """The first objective: Σ over year-ends and axes of the reached step."""
    return dict.fromkeys(made.r.values(), 1)


def attained(made: Model) -> Terms:
    """The second objective: Σ over year-ends and cells of what is gained in attainment, in shares."""
    worth = {question: made.problem.shares(cell) for cell in made.problem.cells for question in cell.levels}
    terms = dict[int, int]()
    for question, level, year in gains(made.problem):
        for column in made.at_level(question, level, year):
            terms[column] = terms.get(column, 0) + worth[question]
    return terms


def lacking(made: Model, what: str) -> Terms:
    """What lacks in all years, of person-days or of 万円."""
    return {column: 1 for (kind, _), column in made.over.items() if kind == what}


def stay_started(made: Model) -> None:
    """s[a,t] ≤ s[a,t+1], and s[a,T] = 1 for what must be done."""
    for name, starts in made.starts.items():
        for earlier, later in pairwise(starts):
            made.at_most({made.s[name, earlier]: 1, made.s[name, later]: -1}, 0)
        if made.problem.tasks[name].is_must:
            made.rows.append(Row({made.s[name, start]: 1 for start in starts[-1:]}, 1, 1))


def finish_first(made: Model) -> None:
    """s[a,t] ≤ s[b,t-d_b] for each task b that a requires: b is finished before a starts.

    Of the starts that wait for the same start of b the last one tells of the others, too.
    """
    for name, starts in made.starts.items():
        for needed in made.problem.tasks[name].requires:
            last = {tuple(made.ended_before(needed, start)): start for start in starts}
            for before, start in last.items():
                made.at_most({made.s[name, start]: 1} | minus(before), 0)


def stay_within_days(made: Model) -> None:
    """Σ_a,t days(a,t,y) · (s[a,t] − s[a,t−1]) − o[y] ≤ B_y, in whole parts of a day."""
    problem = made.problem
    for year in problem.years:
        spent = over_starts(made, {place: problem.outlays[place].days[year] for place in made.s})
        lacking = {made.over[DAYS, year]: -problem.day_parts} if made.over else {}
        made.at_most(spent | lacking, problem.day_parts * problem.settings.days[year])


def stay_within_cost(made: Model) -> None:
    """Σ_a,t cost(a,t,y) · (s[a,t] − s[a,t−1]) − o[y] ≤ M_y, in 万円."""
    problem = made.problem
    for year in problem.years:
        spent = over_starts(made, {place: problem.outlays[place].man_yen[year] for place in made.s})
        lacking = {made.over[MAN_YEN, year]: -1} if made.over else {}
        made.at_most(spent | lacking, problem.settings.man_yen[year])


def over_starts(made: Model, amounts: Mapping[tuple[str, int], int]) -> dict[int, int]:
    """Σ_a,t amount(a,t) · (s[a,t] − s[a,t−1]), gathered by column."""
    terms = dict[int, int]()
    for name, starts in made.starts.items():
        for start, later in zip_longest(starts, starts[1:]):
            following = amounts[name, later] if later is not None else 0
            terms[made.s[name, start]] = amounts[name, start] - following
    return terms


def reach_levels(made: Model) -> None:
    """z[q,k,y] ≤ Σ_{a lifts q to k or higher} f[a,y]."""
    for (question, level, year), column in made.z.items():
        done = (made.ended_before(name, QUARTERS * (year + 1)) for name in first_to_lift(made.problem, question, level))
        made.at_most({column: 1} | minus(one for columns in done for one in columns), 0)


def reach_cells(made: Model) -> None:
    """g[c,y] ≤ Σ_q z[q,l_q+1,y] for every way l to fall just short of the points that cell c needs.

    Together with whole z this is: Σ points ≥ needed · g. It is stronger where z is broken.
    """
    for (place, year), column in made.g.items():
        for short in just_short(made.problem, made.problem.cells[place]):
            above = (made.at_level(question, level + 1, year) for question, level in short.items())
            made.at_most({column: 1} | minus(one for columns in above for one in columns), 0)


def leave_no_gap(made: Model) -> None:
    """g[c,y] ≤ g[c',y] for the cell c' of the step before."""
    for (place, year), column in made.g.items():
        if made.problem.cells[place].step:
            made.at_most({column: 1, made.g[place - 1, year]: -1}, 0)


def count_cells(made: Model) -> None:
    """r[y] = Σ_c g[c,y]."""
    for year, column in made.r.items():
        made.rows.append(Row({column: 1} | minus(cell for (_, end), cell in made.g.items() if end == year), 0, 0))


DEMANDS = (
    count_cells,
    stay_started,
    finish_first,
    stay_within_days,
    stay_within_cost,
    reach_levels,
    reach_cells,
    leave_no_gap,
)


def is_one(value: float) -> bool:
    """Whether the solver means 1 by this."""
    return value > 0.5


def minus(columns: Iterable[int]) -> dict[int, int]:
    """Each column with −1."""
    return dict.fromkeys(columns, -1)
