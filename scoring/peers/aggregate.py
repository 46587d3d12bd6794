"""Which peers enter which figure of a group: the limits of `protection`, held for each figure by itself."""

from dataclasses import dataclass

import numpy as np

from scoring.levels import Counts, Flags
from scoring.peers.group import GroupKind
from scoring.peers.protection import FEWEST_ANONYMOUS, Guard, guards, shows_median, shows_spread
from scoring.peers.view import Drawn, View


@dataclass(frozen=True)
class Aggregate:
    """The members of each figure of a group, shape (rows of the table, figures), and what may be shown of it."""

    members: Flags
    protected: Counts

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
    members = (rows & view.table.is_named)[:, np.newaxis] & is_open & view.table.figures.has_value
    return Aggregate(members, np.zeros(len(is_open), dtype=np.int64))


def of_fixed(view: View, kind: GroupKind) -> Aggregate:
    """An aggregate of a fixed group, in which anonymous peers may stand.

    Files may be imported at any moment and by any viewer: beside anonymous peers they would move the median at will, so
    they enter only where no anonymous peer does.
    """
    hidden, sealed = (_members(view, drawn, kind) for drawn in (view.hidden, view.sealed))
    submitted = np.arange(len(view.table.codes)) < len(view.table.submissions)
    by_name = of_named(view, view.inside(kind) & (submitted if hidden.any() else True)).members
    guard, known = guards(view.table.questionnaire), _rows(view, view.table.timeline.known)
    unknown = hidden & ~known[:, np.newaxis]
    protected = np.where(guard == Guard.SEALED, (hidden | sealed).sum(axis=0), unknown.sum(axis=0))
    enough = protected >= FEWEST_ANONYMOUS
    secret = np.where(guard == Guard.SEALED, hidden | sealed, np.where(guard == Guard.WHOLE, hidden, unknown))
    return Aggregate((secret & enough) | by_name, np.where(enough, protected, 0))


def _rows(view: View, of_submissions: Flags) -> Flags:
    """Flags of submissions as flags of the rows of the table, of one or two dimensions."""
    others = np.zeros((len(view.table.further), *of_submissions.shape[1:]), dtype=bool)
    return np.concatenate([of_submissions, others])


def _members(view: View, drawn: Drawn, kind: GroupKind) -> Flags:
    """Who of the drawn members enters which figure, shape (rows of the table, figures)."""
    is_whole = ~np.isin(drawn.blocks.block, drawn.blocks.block[drawn.members[kind] & ~drawn.has_levels])
    members = drawn.members[kind] & is_whole & (not view.is_elsewhere)
    return _rows(view, drawn.entering & members[:, np.newaxis])
