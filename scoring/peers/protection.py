"""Who is protected, and from how many peers on something is shown (design.md §5)."""

from enum import IntEnum

import numpy as np

from questionnaire.model import Questionnaire
from scoring.levels import Counts, Flags

# Fewer than this and one municipality could be recognised: an aggregate holds no anonymous peer or at least 5.
FEWEST_ANONYMOUS = 5
# Fewer than this and quartiles, percentile or a distribution come close to single answers.
FEWEST_FOR_SPREAD = 10
# What is missing in the defence of an office is never shown by name.
NEVER_BY_NAME = frozenset({"security"})


class Guard(IntEnum):
    """Whose values of a figure are secret."""

    OPEN = 0  # those of anonymous peers; named ones are shown by name anyway
    SEALED = 1  # those of all peers: the axis that is never shown by name, and its questions
    WHOLE = 2  # figures over all axes: with the others known by name, they would tell the sealed one


def shows_median(anonymous: Counts) -> Flags:
    """Whether an aggregate with that many protected peers may show its median."""
    shown: Flags = (anonymous == 0) | (anonymous >= FEWEST_ANONYMOUS)
    return shown


def shows_spread(anonymous: Counts) -> Flags:
    """Whether it may show quartiles, percentile and distribution too."""
    shown: Flags = (anonymous == 0) | (anonymous >= FEWEST_FOR_SPREAD)
    return shown


def guards(questionnaire: Questionnaire) -> Counts:
    """The guard of each figure, in the order of `scoring.peers.figures`."""
    of_axes = [Guard.SEALED if axis.id in NEVER_BY_NAME else Guard.OPEN for axis in questionnaire.axes]
    whole = [Guard.WHOLE] * (1 + len(questionnaire.steps))
    of_questions = [
        Guard.SEALED if questionnaire.axis_of[question.id].id in NEVER_BY_NAME else Guard.OPEN
        for question in questionnaire.questions
        if question.core
    ]
    return np.array([*of_axes, *whole, *of_questions], dtype=np.int64)
