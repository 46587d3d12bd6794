"""A file that is not a whole backup is refused, and leaves everything as it is."""

import gzip
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Engine

from storage.assessments import create
from storage.backup import back_up, check_backup, restore
from storage.backup_file import BackupRefusedError, check
from storage.transaction import StorageError
from tests.backup_files import a_backup, a_file, changed, lines_of, sealed, with_head
from tests.builders import an_assessment
from tests.csv_files import is_japanese
from tests.full_database import everything, filled


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A small backup."""
    return a_backup(tmp_path_factory.mktemp("sample"))


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
