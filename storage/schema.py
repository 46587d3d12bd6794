"""The schema: which revisions there are, and bringing a database to the newest one."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from sqlalchemy import (
    Column,
    Connection,
    Engine,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    insert,
    inspect,
    select,
    text,
)

from storage.tables import metadata
from storage.transaction import DatabaseRefusedError, let_it_take_long

MIGRATIONS = Path(__file__).parent / "migrations"
# Any number will do; it only must be the same in every process.
MIGRATION_LOCK = 20_261_122

# Where Alembic keeps the revision of a database.
VERSION = Table(
    "alembic_version",
    MetaData(),
    Column("version_num", String(32), nullable=False),
    PrimaryKeyConstraint("version_num", name="alembic_version_pkc"),
)


@cache
def revisions() -> tuple[str, ...]:
    """The ids of all revisions, the newest first. Each migration's file begins with its id."""
    files = (MIGRATIONS / "versions").glob("[0-9]*.py")
    return tuple(sorted((file.name.split("_")[0] for file in files), reverse=True))


def migrate(engine: Engine) -> None:
    """Brings the schema to the newest revision, from nothing too; does nothing when it is there already.

    Processes that start at once wait for each other. Raises `DatabaseRefusedError` for a database of a newer release.
    """
    with engine.connect() as connection:
        if _is_newest(connection):
            return
    with _locked(engine) as connection:
        if _is_new_file(connection):
            _make_tables(connection)
        elif not _is_newest(connection):
            _upgrade(connection)


def _is_newest(connection: Connection) -> bool:
    """Whether nothing is to be done. Raises `DatabaseRefusedError` for a revision that this program does not know."""
    if not inspect(connection).has_table(VERSION.name):
        return False
    current = connection.execute(select(VERSION.c.version_num)).scalar_one_or_none()
    if current is not None and current not in revisions():
        raise DatabaseRefusedError(
            f"データベースは新しい版のプログラムで作られています(スキーマ {current})。"
            "新しい版のプログラムで開いてください。データには手を付けていません。"
        )
    return current == revisions()[0]


def _is_new_file(connection: Connection) -> bool:
    """Whether this is a file of SQLite without a table.

    PostgreSQL names what we gave no name by what its column was called when it was made: there all go one way.
    """
    return connection.dialect.name == "sqlite" and not inspect(connection).get_table_names()


def _make_tables(connection: Connection) -> None:
    """What the migrations lead to, at once: the first start would wait half a second for them.

    Recommended by https://alembic.sqlalchemy.org/en/latest/cookbook.html#building-an-up-to-date-database-from-scratch
    """
    metadata.create_all(connection, checkfirst=False)
    VERSION.create(connection)
    connection.execute(insert(VERSION).values(version_num=revisions()[0]))


def _upgrade(connection: Connection) -> None:
    # Needed once for each release; loading it takes as long as everything else here.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


@contextmanager
def _locked(engine: Engine) -> Iterator[Connection]:
    """A transaction that no other process that migrates can be in at the same time."""
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            # Tables are rebuilt by copying; with foreign keys on, dropping the old one would delete what points to it.
            connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        else:
            let_it_take_long(connection)
            connection.execute(text("SET LOCAL lock_timeout = 0"))  # another process may migrate for long
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": MIGRATION_LOCK})
        try:
            yield connection
            connection.commit()
        finally:
            connection.rollback()
            if engine.dialect.name == "sqlite":
                connection.exec_driver_sql("PRAGMA foreign_keys = ON")
