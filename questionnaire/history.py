"""A whole assessment: every answer ever given to it and everything that was submitted of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from questionnaire.assessment import Answer
from questionnaire.kept_plan import KeptPlan
from questionnaire.model import Depth
from questionnaire.peer import Consent
from questionnaire.peer_set import PeerSet
from questionnaire.plan import Decision, Target


@dataclass(frozen=True)
class Revision:
    """One of the answers that were given to a question, one after the other; `number` is 1 for the first.

    `saved_at` is UTC without a zone, as everywhere in storage; `saved_by` is the tab, not a person.
    """

    question: str
    number: int
    answer: Answer
    saved_at: datetime
    saved_by: str


@dataclass(frozen=True)
class Submitted:
    """What was submitted as this number, 1 for the first. It has a version, a depth and a class of its own."""

    number: int
    version: str
    depth: Depth
    submitted_at: datetime
    answers: Mapping[str, Answer]
    municipality_class: str = ""


@dataclass(frozen=True)
class WholeAssessment:
    """An assessment with all that belongs to it except its links and the year before.

    `revisions` are in the order of question and number, `submissions` in that of their number, `consents` in that of
    being given, `peer_sets` in that of their names; `decisions` are by action and `targets` by axis. `submitted_at` is
    set while the assessment is frozen; `municipality_class` is "" while none was chosen.
    """

    municipality: str
    fiscal_year: int
    version: str
    depth: Depth
    created_at: datetime
    submitted_at: datetime | None
    revisions: tuple[Revision, ...]
    submissions: tuple[Submitted, ...]
    municipality_class: str = ""
    consents: tuple[Consent, ...] = ()
    peer_sets: tuple[PeerSet, ...] = ()
    decisions: Mapping[str, Decision] = field(default_factory=dict)
    targets: Mapping[str, Target] = field(default_factory=dict)
    plan: KeptPlan | None = None

    @property
    def answers(self) -> dict[str, Answer]:
        """The answers as they stand now: the newest revision of each."""
        return {revision.question: revision.answer for revision in self.revisions}
