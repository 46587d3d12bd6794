"""Where a block would tell the answers of all its peers at once, because they are alike."""

import numpy as np

from scoring.levels import Counts, Flags, Levels
from scoring.peers.blocks import UNSEEN, Blocks
from scoring.peers.figures import NO_VALUE, Figures, questions_behind


def mixed_batches(blocks: Blocks, figures: Figures, has_levels: Flags) -> Flags:
    """For which figures each batch may be shown, shape (batches + 1, figures); the last row, of those unseen, never.

    A figure is shown of a batch only while in each of its blocks there are peers who differ in it, since otherwise what
    is known of the block would be known of each of its peers. An axis also needs this for each of its questions, unless
    the whole batch was alike there, so that its distribution was never shown.
    """
    batches = int(blocks.batch_of.max(initial=UNSEEN)) + 1
    shown, count = figures.shown[: len(has_levels)], figures.shown.shape[1]
    of_blocks = _mixed(blocks.block, len(blocks.batch_of), shown, has_levels)
    fine = np.ones((batches, count), dtype=bool)
    np.logical_and.at(fine, blocks.batch_of, of_blocks)
    whole = _mixed(blocks.batch, batches, shown, has_levels)
    # Of a removed submission it is not known any more whether it made the difference.
    removed = np.unique(blocks.batch[~has_levels & (blocks.block != UNSEEN)])
    whole[removed] = True
    questions = figures.levels.shape[1]
    told = whole[:, -questions:] & ~fine[:, -questions:]
    axes = len(figures.questionnaire.axes)
    behind = questions_behind(figures.questionnaire)[:axes]
    fine[:, :axes] &= ~(told.astype(np.int64) @ behind.T.astype(np.int64) > 0)
    return np.concatenate([fine, np.zeros((1, count), dtype=bool)])


def _mixed(part: Counts, parts: int, shown: Levels, has_levels: Flags) -> Flags:
    """In which parts two values of a figure differ, or nobody has one, shape (parts, figures).

    A missing value makes no difference: somebody might know who gave none.
    """
    rows = np.flatnonzero(has_levels & (part != UNSEEN))
    rows = rows[np.argsort(part[rows], kind="stable")]
    mixed = np.zeros((parts, shown.shape[1]), dtype=bool)
    if not rows.size:
        return mixed
    found, starts = np.unique(part[rows], return_index=True)
    values = shown[rows]
    highest = np.maximum.reduceat(values, starts, axis=0)
    lowest = np.minimum.reduceat(np.where(values == NO_VALUE, np.iinfo(np.int8).max, values), starts, axis=0)
    # Where a submission was removed, it may have been the only one with a value.
    is_whole = ~np.isin(found, part[~has_levels])
    mixed[found] = (lowest < highest) | ((highest == NO_VALUE) & is_whole[:, np.newaxis])
    return mixed
