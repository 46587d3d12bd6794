"""A region whose municipalities submit, change their minds and leave: the history that storage would give of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from questionnaire.assessment import Assessment
from questionnaire.loader import newest_version
from questionnaire.loader import questionnaire as version
from questionnaire.model import Depth, Questionnaire
from questionnaire.month import Month
from questionnaire.municipalities import MUNICIPALITIES
from questionnaire.peer import Consent, NamedPeer, Origin, PeerSubmission, Sharing
from scoring.peers.comparison import Comparison, comparison
from scoring.peers.group import Group, GroupKind
from scoring.peers.membership import offer, usual_groups
from scoring.peers.table import Peers, PeerTable, peer_table
from scoring.peers.view import View, Viewer, view
from tests.builders import SOKA, level

REAL = version(newest_version())
QUESTIONS = len(REAL.asked(Depth.CORE))
VERSIONS = {REAL.version.id: REAL}
FISCAL_YEAR = 2026
# Neighbours of SOKA in the same prefecture, and others far from it.
SAITAMA = tuple(code for code, place in MUNICIPALITIES.items() if place.prefecture == "埼玉県" and code != SOKA)
ELSEWHERE = tuple(code for code, place in MUNICIPALITIES.items() if place.prefecture != "埼玉県")
CLASS = "Ⅲ-3"

FIRST = Month(2026, 6)


def in_month(month: Month, day: int = 10) -> datetime:
    """A moment in this month, UTC without a zone."""
    return datetime(month.year, month.number, day, 3)


def later(month: Month, months: int = 1) -> Month:
    year, number = divmod(month.index + months, 12)
    return Month(year, number + 1)


def alike(level: int) -> str:
    """The same level in every core question."""
    return str(level) * QUESTIONS


@dataclass
class Region:
    """Submissions by municipality, each with a key as storage would give it."""

    of: dict[str, list[PeerSubmission]] = field(default_factory=dict)
    removed: list[PeerSubmission] = field(default_factory=list)
    count: int = 0

    def submit(
        self, code: str, levels: str, at: datetime, sharing: Sharing = Sharing.ANONYMOUS, municipality_class: str = ""
    ) -> None:
        """Submits for the first time, or again."""
        earlier = self.of.get(code, [])
        if not earlier:
            self.count += 1
        key = (earlier[0].key[0] if earlier else self.count, len(earlier) + 1)
        consents = (*(earlier[-1].consents if earlier else ()), Consent(at, sharing))
        ended = [replace(one, until=one.until or at, consents=consents) for one in earlier]
        new = PeerSubmission(key, code, FISCAL_YEAR, REAL.version.id, municipality_class, levels, at, None, consents)
        self.of[code] = [*ended, new]

    def consent(self, code: str, at: datetime, sharing: Sharing) -> None:
        self.of[code] = [replace(one, consents=(*one.consents, Consent(at, sharing))) for one in self.of[code]]

    def remove(self, code: str, at: datetime) -> None:
        """Removes the assessment: what is left tells when it was there, and no level."""
        self.removed += [replace(one, levels="", until=one.until or at) for one in self.of.pop(code)]

    def submissions(self) -> list[PeerSubmission]:
        return [*self.removed, *(one for several in self.of.values() for one in several)]

    def table(self, month: Month, now: datetime | None = None, named: Sequence[NamedPeer] = ()) -> PeerTable:
        peers = Peers(FISCAL_YEAR, self.submissions(), named)
        return peer_table(REAL, VERSIONS, peers, month, now or in_month(month, 28))

    def view(
        self, month: Month, viewer: Viewer | None = None, now: datetime | None = None, named: Sequence[NamedPeer] = ()
    ) -> View:
        return view(self.table(month, now, named), viewer or self.viewer())

    def viewer(self, code: str = SOKA, levels: str | None = None) -> Viewer:
        """This municipality with what it submitted; its draft has these levels, or those submitted last."""
        own = tuple(self.of.get(code, ()))
        shown = levels or (own[-1].levels if own else alike(1))
        return Viewer(an_assessment_at(shown, code), own[-1].municipality_class if own else "", own)

    def seen(
        self,
        month: Month,
        group: Group | GroupKind = GroupKind.PREFECTURE,
        *,
        viewer: Viewer | None = None,
        now: datetime | None = None,
        named: Sequence[NamedPeer] = (),
    ) -> Comparison:
        """What the viewer is shown of this group."""
        chosen = group if isinstance(group, Group) else Group(group)
        groups = (*usual_groups(), *([chosen] if chosen not in usual_groups() else []))
        return comparison(offer(self.view(month, viewer, now, named), groups), chosen)


def a_region(
    levels: Sequence[str], *, month: Month = FIRST, sharing: Sharing = Sharing.ANONYMOUS, codes: Sequence[str] = SAITAMA
) -> Region:
    """Municipalities that submitted these levels in the month before."""
    region = Region()
    for number, (code, given) in enumerate(zip(codes, levels, strict=False)):
        region.submit(code, given, in_month(later(month, -1)) + timedelta(minutes=number), sharing)
    return region


def mixed(count: int) -> list[str]:
    """Levels of that many peers of whom the first two already differ in every question and every figure."""
    turns = ["".join(str((number + question) % 4) for question in range(QUESTIONS)) for number in range(count)]
    return [levels.replace("0", "2") if number % 2 else levels for number, levels in enumerate(turns)]


def an_assessment_at(levels: str, code: str = SOKA, asked: Questionnaire = REAL) -> Assessment:
    """An assessment whose core questions have these levels."""
    questions = asked.asked(Depth.CORE)
    answers = {
        question.id: level(int(given)) for question, given in zip(questions, levels, strict=True) if given != "-"
    }
    return Assessment(code, FISCAL_YEAR, asked.version.id, Depth.CORE, answers)


def imported(
    levels: Mapping[str, str], origin: Origin = Origin.IMPORTED, fiscal_year: int = FISCAL_YEAR
) -> list[NamedPeer]:
    """Peers named by files."""
    return [NamedPeer(code, fiscal_year, REAL.version.id, "", given, origin) for code, given in levels.items()]
