"""Question by question: the own level, those of the peers, and who of them is further on."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from questionnaire.model import GOOD_LEVEL, Axis, Depth, Practice, Question
from questionnaire.nearby import by_distance
from questionnaire.peer import Origin
from questionnaire.practices import practices_for
from scoring.levels import Counts
from scoring.peers.aggregate import Aggregate
from scoring.peers.group import Group
from scoring.peers.membership import rows_of
from scoring.peers.protection import NEVER_BY_NAME
from scoring.peers.view import View

LEVELS = 4
# More names beside one question would be a list, not a hint whom to ask.
MOST_NAMES = 5


@dataclass(frozen=True)
class Further:
    """A peer that is shown by name and stands at a higher level."""

    municipality: str
    level: int
    origin: Origin
    fiscal_year: int


@dataclass(frozen=True)
class Compared:
    """A question: the own level (None: no level), how many peers stand at each level, and who is further on.

    `distribution` is None where it may not be shown, and then nothing tells why. `further` (nearest first, the survey
    last) and `practices` are given where the own level leaves a gap.
    """

    axis: Axis
    question: Question
    own: int | None
    distribution: tuple[int, ...] | None
    further: tuple[Further, ...]
    practices: tuple[Practice, ...]


@dataclass(frozen=True)
class _Names:
    """The named peers of a group in one table, the nearest first."""

    view: View
    rows: Counts

    def further(self, column: int, own: int) -> Iterator[Further]:
        """The nearest ones who stand higher in the question of this column."""
        table = self.view.table
        levels = table.figures.levels[self.rows, column]
        for place in np.flatnonzero(levels > own)[:MOST_NAMES]:
            row = int(self.rows[place])
            yield Further(table.codes[row], int(levels[place]), table.origin(row), table.fiscal_year)


def compared_questions(view: View, group: Group, found: Aggregate, beside: View | None) -> tuple[Compared, ...]:
    """Every core question, in the order of the screens."""
    asked = view.table.questionnaire
    names = [_names(one, group) for one in (view, beside) if one]
    distributions = _distributions(view, found)
    compared = []
    for column, question in enumerate(asked.asked(Depth.CORE)):
        axis, own = asked.axis_of[question.id], view.viewer.assessment.answer(question.id).level
        is_gap = own is not None and own < GOOD_LEVEL
        further = _further(names, column, own) if own is not None and is_gap and axis.id not in NEVER_BY_NAME else ()
        practices = practices_for(asked, question.id) if is_gap else ()
        compared.append(Compared(axis, question, own, distributions[column], further, practices))
    return tuple(compared)


def _names(view: View, group: Group) -> _Names:
    named, inside = view.table.named, rows_of(view, group)
    in_order = [named[code] for code in by_distance(view.viewer.assessment.municipality, named)]
    return _Names(view, np.array([row for row in in_order if inside[row]], dtype=np.int64))


def _further(names: list[_Names], column: int, own: int) -> tuple[Further, ...]:
    return tuple(peer for one in names for peer in one.further(column, own))


def _distributions(view: View, found: Aggregate) -> list[tuple[int, ...] | None]:
    """How many peers stand at each level of each question; None where this may not be shown, or would tell each."""
    figures, has_spread = view.table.figures, found.has_spread
    first = figures.values.shape[1]
    distributions = list[tuple[int, ...] | None]()
    for question in range(figures.levels.shape[1]):
        levels = figures.levels[found.of(first + question), question]
        counts = np.bincount(levels, minlength=LEVELS)
        is_shown = has_spread[first + question] and np.count_nonzero(counts) > 1
        distributions.append(tuple(counts.tolist()) if is_shown else None)
    return distributions
