"""What every plan must keep, as rows of the model: a function for each kind. docs/roadmap.md gives the reasons."""

from collections.abc import Iterable, Mapping
from itertools import pairwise, zip_longest

from questionnaire.quarter import QUARTERS
from scoring.roadmap.model import DAYS, MAN_YEN, Model, Row
from scoring.roadmap.reduction import first_to_lift, just_short


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


def minus(columns: Iterable[int]) -> dict[int, int]:
    """Each column with −1."""
    return dict.fromkeys(columns, -1)


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
