"""Answers given upon an assessment that still is as a tab knows it: the usual click, at the least cost."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass

from sqlalchemy import Engine

from storage.assessments import Change, write_revision
from storage.head import change_known_head
from storage.links import hashed
from storage.transaction import transaction


@dataclass(frozen=True)
class Known:
    """An assessment as a tab read it last: by which link to edit it, its key, and how often it had been changed."""

    link: str
    assessment: int
    changes: int


class _ChangedError(Exception):
    """It is not as it was known."""


def record_if_unchanged(engine: Engine, known: Known, changes: Iterable[Change]) -> bool:
    """Stores these answers, each as the revision after the one seen; they are on disk when this returns.

    Tells whether the assessment was as it is known: this link still edits it, it is not submitted, and nothing in it
    was changed. Otherwise nothing is stored. Each answer must differ from the one that was seen. Raises `StorageError`
    when they could not be kept.
    """
    with suppress(_ChangedError), transaction(engine) as connection:
        if not change_known_head(connection, known.assessment, hashed(known.link), known.changes):
            raise _ChangedError
        for change in changes:
            if not write_revision(connection, known.assessment, change):
                raise _ChangedError
        return True
    return False
