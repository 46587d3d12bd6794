"""Backups: all of one moment goes in, exactly that comes out again, and a file that is not whole changes nothing."""

import gzip
import hashlib
import io
import json
import os
import stat
import struct
import threading
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest
from sqlalchemy import URL, Engine

from cli import main
from questionnaire.assessment import LONGEST_TEXT, Answer, AnswerState
from storage.assessments import create
from storage.backup import NotEmptyError, back_up, check_backup, restore
from storage.backup_file import BackupRefusedError, check
from storage.connect import FILE_NAME, open_database, sqlite_url
from storage.links import is_code_of
from storage.soundness import soundness
from storage.transaction import StorageError
from tests.builders import SOKA, an_assessment, level
from tests.copied_content import ROOT, python
from tests.csv_files import is_japanese
from tests.full_database import KINDS, a_database, everything, filled, key_of
from tests.stored import ASKED, QUESTIONS, a_key, executed, record

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

Line = dict[str, Any]


@pytest.fixture(params=KINDS)
def target(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """An empty database to restore into."""
    with a_database(request.param, tmp_path / "target", request) as engine:
        yield engine


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A small backup."""
    folder = tmp_path_factory.mktemp("sample")
    engine = open_database(sqlite_url(folder))
    create(engine, an_assessment({QUESTIONS[0].id: level(2), QUESTIONS[1].id: Answer(AnswerState.UNKNOWN, memo="𠮷")}))
    back_up(engine, folder / "sample")
    engine.dispose()
    return (folder / "sample").read_bytes()


def lines_of(backup: bytes) -> list[Line]:
    """What is in a backup, without its end."""
    return [json.loads(line) for line in gzip.decompress(backup).splitlines()[:-1]]


def sealed(*lines: Line | bytes) -> bytes:
    """A backup with these lines and the end that belongs to it, as docs/backup.md describes it."""
    written = (line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines)
    front = gzip.compress(b"".join(line + b"\n" for line in written))
    end = b'{"sha256":"%s"}\n' % hashlib.sha256(front).hexdigest().encode()
    stored = b"\x01" + struct.pack("<HH", len(end), 0xFFFF - len(end)) + end
    return front + bytes.fromhex("1f8b08000000000000ff") + stored + struct.pack("<II", zlib.crc32(end), len(end))


def changed(backup: bytes, table: str, **values: object) -> bytes:
    """The backup with the first row of this table changed, and a hash that fits."""
    lines = lines_of(backup)
    row: Line = next(line[table] for line in lines if table in line)
    row.update(values)
    return sealed(*lines)


def with_head(backup: bytes, **values: object) -> bytes:
    """The backup with something else in its head, and a hash that fits."""
    head, *rest = lines_of(backup)
    return sealed(head | values, *rest)


def a_file(folder: Path, content: bytes) -> Path:
    file = folder / "控え.gz"
    file.write_bytes(content)
    return file


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


def test_a_backup_does_not_need_the_memory_that_its_rows_take(engine: Engine, url: URL, tmp_path: Path) -> None:
    memo = Answer(AnswerState.UNKNOWN, memo="𠮷" * LONGEST_TEXT, evidence="𩸽" * LONGEST_TEXT)
    for _ in range(30):
        create(engine, an_assessment({question.id: memo for question in QUESTIONS}))
    address = url.render_as_string(hide_password=False)
    measured = python(ROOT, "-c", MEASURE_MEMORY, tmp_path / "backup", DATABASE_URL=address)
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


# A file that is not whole changes nothing


def test_a_backup_is_refused_wherever_it_was_cut(sample: bytes) -> None:
    for length in range(len(sample)):
        with pytest.raises(BackupRefusedError):
            check(io.BytesIO(sample[:length]))


def test_a_backup_is_refused_whichever_of_its_bits_was_flipped(sample: bytes) -> None:
    for position in range(len(sample)):
        for bit in range(8):
            flipped = bytearray(sample)
            flipped[position] ^= 1 << bit
            with pytest.raises(BackupRefusedError):
                check(io.BytesIO(bytes(flipped)))


@pytest.mark.parametrize("more", [b"\0", b"\n", gzip.compress(b"", mtime=0), gzip.compress(b"{}\n", mtime=0)])
def test_a_backup_with_something_behind_it_is_refused(sample: bytes, more: bytes) -> None:
    with pytest.raises(BackupRefusedError):
        check(io.BytesIO(sample + more))


@pytest.mark.parametrize(
    ("forged", "what"),
    [
        (lambda _: b"", "バックアップではないか"),
        (lambda _: "ただの文章".encode(), "バックアップではないか"),
        (lambda _: gzip.compress(b"{}\n"), "バックアップではないか"),
        (lambda _: sealed(), "この診断のバックアップではありません"),
        (lambda _: sealed(b"[]"), "この診断のバックアップではありません"),
        (lambda _: sealed(b"[" * 100_000), "この診断のバックアップではありません"),
        (lambda it: with_head(it, format="else"), "この診断のバックアップではありません"),
        (lambda it: with_head(it, rows={}), "この診断のバックアップではありません"),
        (lambda it: with_head(it, created_at="昨日"), "この診断のバックアップではありません"),
        (lambda it: with_head(it, format_version=2), "新しい版のプログラムで作られた"),
        (lambda it: with_head(it, schema="9999"), "新しい版のプログラムで作られた"),
        (lambda it: with_head(it, schema="0001"), "作ったときの版のプログラムで復元し"),
        (lambda it: sealed(*lines_of(it)[:-1]), "行の数が"),
        (lambda it: sealed(*lines_of(it), lines_of(it)[-1]), "行の数が"),
        (lambda it: sealed(*lines_of(it), b"{"), "を読み取れません"),
        (lambda it: sealed(*lines_of(it), b"[" * 100_000), "を読み取れません"),
        (lambda it: sealed(*lines_of(it), {"sqlite_master": {}}), "を読み取れません"),
        (lambda it: sealed(*lines_of(it), {"answers": {}}), "を読み取れません"),
        (lambda it: changed(it, "assessments", more=1), "2行目を読み取れません"),
        (lambda it: changed(it, "assessments", id="1"), "2行目を読み取れません"),
        (lambda it: changed(it, "assessments", id=True), "2行目を読み取れません"),
        (lambda it: changed(it, "assessments", id=2**31), "2行目を読み取れません"),
        (lambda it: changed(it, "assessments", id=None), "2行目を読み取れません"),
        (lambda it: changed(it, "assessments", created_at="2026-11-22T00:00:00Z"), "2行目を読み取れません"),
        (lambda it: changed(it, "assessments", created_at="2026-13-22T00:00:00.000000Z"), "2行目を読み取れません"),
        (lambda it: changed(it, "answers", is_confirmed=1), "を読み取れません"),
        (lambda it: changed(it, "answers", memo=None), "を読み取れません"),
        (lambda it: changed(it, "answers", memo="\ud83d"), "を読み取れません"),
    ],
)
def test_a_file_that_is_no_whole_backup_is_refused_and_nothing_is_changed(
    data: Engine, tmp_path: Path, sample: bytes, forged: Callable[[bytes], bytes], what: str
) -> None:
    create(data, an_assessment())
    before = everything(data)
    file = a_file(tmp_path, forged(sample))
    with pytest.raises(BackupRefusedError, match=what) as refused:
        restore(data, file, may_replace=True)
    assert is_japanese(str(refused.value))
    with pytest.raises(BackupRefusedError, match=what):
        check_backup(file)
    assert everything(data) == before


@pytest.mark.parametrize(
    "forge",
    [
        lambda it: changed(it, "answers", level=4),
        lambda it: changed(it, "answers", level=None),
        lambda it: changed(it, "answers", assessment=4711),
        lambda it: changed(it, "assessments", previous=4711),
        lambda it: changed(it, "submitted_answers", number=3),
        lambda it: changed(it, "answer_history", revision=2),
    ],
)
def test_a_restore_that_fails_in_the_middle_leaves_what_was_there(
    engine: Engine, tmp_path: Path, forge: Callable[[bytes], bytes]
) -> None:
    filled(engine)
    back_up(engine, tmp_path / "backup")
    create(engine, an_assessment())
    before = everything(engine)
    with pytest.raises(StorageError):
        restore(engine, a_file(tmp_path, forge((tmp_path / "backup").read_bytes())), may_replace=True)
    assert everything(engine) == before


def test_a_nul_of_the_first_release_comes_back_in_sqlite_and_is_refused_by_postgresql(
    engine: Engine, tmp_path: Path, sample: bytes
) -> None:
    file = a_file(tmp_path, changed(sample, "answer_history", memo="前\0後"))
    if engine.dialect.name == "sqlite":
        restore(engine, file)
        assert "前\0後" in repr(everything(engine)).replace("\\x00", "\0")
    else:
        with pytest.raises(BackupRefusedError, match="NUL"):
            restore(engine, file)
        assert not any(everything(engine).values())


# Whether the database itself is sound


@pytest.mark.parametrize(
    ("damage", "what"),
    [
        (
            "UPDATE answers SET memo = 'x' WHERE assessment = {key} AND question = '{question}'",
            "履歴のその回と違います",
        ),
        ("UPDATE answers SET saved_by = 'x' WHERE assessment = {key}", "履歴のその回と違います"),
        ("UPDATE answers SET revision = 9 WHERE assessment = {key}", "履歴のその回と違います"),
        (
            "DELETE FROM answers WHERE assessment = {key} AND question = '{question}'",
            "いちばん新しい回答ではありません",
        ),
        ("UPDATE answers SET revision = 1 WHERE question = '{question}'", "いちばん新しい回答ではありません"),
        (
            "DELETE FROM answer_history WHERE revision = 2",
            "診断 {key} 設問 {question}: 回答の履歴の番号が1から続いていません",
        ),
        ("UPDATE answer_history SET revision = 4 WHERE revision = 3", "番号が1から続いていません"),
        ("DELETE FROM submissions WHERE number = 1", "診断 {key}: 提出の番号が1から続いていません"),
        ("DELETE FROM submissions", "診断 {key}: 提出済みなのに、提出した内容がありません"),
        (
            "DELETE FROM submitted_answers WHERE number = 1 AND question = '{question}'",
            "診断 {key} 提出1 設問 {question}: 提出した回答がそろっていません",
        ),
        ("UPDATE submitted_answers SET is_confirmed = false", "提出した回答がそろっていません"),
        ("UPDATE submitted_answers SET memo = 'x' WHERE number = 2", "提出2: 提出した回答と、いまの回答が違います"),
        ("UPDATE submissions SET version = 'v1999-1'", "設問版 v1999-1、深さ core の回答として読み取れません"),
        ("UPDATE submissions SET depth = 'deep'", "深さ deep の回答として読み取れません"),
        ("UPDATE submitted_answers SET state = 'x', level = NULL", "深さ core の回答として読み取れません"),
        ("UPDATE answer_history SET state = 'x', level = NULL", "診断 {key} 設問 {question}: 回答状態を読み取れません"),
        ("UPDATE answers SET state = 'x', level = NULL", "診断 {key} 設問 {question}: 回答状態を読み取れません"),
    ],
)
def test_an_unsound_database_is_found(engine: Engine, damage: str, what: str) -> None:
    key, question = filled(engine).key, QUESTIONS[0].id
    assert soundness(engine).faults == ()
    executed(engine, damage.format(key=key, question=question))
    faults = soundness(engine).faults
    assert any(what.format(key=key, question=question) in fault for fault in faults), faults
    assert is_japanese("".join(faults))


def test_a_reference_that_broke_is_found_in_sqlite(tmp_path: Path) -> None:
    engine = open_database(sqlite_url(tmp_path))
    filled(engine)
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
        connection.exec_driver_sql("DELETE FROM assessments WHERE id = 1")
        connection.commit()
    assert any("assessments の行がありません" in fault for fault in soundness(engine).faults)
    engine.dispose()


def test_a_broken_file_is_found_in_sqlite(tmp_path: Path) -> None:
    engine = open_database(sqlite_url(tmp_path))
    filled(engine)
    engine.dispose()
    file = tmp_path / FILE_NAME
    content = bytearray(file.read_bytes())
    content[len(content) // 2 :: 7] = bytes(len(content[len(content) // 2 :: 7]))
    file.write_bytes(content)
    engine = open_database(sqlite_url(tmp_path))
    faults = soundness(engine).faults
    engine.dispose()
    assert faults
    assert all("壊れています" in fault for fault in faults)


# The commands


def run(folder: Path, *arguments: str | Path) -> CompletedProcess[bytes]:
    """A command for the database in this folder."""
    done = python(ROOT, "cli.py", *arguments, DX_DATA_DIR=str(folder), DATABASE_URL="")
    assert b"Traceback" not in done.stderr, done.stderr.decode()
    return done


def test_the_commands_back_up_check_and_restore(tmp_path: Path) -> None:
    engine, file = open_database(sqlite_url(tmp_path / "old")), tmp_path / "控え.gz"
    filled(engine)
    taken = run(tmp_path / "old", "backup", file)
    assert (taken.returncode, taken.stderr) == (0, b"")
    checked, restored = run(tmp_path, "verify", file), run(tmp_path / "new", "restore", file)
    counts = "診断 3件、利用コード 1件、回答の履歴 51件、回答 49件、提出 2件、提出した回答 48件"
    for done in (taken, checked, restored, run(tmp_path / "new", "verify")):
        assert (done.returncode, done.stderr) == (0, b"")
        assert counts in done.stdout.decode()
        assert done.stdout.count(b"\n") == 1
    assert not (tmp_path / FILE_NAME).exists()  # checking a file opens no database
    again = open_database(sqlite_url(tmp_path / "new"))
    assert everything(again) == everything(engine)
    engine.dispose()
    again.dispose()


@pytest.mark.parametrize(
    ("arguments", "what"),
    [
        (("backup", "{file}"), "--overwrite を付けてください"),
        (("backup", "{folder}/none/file"), "ファイルかフォルダがありません"),
        (("restore", "{file}"), "--yes を付けてください"),
        (("restore", "{folder}/none"), "ファイルかフォルダがありません"),
        (("restore", "{other}", "--yes"), "バックアップではないか"),
        (("restore", "{forged}", "--yes"), "復元できませんでした。データベースは元のままです"),
        (("verify", "{other}"), "バックアップではないか"),
        (("verify", "{folder}"), "ファイルではなくフォルダです"),
    ],
)
def test_the_commands_refuse_what_would_lose_something(
    data: Engine, tmp_path: Path, *, sample: bytes, capsys: pytest.CaptureFixture[str], arguments: tuple[str], what: str
) -> None:
    create(data, an_assessment())
    before, other, forged = everything(data), tmp_path / "other", tmp_path / "forged"
    other.write_text("ほかのファイル", encoding="utf-8")
    forged.write_bytes(changed(sample, "answers", level=4))
    places = {"file": a_file(tmp_path, sample), "folder": tmp_path, "other": other, "forged": forged}
    assert main([argument.format_map(places) for argument in arguments]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert what in said.err
    assert everything(data) == before


def test_the_commands_replace_what_they_may(data: Engine, tmp_path: Path, sample: bytes) -> None:
    create(data, an_assessment())
    assert main(["restore", str(a_file(tmp_path, sample)), "--yes"]) == 0
    assert main(["backup", str(tmp_path / "控え.gz"), "--overwrite"]) == 0
    assert lines_of((tmp_path / "控え.gz").read_bytes())[1:] == lines_of(sample)[1:]


def test_an_unsound_database_ends_the_check_with_1(data: Engine, capsys: pytest.CaptureFixture[str]) -> None:
    create(data, an_assessment({question.id: level(1) for question in ASKED.questions}))
    executed(data, "DELETE FROM answer_history")
    assert main(["verify"]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert len(said.err.splitlines()) == len(ASKED.questions)


def test_a_server_that_is_away_is_told_without_its_password(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://dx:geheim@127.0.0.1:1/dx")
    assert main(["verify"]) == 2
    said = capsys.readouterr()
    assert "データベースを読み書きできません" in said.err
    assert "geheim" not in said.err
