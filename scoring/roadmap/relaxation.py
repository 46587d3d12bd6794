"""The model with broken columns: what no plan can exceed while some of the columns are held."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import inf

import highspy
import numpy as np
from numpy.typing import NDArray

from scoring.roadmap.highs import Aim, Option, highs
from scoring.roadmap.model import Model

Columns = NDArray[np.float64]
"""The value of each column."""

Ranges = Mapping[int, tuple[int, int]]
"""Columns that are held from one whole number to another."""

# A column that is nearer to a whole number is this number; what it stands for is worked out exactly afterwards.
NOISE = 1e-6

# Each programme is a few steps from the one before. With weights that need no preparation and with the figures as they
# are, which are of one size, such a step takes two thirds of the time.
OPTIONS: dict[str, Option] = {
    "solver": "simplex",
    "presolve": "off",
    "simplex_dual_edge_weight_strategy": 1,
    "simplex_scale_strategy": 0,
}


ENDS = highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kObjectiveBound


class RelaxationError(Exception):
    """The solver gave no answer."""


@dataclass(frozen=True)
class Relaxed:
    """The best broken values of the columns with some of them held, their worth, and where the solver stood.

    When it ended early, the worth is only what they do not exceed, and the columns break rows."""

    ranges: Ranges
    value: float
    columns: Columns
    basis: highspy.HighsBasis

    def broken(self) -> list[int]:
        """The columns that are not whole."""
        found: list[int] = np.flatnonzero(np.abs(self.columns - np.round(self.columns)) > NOISE).tolist()
        return found


class Relaxation:
    """The model in the solver, which goes on from where it stood: another column held takes it a few steps."""

    def __init__(self, made: Model, aim: Aim) -> None:
        self._solver = highs(made, aim, is_broken=True, options=OPTIONS)
        self._widest = [(0.0, upper) for upper in made.upper]
        self._ranges: Ranges = {}

    def best(self, ranges: Ranges, begin: highspy.HighsBasis | None = None, least: float = -inf) -> Relaxed | None:
        """The best values with these columns held; None when there are none. Raises `RelaxationError`.

        Ends early when they turn out to be worth less than `least`.
        """
        self._hold(ranges)
        if begin:
            self._solver.setBasis(begin)
        self._solver.setOptionValue("objective_bound", -least)
        self._solver.run()
        status = self._solver.getModelStatus()
        if status == highspy.HighsModelStatus.kInfeasible:
            return None
        if status not in ENDS:
            raise RelaxationError(status)
        columns = np.array(self._solver.getSolution().col_value)
        return Relaxed(ranges, -self._solver.getInfo().objective_function_value, columns, self._solver.getBasis())

    def _hold(self, ranges: Ranges) -> None:
        changed = [column for column in {**self._ranges, **ranges} if self._ranges.get(column) != ranges.get(column)]
        bounds = [ranges.get(column, self._widest[column]) for column in changed]
        lower, upper = np.array(bounds, dtype=np.float64).reshape(-1, 2).T.copy()
        self._solver.changeColsBounds(len(changed), np.array(changed, dtype=np.int32), lower, upper)
        self._ranges = ranges
