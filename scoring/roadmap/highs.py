"""A model in HiGHS: its columns and rows as the arrays that the solver takes, and what is to be maximised."""

from collections.abc import Mapping
from dataclasses import dataclass

import highspy
import numpy as np

from scoring.roadmap.model import Model, Row, Terms

Option = bool | int | float | str

# One thread and a fixed seed: the same input gives the same plan.
OPTIONS: dict[str, Option] = {"output_flag": False, "threads": 1, "random_seed": 0}
NONE: Mapping[str, Option] = {}


@dataclass(frozen=True)
class Aim:
    """What is to be maximised, with what there is of it without any task, and a row that must hold meanwhile."""

    objective: Terms
    standing: int = 0
    held: Row | None = None


def highs(made: Model, aim: Aim, *, is_broken: bool = False, options: Mapping[str, Option] = NONE) -> highspy.Highs:
    """The solver with this model and aim in it. Broken: the columns may have values between whole numbers."""
    solver = highspy.Highs()  # type: ignore[no-untyped-call]  # it states no types here
    for option, value in {**OPTIONS, **options}.items():
        solver.setOptionValue(option, value)
    solver.passModel(_programme(made, aim, is_broken=is_broken))
    if aim.held:
        add_row(solver, aim.held)
    return solver


def add_row(solver: highspy.Highs, row: Row) -> None:
    """One more row."""
    columns, values = np.array([*row.terms], dtype=np.int32), np.array([*row.terms.values()], dtype=np.float64)
    solver.addRow(row.lower, row.upper, len(columns), columns, values)


def _programme(made: Model, aim: Aim, *, is_broken: bool) -> highspy.HighsLp:
    programme = highspy.HighsLp()
    # HiGHS ends a hopeless programme early only where it minimises.
    programme.sense_, programme.offset_ = highspy.ObjSense.kMinimize, -float(aim.standing)
    programme.num_col_, programme.num_row_ = made.columns, len(made.rows)
    cost = np.zeros(made.columns)
    cost[[*aim.objective]] = [-value for value in aim.objective.values()]
    programme.col_cost_, programme.col_lower_ = cost, np.zeros(made.columns)
    programme.col_upper_ = np.array(made.upper, dtype=np.float64)
    if not is_broken:
        programme.integrality_ = [highspy.HighsVarType.kInteger] * made.columns
    programme.row_lower_ = np.array([row.lower for row in made.rows])
    programme.row_upper_ = np.array([row.upper for row in made.rows])
    matrix = programme.a_matrix_
    matrix.format_ = highspy.MatrixFormat.kRowwise
    matrix.start_ = np.cumsum([0, *(len(row.terms) for row in made.rows)]).astype(np.int32)
    matrix.index_ = np.array([column for row in made.rows for column in row.terms], dtype=np.int32)
    matrix.value_ = np.array([value for row in made.rows for value in row.terms.values()], dtype=np.float64)
    return programme
