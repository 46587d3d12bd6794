"""Blocks: peers who were always shown together, so that nothing shown tells one of them from another.

This is what makes differencing fail (docs/decisions/0008). Everything that is shown counts the peers of some blocks and
knows no order among them: were two peers of a block to swap their answers, every figure would stay. A block has at
least `FEWEST_ANONYMOUS` peers, also the part of it that is left out.
"""

from dataclasses import dataclass

import numpy as np

from scoring.levels import Counts, Flags
from scoring.peers.protection import FEWEST_ANONYMOUS

UNSEEN = -1


@dataclass(frozen=True)
class Blocks:
    """The block of each submission, `UNSEEN` for those never shown, and the batch that each block was split from."""

    block: Counts
    batch_of: Counts

    @property
    def batch(self) -> Counts:
        """The batch of each submission: those that were shown for the first time together."""
        return np.where(self.block == UNSEEN, UNSEEN, np.append(self.batch_of, UNSEEN)[self.block])


@dataclass(frozen=True)
class Candidates:
    """The submissions of a group in a month, an entry for each submission.

    `usable` ones may be shown, `latest` ones should; `joining` are those of the latest that may be shown for the first
    time, the others still wait for a group that comes first.
    """

    usable: Flags
    latest: Flags
    joining: Flags


def no_blocks(count: int) -> Blocks:
    """The state before anything was shown of `count` submissions."""
    return Blocks(np.full(count, UNSEEN), np.empty(0, dtype=np.int64))


def showable(blocks: Blocks, group: Candidates, municipality: Counts) -> Flags:
    """The submissions of a group that can be shown: as many whole blocks as possible, the newest submissions in them.

    Of each block the latest submissions are taken, if the rest of it is nobody or enough; otherwise all usable ones, so
    that a replaced submission stands until enough are replaced; and where somebody withdrew, as many others go too as
    the rest needs. New ones wait until they are enough. Returns flags with either nobody or at least
    `FEWEST_ANONYMOUS`, and at least half of the latest.
    """
    taken = _from_blocks(blocks, group.usable, group.latest)
    taken = _once_each(blocks, taken, group.latest, municipality)
    joining = group.joining & (blocks.block == UNSEEN) & ~_among(municipality, taken)
    if np.count_nonzero(joining) >= FEWEST_ANONYMOUS:
        taken |= joining
    # A remnant that is no picture of the group is not shown for it.
    count = np.count_nonzero(taken)
    is_fair = count >= FEWEST_ANONYMOUS and 2 * count >= np.count_nonzero(group.latest)
    return taken if is_fair else np.zeros_like(taken)


def split(blocks: Blocks, taken: Flags) -> Blocks:
    """The blocks after these submissions were shown together."""
    block, batch_of = blocks.block.copy(), blocks.batch_of.tolist()
    if not taken.any():
        return blocks
    inside, total = _counts(blocks, taken), _counts(blocks, np.ones_like(taken))
    for divided in np.flatnonzero((inside > 0) & (inside < total)):
        block[taken & (blocks.block == divided)] = len(batch_of)
        batch_of.append(batch_of[divided])
    joining = taken & (blocks.block == UNSEEN)
    if joining.any():
        block[joining] = len(batch_of)
        batch_of.append(max(batch_of, default=UNSEEN) + 1)
    return Blocks(block, np.array(batch_of, dtype=np.int64))


def _counts(blocks: Blocks, flags: Flags) -> Counts:
    """How many flagged submissions each block has."""
    seen = flags & (blocks.block != UNSEEN)
    return np.bincount(blocks.block[seen], minlength=len(blocks.batch_of))


def _is_safe(part: Counts, total: Counts) -> Flags:
    """Whether the part of a block may be shown without the rest of it."""
    rest = total - part
    is_enough = (part >= FEWEST_ANONYMOUS) & (rest >= FEWEST_ANONYMOUS)
    safe: Flags = (part > 0) & ((rest == 0) | is_enough)
    return safe


def _from_blocks(blocks: Blocks, usable: Flags, latest: Flags) -> Flags:
    total = _counts(blocks, np.ones_like(usable))
    if not total.size:
        return np.zeros_like(usable)
    of_latest, of_usable = _counts(blocks, latest), _counts(blocks, usable)
    by_latest = _is_safe(of_latest, total)
    by_usable = ~by_latest & _is_safe(of_usable, total)
    companions = FEWEST_ANONYMOUS - (total - of_latest)
    by_less = ~by_latest & ~by_usable & (of_latest - companions >= FEWEST_ANONYMOUS) & (companions > 0)
    taken = (latest & _in(blocks, by_latest)) | (usable & _in(blocks, by_usable))
    for block in np.flatnonzero(by_less):
        rows = np.flatnonzero(latest & (blocks.block == block))
        taken[rows[: len(rows) - companions[block]]] = True
    return taken


def _in(blocks: Blocks, chosen: Flags) -> Flags:
    """Which submissions belong to the chosen blocks."""
    return np.append(chosen, False)[blocks.block]


def _once_each(blocks: Blocks, taken: Flags, latest: Flags, municipality: Counts) -> Flags:
    """Without the blocks whose replaced submissions would stand beside others of the same municipalities."""
    old = taken & ~latest
    if not old.any():
        return taken
    times = np.bincount(municipality[taken], minlength=int(municipality.max()) + 1)
    twice = old & (times[municipality] > 1)
    return taken & ~_in(blocks, _counts(blocks, twice) > 0)


def _among(municipality: Counts, flags: Flags) -> Flags:
    """Which submissions are of a municipality of which one is flagged."""
    held = np.zeros(int(municipality.max(initial=0)) + 1, dtype=bool)
    held[municipality[flags]] = True
    among: Flags = held[municipality]
    return among
