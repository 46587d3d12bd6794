"""比較: everything that one municipality is shown of its peers, finished."""

from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from questionnaire.model import Axis, Depth, Step
from questionnaire.month import Month
from questionnaire.peer import Origin, PeerSubmission
from scoring.levels import Floats
from scoring.peers.aggregate import Aggregate
from scoring.peers.compared import Compared, compared_questions
from scoring.peers.figures import figures, level_rows
from scoring.peers.group import Group, GroupState, Obstacle
from scoring.peers.membership import Offer
from scoring.peers.spread import Spread, spread
from scoring.peers.view import View
from scoring.result import Result, result
from scoring.wording import WHOLE


class Beside(NamedTuple):
    """An own figure beside those of the peers: a maturity (0.0–3.0), or the attainment of a step (0.0–1.0)."""

    name: str
    own: float
    peers: Spread


@dataclass(frozen=True)
class Comparison:
    """One municipality beside a group of its peers.

    `own` is the core result as the answers are now; `ranked` the submission that the percentiles stand on, None for a
    draft. `of_axis` stand in the order of `own.axes`, `attainment` in that of `own.steps`. `origins` are the sources
    of all figures but the survey's, which is only in `questions`.
    """

    groups: tuple[GroupState, ...]
    group: Group
    fiscal_year: int
    month: Month
    own: Result
    ranked: PeerSubmission | None
    of_axis: tuple[Spread, ...]
    overall: Spread
    attainment: tuple[Spread, ...]
    questions: tuple[Compared, ...]
    origins: tuple[Origin, ...]

    @property
    def obstacle(self) -> Obstacle | None:
        """Why the chosen group shows nothing; None when it does."""
        return next(state.obstacle for state in self.groups if state.group == self.group)

    @property
    def axes(self) -> tuple[Axis, ...]:
        """The axes, in the order of the screens."""
        return self.own.axes

    @property
    def steps(self) -> tuple[Step, ...]:
        """The steps, the first one first."""
        return self.own.steps

    @property
    def maturities(self) -> list[Beside]:
        """The maturity of each axis, in the order of the screens, and at the end that of the whole office."""
        names = [*(axis.name for axis in self.axes), WHOLE]
        standings, spreads = [*self.own.of_axis, self.own.overall], [*self.of_axis, self.overall]
        return [Beside(name, own.maturity, one) for name, own, one in zip(names, standings, spreads, strict=True)]

    @property
    def attainments(self) -> list[Beside]:
        """The attainment of each step over all axes, the first step first."""
        steps = zip(self.steps, self.own.overall.attainment, self.attainment, strict=True)
        return [Beside(step.name, own, spread) for step, own, spread in steps]


def comparison(offered: Offer, chosen: Group | None = None, beside: View | None = None) -> Comparison:
    """The viewer beside the `chosen` group, or beside the first one that shows something.

    `beside` is the same viewer's view of the survey, whose peers are named where they are further on. Raises `KeyError`
    when the group is not offered.
    """
    view, group = offered.view, chosen or offered.states[0].group
    found, axes = offered.aggregates[group], len(view.table.questionnaire.axes)
    spreads = _spreads(view, found)
    return Comparison(
        groups=offered.states,
        group=group,
        fiscal_year=view.table.fiscal_year,
        month=view.table.month,
        own=result(view.table.questionnaire, replace(view.viewer.assessment, depth=Depth.CORE)),
        ranked=view.own,
        of_axis=tuple(spreads[:axes]),
        overall=spreads[axes],
        attainment=tuple(spreads[axes + 1 :]),
        questions=compared_questions(view, group, found, beside),
        origins=_origins(view, found),
    )


def _spreads(view: View, found: Aggregate) -> list[Spread]:
    """The spread of each maturity and each attainment."""
    values, own = view.table.figures.values, _own_values(view)
    has_median, has_spread = found.has_median, found.has_spread
    maturities = len(view.table.questionnaire.axes) + 1
    spreads = []
    for column in range(values.shape[1]):
        scale, digits = (1, 1) if column < maturities else (100, 0)
        members = values[found.of(column), column] * scale
        mine = None if np.isnan(own[column]) else float(own[column]) * scale
        is_full = bool(has_spread[column])
        spreads.append(spread(members, mine, is_full=is_full, digits=digits) if has_median[column] else Spread())
    return spreads


def _own_values(view: View) -> Floats:
    """The values of the submission that counts, NaN for a draft and where a level is missing."""
    table = view.table
    given = [] if view.own is None else [(view.own.version, view.own.levels)]
    levels = level_rows(table.questionnaire, table.versions, given)
    if not given:
        return np.full(table.figures.values.shape[1], np.nan)
    values: Floats = figures(table.questionnaire, levels).values[0]
    return values


def _origins(view: View, found: Aggregate) -> tuple[Origin, ...]:
    """The sources of the peers in any figure."""
    rows, count = found.rows, len(view.table.submissions)
    present = {view.table.further[row].origin for row in rows[rows >= count] - count}
    if (rows < count).any():
        present.add(Origin.SUBMITTED)
    return tuple(origin for origin in Origin if origin in present)
