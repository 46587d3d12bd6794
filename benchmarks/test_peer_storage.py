"""How long it takes to read what may be compared, and to import it, with all municipalities and five years of them."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

import numpy as np
import pytest
from pytest_benchmark.fixture import BenchmarkFixture
from sqlalchemy import Engine, insert

from benchmarks import samples
from questionnaire.model import Depth
from questionnaire.municipalities import MUNICIPALITIES
from questionnaire.peer import NamedPeer, Origin, Sharing
from storage.connect import open_database, sqlite_url
from storage.imported_peers import import_peers, imported_peers
from storage.peer_changes import peers_version
from storage.peers import peer_submissions, peer_years
from storage.tables import assessments, consents, submissions
from tests.postgres import running_postgres

YEARS = range(2022, 2027)
CORE = len(samples.content().asked(Depth.CORE))
BEGINNING = datetime(2022, 6, 1)
# The submissions of a year come in over so many days, so that several months have figures of their own.
SUBMITTING_DAYS = 150


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """1,741 municipalities submitted in each of five years, on a database that keeps every commit."""
    if request.param == "sqlite":
        yield from filled(open_database(sqlite_url(tmp_path_factory.mktemp("sqlite"))))
        return
    with running_postgres(is_durable=True) as server, server.new_database() as url:
        yield from filled(open_database(url))


def filled(engine: Engine, codes: Sequence[str] = tuple(MUNICIPALITIES)) -> Iterator[Engine]:
    """The same engine with submissions of these in its database, a third each private, anonymous and named.

    It is closed afterwards.
    """
    chance = np.random.default_rng(samples.SEED)
    heads, given, submitted = [], [], []
    every = ((year, number, code) for year in YEARS for number, code in enumerate(codes))
    for key, (year, number, code) in enumerate(every, start=1):
        days = 365 * (year - YEARS[0]) + SUBMITTING_DAYS * number / len(codes)
        moment = BEGINNING + timedelta(days=days)
        version = samples.content().version.id
        about = {"municipality": code, "fiscal_year": year, "version": version, "depth": "core"}
        heads.append(about | {"id": key, "edit_hash": f"{key}", "created_at": moment, "changes": 1})
        submitted.append(about | {"assessment": key, "number": 1, "submitted_at": moment, "levels": _levels(chance)})
        sharing = list(Sharing)[int(chance.integers(3))]
        given.append({"assessment": key, "number": 1, "since": moment, "sharing": sharing.value})
    with engine.begin() as connection:
        for table, rows in ((assessments, heads), (submissions, submitted), (consents, given)):
            connection.execute(insert(table), rows)
    yield engine
    engine.dispose()


def _levels(chance: np.random.Generator) -> str:
    return "".join(map(str, chance.integers(0, 4, CORE)))


def test_reading_the_submissions_of_a_year(benchmark: BenchmarkFixture, engine: Engine) -> None:
    """Two thirds of 1,741, among five years of them."""
    found = benchmark(peer_submissions, engine, 2026)
    assert 1_000 < len(found) < 1_400  # noqa: S101  # about two thirds are shared


def test_telling_the_years(benchmark: BenchmarkFixture, engine: Engine) -> None:
    """Which years something may be compared of."""
    assert benchmark(peer_years, engine) == [*reversed(YEARS)]  # noqa: S101


def test_telling_whether_anything_changed(benchmark: BenchmarkFixture, engine: Engine) -> None:
    """What a page asks before it uses what the process keeps."""
    benchmark(peers_version, engine)


def test_importing_every_municipality(benchmark: BenchmarkFixture, engine: Engine) -> None:
    """1,741 peers of one year, which replace themselves, until they are on disk."""
    version = samples.content().version.id
    levels = "2" * CORE
    peers = [NamedPeer(code, 2026, version, "", levels, Origin.IMPORTED) for code in MUNICIPALITIES]
    benchmark(import_peers, engine, [("比較.csv", peers)])
    assert len(imported_peers(engine, 2026)) == len(MUNICIPALITIES)  # noqa: S101  # all of them are there
