"""Whole columns near broken ones: the whole model with most of its starts fixed, which HiGHS solves in no time."""

from collections.abc import Mapping

import highspy
import numpy as np

from scoring.roadmap.highs import Aim, Option, add_row, highs
from scoring.roadmap.model import NO_BOUND, NO_LIMIT, Model, Row
from scoring.roadmap.relaxation import Columns

# It need not find the best, the search goes on. Of what HiGHS does besides, this took most of its time.
OPTIONS: dict[str, Option] = {
    "mip_rel_gap": 0.0,
    "mip_max_nodes": 5,
    "mip_allow_restart": False,
    "mip_heuristic_run_rens": False,
    "mip_heuristic_run_root_reduced_cost": False,
    "mip_pscost_minreliable": 1,
    "mip_allow_cut_separation_at_nodes": False,
}
# With more starts left open than this it would be a search of its own.
MOST_OPEN = 120


class Rounding:
    """The whole model in the solver, with a row that asks for more than there is already."""

    def __init__(self, made: Model, aim: Aim) -> None:
        self._solver = highs(made, aim, options=OPTIONS)
        add_row(self._solver, Row(aim.objective, NO_BOUND, NO_LIMIT))
        self._row, self._standing = self._solver.getNumRow() - 1, aim.standing
        self._upper = np.array(made.upper)
        self._starts = list(made.s.values())

    def near(self, columns: Columns, kept: Columns, least: int) -> Columns | None:
        """Whole columns worth `least` or more, with the same starts wherever `columns` and `kept` agree.

        None when there are none, when they were not found at once, or when too little agrees.
        """
        fixed = {column: round(kept[column]) for column in self._starts if abs(columns[column] - kept[column]) < 1e-6}
        if len(self._starts) - len(fixed) > MOST_OPEN:
            return None
        self._fix(fixed)
        self._solver.changeRowBounds(self._row, float(least - self._standing), NO_LIMIT)
        self._solver.run()
        is_found = self._solver.getInfo().primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
        return np.array(self._solver.getSolution().col_value) if is_found else None

    def _fix(self, fixed: Mapping[int, int]) -> None:
        lower, upper = np.zeros(len(self._upper)), self._upper.copy()
        lower[[*fixed]] = upper[[*fixed]] = [*fixed.values()]
        self._solver.changeColsBounds(len(upper), np.arange(len(upper), dtype=np.int32), lower, upper)
