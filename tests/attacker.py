"""Somebody who sees all that one municipality is shown, knows who is in every figure, and wants one peer's level.

That is more than a real one knows: the members of a figure are never shown.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from questionnaire.model import Depth
from questionnaire.month import Month
from questionnaire.peer import Sharing
from scoring.peers.comparison import comparison
from scoring.peers.group import Group
from scoring.peers.membership import Offer, offer, usual_groups
from scoring.peers.protection import FEWEST_FOR_SPREAD, NEVER_BY_NAME
from scoring.peers.view import Viewer, view
from tests.region import QUESTIONS, REAL, Region

Key = tuple[int, int]
LEVELS = range(4)
CORE = REAL.asked(Depth.CORE)


@dataclass(frozen=True)
class Distribution:
    """How many of these unknown peers stand at each level of a question; the named ones are taken out already."""

    question: int
    members: frozenset[Key]
    counts: tuple[int, ...]


def shown_in(region: Region, month: Month, viewer: Viewer, chosen: Sequence[Group] = ()) -> Iterator[Distribution]:
    """Every distribution that the viewer is shown in this month, in whatever group."""
    offered = offer(view(region.table(month), viewer), usual_groups(chosen))
    for group in offered.aggregates:
        yield from _of_group(offered, group)


def _of_group(offered: Offer, group: Group) -> Iterator[Distribution]:
    shown = [question.distribution for question in comparison(offered, group).questions]
    return known_of(offered, group, shown)


def known_of(offered: Offer, group: Group, shown: Sequence[tuple[int, ...] | None]) -> Iterator[Distribution]:
    """What somebody knows who was shown these distributions of a group, one for each question."""
    table = offered.view.table
    first, axes = table.figures.values.shape[1], [table.questionnaire.axis_of[question.id] for question in CORE]
    for number, distribution in enumerate(shown):
        if distribution is not None:
            rows = offered.aggregates[group].of(first + number)
            by_name = table.is_named & (axes[number].id not in NEVER_BY_NAME)
            known = Counter(int(table.figures.levels[row, number]) for row in rows if by_name[row])
            unknown = frozenset(table.submissions[row].key for row in rows if not by_name[row])
            counts = tuple(distribution[level] - known[level] for level in LEVELS)
            yield Distribution(number, unknown, counts)


def shown_without_protection(region: Region, month: Month, viewer: Viewer) -> Iterator[Distribution]:
    """The same where only the limit of 10 is kept, and each group is simply who is in it at the first day."""
    table = region.table(month)
    seen, state = view(table, viewer), table.timeline.states[-1]
    for group in usual_groups():
        if group.kind.is_fixed:
            rows = np.flatnonzero(seen.inside(group.kind)[: len(table.submissions)] & state.latest & state.anonymous)
            for question in range(QUESTIONS):
                given = [row for row in rows if table.figures.levels[row, question] >= 0]
                counts = Counter(int(table.figures.levels[row, question]) for row in given)
                if len(given) >= FEWEST_FOR_SPREAD and len(counts) > 1:
                    members = frozenset(table.submissions[row].key for row in given)
                    yield Distribution(question, members, tuple(counts[level] for level in LEVELS))


def told(shown: Iterable[Distribution]) -> dict[tuple[Key, int], int]:
    """Every peer and question whose level follows from what was shown, with the level."""
    found: dict[tuple[Key, int], int] = {}
    of_question: dict[int, set[Distribution]] = {}
    for one in shown:
        of_question.setdefault(one.question, set()).add(one)
    for question, distributions in of_question.items():
        solved = _by_equations(list(distributions)) | _by_bounds(list(distributions))
        found |= {(key, question): level for key, level in solved.items()}
    return found


def smallest_part(shown: Iterable[Distribution]) -> int:
    """How many peers the smallest part has that the members of the groups can be told into."""
    members = {one.members for one in shown}
    parts = Counter(tuple(key in one for one in members) for key in frozenset().union(*members))
    return min(parts.values())


def _by_equations(shown: Sequence[Distribution]) -> dict[Key, int]:
    """Linear algebra: whose unit vector lies in the row space of all member sets."""
    keys = sorted(frozenset().union(*(one.members for one in shown)))
    rows = np.array([[key in one.members for key in keys] for one in shown], dtype=float)
    counts = np.array([one.counts for one in shown], dtype=float)
    inverse = np.linalg.pinv(rows)
    is_told = np.isclose(np.diag(inverse @ rows), 1, atol=1e-7)
    levels = (inverse @ counts).argmax(axis=1)
    return {key: int(levels[place]) for place, key in enumerate(keys) if is_told[place]}


def _by_bounds(shown: Sequence[Distribution]) -> dict[Key, int]:
    """How many peers of each indistinguishable part can stand at each level at least and at most."""
    keys = sorted(frozenset().union(*(one.members for one in shown)))
    parts: dict[tuple[bool, ...], list[Key]] = {}
    for key in keys:
        parts.setdefault(tuple(key in one.members for one in shown), []).append(key)
    inside, sizes = np.array(list(parts)), np.array([len(part) for part in parts.values()])
    low, high = np.zeros((len(sizes), 4)), np.repeat(sizes[:, np.newaxis], 4, axis=1).astype(float)
    for _ in range(40):
        for place, one in enumerate(shown):
            _narrow(low, high, inside[:, place], np.array(one.counts))
        _narrow(low.T, high.T, np.ones(4, dtype=bool), sizes)
    return {
        key: level
        for number, part in enumerate(parts.values())
        for level in LEVELS
        if low[number, level] == sizes[number]
        for key in part
    }


def _narrow(low: np.ndarray, high: np.ndarray, chosen: np.ndarray, totals: np.ndarray) -> None:
    """Holds the bounds of the chosen rows against their totals, column by column, in place."""
    lows, highs = low[chosen].sum(axis=0), high[chosen].sum(axis=0)
    high[chosen] = np.minimum(high[chosen], totals - lows + low[chosen])
    low[chosen] = np.maximum(low[chosen], totals - highs + high[chosen])


def true_levels(region: Region) -> Mapping[tuple[Key, int], str]:
    """What the attacker would like to know."""
    return {
        (one.key, question): one.levels[question]
        for one in region.submissions()
        if one.levels and one.consents[-1].sharing is not Sharing.NAMED
        for question in range(len(REAL.questions) // 2)
    }
