"""A snapshot: whatever is read in it stood there at one moment, while others go on writing."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from storage.transaction import StorageError


@contextmanager
def snapshot(engine: Engine) -> Iterator[Connection]:
    """A connection to read from. Nobody who writes waits for it. Raises `StorageError`."""
    try:
        with engine.connect() as connection:
            if engine.dialect.name == "sqlite":
                # The driver itself begins a transaction only to write.
                connection.exec_driver_sql("BEGIN")
            else:
                connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
            yield connection
    except SQLAlchemyError as error:
        raise StorageError(str(error)) from error
