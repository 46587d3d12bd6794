"""Who is in a group for this viewer, and why a group shows nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from questionnaire.nearby import by_distance
from scoring.levels import Flags
from scoring.peers.aggregate import Aggregate, of_fixed, of_named
from scoring.peers.group import FIXED, Group, GroupKind, GroupState, Obstacle
from scoring.peers.protection import FEWEST_ANONYMOUS
from scoring.peers.view import View, Viewer


@dataclass(frozen=True)
class Offer:
    """The groups that a viewer may choose from, those that show something first, and who is in their figures.

    What a change of the group needs not compute again.
    """

    view: View
    states: tuple[GroupState, ...]
    aggregates: Mapping[Group, Aggregate]

    def seen_by(self, viewer: Viewer, groups: Sequence[Group]) -> "Offer":
        """These groups for a viewer of the same standing. Those that are offered here already are not drawn again."""
        own = viewer.counted(self.view.table.month.index)
        return _offer(replace(self.view, viewer=viewer, own=own), groups, self.aggregates)


def offer(view: View, groups: Sequence[Group]) -> Offer:
    """These groups for this viewer; at least one."""
    return _offer(view, groups, {})


def _offer(view: View, groups: Sequence[Group], known: Mapping[Group, Aggregate]) -> Offer:
    aggregates = {group: known[group] if group in known else aggregate(view, group) for group in groups}
    states = [GroupState(group, obstacle(view, group, found)) for group, found in aggregates.items()]
    return Offer(view, tuple(sorted(states, key=lambda state: not state.is_shown)), aggregates)


def usual_groups(chosen: Sequence[Group] = ()) -> tuple[Group, ...]:
    """The groups that every office is offered, and the sets that it chose itself."""
    return (*map(Group, FIXED), Group(GroupKind.NEAREST), *chosen)


def rows_of(view: View, group: Group) -> Flags:
    """The rows of the table that the group may hold: everybody in a fixed group, else the named peers picked."""
    if group.kind.is_fixed:
        return view.inside(group.kind)
    named, own = view.table.named, view.viewer.assessment.municipality
    picked: Sequence[str] = group.municipalities
    if group.kind is GroupKind.NEAREST:
        picked = by_distance(own, named)[: group.neighbours]
    is_picked = np.zeros(len(view.table.codes), dtype=bool)
    is_picked[[named[code] for code in picked if code in named and code != own]] = True
    return is_picked


def aggregate(view: View, group: Group) -> Aggregate:
    """The members of each figure of the group, with the limits kept."""
    return of_fixed(view, group.kind) if group.kind.is_fixed else of_named(view, rows_of(view, group))


def obstacle(view: View, group: Group, found: Aggregate) -> Obstacle | None:
    """Why nothing of the group is shown; None when something is."""
    if found.has_median.any():
        return None
    if not group.kind.is_fixed:
        return Obstacle.NOBODY_BY_NAME
    if group.kind is GroupKind.CLASS and not view.municipality_class:
        return Obstacle.NO_CLASS
    if view.is_elsewhere:
        return Obstacle.SUBMITTED_ELSEWHERE
    if group.kind is GroupKind.CLASS and view.own is None:
        return Obstacle.NOT_SUBMITTED
    return _obstacle_of_members(view, group)


def _obstacle_of_members(view: View, group: Group) -> Obstacle:
    drawn, count = view.hidden, len(view.table.submissions)
    members = drawn.members[group.kind]
    if (members & ~drawn.has_levels).any():
        return Obstacle.CHANGED
    latest = view.table.timeline.states[-1].latest & view.table.timeline.is_hidden
    is_enough = (latest & view.inside(group.kind)[:count]).sum() >= FEWEST_ANONYMOUS
    return Obstacle.WOULD_EXPOSE if is_enough else Obstacle.TOO_FEW
