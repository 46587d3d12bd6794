"""Branch and bound: the best whole columns, and what none can exceed. Why not the solver's own: docs/roadmap.md."""

from collections.abc import Callable
from dataclasses import dataclass, field
from heapq import heappop, heappush
from itertools import count
from math import floor, inf
from statistics import fmean

import numpy as np

from scoring.roadmap.highs import Aim
from scoring.roadmap.model import Model
from scoring.roadmap.relaxation import Columns, Relaxation, Relaxed
from scoring.roadmap.rounding import Rounding
from scoring.roadmap.schedule import Schedule

# All figures are whole, so a value below the next whole number by more than the solver's inaccuracy is its floor.
INACCURACY = 1e-4
# Of the columns whose effect is not known yet so many are tried at a branching.
TRIED = 3
# Whole columns are looked for near one node of so many.
ROUNDED_OF = 8
# Any schedule is worth more.
NOTHING = -1

Judge = Callable[[Schedule], int | None]
"""The exact value of a schedule; None when it breaks something."""


@dataclass(frozen=True)
class Limits:
    """When a search stops: at this gap, as `Stage` tells it, or after so many nodes. Never by the clock."""

    gap: float = 0.01
    nodes: int = 300


@dataclass(order=True)
class _Open:
    """A node that is still to be branched. First comes what may be worth most, of equal ones the newest."""

    order: tuple[int, int]
    node: Relaxed = field(compare=False)


class Search:
    """The best schedule so far, its value, and what no schedule can exceed: `bound` once `run` is over."""

    def __init__(self, made: Model, aim: Aim, judge: Judge, begin: Schedule, limits: Limits) -> None:
        """`begin` is a schedule to improve on, which breaks nothing."""
        value = judge(begin)
        self.best, self.value = begin, NOTHING if value is None else value
        self.bound = self.value
        self._made, self._judge, self._limits = made, judge, limits
        self._relaxation, self._rounding = Relaxation(made, aim), Rounding(made, aim)
        self._columns = np.array(made.values(begin))
        # When it is known how much is reached when, and then what, little is left to choose: so these come first.
        self._first = (frozenset(made.r.values()), frozenset(made.g.values()))
        self._open: list[_Open] = []
        self._number = count()
        self._falls: dict[tuple[int, int], list[float]] = {}

    def run(self) -> None:
        """Searches to the end, or to the limits. Raises `RelaxationError`."""
        root = self._relaxation.best({})
        self._keep(root)
        nodes = 0
        while self._open and nodes < self._limits.nodes:
            node = heappop(self._open).node
            if nodes % ROUNDED_OF == 0:
                self._round(node)
            if self._is_of_use(node):
                nodes += 1
                # The better side is kept last, so that it is the next one among equals.
                for child in sorted(self._sides_of_best(node), key=lambda side: side.value if side else 0.0):
                    self._keep(child)
            else:
                self._leave(node)
        for left in self._open:
            self._leave(left.node)
        if root:
            self._improve(root)

    def _is_of_use(self, node: Relaxed) -> bool:
        """Whether something may be in it that is better by more than the gap."""
        return _whole(node.value) >= self._least()

    def _least(self) -> int:
        """The least value that is better by more than the gap."""
        return next(value for value in count(self.value + 1) if value - self.value > self._limits.gap * value)

    def _keep(self, node: Relaxed | None) -> None:
        """Keeps a node to be branched, or takes what it stands for when it is whole already."""
        if node is None:
            return
        is_whole = not node.broken()
        if is_whole:
            self._take(node.columns)
        if is_whole or not self._is_of_use(node):
            self._leave(node)
        else:
            heappush(self._open, _Open((-_whole(node.value), -next(self._number)), node))

    def _leave(self, node: Relaxed) -> None:
        """What is not looked into may hold as much as it is worth."""
        self.bound = max(self.bound, _whole(node.value))

    def _take(self, columns: Columns) -> None:
        schedule = self._made.schedule(columns.tolist())
        value = self._judge(schedule)
        if value is not None and value > self.value:
            self.best, self.value, self._columns = schedule, value, columns
            self.bound = max(self.bound, value)

    def _round(self, node: Relaxed) -> None:
        """Takes whole columns near the node: where its starts are whole, then where it agrees with the best so far."""
        for kept in (lambda: np.round(node.columns), lambda: self._columns):
            if self._is_of_use(node):
                self._take_near(node, kept())

    def _improve(self, node: Relaxed) -> None:
        """What is near enough may still be bettered at little cost: near the best so far as long as that gives more."""
        before = NOTHING
        while before < self.value < self.bound:
            before = self.value
            self._take_near(node, self._columns)

    def _take_near(self, node: Relaxed, kept: Columns) -> None:
        found = self._rounding.near(node.columns, kept, self.value + 1)
        if found is not None:
            self._take(found)

    def _sides_of_best(self, node: Relaxed) -> list[Relaxed | None]:
        """Both sides of the column that brings the bound down most."""
        broken = node.broken()
        first = ([column for column in broken if column in kind] for kind in self._first)
        columns = next(filter(None, first), broken)
        known = {column: self._promise(node, column) for column in columns if self._is_known(column)}
        unknown = sorted(set(columns) - known.keys(), key=lambda column: (abs(_part(node, column) - 0.5), column))
        tried = {column: self._sides(node, column) for column in unknown[:TRIED]}
        promise = known | {column: _effect(node, sides) for column, sides in tried.items()}
        chosen = max(promise, key=lambda column: (promise[column], -column))
        return tried.get(chosen) or self._sides(node, chosen)

    def _sides(self, node: Relaxed, column: int) -> list[Relaxed | None]:
        """The node with this column below and above its value; how far it falls there is remembered."""
        below, part = floor(node.columns[column]), _part(node, column)
        least, most = node.ranges.get(column, (0, self._made.upper[column]))
        sides = [self._side(node, column, (least, below)), self._side(node, column, (below + 1, int(most)))]
        for side, (child, way) in enumerate(zip(sides, (part, 1 - part), strict=True)):
            if child:
                self._falls.setdefault((column, side), []).append((node.value - child.value) / way)
        return sides

    def _side(self, node: Relaxed, column: int, held: tuple[int, int]) -> Relaxed | None:
        return self._relaxation.best({**node.ranges, column: held}, node.basis, self._least() - INACCURACY)

    def _is_known(self, column: int) -> bool:
        return (column, 0) in self._falls and (column, 1) in self._falls

    def _promise(self, node: Relaxed, column: int) -> float:
        """The effect that this column had elsewhere, for as far as it is from both sides here."""
        part = _part(node, column)
        return _together(fmean(self._falls[column, 0]) * part, fmean(self._falls[column, 1]) * (1 - part))


def _effect(node: Relaxed, sides: list[Relaxed | None]) -> float:
    return _together(*(node.value - side.value if side else inf for side in sides))


def _part(node: Relaxed, column: int) -> float:
    """How far the column is above a whole number."""
    return float(node.columns[column] % 1)


def _together(down: float, up: float) -> float:
    """Both sides count; one that does not fall at all does not wipe out the other."""
    return max(down, INACCURACY) * max(up, INACCURACY)


def _whole(value: float) -> int:
    return floor(value + INACCURACY)
