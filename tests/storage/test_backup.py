"""Backups: all of one moment goes in, and exactly that comes out again, in any database."""

import os
import stat
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import URL, Engine

from questionnaire.assessment import LONGEST_TEXT, Answer, AnswerState
from storage.assessments import create
from storage.backup import NotEmptyError, back_up, check_backup, restore
from storage.links import is_code_of
from storage.soundness import soundness
from storage.transaction import StorageError
from tests.backup_files import a_file, lines_of
from tests.builders import SOKA, an_assessment
from tests.copied_content import ROOT, python
from tests.copied_database import KINDS
from tests.full_database import a_database, everything, filled, key_of, leave_a_trace
from tests.stored import QUESTIONS, a_key, executed, record

WRITERS = 4

# By how many bytes the most memory ever used grows while everything is taken out and put back.
MEASURE_MEMORY = """
import sys
from pathlib import Path
from storage.backup import back_up, restore
from storage.connect import database

def peak():
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    return int(status.partition("VmHWM:")[2].split()[0]) * 1024

engine, before = database(), peak()
back_up(engine, Path(sys.argv[1]))
restore(engine, Path(sys.argv[1]), may_replace=True)
print(peak() - before)
"""


@pytest.fixture(params=KINDS)
def target(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """An empty database to restore into."""
    with a_database(request.param, tmp_path / "target", request) as engine:
        yield engine


# What goes in comes out


@pytest.mark.parametrize("source", KINDS)
def test_everything_comes_back_in_any_database(
    source: str, target: Engine, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    with a_database(source, tmp_path / "source", request) as engine:
        known = filled(engine)
        head = back_up(engine, tmp_path / "backup")
        before = everything(engine)
    assert restore(target, tmp_path / "backup") == head == check_backup(tmp_path / "backup")
    assert everything(target) == before
    assert head.rows == {table: len(rows) for table, rows in before.items()}
    assert all(head.rows.values())
    assert key_of(target, known.links) == known.key
    assert is_code_of(target, SOKA, known.code)
    assert soundness(target).faults == ()


def test_a_restored_database_backs_up_to_the_same_rows(engine: Engine, target: Engine, tmp_path: Path) -> None:
    filled(engine)
    back_up(engine, tmp_path / "first")
    restore(target, tmp_path / "first")
    back_up(target, tmp_path / "second")
    first, second = (lines_of((tmp_path / name).read_bytes()) for name in ("first", "second"))
    assert first[1:] == second[1:]


def test_after_a_restore_new_assessments_get_keys_of_their_own(engine: Engine, target: Engine, tmp_path: Path) -> None:
    highest = [a_key(engine, an_assessment()) for _ in range(3)][-1]
    back_up(engine, tmp_path / "backup")
    restore(target, tmp_path / "backup")
    assert a_key(target, an_assessment()) == highest + 1


def test_after_a_restore_no_new_assessment_gets_the_key_of_a_removed_one(
    engine: Engine, target: Engine, tmp_path: Path
) -> None:
    removed = leave_a_trace(engine)
    back_up(engine, tmp_path / "backup")
    restore(target, tmp_path / "backup")
    assert a_key(target, an_assessment()) == removed + 1


def test_an_empty_database_comes_back_empty(engine: Engine, tmp_path: Path) -> None:
    back_up(engine, tmp_path / "backup")
    create(engine, an_assessment())
    restore(engine, tmp_path / "backup", may_replace=True)
    assert not any(everything(engine).values())
    assert a_key(engine, an_assessment())  # and goes on from there


def test_an_assessment_that_follows_one_with_a_higher_key_comes_back(engine: Engine, tmp_path: Path) -> None:
    assert [a_key(engine, an_assessment()) for _ in range(2)] == [1, 2]
    executed(engine, "UPDATE assessments SET previous = 3 - id")
    back_up(engine, tmp_path / "backup")
    before = everything(engine)
    restore(engine, tmp_path / "backup", may_replace=True)
    assert everything(engine) == before


def test_a_restore_replaces_what_is_there_only_when_it_may(engine: Engine, tmp_path: Path) -> None:
    filled(engine)
    back_up(engine, tmp_path / "backup")
    wanted = everything(engine)
    create(engine, an_assessment(municipality="114651"))
    present = everything(engine)
    with pytest.raises(NotEmptyError) as refused:
        restore(engine, tmp_path / "backup")
    assert refused.value.rows == {table: len(rows) for table, rows in present.items()}
    assert everything(engine) == present
    restore(engine, tmp_path / "backup", may_replace=True)
    assert everything(engine) == wanted


def test_a_backup_taken_while_others_write_is_of_one_moment(engine: Engine, target: Engine, tmp_path: Path) -> None:
    keys = [a_key(engine, an_assessment()) for _ in range(WRITERS)]
    is_over = threading.Event()

    def write(key: int) -> None:
        for number in range(10_000):
            if is_over.is_set():
                return
            record(engine, key, QUESTIONS[number % 5].id, Answer(AnswerState.ANSWERED, number % 4, memo=str(number)))

    threads = [threading.Thread(target=write, args=(key,)) for key in keys]
    for thread in threads:
        thread.start()
    heads = [back_up(engine, tmp_path / str(number)) for number in range(8)]
    is_over.set()
    for thread in threads:
        thread.join()
    counts = [head.rows["answer_history"] for head in heads]
    assert counts == sorted(counts)
    assert counts[0] < counts[-1]
    for number in range(8):
        restore(target, tmp_path / str(number), may_replace=True)
        assert soundness(target).faults == ()


@pytest.mark.soak
def test_a_backup_does_not_need_the_memory_that_its_rows_take(engine: Engine, url: URL, tmp_path: Path) -> None:
    memo = Answer(AnswerState.UNKNOWN, memo="𠮷" * LONGEST_TEXT, evidence="𩸽" * LONGEST_TEXT)
    for _ in range(30):
        create(engine, an_assessment({question.id: memo for question in QUESTIONS}))
    place = {"DX_DATA_DIR": str(tmp_path), "DATABASE_URL": ""}
    if url.get_backend_name() != "sqlite":
        place["DATABASE_URL"] = url.render_as_string(hide_password=False)
    measured = python(ROOT, "-c", MEASURE_MEMORY, tmp_path / "backup", **place)
    size_of_a_table = 30 * len(QUESTIONS) * 2 * LONGEST_TEXT * len("𠮷".encode())
    assert 0 < int(measured.stdout) < size_of_a_table * 3 / 4, measured


# The file appears whole or not at all


def test_a_backup_takes_the_place_of_another_file_only_when_it_may(engine: Engine, tmp_path: Path) -> None:
    file = a_file(tmp_path, "大切".encode())
    with pytest.raises(FileExistsError):
        back_up(engine, file)
    assert file.read_bytes() == "大切".encode()
    back_up(engine, file, overwrite=True)
    assert check_backup(file).rows["assessments"] == 0


def test_a_backup_that_fails_leaves_the_file_before_and_nothing_beside_it(engine: Engine, tmp_path: Path) -> None:
    (tmp_path / "backups").mkdir()
    file = a_file(tmp_path / "backups", "大切".encode())
    executed(engine, "DROP TABLE submitted_answers")
    with pytest.raises(StorageError):
        back_up(engine, file, overwrite=True)
    assert {path.name: path.read_bytes() for path in file.parent.iterdir()} == {file.name: "大切".encode()}


@pytest.mark.skipif(os.name == "nt", reason="Windows knows no such rights")
def test_only_its_owner_may_read_a_backup(engine: Engine, tmp_path: Path) -> None:
    back_up(engine, tmp_path / "backup")
    assert stat.S_IMODE((tmp_path / "backup").stat().st_mode) == 0o600
