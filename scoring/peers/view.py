"""What one municipality may see of its peers: the members of its groups, drawn so that nobody can be told out.

A view is a pure function of the history. It draws the groups anew, month by month, as they were drawn then: what was
shown in an earlier month can be held against what is shown now.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from questionnaire.assessment import Assessment
from questionnaire.month import month_index
from questionnaire.municipalities import municipality
from questionnaire.peer import PeerSubmission
from scoring.levels import Counts, Flags
from scoring.peers.blocks import UNSEEN, Blocks, Candidates, no_blocks, showable, split
from scoring.peers.group import PRIORITY, GroupKind
from scoring.peers.mixed import mixed_batches
from scoring.peers.table import PeerTable


@dataclass(frozen=True)
class Viewer:
    """Who compares: its answers as they are now, its class as chosen now, and its submissions of the fiscal year.

    `submissions` are all of this assessment, whatever their sharing, also removed ones.
    """

    assessment: Assessment
    municipality_class: str = ""
    submissions: tuple[PeerSubmission, ...] = ()

    @property
    def standing(self) -> Hashable:
        """What decides who is in its groups: neither its answers nor the levels that it submitted."""
        submitted = tuple((one.key, one.submitted_at, one.municipality_class) for one in self.submissions)
        return self.assessment.municipality, self.municipality_class, submitted

    @property
    def without_levels(self) -> "Viewer":
        """A viewer of the same standing of whom no answer is known."""
        submitted = tuple(replace(one, levels="") for one in self.submissions)
        return Viewer(replace(self.assessment, answers={}), self.municipality_class, submitted)

    def counted(self, month: int) -> PeerSubmission | None:
        """The one submission that counts in a month: the latest before it, or the first within it.

        So submitting again and again does not move the own value through the others' within a month.
        """
        in_order = sorted(self.submissions, key=lambda one: one.submitted_at)
        before = [one for one in in_order if month_index(one.submitted_at) < month]
        within = [one for one in in_order if month_index(one.submitted_at) == month]
        return before[-1] if before else within[0] if within else None


@dataclass(frozen=True)
class Drawn:
    """Who is shown of the submissions that share a secret; the first dimension has an entry for each submission.

    `members` are those that each fixed group shows, drawn from `blocks`; `entering` tells which of them may stand in
    which figure.
    """

    blocks: Blocks
    members: Mapping[GroupKind, Flags]
    entering: Flags
    has_levels: Flags


@dataclass(frozen=True)
class View:
    """What one viewer may see. `hidden` draws from the peers whose whole submission is secret; `sealed` from the named
    ones, of whom only the axis that is never shown by name is.

    `is_other` leaves the viewer itself out of the rows of the table; `is_elsewhere` tells that another assessment is
    the submitted one of this municipality. `own` is the submission that counts this month, None for a draft.
    """

    table: PeerTable
    viewer: Viewer
    is_other: Flags
    is_elsewhere: bool
    hidden: Drawn
    sealed: Drawn
    own: PeerSubmission | None

    @property
    def municipality_class(self) -> str:
        """The class that was submitted; what is chosen now only for a draft."""
        return self.own.municipality_class if self.own else self.viewer.municipality_class

    def inside(self, kind: GroupKind) -> Flags:
        """Which rows of the table are in this fixed group, the viewer itself left out."""
        return self.is_other & _inside(self.table, kind, self.viewer.assessment.municipality, self.municipality_class)


def view(table: PeerTable, viewer: Viewer) -> View:
    """What this municipality may see in the month of the table."""
    code, own = viewer.assessment.municipality, {one.key[0] for one in viewer.submissions}
    is_other = np.array([other != code for other in table.codes], dtype=bool)
    count = len(table.submissions)
    hidden = table.timeline.is_hidden
    return View(
        table=table,
        viewer=viewer,
        is_other=is_other,
        is_elsewhere=any(
            one.municipality == code and one.levels and one.key[0] not in own for one in table.submissions
        ),
        hidden=_drawn(table, viewer, np.flatnonzero(is_other[:count] & hidden)),
        sealed=_drawn(table, viewer, np.flatnonzero(is_other[:count] & ~hidden)),
        own=viewer.counted(table.month.index),
    )


def _drawn(table: PeerTable, viewer: Viewer, rows: Counts) -> Drawn:
    """The groups of these submissions, drawn month by month and in each month in their order of priority."""
    blocks = no_blocks(len(rows))
    municipality, members = table.municipality[rows], dict[GroupKind, Flags]()
    for state in table.timeline.states:
        waiting = np.zeros(len(rows), dtype=bool)
        for kind in PRIORITY:
            inside = _inside_then(table, viewer, kind, state.month)[rows]
            latest = state.latest[rows] & inside
            group = Candidates(state.usable[rows] & inside, latest, latest & ~waiting)
            members[kind] = showable(blocks, group, municipality)
            blocks = split(blocks, members[kind])
            if members[kind].any():
                waiting |= latest & (blocks.block == UNSEEN)
    return _of_every_submission(table, rows, blocks, members)


def _inside_then(table: PeerTable, viewer: Viewer, kind: GroupKind, month: int) -> Flags:
    """Who was in the group in that month. A draft has no class: it could try them all."""
    own = viewer.counted(month)
    return _inside(table, kind, viewer.assessment.municipality, own.municipality_class if own else "")


def _inside(table: PeerTable, kind: GroupKind, code: str, municipality_class: str) -> Flags:
    if kind is GroupKind.ALL:
        return np.ones(len(table.codes), dtype=bool)
    place = municipality(code)
    texts = {
        GroupKind.PREFECTURE: place.prefecture if place else "",
        GroupKind.KIND: place.kind if place else "",
        GroupKind.CLASS: municipality_class,
    }
    # Whoever has no class is in no class.
    number = table.numbers[kind].get(texts[kind])
    return np.zeros(len(table.codes), dtype=bool) if number is None else table.attributes[kind] == number


def _of_every_submission(table: PeerTable, rows: Counts, blocks: Blocks, members: Mapping[GroupKind, Flags]) -> Drawn:
    """The same for all submissions of the table, of which these are `rows`."""
    count = len(table.submissions)
    has_levels = table.has_levels[:count]
    block, shown = np.full(count, UNSEEN), {kind: np.zeros(count, dtype=bool) for kind in members}
    block[rows] = blocks.block
    for kind, flags in members.items():
        shown[kind][rows] = flags
    whole = Blocks(block, blocks.batch_of)
    is_mixed = mixed_batches(whole, table.figures, has_levels)
    return Drawn(whole, shown, is_mixed[whole.batch] & table.figures.has_value_of(np.arange(count)), has_levels)
