"""Which peers enter which figure of a group: the limits of `protection`, held for each figure by itself."""

from dataclasses import dataclass

import numpy as np

from scoring.levels import Counts, Flags
from scoring.peers.group import GroupKind
from scoring.peers.protection import FEWEST_ANONYMOUS, Guard, guards, shows_median, shows_spread
from scoring.peers.view import Drawn, View


@dataclass(frozen=True)
class Aggregate:
    """Who of the peers in a group enters which figure of it, and what may be shown of it.

    `rows` are those of the table that enter any figure, `members` tells which, shape (rows, figures); `protected`
    counts of each figure those whose value is secret.
    """

    rows: Counts
    members: Flags
    protected: Counts

    def of(self, figure: int) -> Counts:
        """The rows of the table that enter this figure."""
        return self.rows[self.members[:, figure]]

    @property
    def count(self) -> Counts:
        """n of each figure."""
        counts: Counts = self.members.sum(axis=0)
        return counts

    @property
    def has_median(self) -> Flags:
        """Whether the median of each figure is shown."""
        return shows_median(self.protected) & (self.count > 0)

    @property
    def has_spread(self) -> Flags:
        """Whether quartiles, percentile and distribution of each figure are shown."""
        return shows_spread(self.protected) & (self.count > 0)


def of_named(view: View, rows: Flags) -> Aggregate:
    """An aggregate of named peers alone. Nothing in it is secret: the figures of sealed axes are left out."""
    is_open = guards(view.table.questionnaire) == Guard.OPEN
    named = np.flatnonzero(rows & view.table.is_named)
    members = is_open & view.table.figures.has_value_of(named)
    return _entering(named, members, np.zeros(len(is_open), dtype=np.int64))


def of_fixed(view: View, kind: GroupKind) -> Aggregate:
    """An aggregate of a fixed group, in which anonymous peers may stand; each municipality once.

    Files may be imported at any moment and by any viewer: beside anonymous peers they would move the median at will, so
    they enter only where no anonymous peer does.
    """
    table = view.table
    hidden = _whole(view.hidden, view.hidden.members[kind] & (not view.is_elsewhere))
    held = np.isin(table.municipality, table.municipality[: len(hidden)][hidden])
    sealed = _whole(view.sealed, view.sealed.members[kind] & (not view.is_elsewhere), held[: len(hidden)])
    secret, also_sealed = (
        _rows(view, drawn.entering & members[:, np.newaxis])
        for drawn, members in ((view.hidden, hidden), (view.sealed, sealed))
    )
    from_files = np.arange(len(table.codes)) >= len(table.submissions)
    by_name = of_named(view, view.inside(kind) & ~held & ~(from_files & hidden.any()))
    secret |= also_sealed & (guards(table.questionnaire) == Guard.SEALED)
    protected: Counts = secret.sum(axis=0)
    enough = protected >= FEWEST_ANONYMOUS
    members = secret & enough
    members[by_name.rows] |= by_name.members
    return _entering(np.arange(len(members)), members, np.where(enough, protected, 0))


def _entering(rows: Counts, members: Flags, protected: Counts) -> Aggregate:
    """The aggregate without those of these rows that enter no figure."""
    present = members.any(axis=1)
    return Aggregate(rows[present], members[present], protected)


def _whole(drawn: Drawn, members: Flags, unwanted: Flags | None = None) -> Flags:
    """The members without the blocks of which one has no levels any more, or is unwanted."""
    lost = members & (~drawn.has_levels if unwanted is None else ~drawn.has_levels | unwanted)
    whole: Flags = members & ~np.isin(drawn.blocks.block, drawn.blocks.block[lost])
    return whole


def _rows(view: View, of_submissions: Flags) -> Flags:
    """Flags of submissions and figures as flags of the rows of the table."""
    others = np.zeros((len(view.table.further), of_submissions.shape[1]), dtype=bool)
    return np.concatenate([of_submissions, others])
