"""Reached steps and maturity: what attainments say about how far an axis, and the whole office, has come."""

from itertools import accumulate

import numpy as np

from questionnaire.model import Rules
from scoring.levels import Counts, Flags, Floats

# Shares of small whole numbers differ by far more than this, their floating-point errors by far less.
TOLERANCE = 1e-9


def reached_cells(attainment: Floats, rules: Rules) -> Flags:
    """Which cells are reached (design.md §4.2), same shape as `attainment`."""
    return attainment >= float(rules.reached_at.value) - TOLERANCE


def reached_steps(attainment: Floats, rules: Rules) -> Counts:
    """r(a): the number of steps reached without a gap from the first, over the last dimension of `attainment`."""
    by_step = np.moveaxis(reached_cells(attainment, rules), -1, 0)
    without_gap = accumulate(by_step, np.logical_and)
    reached: Counts = sum(without_gap)
    return reached


def maturity(attainment: Floats, rules: Rules) -> Floats:
    """m(a) of design.md §4.3, 0.0 to the number of steps, over the last dimension of `attainment`."""
    reached = reached_steps(attainment, rules)
    steps = attainment.shape[-1]
    following = np.minimum(reached, steps - 1)
    of_next = np.take_along_axis(attainment, following[..., np.newaxis], axis=-1)[..., 0]
    found = np.where(reached == steps, float(steps), reached + of_next / float(rules.reached_at.value))
    # A row in one piece, or a mean over the axes would be added up in another order for one assessment than for many.
    return np.asarray(found, order="C")


def axes_reaching(reached: Counts, steps: int) -> Counts:
    """How many axes have reached each step, shape (assessments, steps), from r(a) of shape (assessments, axes)."""
    return np.stack([(reached >= step).sum(axis=1) for step in range(1, steps + 1)], axis=1)


def overall_step(reached: Counts, steps: int, rules: Rules) -> Counts:
    """The step the whole office has reached (design.md §4.4), shape (assessments,), from r(a) per axis."""
    enough = axes_reaching(reached, steps) >= rules.axes_needed
    nobody_far_behind = reached.min(axis=1, keepdims=True) >= np.arange(steps)
    # Both hold for the steps before wherever they hold for a step, so that there is no gap among them.
    reached_by_all: Counts = (enough & nobody_far_behind).sum(axis=1)
    return reached_by_all
