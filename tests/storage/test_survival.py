"""Unclean ends: what was told to be stored is there after kill -9, a full disk, and a server that went away.

`make soak` kills 200 times instead of 4 (`DX_KILLS`).
"""

import os
import resource
import secrets
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from questionnaire.assessment import LONGEST_TEXT, Answer, AnswerState
from storage.assessments import create
from storage.connect import open_database, sqlite_url
from storage.transaction import StorageError
from tests.builders import an_assessment, level
from tests.postgres import MIGRATED, PostgresServer
from tests.stored import a_key, answers_of, count_of, record
from tests.writer import READY, Note, Order, answered, notes_in

ROOT = Path(__file__).parents[2]
KILLS = int(os.environ.get("DX_KILLS", "4"))
LONGEST_RUN_S = 0.4
THREADS, WRITERS = 50, 10
PATIENCE_S = 15
KIB = 1024


@contextmanager
def writing(order: Order) -> Iterator["subprocess.Popen[str]"]:
    """A process that answers, from the moment on at which it opens the database."""
    command = [sys.executable, "-m", "tests.writer", *order]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            assert process.stdout.readline().strip() == READY
            yield process
        finally:
            process.kill()


def assert_sound(engine: Engine, notes: list[Note]) -> None:
    """Every noted answer is in the history, the history has no gap, and the present answers are its ends."""
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT question, revision, level FROM answer_history")).all()
        present = connection.execute(text("SELECT question, revision, level FROM answers")).all()
        if engine.dialect.name == "sqlite":
            assert connection.execute(text("PRAGMA integrity_check")).scalars().all() == ["ok"]
            assert connection.execute(text("PRAGMA foreign_key_check")).all() == []
    history = {Note(*row) for row in rows}
    newest = {question: max(note.revision for note in history if note.question == question) for question, *_ in present}
    assert set(notes) <= history
    assert {Note(*row) for row in present} == {note for note in history if note.revision == newest[note.question]}
    assert len(history) == sum(newest.values())


# Our process is killed


@pytest.mark.lasting
def test_every_answer_that_was_told_to_be_stored_is_there_after_kill_9(tmp_path: Path) -> None:
    url, notes = sqlite_url(tmp_path), tmp_path / "notes"
    opened = open_database(url)
    key = a_key(opened, an_assessment())
    opened.dispose()
    for _ in range(KILLS):
        with writing(Order(url.render_as_string(), str(key), "q", str(THREADS), "1000000", str(notes))) as process:
            # From before the database is open to the midst of writing.
            time.sleep(secrets.SystemRandom().uniform(0, LONGEST_RUN_S))
            process.kill()
        # Nobody else holds the file: whoever opens it next has to mend what the killed one left.
        opened = open_database(url)
        assert_sound(opened, notes_in(notes))
        opened.dispose()
    assert len(notes_in(notes)) > KILLS


def test_two_processes_that_write_into_one_file_at_once_lose_nothing(tmp_path: Path) -> None:
    engine = open_database(sqlite_url(tmp_path))
    key = a_key(engine, an_assessment())
    notes = [tmp_path / name for name in ("first", "second")]
    orders = [Order(engine.url.render_as_string(), str(key), file.name, "8", "20", str(file)) for file in notes]
    with writing(orders[0]) as first, writing(orders[1]) as second:
        assert [process.wait(PATIENCE_S * 2) for process in (first, second)] == [0, 0]
    assert [len(notes_in(file)) for file in notes] == [8 * 20, 8 * 20]
    assert_sound(engine, [note for file in notes for note in notes_in(file)])
    engine.dispose()


# The disk is full


@contextmanager
def no_room_on_the_disk(folder: Path) -> Iterator[None]:
    """A file takes all the room that is left."""
    filler = folder / "filler"
    with pytest.raises(OSError, match="No space left"):
        _fill(filler)
    yield
    filler.unlink()


def _fill(filler: Path) -> None:
    with filler.open("wb", buffering=0) as file:
        while True:
            file.write(bytes(KIB))


