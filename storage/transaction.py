"""One transaction: all of it is kept, or nothing; trouble of the database is told by one error."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from sqlalchemy import Connection, Engine, Table, UniqueConstraint, text
from sqlalchemy.exc import IntegrityError, SQLAlchemyError


class StorageError(Exception):
    """The database could not be read or written: a full disk, a missing right, a server that is away."""

    @property
    def reason(self) -> str:
        """What the database said, in one line; the lines after it are for the log."""
        return str(self).partition("\n")[0]


class DatabaseRefusedError(StorageError):
    """The database cannot be used as it is; the message says in Japanese what to do. Nothing in it was touched."""


class FrozenError(Exception):
    """The assessment was submitted or removed meanwhile, so nothing can be changed in it."""


@contextmanager
def transaction(engine: Engine) -> Iterator[Connection]:
    """A connection whose statements are committed at the end. Raises `StorageError`; nothing is kept then."""
    try:
        with engine.begin() as connection:
            yield connection
    # The driver's own come from statements that go to it directly (storage/prepared.py).
    except (SQLAlchemyError, engine.dialect.loaded_dbapi.Error) as error:
        raise StorageError(str(error)) from error


def let_it_take_long(connection: Connection) -> None:
    """The statements of this connection may take as long as they need: of a command or a migration, never of a page."""
    if connection.dialect.name == "postgresql":
        connection.connection.driver_connection.limit_s = None  # type: ignore[union-attr]  # storage/silence.py


@contextmanager
def only_one(rule: UniqueConstraint, otherwise: Exception) -> Iterator[None]:
    """Around a transaction: raises `otherwise` instead of a `StorageError` when it is this rule that refused it."""
    try:
        yield
    except StorageError as error:
        if _breaks(error, rule):
            raise otherwise from error
        raise


def _breaks(error: StorageError, rule: UniqueConstraint) -> bool:
    """PostgreSQL tells the name of the rule, SQLite its columns."""
    cause = error.__cause__
    if not isinstance(cause, IntegrityError):
        return False
    if told := getattr(cause.orig, "diag", None):
        return bool(told.constraint_name == rule.name)
    columns = ", ".join(f"{column.table.name}.{column.name}" for column in rule.columns)
    return str(cause.orig) == f"UNIQUE constraint failed: {columns}"


def let_nobody_else_write(connection: Connection, tables: Iterable[Table]) -> None:
    """Until the transaction ends, others read what was in these tables before. It must be its first statement."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    else:
        names = ", ".join(table.name for table in tables)
        connection.execute(text(f"LOCK TABLE {names} IN EXCLUSIVE MODE"))


def now() -> datetime:
    """The time in UTC, as it is stored."""
    return datetime.now(UTC).replace(tzinfo=None)
