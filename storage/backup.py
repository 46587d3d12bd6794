"""A backup of the whole database, taken while the tool is in use, and put back in one transaction."""

import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from itertools import groupby, islice
from pathlib import Path
from typing import BinaryIO

from sqlalchemy import Connection, Engine, bindparam, delete, func, insert, select, text, union_all, update

from questionnaire.moment import time_text
from storage.backup_file import TABLES, BackupHead, BackupRefusedError, check, rows, write
from storage.backup_row import Row, Values
from storage.schema import revisions
from storage.snapshot import snapshot
from storage.tables import assessments, removed_submissions
from storage.transaction import let_it_take_long, let_nobody_else_write, now, transaction

# An answer can be 80 kB large.
ROWS_AT_ONCE = 100


class NotEmptyError(Exception):
    """The database holds something that a restore would replace. `rows` counts it by table; nothing was touched."""

    def __init__(self, rows: dict[str, int]) -> None:
        super().__init__(f"there are {sum(rows.values())} rows")
        self.rows = rows


def back_up(engine: Engine, target: Path, *, overwrite: bool = False) -> BackupHead:
    """Writes everything as it stands at one moment; the file appears under its name once it is complete and on disk.

    Raises `FileExistsError` unless it may be overwritten, `OSError` and `StorageError`. What was there stays then.
    """
    if target.exists() and not overwrite:
        raise FileExistsError(target)
    with _placed_when_complete(target.resolve()) as file, snapshot(engine) as connection:
        let_it_take_long(connection)
        head = BackupHead(revisions()[0], time_text(now()), row_counts(connection))
        write(file, head, _stored_rows(connection))
    return head


def check_backup(file: Path) -> BackupHead:
    """What this backup holds. Raises `BackupRefusedError` when it could not be restored, and `OSError`."""
    with file.open("rb") as opened:
        return check(opened)


def restore(engine: Engine, file: Path, *, may_replace: bool = False) -> BackupHead:
    """Replaces everything in the database by this backup, or leaves all of it as it is.

    Raises `BackupRefusedError`, `OSError`, `StorageError`, and `NotEmptyError` unless what is there may be replaced.
    """
    with file.open("rb") as opened:
        head = check(opened)
        with transaction(engine) as connection:
            let_it_take_long(connection)
            let_nobody_else_write(connection, TABLES)
            counts = row_counts(connection)
            if any(counts.values()) and not may_replace:
                raise NotEmptyError(counts)
            for table in reversed(TABLES):
                connection.execute(delete(table))
            _insert(connection, _storable(rows(opened), engine.dialect.name))
            _continue_after_highest_id(connection)
    return head


def row_counts(connection: Connection) -> dict[str, int]:
    """The number of rows in each table."""
    return {table.name: connection.execute(select(func.count()).select_from(table)).scalar_one() for table in TABLES}


@contextmanager
def _placed_when_complete(target: Path) -> Iterator[BinaryIO]:
    """A file beside the target that takes its name at the end, and vanishes when something goes wrong before."""
    descriptor, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".tmp", dir=target.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(target)
        _keep_name(target.parent)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise


def _keep_name(folder: Path) -> None:
    """The new name of a file is on disk, also when the power fails next; Windows opens no folder, and needs none."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _stored_rows(connection: Connection) -> Iterator[Row]:
    for table in TABLES:
        query = select(table).order_by(*table.primary_key)
        # The server sends the rows in pieces instead of all at once.
        found = connection.execute(query, execution_options={"yield_per": ROWS_AT_ONCE})
        yield from ((table, dict(row)) for row in found.mappings())


def _insert(connection: Connection, stored: Iterable[Row]) -> None:
    """Adds the rows. An assessment may follow one with a higher id, so these references are set when all are there."""
    followed = list[Values]()
    for table, rows_of_table in groupby(stored, key=lambda row: row[0]):
        for batch in _batches(values for _, values in rows_of_table):
            if table is assessments:
                followed += [{"key": row["id"], "before": row["previous"]} for row in batch if row["previous"]]
                connection.execute(insert(table), [row | {"previous": None} for row in batch])
            else:
                connection.execute(insert(table), batch)
    if followed:
        query = update(assessments).where(assessments.c.id == bindparam("key"))
        connection.execute(query.values(previous=bindparam("before")), followed)


def _batches(found: Iterator[Values]) -> Iterator[list[Values]]:
    while batch := list(islice(found, ROWS_AT_ONCE)):
        yield batch


def _storable(found: Iterator[Row], dialect: str) -> Iterator[Row]:
    """The same rows. PostgreSQL keeps no NUL, which SQLite databases of the first release may hold."""
    for table, values in found:
        if dialect == "postgresql" and any("\0" in value for value in values.values() if isinstance(value, str)):
            place = "、".join(str(values[column.name]) for column in table.primary_key)
            raise BackupRefusedError(
                f"PostgreSQLには入れられない文字(NUL)があります(表 {table.name}、{place})。"
                "SQLiteのデータベースに復元してください"
            )
        yield table, values


def _continue_after_highest_id(connection: Connection) -> None:
    """New assessments get keys that none has, and none had whose trace is kept."""
    keys = union_all(select(assessments.c.id), select(removed_submissions.c.assessment)).subquery()
    highest: int = connection.execute(select(func.coalesce(func.max(keys.c.id), 0))).scalar_one()
    if connection.dialect.name == "postgresql":
        sequence = func.pg_get_serial_sequence(assessments.name, "id")
        connection.execute(select(func.setval(sequence, highest + 1, False)))
        return
    # SQLite counts for itself (https://www.sqlite.org/autoinc.html), but knows nothing of traces.
    name = {"name": assessments.name, "highest": highest}
    text_of_update = "UPDATE sqlite_sequence SET seq = max(seq, :highest) WHERE name = :name"
    if connection.execute(text(text_of_update), name).rowcount == 0:
        connection.execute(text("INSERT INTO sqlite_sequence (name, seq) VALUES (:name, :highest)"), name)
