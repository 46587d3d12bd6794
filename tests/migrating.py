"""What tests of the migrations ask of a database: all its rows, that none is lost, and that its schema is ours."""

from collections.abc import Mapping
from typing import Any

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import URL, Engine, inspect

from storage.connect import open_database
from storage.tables import metadata
from tests.old_database import plain_engine

Tables = Mapping[str, list[Any]]


def every_table(url: URL) -> Tables:
    """Every table with its columns and rows."""
    engine = plain_engine(url)
    with engine.connect() as connection:
        tables = inspect(connection)
        names = sorted(tables.get_table_names())
        rows = {name: connection.exec_driver_sql(f'SELECT * FROM "{name}"').all() for name in names}  # noqa: S608
        return {name: [[column["name"] for column in tables.get_columns(name)], *rows[name]] for name in names}


def tables_after_migration(url: URL) -> tuple[Tables, Tables]:
    """Every table before and after this release opened the database."""
    before = every_table(url)
    open_database(url).dispose()
    return before, every_table(url)


def assert_no_row_is_lost(before: Tables, after: Tables) -> None:
    """Holds when every row of before stands where it stood; new columns may stand behind the old ones."""
    for name in set(before) - {"alembic_version"}:
        (columns, *rows), (new_columns, *new_rows) = before[name], after[name]
        assert new_columns[: len(columns)] == columns
        assert sorted(tuple(row)[: len(columns)] for row in new_rows) == sorted(map(tuple, rows))


def differences_from_tables(engine: Engine) -> list[Any]:
    """What the schema of this database has otherwise than storage/tables.py."""
    with engine.connect() as connection:
        options = {"compare_type": True, "compare_server_default": True, "render_as_batch": True}
        found: list[Any] = compare_metadata(MigrationContext.configure(connection, opts=options), metadata)
        return found
