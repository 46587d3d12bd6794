"""Attainment: how much of each cell (axis × step) is done."""

import numpy as np

from questionnaire.model import HIGHEST_LEVEL, Questionnaire
from scoring.levels import Counts, Flags, Floats, LevelTable


def attainment(table: LevelTable, level_of_unknown: int) -> Floats:
    """p(a,s) of design.md §4.1, 0.0–1.0, shape (assessments, axes, steps).

    わからない and 未回答 count `level_of_unknown`: 0 for the lower end of the range, 3 for the upper.
    """
    levels = np.where(np.isnan(table.levels), level_of_unknown, table.levels)
    # Sums of whole numbers are exact, so a row comes out the same alone and among a thousand.
    points = _per_cell(table.questionnaire, np.where(table.applies, levels, 0))
    return points / (HIGHEST_LEVEL * _per_cell(table.questionnaire, table.applies))


def count_per_axis(questionnaire: Questionnaire, flags: Flags) -> Counts:
    """How many questions of each axis are flagged, shape (assessments, axes)."""
    counts: Counts = _per_cell(questionnaire, flags).sum(axis=2).astype(np.int64)
    return counts


def _per_cell(questionnaire: Questionnaire, values: Floats | Flags) -> Floats:
    """The sum over the questions of each cell, shape (assessments, axes, steps)."""
    axes, steps = len(questionnaire.axes), len(questionnaire.steps)
    order, starts = _columns_by_cell(questionnaire)
    sums: Floats = np.add.reduceat(values[:, order], starts, axis=1, dtype=np.float64)
    return sums.reshape(len(values), axes, steps)


def _columns_by_cell(questionnaire: Questionnaire) -> tuple[list[int], list[int]]:
    """The columns of the questions cell after cell, and where each cell begins among them. No cell is empty."""
    order, starts = list[int](), list[int]()
    for axis in questionnaire.axes:
        for step in questionnaire.steps:
            starts.append(len(order))
            order += [questionnaire.column_of[question.id] for question in axis.questions if question.step == step.id]
    return order, starts
