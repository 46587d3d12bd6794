"""How long the database takes: to keep one answer for good, and to open an assessment, with years of others in it."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from itertools import count
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture
from sqlalchemy import Connection, Engine, MetaData, Table, insert

from benchmarks import samples
from storage import assessments
from storage.assessments import Change
from storage.connect import open_database, sqlite_url
from storage.known import Known, record_if_unchanged
from storage.links import hashed
from tests.builders import level
from tests.postgres import running_postgres

ASSESSMENTS = 10_000


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """10,000 assessments with 480,000 answers on a database that keeps every commit, as an office's does."""
    if request.param == "sqlite":
        yield from _filled(open_database(sqlite_url(tmp_path_factory.mktemp("sqlite"))))
        return
    with running_postgres(is_durable=True) as server, server.new_database() as url:
        yield from _filled(open_database(url))


def _filled(engine: Engine) -> Iterator[Engine]:
    """Copies one stored assessment many times, row by row as it is."""
    assessments.create(engine, samples.a_fully_filled_assessment())
    reflected = MetaData()
    reflected.reflect(engine)
    with engine.begin() as connection:
        for name in ("assessments", "answers", "answer_history"):
            _multiply(connection, reflected.tables[name])
    yield engine
    engine.dispose()


def _multiply(connection: Connection, table: Table) -> None:
    rows = [dict(row._mapping) for row in connection.execute(table.select())]
    for key in range(2, ASSESSMENTS + 1):
        connection.execute(insert(table), [row | _of(key, row) for row in rows])


def _of(key: int, row: dict[str, object]) -> dict[str, object]:
    if "question" in row:
        return {"assessment": key}
    return {"id": key, "edit_hash": hashed(f"edit {key}"), "read_hash": hashed(f"read {key}")}


def test_recording_an_answer(benchmark: BenchmarkFixture, engine: Engine) -> None:
    """One answer, changed each time, until it is on disk."""
    question = samples.content().questions[0].id
    seen = count(assessments.load(engine, 5_000).revisions[question])
    changes = (Change(question, level(revision % 4), revision) for revision in seen)
    benchmark(lambda: assessments.record_answer(engine, 5_000, next(changes)))


def test_storing_the_usual_click(benchmark: BenchmarkFixture, engine: Engine) -> None:
    """The same upon an assessment that is as its tab knows it: what is done for nearly every click."""
    question = samples.content().questions[0].id
    before = assessments.load(engine, 4_000)
    clicks = (
        (Known("edit 4000", 4_000, before.changes + done), Change(question, level(done % 4), seen))
        for done, seen in enumerate(count(before.revisions[question]))
    )

    def click() -> bool:
        known, change = next(clicks)
        return record_if_unchanged(engine, known, [change])

    assert benchmark(click)  # noqa: S101  # it was as it was known


def test_the_floor_of_recording_an_answer(benchmark: BenchmarkFixture, tmp_path: Path) -> None:
    """One row changed and committed by the driver alone, on the same disk and as safely: nothing can be quicker."""
    numbers = count()
    with closing(sqlite3.connect(tmp_path / "floor.sqlite3", isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("CREATE TABLE floor AS SELECT 0 AS number")
        benchmark(lambda: connection.execute("UPDATE floor SET number = ?", (next(numbers),)))


def test_opening_an_assessment(benchmark: BenchmarkFixture, engine: Engine) -> None:
    """Every answer of one assessment, found by its link."""
    found = benchmark(assessments.find, engine, "edit 5000")
    assert len(found.revisions) == len(samples.content().questions)  # noqa: S101  # it opened what was meant
