"""The peers of a fiscal year in arrays, kept once for all sessions of this process.

Everybody's levels are in them, and nothing of who looks at them: what a viewer may see is drawn by `scoring.peers`.
"""

from collections import OrderedDict
from collections.abc import Sequence
from functools import lru_cache
from threading import Lock

from questionnaire.core_levels import core_levels
from questionnaire.loader import questionnaire, version_names
from questionnaire.model import Questionnaire
from questionnaire.month import Moment, Month, month_of
from questionnaire.peer import NamedPeer, Origin, PeerSubmission
from questionnaire.survey import read_assessment
from scoring.peers.table import Peers, PeerTable, peer_table
from storage.connect import database
from storage.imported_peers import imported_peers
from storage.peer_changes import peers_version
from storage.peers import peer_submissions
from storage.transaction import now

Key = tuple[str, str, int]
State = tuple[str, Month]

# Five years in two versions; a year of all 1,741 municipalities takes about 2 MB.
MOST_KEPT = 10
_kept: OrderedDict[Key, tuple[State, PeerTable]] = OrderedDict()
# Of those who ask at once, one reads and the others wait for it.
_one_at_a_time = Lock()


def table_of_year(asked: Questionnaire, fiscal_year: int) -> PeerTable:
    """The peers of this year as they stand now, compared in this version. Raises `StorageError`."""
    moment = now()
    key: Key = (str(database().url), asked.version.id, fiscal_year)
    # The state is read first: what changes while the peers are read is read anew the next time.
    state: State = (peers_version(database()), month_of(moment))
    with _one_at_a_time:
        found = _kept.get(key)
        if found is None or found[0] != state:
            _kept[key] = found = (state, _read(asked, fiscal_year, moment))
        _kept.move_to_end(key)
        while len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
    return found[1]


@lru_cache(maxsize=MOST_KEPT)
def table_of_survey(version: str) -> PeerTable:
    """The reading of the survey as this version has it: a source and time of its own."""
    asked = questionnaire(version)
    survey = asked.version.survey
    named = [_read_peer(asked, code) for code in survey.municipalities]
    # Nothing in it changes with the month or the moment.
    month = Month(survey.fiscal_year, 12)
    return peer_table(asked, {version: asked}, Peers(survey.fiscal_year, (), named), month, month.begins_at)


def _read(asked: Questionnaire, fiscal_year: int, moment: Moment) -> PeerTable:
    versions = {name: questionnaire(name) for name in version_names()}
    submitted = [one for one in peer_submissions(database(), fiscal_year) if one.version in versions]
    named = [peer for peer in imported_peers(database(), fiscal_year) if peer.version in versions]
    peers = Peers(fiscal_year, submitted, named)
    return peer_table(asked, versions, peers, month_of(moment), _not_before(moment, submitted))


def _not_before(moment: Moment, submitted: Sequence[PeerSubmission]) -> Moment:
    """The moment, or that of the last consent: a withdrawal counts also when the clock of its server is ahead."""
    return max([moment, *(one.consents[-1].since for one in submitted)])


def _read_peer(asked: Questionnaire, code: str) -> NamedPeer:
    read = read_assessment(asked, code)
    levels = {question: answer.level for question, answer in read.answers.items()}
    return NamedPeer(code, read.fiscal_year, asked.version.id, "", core_levels(asked, levels), Origin.SURVEY)
