"""Where the database lies and how it is opened: a folder that has to be fit for SQLite, or a PostgreSQL."""

import os
import shutil
import subprocess
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import SQLAlchemyError

from storage.assessments import create, find
from storage.connect import (
    DEFAULT_DIRECTORY,
    FILE_NAME,
    data_directory,
    database,
    existing_database,
    open_database,
    sqlite_url,
)
from storage.place import NETWORK_FILE_SYSTEMS, file_system
from storage.transaction import DatabaseRefusedError, StorageError
from tests.builders import KOSHIGAYA, an_assessment, level
from tests.network_drive import network_drive
from tests.postgres import MIGRATED, PostgresServer
from tests.stored import a_key, answers_of, count_of, executed, record

ROOT = Path(__file__).parents[2]

needs_mounting = pytest.mark.skipif(os.geteuid() != 0, reason="only root may mount a file system")


@pytest.fixture
def file(tmp_path: Path) -> Iterator[Engine]:
    """An SQLite database in this test's folder."""
    opened = open_database(sqlite_url(tmp_path))
    yield opened
    opened.dispose()


@contextmanager
def mounted(kind: str, place: Path, options: str = "size=1m") -> Iterator[None]:
    """A new file system of this kind at the place."""
    place.mkdir(parents=True, exist_ok=True)
    subprocess.run(["mount", "-t", kind, "-o", options, "test", str(place)], check=True)
    try:
        yield
    finally:
        subprocess.run(["umount", str(place)], check=True)


def content_of(folder: Path) -> dict[str, bytes]:
    """Every file that lies there, with its bytes."""
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def opened_without_root_s_rights(folder: Path) -> subprocess.CompletedProcess[str]:
    """What a process does that has only the rights that the file system gives it: root's own would pass all locks."""
    command = [sys.executable, "-m", "tests.opener"]
    if os.geteuid() == 0:
        command = ["setpriv", "--bounding-set=-dac_override,-dac_read_search", *command]
    address = sqlite_url(folder).render_as_string()
    return subprocess.run(command, cwd=ROOT, input=f"{address}\n", capture_output=True, text=True, check=True)


# SQLite


@pytest.mark.parametrize(
    ("pragma", "value"), [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("busy_timeout", 5000)]
)
def test_every_connection_to_a_file_keeps_each_commit(file: Engine, pragma: str, value: object) -> None:
    with file.connect() as first, file.connect() as second:
        for connection in (first, second):
            assert connection.execute(text(f"PRAGMA {pragma}")).scalar_one() == value


def test_an_assessment_is_found_again_after_the_file_was_closed_and_opened(tmp_path: Path) -> None:
    first = open_database(sqlite_url(tmp_path))
    links = create(first, an_assessment({"a": level(2)}, municipality=KOSHIGAYA))
    first.dispose()
    second = open_database(sqlite_url(tmp_path))
    stored = find(second, links.edit)
    second.dispose()
    assert stored
    assert stored.assessment == an_assessment({"a": level(2)}, municipality=KOSHIGAYA)


def test_opening_the_file_again_changes_nothing(file: Engine, tmp_path: Path) -> None:
    key = a_key(file, an_assessment({"a": level(2)}))
    for _ in range(2):
        open_database(sqlite_url(tmp_path)).dispose()
    assert answers_of(file, key) == {"a": level(2)}
    assert count_of(file, "alembic_version") == 1


@pytest.mark.parametrize("name", ["新しい/深い 場所", "100%", "a#b", "a?b=c", "it's"])
def test_the_file_lies_in_the_folder_whatever_it_is_called(tmp_path: Path, name: str) -> None:
    folder = tmp_path / name
    opened = open_database(sqlite_url(folder))
    create(opened, an_assessment())
    opened.dispose()
    assert [file.name for file in folder.iterdir()] == [FILE_NAME]


