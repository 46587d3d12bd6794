"""What a report is made from, and what other parts of the program may add to it in finished words."""

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from questionnaire.assessment import Assessment
from questionnaire.model import Questionnaire
from scoring.actions import NextAction, next_actions
from scoring.radar import radar
from scoring.result import Result, shown_results


class Table(NamedTuple):
    """A table of finished texts: the first cell of a row heads it, cells from `numbers_from` on are figures.

    The last row is set off from the others when it stands for all of them.
    """

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers_from: int = 1
    has_total: bool = False


@dataclass(frozen=True)
class Comparison:
    """Where the municipality stands among its peers, as far as it may be shown.

    `basis` says which group, how many, which year and which source; `sentences` are the message. `radar` is the
    Vega-Lite specification with the peers in it, whose `description` stands for it.
    """

    basis: str
    sentences: tuple[str, ...]
    tables: tuple[Table, ...]
    radar: dict[str, Any] | None = None


@dataclass(frozen=True)
class PlannedAction:
    """One action of the roadmap in finished words: when (令和9年度 第1四半期), what it takes, and why it is there."""

    title: str
    period: str
    effort: str
    cost: str
    reason: str


@dataclass(frozen=True)
class Roadmap:
    """The plan over the fiscal years: its message, its actions in their order, and the figures of each year."""

    sentences: tuple[str, ...]
    actions: tuple[PlannedAction, ...]
    years: Table


@dataclass(frozen=True)
class Report:
    """Everything that the report says. `shown` are the results of the screen, the one that is looked at last."""

    questionnaire: Questionnaire
    assessment: Assessment
    shown: tuple[Result, ...]
    actions: tuple[NextAction, ...]
    day: date
    comparison: Comparison | None = None
    roadmap: Roadmap | None = None

    @property
    def result(self) -> Result:
        """The result that is explained: the full one where it is shown."""
        return self.shown[-1]

    @cached_property
    def radar(self) -> dict[str, Any]:
        """The radar of the first page: with the peers where they may be shown."""
        with_peers = self.comparison and self.comparison.radar
        return with_peers or radar(self.result)


def report(
    questionnaire: Questionnaire,
    assessment: Assessment,
    day: date,
    *,
    comparison: Comparison | None = None,
    roadmap: Roadmap | None = None,
) -> Report:
    """The report of this assessment, made on this day, with the results and actions that the screen shows."""
    shown = shown_results(questionnaire, assessment)
    actions = next_actions(questionnaire, replace(assessment, depth=shown[-1].depth))
    return Report(questionnaire, assessment, shown, actions, day, comparison, roadmap)
