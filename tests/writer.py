"""Answers question after question as fast as it can, and notes each answer once it was told to be stored.

Each thread has a question of its own.
"""

import os
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from itertools import count
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Engine, make_url

from storage.assessments import Change, record_answer
from storage.connect import open_database
from storage.transaction import StorageError
from tests.builders import level
from tests.racing import at_once
from tests.stored import revisions_of

PAUSE_S = 0.05
READY = "ready"


class Note(NamedTuple):
    """An answer that the storage said it keeps."""

    question: str
    revision: int
    level: int


def level_of(revision: int) -> int:
    """The level that is given at this revision: never the one of the revision before."""
    return revision % 4


def answered(engine: Engine, key: int, question: str, is_over: Callable[[], bool]) -> Iterator[Note]:
    """A note for each answer that was stored. What was refused is tried again, until the end."""
    revision = revisions_of(engine, key).get(question, 0)
    while not is_over():
        given = level_of(revision + 1)
        try:
            revision = record_answer(engine, key, Change(question, level(given), revision))
        except StorageError:
            time.sleep(PAUSE_S)
        else:
            yield Note(question, revision, given)


def notes_in(file: Path) -> list[Note]:
    """What was noted up to now."""
    lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
    parts = [line.split() for line in lines]
    return [Note(question, int(revision), int(given)) for question, revision, given in parts]


class Order(NamedTuple):
    """What a process is told: it answers with this many threads, this many times each, and notes it in the file."""

    url: str
    key: str
    name: str
    threads: str
    times: str
    file: str


def main(order: Order) -> None:
    """Carries the order out."""
    print(READY, flush=True)
    engine = open_database(make_url(order.url))
    # Appended in one piece by the system, and no longer ours when we are killed.
    notes = os.open(order.file, os.O_WRONLY | os.O_APPEND | os.O_CREAT)

    def answer(question: str) -> None:
        turns = count()
        for note in answered(engine, int(order.key), question, lambda: next(turns) >= int(order.times)):
            os.write(notes, f"{note.question} {note.revision} {note.level}\n".encode())

    at_once([partial(answer, f"{order.name}-{number}") for number in range(int(order.threads))])
    engine.dispose()


if __name__ == "__main__":
    main(Order(*sys.argv[1:]))
