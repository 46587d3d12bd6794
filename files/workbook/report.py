"""What a workbook is made from: an assessment, and beside it the comparison and the plan where there are any."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import NamedTuple

from questionnaire.assessment import Assessment
from questionnaire.model import Questionnaire
from scoring.result import Result, shown_results

# Stands for the whole office among the axes.
WHOLE = "overall"


@dataclass(frozen=True)
class PeerFigure:
    """Where the maturity of the peers lies for one axis, or for the `WHOLE` office.

    `n` peers stand behind it. Maturities are 0.0–3.0 and the percentile 0–100, rounded already; None is what may not
    be shown.
    """

    axis: str
    n: int
    median: float | None = None
    first_quartile: float | None = None
    third_quartile: float | None = None
    percentile: float | None = None


@dataclass(frozen=True)
class PeerGroup:
    """A group that the core result is compared with. `note` says what may not be shown, and why."""

    name: str
    fiscal_year: int
    source: str
    figures: tuple[PeerFigure, ...]
    note: str = ""

    def figure(self, axis: str) -> PeerFigure | None:
        """The figure of this axis; None when there is none."""
        return next((figure for figure in self.figures if figure.axis == axis), None)


class Quarter(NamedTuple):
    """A quarter of a fiscal year; number 1 is April to June."""

    fiscal_year: int
    number: int


@dataclass(frozen=True)
class PlannedAction:
    """An action of the plan from its first to its last quarter, with person-days and 万円 by fiscal year."""

    title: str
    leads: str
    first: Quarter
    last: Quarter
    person_days: Mapping[int, float]
    man_yen: Mapping[int, float]
    reason: str


@dataclass(frozen=True)
class Plan:
    """A plan over these fiscal years, with what each year allows; `notes` are its own sentences."""

    fiscal_years: tuple[int, ...]
    actions: tuple[PlannedAction, ...]
    person_days: Mapping[int, float] = field(default_factory=dict)
    man_yen: Mapping[int, float] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Report:
    """Everything that a workbook says, made on `day`. The first of the `groups` is drawn into the radar."""

    questionnaire: Questionnaire
    assessment: Assessment
    day: date
    groups: tuple[PeerGroup, ...] = ()
    plan: Plan | None = None

    @cached_property
    def results(self) -> tuple[Result, ...]:
        """The results that the screen shows: the core one, and the full one once it is complete."""
        return shown_results(self.questionnaire, self.assessment)

    @property
    def drawn(self) -> Result:
        """The result in the radar: the deepest, unless peers stand beside it, who are compared on the core result."""
        return self.results[0] if self.groups else self.results[-1]

    @property
    def at_shown_depth(self) -> Assessment:
        """The assessment at the depth of its deepest result, which the next actions stand on."""
        return replace(self.assessment, depth=self.results[-1].depth)
