"""How long 比較 takes with every municipality in it: five fiscal years, anonymous and named, with a year of history."""

from datetime import datetime, timedelta

import numpy as np
import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from benchmarks import samples
from questionnaire.model import Depth
from questionnaire.month import Month
from questionnaire.municipalities import MUNICIPALITIES
from questionnaire.peer import Consent, PeerSubmission, Sharing
from scoring.peers.comparison import comparison
from scoring.peers.group import Group
from scoring.peers.membership import Offer, offer, usual_groups
from scoring.peers.table import Peers, PeerTable, peer_table
from scoring.peers.view import Viewer, view
from tests.builders import SOKA

ASKED = samples.content()
MONTH = Month(2027, 4)
NOW = datetime(2027, 4, 10)
SHARINGS = (Sharing.ANONYMOUS, Sharing.ANONYMOUS, Sharing.NAMED)


def every_municipality(fiscal_year: int) -> list[PeerSubmission]:
    """A submission of each in the course of the year, a third of them named, a tenth of the answers わからない."""
    chance = np.random.default_rng(fiscal_year)
    opening = datetime(fiscal_year, 4, 1)
    found = []
    for number, code in enumerate(MUNICIPALITIES):
        at = opening + timedelta(days=int(chance.integers(0, 330)), seconds=number)
        levels = "".join(chance.choice(list("0123-"), len(ASKED.asked(Depth.CORE)), p=[0.25, 0.3, 0.25, 0.1, 0.1]))
        sharing = (Consent(at, SHARINGS[chance.integers(3)]),)
        place = f"class-{chance.integers(35)}"
        found.append(PeerSubmission((number, 1), code, fiscal_year, ASKED.version.id, place, levels, at, None, sharing))
    return found


YEARS = {year: every_municipality(year) for year in range(2022, 2027)}
GROUPS = usual_groups()
VERSIONS = {ASKED.version.id: ASKED}


def a_table() -> PeerTable:
    """The peers of the newest year."""
    return peer_table(ASKED, VERSIONS, Peers(2026, YEARS[2026]), MONTH, NOW)


def a_viewer() -> Viewer:
    """An office that has submitted."""
    own = tuple(one for one in YEARS[2026] if one.municipality == SOKA)
    return Viewer(samples.a_filled_assessment(), own[0].municipality_class, own)


def an_offer() -> Offer:
    """Its groups, from the submissions on."""
    return offer(view(a_table(), a_viewer()), GROUPS)


def test_the_peers_of_a_year(benchmark: BenchmarkFixture) -> None:
    """What is computed once a month, and after each change, for all viewers."""
    benchmark(a_table)


def test_the_peers_of_five_years(benchmark: BenchmarkFixture) -> None:
    """The same for each year that is kept."""
    every = [Peers(year, submissions) for year, submissions in YEARS.items()]
    benchmark(lambda: [peer_table(ASKED, VERSIONS, one, MONTH, NOW) for one in every])


def test_the_view_of_a_municipality(benchmark: BenchmarkFixture) -> None:
    """What is computed once for each viewer: the groups with all their history."""
    table, viewer = a_table(), a_viewer()
    benchmark(lambda: offer(view(table, viewer), GROUPS))


def test_a_cold_comparison(benchmark: BenchmarkFixture) -> None:
    """Everything from the submissions on."""
    benchmark(lambda: comparison(an_offer()))


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group.kind)
def test_changing_the_group(benchmark: BenchmarkFixture, group: Group) -> None:
    """What is computed at every change of the group."""
    benchmark(comparison, an_offer(), group)