@contextmanager
def no_room_for_a_larger_file(folder: Path) -> Iterator[None]:
    """The system lets no file of this process grow beyond what the database has now, and a little."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    largest = max(file.stat().st_size for file in folder.iterdir())
    resource.setrlimit(resource.RLIMIT_FSIZE, (largest + 50 * KIB, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "test", str(tmp_path)], check=True)
    yield tmp_path
    subprocess.run(["umount", "--lazy", str(tmp_path)], check=True)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may mount a small disk")
def test_a_full_disk_is_told_and_nothing_half_written_and_it_goes_on_with_room(small_disk: Path) -> None:
    assert_a_full_disk_is_survived(small_disk, no_room_on_the_disk)


def test_a_file_that_may_not_grow_is_told_and_nothing_half_written_and_it_goes_on_with_room(tmp_path: Path) -> None:
    assert_a_full_disk_is_survived(tmp_path, no_room_for_a_larger_file)


def assert_a_full_disk_is_survived(folder: Path, without_room: Callable[[Path], AbstractContextManager[None]]) -> None:
    engine = open_database(sqlite_url(folder))
    key = a_key(engine, an_assessment({"first": level(1)}))
    long = Answer(AnswerState.UNKNOWN, memo="あ" * LONGEST_TEXT)
    kept = {"first": level(1)}
    with without_room(folder):
        with pytest.raises(StorageError):
            _record_until_refused(engine, key, long, kept)
        assert answers_of(engine, key) == kept
        with pytest.raises(StorageError):
            create(engine, an_assessment({"a": long, "b": long, "c": long}))
        assert count_of(engine, "assessments") == 1
    assert record(engine, key, "after", long) == 1
    assert answers_of(engine, key) == kept | {"after": long}
    with engine.connect() as connection:
        assert connection.execute(text("PRAGMA integrity_check")).scalars().all() == ["ok"]
    engine.dispose()


def _record_until_refused(engine: Engine, key: int, answer: Answer, kept: dict[str, Answer]) -> None:
    for number in range(100):
        record(engine, key, f"{number}", answer)
        kept[f"{number}"] = answer


# PostgreSQL goes away


def test_a_postgresql_that_is_away_for_a_while_is_told_in_time_and_used_again(
    mortal_postgres: PostgresServer,
) -> None:
    with mortal_postgres.new_database(MIGRATED) as url:
        engine = open_database(url)
        key = a_key(engine, an_assessment({"a": level(1)}))
        mortal_postgres.stop()
        began = time.monotonic()
        for _ in range(3):
            with pytest.raises(StorageError):
                record(engine, key, "a", level(2))
        assert time.monotonic() - began < PATIENCE_S
        mortal_postgres.start()
        assert record(engine, key, "a", level(2)) == 2
        # Nobody used it while it was away this time: the first who does must not lose an answer by that.
        mortal_postgres.stop()
        mortal_postgres.start()
        assert record(engine, key, "a", level(3)) == 3
        engine.dispose()


def test_every_answer_is_there_after_postgresql_crashed_and_those_who_write_go_on(
    mortal_postgres: PostgresServer,
) -> None:
    with mortal_postgres.new_database(MIGRATED) as url:
        engine = open_database(url)
        key = a_key(engine, an_assessment())
        notes, over = list[Note](), threading.Event()

        def write(question: str) -> None:
            for note in answered(engine, key, question, over.is_set):
                notes.append(note)

        with ThreadPoolExecutor(WRITERS) as pool:
            writing = [pool.submit(write, f"q-{number}") for number in range(WRITERS)]
            try:
                _wait_until(lambda: len(notes) > 50)
                mortal_postgres.stop(signal.SIGQUIT)
                before = len(notes)
                mortal_postgres.start()
                _wait_until(lambda: len(notes) > before + 50)
            finally:
                over.set()
        for thread in writing:
            thread.result()
        assert_sound(engine, notes)
        engine.dispose()


def _wait_until(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + 2 * PATIENCE_S
    while not holds():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.02)
