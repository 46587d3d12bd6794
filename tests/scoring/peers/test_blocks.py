"""What holds for blocks whatever happens: every part that was ever shown apart has five peers or more."""

from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from scoring.levels import Flags
from scoring.peers.blocks import UNSEEN, Blocks, Candidates, no_blocks, showable, split
from scoring.peers.protection import FEWEST_ANONYMOUS

COUNT = 36
# Every municipality has three submissions, one after the other.
MUNICIPALITY = np.arange(COUNT) % 12 + np.arange(COUNT) // 18 * 12


def flags(chosen: set[int]) -> Flags:
    return np.isin(np.arange(COUNT), sorted(chosen))


any_flags = st.sets(st.integers(0, COUNT - 1)).map(flags)
many_flags = st.sets(st.integers(0, COUNT - 1), max_size=12).map(lambda missing: ~flags(missing))


@st.composite
def months(draw: st.DrawFn) -> list[Candidates]:
    """Groups that follow one another: who is in them, usable and latest is any part of all."""
    found = []
    for _ in range(draw(st.integers(1, 8))):
        usable = draw(many_flags) & draw(st.one_of(many_flags, any_flags))
        newest = {int(MUNICIPALITY[row]): row for row in np.flatnonzero(usable & draw(many_flags))}
        latest = flags(set(newest.values()))
        found.append(Candidates(usable, latest, latest & draw(many_flags)))
    return found


def gone_through(groups: list[Candidates]) -> list[tuple[Candidates, Flags, Blocks]]:
    """Each group with who was shown of it, and the blocks after it."""
    blocks, found = no_blocks(COUNT), []
    for group in groups:
        taken = showable(blocks, group, MUNICIPALITY)
        blocks = split(blocks, taken)
        found.append((group, taken, blocks))
    return found


@given(months())
def test_every_block_has_at_least_five_submissions(groups: list[Candidates]) -> None:
    for _, _, blocks in gone_through(groups):
        sizes = np.bincount(blocks.block[blocks.block != UNSEEN], minlength=len(blocks.batch_of))
        assert all(size >= FEWEST_ANONYMOUS for size in sizes)


@given(months())
def test_all_that_was_ever_shown_is_whole_blocks(groups: list[Candidates]) -> None:
    history = gone_through(groups)
    last = history[-1][2].block
    for _, taken, _ in history:
        assert not set(last[taken]) & set(last[~taken & (last != UNSEEN)])


@given(months())
def test_only_usable_ones_are_shown_at_least_five_and_each_municipality_once(groups: list[Candidates]) -> None:
    for group, taken, _ in gone_through(groups):
        assert not (taken & ~group.usable).any()
        assert taken.sum() == 0 or taken.sum() >= FEWEST_ANONYMOUS
        assert len(set(MUNICIPALITY[taken])) == taken.sum()


@given(months())
def test_a_batch_stays_the_batch_of_all_its_parts(groups: list[Candidates]) -> None:
    history = gone_through(groups)
    for (_, _, before), (_, _, after) in pairwise(history):
        seen = before.block != UNSEEN
        assert (before.batch[seen] == after.batch[seen]).all()
