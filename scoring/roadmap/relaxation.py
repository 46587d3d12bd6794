"""The model with broken columns: what no plan can exceed while some of the columns are fixed."""

from collections.abc import Mapping
from dataclasses import dataclass

import highspy
import numpy as np
from numpy.typing import NDArray

from scoring.roadmap.highs import Aim, Option, highs
from scoring.roadmap.model import Model

Columns = NDArray[np.float64]
"""The value of each column."""

Fixed = Mapping[int, int]
"""Columns that are held at 0 or at 1."""

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


class RelaxationError(Exception):
    """The solver gave no answer."""


@dataclass(frozen=True)
class Relaxed:
    """The best broken values of the columns with some of them fixed, their worth, and where the solver stood."""

    fixed: Fixed
    value: float
    columns: Columns
    basis: highspy.HighsBasis

    def broken(self) -> list[int]:
        """The columns that are not whole."""
        found: list[int] = np.flatnonzero(np.abs(self.columns - np.round(self.columns)) > NOISE).tolist()
        return found


class Relaxation:
    """The model in the solver, which goes on from where it stood: another fixed column takes it a few steps."""

    def __init__(self, made: Model, aim: Aim) -> None:
        self._solver = highs(made, aim, is_broken=True, options=OPTIONS)
        self._upper = made.upper
        self._fixed: Fixed = {}

    def best(self, fixed: Fixed, begin: highspy.HighsBasis | None = None) -> Relaxed | None:
        """The best values with these columns fixed; None when there are none. Raises `RelaxationError`."""
        self._fix(fixed)
        if begin:
            self._solver.setBasis(begin)
        self._solver.run()
        status = self._solver.getModelStatus()
        if status == highspy.HighsModelStatus.kInfeasible:
            return None
        if status != highspy.HighsModelStatus.kOptimal:
            raise RelaxationError(status)
        columns = np.array(self._solver.getSolution().col_value)
        return Relaxed(fixed, self._solver.getInfo().objective_function_value, columns, self._solver.getBasis())

    def _fix(self, fixed: Fixed) -> None:
        changed = [column for column in {**self._fixed, **fixed} if self._fixed.get(column) != fixed.get(column)]
        lower = np.array([fixed.get(column, 0) for column in changed], dtype=np.float64)
        upper = np.array([fixed.get(column, self._upper[column]) for column in changed], dtype=np.float64)
        self._solver.changeColsBounds(len(changed), np.array(changed, dtype=np.int32), lower, upper)
        self._fixed = fixed
