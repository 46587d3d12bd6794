"""The whole programme of a problem: its columns with all rows between them, and what can be maximised in it."""

from itertools import product

from scoring.roadmap.demands import DEMANDS
from scoring.roadmap.model import DAYS, MAN_YEN, NO_LIMIT, Model, Terms
from scoring.roadmap.problem import Problem
from scoring.roadmap.reduction import first_to_lift, gains, worthwhile_starts


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
