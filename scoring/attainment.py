"""Attainment: how much of each cell (axis × step) is done."""

import numpy as np

from questionnaire.model import HIGHEST_LEVEL, Questionnaire
from scoring.levels import NO_LEVEL, Counts, Flags, Floats, Levels, LevelTable


def attainment(table: LevelTable, level_of_unknown: int) -> Floats:
    """p(a,s) of design.md §4.1, 0.0–1.0, shape (assessments, axes, steps).

    わからない and 未回答 count `level_of_unknown`: 0 for the lower end of the range, 3 for the upper.
    """
    levels = np.where(table.levels == NO_LEVEL, level_of_unknown, table.levels)
    points = _per_cell(table.questionnaire, levels * table.applies)
    return points / (HIGHEST_LEVEL * _per_cell(table.questionnaire, table.applies))


def count_per_axis(questionnaire: Questionnaire, flags: Flags) -> Counts:
    """How many questions of each axis are flagged, shape (assessments, axes)."""
    counts: Counts = _per_cell(questionnaire, flags).sum(axis=2)
    return counts


def _per_cell(questionnaire: Questionnaire, values: Levels | Flags) -> Counts:
    """The sum over the questions of each cell, shape (assessments, axes, steps)."""
    cells, of_question = questionnaire.cells, values.T
    # The assessments lie side by side in memory, so that one instruction adds up many of them.
    sums = np.zeros((len(cells), len(values)), dtype=np.int64)
    for place in range(max(map(len, cells))):
        present = [cell for cell, columns in enumerate(cells) if place < len(columns)]
        sums[present] += of_question[[cells[cell][place] for cell in present]]
    return sums.T.reshape(len(values), len(questionnaire.axes), len(questionnaire.steps))