def test_a_file_that_is_no_database_is_refused_and_kept(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_bytes(b"these are somebody's notes, and no database" * 100)
    before = content_of(tmp_path)
    with pytest.raises(SQLAlchemyError):
        open_database(sqlite_url(tmp_path))
    assert content_of(tmp_path) == before


def test_a_new_file_in_a_folder_without_write_permission_is_refused(tmp_path: Path) -> None:
    tmp_path.chmod(0o555)
    tried = opened_without_root_s_rights(tmp_path)
    assert tried.stdout == "DatabaseRefusedError\n"
    assert content_of(tmp_path) == {}


def test_a_file_without_write_permission_is_refused_and_kept(file: Engine, tmp_path: Path) -> None:
    a_key(file, an_assessment({"a": level(2)}))
    file.dispose()
    (tmp_path / FILE_NAME).chmod(0o444)
    before = content_of(tmp_path)
    tmp_path.chmod(0o555)
    assert opened_without_root_s_rights(tmp_path).stdout == "DatabaseRefusedError\n"
    assert content_of(tmp_path) == before
    tmp_path.chmod(0o755)
    (tmp_path / FILE_NAME).chmod(0o644)
    assert opened_without_root_s_rights(tmp_path).stdout == "ok\n"


@pytest.mark.skipif(os.name == "nt", reason="Windows moves no file that is open")
def test_nothing_is_written_into_a_file_that_was_moved_away_and_all_is_well_when_it_is_back(
    file: Engine, tmp_path: Path
) -> None:
    key = a_key(file, an_assessment({"a": level(1)}))
    (tmp_path / FILE_NAME).rename(tmp_path / "moved")
    with pytest.raises(StorageError, match="not there any more"):
        record(file, key, "a", level(2))
    assert not (tmp_path / FILE_NAME).exists()
    (tmp_path / "moved").rename(tmp_path / FILE_NAME)
    assert answers_of(file, key) == {"a": level(1)}
    record(file, key, "a", level(3))
    assert answers_of(file, key) == {"a": level(3)}


@pytest.mark.skipif(os.name == "nt", reason="Windows moves no file that is open")
def test_a_file_that_takes_the_place_of_another_is_the_one_that_is_used(file: Engine, tmp_path: Path) -> None:
    key = a_key(file, an_assessment({"a": level(1)}))
    executed(file, "PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copy(tmp_path / FILE_NAME, tmp_path / "copy")
    record(file, key, "a", level(2))
    (tmp_path / "copy").rename(tmp_path / FILE_NAME)
    for left in ("-wal", "-shm"):
        (tmp_path / f"{FILE_NAME}{left}").unlink()
    assert answers_of(file, key) == {"a": level(1)}
    record(file, key, "a", level(3))
    again = open_database(sqlite_url(tmp_path))
    assert answers_of(again, key) == {"a": level(3)}
    again.dispose()


@pytest.mark.skipif(os.name == "nt", reason="Windows gives the rights of the folder above")
def test_nobody_else_of_this_machine_reads_what_is_made(tmp_path: Path) -> None:
    (tmp_path / "made before").mkdir(mode=0o755)
    for folder in ("new", "made before"):
        engine = open_database(sqlite_url(tmp_path / folder))
        a_key(engine, an_assessment())
        files = list((tmp_path / folder).iterdir())
        assert len(files) > 1  # the write-ahead log holds what was written last
        assert {file.stat().st_mode & 0o777 for file in files} == {0o600}
        engine.dispose()
    assert (tmp_path / "new").stat().st_mode & 0o777 == 0o700


@pytest.mark.skipif(os.name == "nt", reason="needs symbolic links without further rights")
def test_a_place_where_no_folder_can_be_is_told_with_the_setting_that_names_it(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "lost").symlink_to(tmp_path / "nowhere")
    (tmp_path / "circle").symlink_to(tmp_path / "circle")
    for place in (tmp_path / "file", tmp_path / "file" / "deeper", tmp_path / "lost", tmp_path / "circle"):
        with pytest.raises(DatabaseRefusedError, match="DX_DATA_DIR") as refusal:
            open_database(sqlite_url(place))
        assert str(place) in str(refusal.value)


# Which file system


def test_a_folder_of_this_machine_lies_on_no_network_drive(tmp_path: Path) -> None:
    assert file_system(tmp_path) not in ("", *NETWORK_FILE_SYSTEMS)


@needs_mounting
def test_the_nearest_and_newest_mount_tells_the_file_system(tmp_path: Path) -> None:
    """An automounter lies under what it mounts, at the same place."""
    place = tmp_path / "共有 フォルダ"
    outside = file_system(tmp_path)
    with mounted("tmpfs", place):
        (place / "deep").mkdir()
        assert (file_system(place / "deep"), file_system(tmp_path / "共有 フォルダ2")) == ("tmpfs", outside)
        with mounted("ramfs", place):
            assert file_system(place) == "ramfs"
        (tmp_path / "link").symlink_to(place / "deep")
        assert file_system(tmp_path / "link") == "tmpfs"


@needs_mounting
@pytest.mark.parametrize("kind", ["fuse.sshfs", "fuse.glusterfs"])
def test_a_network_drive_is_refused_in_japanese(tmp_path: Path, kind: str) -> None:
    with network_drive(tmp_path, kind):
        assert file_system(tmp_path) == kind
        with pytest.raises(DatabaseRefusedError, match="ネットワークドライブ") as refusal:
            open_database(sqlite_url(tmp_path))
    assert str(tmp_path) in str(refusal.value)
    assert "DX_DATA_DIR" in str(refusal.value)


# Which database


def test_the_database_of_an_installation_is_opened_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("DX_DATA_DIR", str(tmp_path / "one"))
    opened = database()
    assert database() is opened
    monkeypatch.setenv("DX_DATA_DIR", str(tmp_path / "two"))
    other = database()
    assert other is not opened
    assert (tmp_path / "two" / FILE_NAME).is_file()
    opened.dispose()
    other.dispose()


def test_the_environment_names_a_postgresql(monkeypatch: pytest.MonkeyPatch, postgres: PostgresServer) -> None:
    with postgres.new_database(MIGRATED) as url:
        monkeypatch.setenv("DATABASE_URL", url.render_as_string(hide_password=False))
        opened = database()
        assert opened.dialect.name == "postgresql"
        assert count_of(opened, "assessments") == 0
        opened.dispose()


def test_the_other_name_of_the_scheme_of_postgresql_is_understood(
    monkeypatch: pytest.MonkeyPatch, postgres: PostgresServer
) -> None:
    with postgres.new_database(MIGRATED) as url:
        monkeypatch.setenv("DATABASE_URL", url.set(drivername="postgres").render_as_string(hide_password=False))
        opened = database()
        assert count_of(opened, "assessments") == 0
        opened.dispose()


@pytest.mark.parametrize(
    "address",
    [
        "nonsense",
        " ",
        "postgresql://dx:geheim@server:port/dx",
        "postgresql+psycopg2://dx:geheim@server/dx",  # a driver that is not installed
        "mysql://dx:geheim@server/dx",
        "sqlite://",  # would keep everything in the memory of the process
    ],
)
def test_an_address_that_is_no_postgresql_is_refused_without_telling_it(
    monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setenv("DATABASE_URL", address)
    with pytest.raises(DatabaseRefusedError, match="DATABASE_URL を読み取れません") as refusal:
        database()
    assert "geheim" not in "".join(traceback.format_exception(refusal.value))


def test_who_expects_a_database_makes_none(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("DX_DATA_DIR", str(tmp_path / "wrong"))
    with pytest.raises(DatabaseRefusedError, match="DX_DATA_DIR"):
        existing_database()
    assert list(tmp_path.iterdir()) == []
    made = database()
    assert existing_database() is made
    made.dispose()


def test_the_environment_names_the_data_directory(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DX_DATA_DIR", str(tmp_path))
    assert data_directory() == tmp_path


@pytest.mark.parametrize("value", [None, ""])
def test_without_a_name_the_data_lies_beside_the_program(monkeypatch: pytest.MonkeyPatch, value: str | None) -> None:
    monkeypatch.delenv("DX_DATA_DIR", raising=False)
    if value is not None:
        monkeypatch.setenv("DX_DATA_DIR", value)
    assert data_directory() == DEFAULT_DIRECTORY == ROOT / "data"


def test_a_postgresql_that_is_not_there_is_told(postgres: PostgresServer) -> None:
    for url in (postgres.url("nowhere"), postgres.url().set(username="nobody"), postgres.url().set(port=1)):
        with pytest.raises(SQLAlchemyError):
            open_database(url)


def test_a_postgresql_that_takes_nothing_new_is_read_and_told(postgres: PostgresServer) -> None:
    with postgres.new_database(MIGRATED) as url:
        writable = open_database(url)
        links = create(writable, an_assessment({"a": level(2)}))
        # A standby server, or one that its operator has closed for a while.
        executed(writable, f'ALTER DATABASE "{url.database}" SET default_transaction_read_only = on')
        writable.dispose()
        opened = open_database(url)
        stored = find(opened, links.edit)
        assert stored
        with pytest.raises(StorageError):
            record(opened, stored.id, "a", level(3))
        assert answers_of(opened, stored.id) == {"a": level(2)}
        opened.dispose()


def test_an_error_repeats_nothing_that_somebody_wrote(engine: Engine) -> None:
    """It goes into the log; PostgreSQL adds the whole row to it."""
    key = a_key(engine, an_assessment())
    secret = "越谷さんの携帯は\n090-0000-0000"  # noqa: S105  # no password
    with pytest.raises(StorageError) as trouble:
        record(engine, key, "a", replace(level(4), memo=secret))
    told = "".join(traceback.format_exception(trouble.value))
    assert "level_in_range" in told
    for line in secret.splitlines():
        assert line not in told


def test_a_copy_of_the_closed_file_is_a_backup(file: Engine, tmp_path: Path) -> None:
    key = a_key(file, an_assessment({"a": level(2)}))
    file.dispose()
    (tmp_path / "copy").mkdir()
    shutil.copy(tmp_path / FILE_NAME, tmp_path / "copy")
    copied = open_database(sqlite_url(tmp_path / "copy"))
    assert answers_of(copied, key) == {"a": level(2)}
    copied.dispose()
