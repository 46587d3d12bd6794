"""The peers of a fiscal year in arrays, kept once for all sessions of this process.

Everybody's levels are in them, and nothing of who looks at them: what a viewer may see is drawn by `scoring.peers`. The
groups that it drew for the offices that looked last are kept beside them, drawn for a viewer without any answer.
"""

from collections import OrderedDict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from threading import Lock
from typing import TypeVar

from questionnaire.loader import questionnaire, version_names
from questionnaire.model import Questionnaire
from questionnaire.moment import Moment
from questionnaire.month import Month, month_of
from questionnaire.peer import PeerSubmission
from questionnaire.survey import survey_peers
from scoring.peers.group import Group
from scoring.peers.membership import Offer, offer, usual_groups
from scoring.peers.table import Peers, PeerTable, peer_table
from scoring.peers.view import Viewer, view
from storage.connect import database
from storage.imported_peers import imported_peers
from storage.peer_changes import peers_version
from storage.peers import peer_submissions, peer_years
from storage.transaction import now

Key = tuple[str, str, int]
State = tuple[str, Month]
K = TypeVar("K", bound=Hashable)
V = TypeVar("V")

# Five years in two versions; a year of all 1,741 municipalities takes about 2 MB.
MOST_KEPT = 10
# The groups of an office take 0.2 MB beside that. Drawing them anew is half of what the page costs, and a page is drawn
# for each choice in it.
MOST_OFFICES = 16


@dataclass(frozen=True)
class _Year:
    """The peers of a fiscal year in one state, and the fixed groups of offices by their standing."""

    state: State
    table: PeerTable
    fixed: OrderedDict[Hashable, Offer] = field(default_factory=OrderedDict)


_kept: OrderedDict[Key, _Year] = OrderedDict()
# Of those who ask at once, one reads and the others wait for it.
_one_at_a_time = Lock()


def years_compared() -> list[int]:
    """The fiscal years of which something may be compared, the newest first. Raises `StorageError`."""
    return _years(str(database().url), peers_version(database()))


def offer_of_year(viewer: Viewer, fiscal_year: int, groups: Sequence[Group]) -> Offer:
    """These groups of the viewer among the peers of this year as they stand now. Raises `StorageError`."""
    year = _year(questionnaire(viewer.assessment.version), fiscal_year)
    fixed = year.fixed.get(viewer.standing)
    if fixed is None:
        # Of a viewer without answers: nothing that is kept for others can tell any.
        fixed = offer(view(year.table, viewer.without_levels), usual_groups())
    with _one_at_a_time:
        _keep(year.fixed, viewer.standing, fixed, MOST_OFFICES)
    return fixed.seen_by(viewer, groups)


def _year(asked: Questionnaire, fiscal_year: int) -> _Year:
    """The peers of this year as they stand now, compared in this version."""
    moment = now()
    key: Key = (str(database().url), asked.version.id, fiscal_year)
    # The state is read first: what changes while the peers are read is read anew the next time.
    state: State = (peers_version(database()), month_of(moment))
    with _one_at_a_time:
        found = _kept.get(key)
        if found is None or found.state != state:
            found = _Year(state, _read(asked, fiscal_year, moment))
        _keep(_kept, key, found, MOST_KEPT)
    return found


def _keep(kept: OrderedDict[K, V], key: K, value: V, most: int) -> None:
    """Keeps the value as the last one that was used, and lets go of those that were not for longest."""
    kept[key] = value
    kept.move_to_end(key)
    while len(kept) > most:
        kept.popitem(last=False)


@lru_cache(maxsize=MOST_KEPT)
def _years(_database: str, _version: str) -> list[int]:
    """Read once for each state: it takes longer the more years there are."""
    return peer_years(database())


@lru_cache(maxsize=MOST_KEPT)
def table_of_survey(version: str) -> PeerTable:
    """The reading of the survey as this version has it: a source and time of its own."""
    asked = questionnaire(version)
    fiscal_year = asked.version.survey.fiscal_year
    # Nothing in it changes with the month or the moment.
    month = Month(fiscal_year, 12)
    return peer_table(asked, {version: asked}, Peers(fiscal_year, (), survey_peers(asked)), month, month.begins_at)


def _read(asked: Questionnaire, fiscal_year: int, moment: Moment) -> PeerTable:
    versions = {name: questionnaire(name) for name in version_names()}
    submitted = [one for one in peer_submissions(database(), fiscal_year) if one.version in versions]
    named = [peer for peer in imported_peers(database(), fiscal_year) if peer.version in versions]
    peers = Peers(fiscal_year, submitted, named)
    return peer_table(asked, versions, peers, month_of(moment), _not_before(moment, submitted))


def _not_before(moment: Moment, submitted: Sequence[PeerSubmission]) -> Moment:
    """The moment, or that of the last consent: a withdrawal counts also when the clock of its server is ahead."""
    return max([moment, *(one.consents[-1].since for one in submitted)])
