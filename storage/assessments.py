"""Assessments in the database: made, found by their link, answered one question at a time."""

import hashlib
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, Engine, bindparam, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.exc import SQLAlchemyError

from questionnaire.assessment import Answer, AnswerState, Assessment
from questionnaire.model import Depth
from storage.tables import answers, assessments

# 128 bits from the operating system's source: nobody guesses a link.
LINK_BYTES = 16


class StorageError(Exception):
    """The database could not be read or written: a full disk, a missing right, a server that is away."""


@dataclass(frozen=True)
class StoredAssessment:
    """An assessment as it stands in the database, with the key that answers are recorded under."""

    id: int
    assessment: Assessment


def create(engine: Engine, assessment: Assessment) -> str:
    """Stores a new assessment with its answers and gives the secret of its link, which is kept nowhere else.

    Raises `StorageError`; nothing is stored then.
    """
    link = secrets.token_urlsafe(LINK_BYTES)
    with _transaction(engine) as connection:
        head = {
            "link_hash": _hash(link),
            "municipality": assessment.municipality,
            "fiscal_year": assessment.fiscal_year,
            "version": assessment.version,
            "depth": assessment.depth.value,
            "created_at": _now(),
        }
        key = connection.execute(insert(assessments).values(head).returning(assessments.c.id)).scalar_one()
        for question, answer in assessment.answers.items():
            _write(connection, key, question, answer)
    return link


def find(engine: Engine, link: str) -> StoredAssessment | None:
    """The assessment that this link opens, or None; a wrong link and a deleted assessment look alike."""
    with _transaction(engine) as connection:
        head = connection.execute(_FIND, {"link_hash": _hash(link)}).one_or_none()
        if head is None:
            return None
        rows = connection.execute(_ANSWERS, {"assessment": head.id})
        found = {r.question: Answer(AnswerState(r.state), r.level, r.memo, r.evidence) for r in rows}
    return StoredAssessment(
        head.id, Assessment(head.municipality, head.fiscal_year, head.version, Depth(head.depth), found)
    )


def deepen(engine: Engine, assessment: int) -> None:
    """Asks all questions from now on; the answers stay. Raises `StorageError`."""
    with _transaction(engine) as connection:
        connection.execute(update(assessments).where(assessments.c.id == assessment).values(depth=Depth.FULL.value))


def record_answer(engine: Engine, assessment: int, question: str, answer: Answer) -> None:
    """Stores the answer; it is on disk when this returns. Raises `StorageError` when it could not be kept."""
    with _transaction(engine) as connection:
        _write(connection, assessment, question, answer)


@contextmanager
def _transaction(engine: Engine) -> Iterator[Connection]:
    try:
        with engine.begin() as connection:
            yield connection
    except SQLAlchemyError as error:
        raise StorageError(str(error)) from error


def _write(connection: Connection, assessment: int, question: str, answer: Answer) -> None:
    connection.execute(
        _RECORD,
        {
            "assessment": assessment,
            "question": question,
            "state": answer.state.value,
            "level": answer.level,
            "memo": answer.memo,
            "evidence": answer.evidence,
            "saved_at": _now(),
        },
    )


def _hash(link: str) -> str:
    # A random secret of 128 bits needs no salt and no slow hash.
    return hashlib.sha256(link.encode()).hexdigest()


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)


_FIND = select(assessments).where(assessments.c.link_hash == bindparam("link_hash"))
_ANSWERS = select(answers).where(answers.c.assessment == bindparam("assessment"))
_NEW = upsert(answers)
_RECORD = _NEW.on_conflict_do_update(
    index_elements=["assessment", "question"],
    set_={name: _NEW.excluded[name] for name in ("state", "level", "memo", "evidence", "saved_at")},
)
