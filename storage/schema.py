"""The schema: which revisions there are, and bringing a database to the newest one."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from storage.transaction import DatabaseRefusedError, let_it_take_long

MIGRATIONS = Path(__file__).parent / "migrations"
# Any number will do; it only must be the same in every process.
MIGRATION_LOCK = 20_261_122


@cache
def revisions() -> tuple[str, ...]:
    """The ids of all revisions, the newest first. Each migration's file begins with its id."""
    files = (MIGRATIONS / "versions").glob("[0-9]*.py")
    return tuple(sorted((file.name.split("_")[0] for file in files), reverse=True))


def migrate(engine: Engine) -> None:
    """Brings the schema to the newest revision; does nothing when it is there already.

    Processes that start at once wait for each other. Raises `DatabaseRefusedError` for a database of a newer release.
    """
    with engine.connect() as connection:
        if _is_newest(connection):
            return
    with _locked(engine) as connection:
        if not _is_newest(connection):
            _upgrade(connection)


def _is_newest(connection: Connection) -> bool:
    """Whether nothing is to be done. Raises `DatabaseRefusedError` for a revision that this program does not know."""
    if not inspect(connection).has_table("alembic_version"):
        return False
    current = connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()
    if current is not None and current not in revisions():
        raise DatabaseRefusedError(
            f"データベースは新しい版のプログラムで作られています(スキーマ {current})。"
            "新しい版のプログラムで開いてください。データには手を付けていません。"
        )
    return current == revisions()[0]


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
