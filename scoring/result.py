"""The result of an assessment, and of many at once: the one value that screen and files show."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from questionnaire.assessment import Assessment, is_open
from questionnaire.model import HIGHEST_LEVEL, Axis, Depth, Questionnaire, Step
from scoring.attainment import attainment, count_per_axis
from scoring.levels import Counts, Floats, LevelTable, level_table
from scoring.maturity import axes_reaching, maturity, overall_step, reached_steps


@dataclass(frozen=True)
class Standing:
    """How far an axis, or the whole office, has come. `upper` values count わからない and 未回答 as level 3.

    Attainments are 0.0–1.0, one per step; maturity is 0.0–3.0; `reached` counts steps from the first, 0 to 3.
    """

    attainment: tuple[float, ...]
    attainment_upper: tuple[float, ...]
    reached: int
    reached_upper: int
    maturity: float
    maturity_upper: float
    answered: int
    asked: int

    @property
    def answered_share(self) -> float:
        """The answered share of design.md §4.5, 0.0–1.0."""
        return self.answered / self.asked

    @property
    def is_certain(self) -> bool:
        """Whether nothing is left open, so that the range is a single value."""
        return self.answered == self.asked


@dataclass(frozen=True)
class Result:
    """What the answers of one assessment mean, at one depth. `axes_reached` counts the axes that reached each step."""

    depth: Depth
    axes: tuple[Axis, ...]
    steps: tuple[Step, ...]
    of_axis: tuple[Standing, ...]
    overall: Standing
    axes_reached: tuple[int, ...]


@dataclass(frozen=True)
class Bound:
    """One end of the range for many assessments; first dimension of every array: assessments."""

    attainment: Floats
    reached: Counts
    maturity: Floats
    overall_attainment: Floats
    overall_reached: Counts
    overall_maturity: Floats


@dataclass(frozen=True)
class Scores:
    """The results of many assessments in arrays, a row each."""

    questionnaire: Questionnaire
    lower: Bound
    upper: Bound
    answered: Counts
    asked: Counts

    def standing(self, row: int, axis: int) -> Standing:
        """How far one axis of one assessment has come."""
        return Standing(
            attainment=tuple(self.lower.attainment[row, axis].tolist()),
            attainment_upper=tuple(self.upper.attainment[row, axis].tolist()),
            reached=int(self.lower.reached[row, axis]),
            reached_upper=int(self.upper.reached[row, axis]),
            maturity=float(self.lower.maturity[row, axis]),
            maturity_upper=float(self.upper.maturity[row, axis]),
            answered=int(self.answered[row, axis]),
            asked=int(self.asked[row, axis]),
        )

    def overall(self, row: int) -> Standing:
        """How far one whole office has come."""
        return Standing(
            attainment=tuple(self.lower.overall_attainment[row].tolist()),
            attainment_upper=tuple(self.upper.overall_attainment[row].tolist()),
            reached=int(self.lower.overall_reached[row]),
            reached_upper=int(self.upper.overall_reached[row]),
            maturity=float(self.lower.overall_maturity[row]),
            maturity_upper=float(self.upper.overall_maturity[row]),
            answered=int(self.answered[row].sum()),
            asked=int(self.asked[row].sum()),
        )

    def result(self, row: int, depth: Depth) -> Result:
        """The whole result of one assessment."""
        steps = self.questionnaire.steps
        return Result(
            depth=depth,
            axes=self.questionnaire.axes,
            steps=steps,
            of_axis=tuple(self.standing(row, axis) for axis in range(len(self.questionnaire.axes))),
            overall=self.overall(row),
            axes_reached=tuple(axes_reaching(self.lower.reached[row : row + 1], len(steps))[0].tolist()),
        )


def scores(table: LevelTable) -> Scores:
    """The one implementation of the rules of design.md §4, for one assessment and for a thousand."""
    return Scores(
        questionnaire=table.questionnaire,
        lower=_bound(table, level_of_unknown=0),
        upper=_bound(table, level_of_unknown=HIGHEST_LEVEL),
        answered=count_per_axis(table.questionnaire, table.answered),
        asked=count_per_axis(table.questionnaire, table.asked),
    )


def results(questionnaire: Questionnaire, assessments: Sequence[Assessment]) -> list[Result]:
    """The results of assessments of one version, in their order, each at the depth it states."""
    scored = scores(level_table(questionnaire, assessments))
    return [scored.result(row, assessment.depth) for row, assessment in enumerate(assessments)]


def result(questionnaire: Questionnaire, assessment: Assessment) -> Result:
    """The result of one assessment of this version."""
    return results(questionnaire, [assessment])[0]


def shown_results(questionnaire: Questionnaire, assessment: Assessment) -> tuple[Result, ...]:
    """The core result, and beside it the full one once every question has a state (design.md §3).

    So going deeper never looks like falling back: until then the core result stands alone.
    """
    depths = [Depth.CORE]
    is_complete = not any(is_open(assessment.answer(question.id), question) for question in questionnaire.questions)
    if assessment.depth is Depth.FULL and is_complete:
        depths.append(Depth.FULL)
    return tuple(results(questionnaire, [replace(assessment, depth=depth) for depth in depths]))


def _bound(table: LevelTable, level_of_unknown: int) -> Bound:
    rules = table.questionnaire.rules
    of_cells = attainment(table, level_of_unknown)
    reached = reached_steps(of_cells, rules)
    of_axes = maturity(of_cells, rules)
    return Bound(
        attainment=of_cells,
        reached=reached,
        maturity=of_axes,
        overall_attainment=np.mean(of_cells, axis=1),
        overall_reached=overall_step(reached, of_cells.shape[-1], rules),
        overall_maturity=np.mean(of_axes, axis=1),
    )
