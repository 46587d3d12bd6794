"""A database that is made once and copied for each test: to make it takes longer than what is tested of it."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest
from sqlalchemy import URL

from storage.connect import FILE_NAME, sqlite_url
from tests.postgres import PostgresServer

KINDS = ("sqlite", "postgresql")


class Original(NamedTuple):
    """What is copied: the file of SQLite in this folder, or the database of this name on the server."""

    folder: Path
    server: PostgresServer | None = None
    name: str = ""

    @contextmanager
    def copied_to(self, folder: Path) -> Iterator[URL]:
        """The address of a copy, which in PostgreSQL is gone afterwards."""
        if self.server is None:
            shutil.copy(self.folder / FILE_NAME, folder)
            yield sqlite_url(folder)
            return
        with self.server.new_database(self.name) as address:
            yield address

    @contextmanager
    def empty_in(self, folder: Path) -> Iterator[URL]:
        """The address of a database of the same kind without a table, which in PostgreSQL is gone afterwards."""
        if self.server is None:
            yield sqlite_url(folder)
            return
        with self.server.new_database() as address:
            yield address


@contextmanager
def an_original(
    kind: str, factory: pytest.TempPathFactory, request: pytest.FixtureRequest, make: Callable[[URL], None]
) -> Iterator[Original]:
    """A database of this kind, filled by `make`, which leaves no connection open."""
    folder = factory.mktemp("original")
    if kind == "sqlite":
        make(sqlite_url(folder))
        yield Original(folder)
        return
    server: PostgresServer = request.getfixturevalue("postgres")
    with server.new_database() as address:
        make(address)
        yield Original(folder, server, address.database or "")
