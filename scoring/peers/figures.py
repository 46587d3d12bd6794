"""The figures of peers as arrays: a row for each peer, a column for each figure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from questionnaire import core_levels
from questionnaire.model import Depth, Questionnaire
from scoring.attainment import attainment
from scoring.levels import NO_LEVEL, Counts, Flags, Floats, Levels, LevelTable
from scoring.maturity import maturity
from scoring.wording import SNAP_DIGITS

# What a peer without a value has among the shown values.
NO_VALUE = -1


@dataclass(frozen=True)
class Figures:
    """Everything that is compared of some peers, first dimension: peers.

    `values` has the maturity of each axis, the overall one (0.0–3.0) and the attainment of each step over all axes
    (0.0–1.0); NaN where a level behind it is missing. `levels` has the core questions of the questionnaire (-1: none).
    `shown` has both side by side in whole numbers as they are read on a screen: tenths, per cent, levels (-1: none).
    """

    questionnaire: Questionnaire
    values: Floats
    levels: Levels
    shown: Levels

    def has_value_of(self, rows: Counts) -> Flags:
        """Which of these peers enter which figure, shape (rows, figures)."""
        entering: Flags = self.shown[rows] != NO_VALUE
        return entering


def figures(questionnaire: Questionnaire, levels: Levels) -> Figures:
    """The figures of peers from their levels of the core questions, shape (peers, core questions)."""
    cells = attainment(_level_table(questionnaire, levels), level_of_unknown=0)
    of_axes = maturity(cells, questionnaire.rules)
    overall = of_axes.mean(axis=1, keepdims=True)
    values = np.concatenate([of_axes, overall, cells.mean(axis=1)], axis=1)
    behind = questions_behind(questionnaire)[: values.shape[1]]
    missing = (levels == NO_LEVEL).astype(np.int64) @ behind.T.astype(np.int64)
    values = np.where(missing > 0, np.nan, values)
    return Figures(questionnaire, values, levels, _shown(questionnaire, values, levels))


def questions_behind(questionnaire: Questionnaire) -> Flags:
    """Which core questions stand behind each figure, shape (figures, core questions)."""
    core = questionnaire.asked(Depth.CORE)
    of_axes = [[questionnaire.axis_of[question.id] is axis for question in core] for axis in questionnaire.axes]
    of_steps = [[question.step == step.id for question in core] for step in questionnaire.steps]
    own = np.eye(len(core), dtype=bool).tolist()
    return np.array([*of_axes, [True] * len(core), *of_steps, *own])


def level_rows(
    questionnaire: Questionnaire, versions: Mapping[str, Questionnaire], given: Sequence[tuple[str, str]]
) -> Levels:
    """The levels of the core questions, from pairs of version and levels as peers state them, shape (peers, questions).

    What was given to another version is taken by question id; there is no level where that version does not ask it at
    its core. Empty levels (a removed submission) are none. Raises `KeyError` for a version that is not among
    `versions`, and `ValueError` when levels do not fit their version.
    """
    taken = np.full((len(given), len(questionnaire.asked(Depth.CORE))), NO_LEVEL, dtype=np.int8)
    for version in dict.fromkeys(version for version, _ in given):
        rows = [row for row, (of, _) in enumerate(given) if of == version]
        own, theirs = _columns(questionnaire, versions[version])
        read = _read(versions[version], [given[row][1] for row in rows])
        taken[np.ix_(rows, own)] = read[:, theirs]
    return taken


def _columns(questionnaire: Questionnaire, other: Questionnaire) -> tuple[list[int], list[int]]:
    """The columns of the core questions that both versions ask, in the one and in the other."""
    place = {question.id: column for column, question in enumerate(other.asked(Depth.CORE))}
    core = questionnaire.asked(Depth.CORE)
    pairs = [(column, place[question.id]) for column, question in enumerate(core) if question.id in place]
    return [own for own, _ in pairs], [theirs for _, theirs in pairs]


def _read(version: Questionnaire, texts: Sequence[str]) -> Levels:
    """One row of levels for each text, straight from its characters."""
    length = len(version.asked(Depth.CORE))
    whole = [text or core_levels.NO_LEVEL * length for text in texts]
    if any(len(text) != length for text in whole):
        raise ValueError(f"levels do not have the {length} core questions of {version.version.id}")
    digits = np.frombuffer("".join(whole).encode("ascii"), dtype=np.uint8).astype(np.int8) - ord("0")
    return np.where((digits < 0) | (digits > 3), NO_LEVEL, digits).astype(np.int8).reshape(len(texts), length)


def _level_table(questionnaire: Questionnaire, levels: Levels) -> LevelTable:
    """The table that scoring takes, with the core questions at their places among all."""
    columns = [questionnaire.column_of[question.id] for question in questionnaire.asked(Depth.CORE)]
    shape = (len(levels), len(questionnaire.questions))
    placed, asked = np.full(shape, NO_LEVEL, dtype=np.int8), np.zeros(shape, dtype=bool)
    placed[:, columns] = levels
    asked[:, columns] = True
    return LevelTable(questionnaire, placed, asked, asked, asked)


def _shown(questionnaire: Questionnaire, values: Floats, levels: Levels) -> Levels:
    """The same rounding as `wording.rounded_down`, on arrays."""
    maturities = len(questionnaire.axes) + 1
    scale = np.where(np.arange(values.shape[1]) < maturities, 10, 100)
    whole = np.floor(np.round(values * scale, SNAP_DIGITS - 2))
    return np.concatenate([np.where(np.isnan(whole), NO_VALUE, whole).astype(np.int8), levels], axis=1)
