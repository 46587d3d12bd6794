"""How long the database takes: to keep one answer for good, and to open an assessment."""

from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture
from sqlalchemy import Engine

from benchmarks import samples
from storage import assessments
from storage.connect import open_database
from tests.builders import level


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    """A database with a thousand assessments, as it would be after years."""
    samples.links(tmp_path, 1000, samples.a_filled_assessment)
    engine = open_database(tmp_path)
    yield engine
    engine.dispose()


def test_recording_an_answer(benchmark: BenchmarkFixture, engine: Engine) -> None:
    """One answer, changed each time, until it is on disk."""
    question = samples.content().questions[0].id
    answers = cycle(map(level, range(4)))
    benchmark(lambda: assessments.record_answer(engine, 500, question, next(answers)))


def test_opening_an_assessment(benchmark: BenchmarkFixture, engine: Engine) -> None:
    """Every answer of one assessment, found by its link."""
    link = assessments.create(engine, samples.a_filled_assessment())
    benchmark(assessments.find, engine, link)
