"""Notices that the file of SQLite was moved, removed or replaced while it is open.

An open file can still be written to then, and with a write-ahead log SQLite does so without a word: every answer would
be acknowledged and gone with the process (https://www.sqlite.org/howtocorrupt.html#unlink).
"""

import os
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.exc import DisconnectionError

from storage.transaction import StorageError

IDENTITY = "identity of the file"


def keep_to_its_place(engine: Engine, file: Path) -> None:
    """Lets every use of a connection see first whether the file that it opened still lies there.

    Another file there is opened instead. Where none is, the use raises `StorageError` until there is one again.
    """

    def note(_connection: Any, record: Any) -> None:
        record.info[IDENTITY] = _identity(file)

    def refuse_if_moved(_connection: Any, record: Any, _proxy: Any) -> None:
        if record.info[IDENTITY] != _identity(file):
            raise DisconnectionError("another file lies there now")

    event.listen(engine, "connect", note)
    event.listen(engine, "checkout", refuse_if_moved)


def _identity(file: Path) -> tuple[int, int]:
    try:
        found = os.stat(file)  # noqa: PTH116  # a third of the time that Path.stat takes, for every statement
    except OSError as error:
        raise StorageError(f"{file} is not there any more") from error
    return found.st_dev, found.st_ino
