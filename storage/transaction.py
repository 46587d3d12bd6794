"""One transaction: all of it is kept, or nothing; trouble of the database is told by one error."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError


class StorageError(Exception):
    """The database could not be read or written: a full disk, a missing right, a server that is away."""


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
    except SQLAlchemyError as error:
        raise StorageError(str(error)) from error


def let_it_take_long(connection: Connection) -> None:
    """The statements of this connection may take as long as they need: of a command or a migration, never of a page."""
    if connection.dialect.name == "postgresql":
        connection.connection.driver_connection.limit_s = None  # type: ignore[union-attr]  # storage/silence.py


def now() -> datetime:
    """The time in UTC, as it is stored."""
    return datetime.now(UTC).replace(tzinfo=None)
