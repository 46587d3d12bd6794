"""What every file of one assessment is made from, so that all of them say the same."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date
from functools import cached_property
from typing import Any

from questionnaire.assessment import Assessment
from questionnaire.model import Questionnaire
from questionnaire.plan import Decision
from questionnaire.quarter import Quarter
from scoring.actions.decided import open_actions
from scoring.actions.ranking import NextAction
from scoring.peers.comparison import Comparison
from scoring.peers.spread import Spread
from scoring.result import Result, shown_results


@dataclass(frozen=True)
class ReportPeers:
    """What may be shown of a group of peers, in the words of the screen.

    `group` is its name, `source` tells the year, the day and where the answers come from, `rank` what the percentiles
    stand on. `alone` names the group where its source does not stand beside it, when that is another name.
    """

    group: str
    comparison: Comparison
    source: str
    rank: str
    alone: str = ""

    @property
    def basis(self) -> str:
        """Which group, and what its figures stand on."""
        return f"{self.group}。{self.source}"

    @property
    def are_drawn(self) -> bool:
        """Whether the radar has a median to show for any axis."""
        return any(spread.median is not None for spread in self.comparison.of_axis)


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
class ReportPlan:
    """A plan over these fiscal years, with what each year allows; `notes` are its own sentences."""

    fiscal_years: tuple[int, ...]
    actions: tuple[PlannedAction, ...]
    person_days: Mapping[int, float] = field(default_factory=dict)
    man_yen: Mapping[int, float] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Report:
    """An assessment as it is handed on, made on `day`. `origin` says whose words the answers are when not its own.

    `decisions` are those of the office on actions, by the action's id.
    """

    questionnaire: Questionnaire
    assessment: Assessment
    day: date
    peers: ReportPeers | None = None
    plan: ReportPlan | None = None
    origin: str = ""
    decisions: Mapping[str, Decision] = field(default_factory=dict)

    def __getstate__(self) -> dict[str, Any]:
        """What a copy for another process takes along: not what was worked out, which is quicker done again."""
        return {each.name: getattr(self, each.name) for each in fields(self)}

    @cached_property
    def shown(self) -> tuple[Result, ...]:
        """The results that the screen shows: the core one, and the full one once it is complete."""
        return shown_results(self.questionnaire, self.assessment)

    @property
    def core(self) -> Result:
        """The result that peers and years are compared by."""
        return self.shown[0]

    @property
    def result(self) -> Result:
        """The result that is explained: the full one where it is shown."""
        return self.shown[-1]

    @property
    def drawn(self) -> Result:
        """The result in the radar: the one explained, unless peers stand beside it."""
        return self.core if self.peers and self.peers.are_drawn else self.result

    @cached_property
    def actions(self) -> tuple[NextAction, ...]:
        """What can be done next, the best first, without what is 済 or しない."""
        return open_actions(self.questionnaire, self.at_shown_depth, self.decisions)

    @property
    def at_shown_depth(self) -> Assessment:
        """The assessment at the depth of the result that is explained, which the actions stand on."""
        return replace(self.assessment, depth=self.result.depth)

    @property
    def drawn_peers(self) -> Sequence[Spread]:
        """The peers in the radar, where they may be shown: a spread for each axis, or none at all."""
        return self.peers.comparison.of_axis if self.peers and self.peers.are_drawn else ()
