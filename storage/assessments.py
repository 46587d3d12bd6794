"""Assessments in the database: made, found by their link, answered one question at a time, removed."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Engine, Row, bindparam, delete, insert, or_, select, update

from questionnaire.assessment import UNANSWERED, Answer, AnswerState, Assessment
from questionnaire.classes import only_class
from questionnaire.model import Depth
from storage.head import change_head
from storage.links import hashed, new_link
from storage.peer_changes import note_peer_change
from storage.prepared import Prepared
from storage.tables import answer_history, answers, assessments
from storage.traces import keep_trace
from storage.transaction import FrozenError, now, transaction


class ConflictError(Exception):
    """Somebody else changed the answer meanwhile. `stored` is what they gave, as this revision; nothing was stored."""

    def __init__(self, stored: Answer, revision: int) -> None:
        super().__init__(f"the answer is at revision {revision} already")
        self.stored = stored
        self.revision = revision


@dataclass(frozen=True)
class Saved:
    """To which question an answer was stored, when (UTC without a zone), and by which tab."""

    question: str
    at: datetime
    by: str


@dataclass(frozen=True)
class StoredAssessment:
    """An assessment as it stands in the database. `revisions` tells how often each answer was changed.

    `municipality_class` is the class that was chosen, or that the kind leaves no choice of; else "". `saved` is the
    answer that was stored last, None while there is none.
    """

    id: int
    assessment: Assessment
    may_edit: bool = True
    submitted_at: datetime | None = None
    changes: int = 0
    revisions: Mapping[str, int] = field(default_factory=dict)
    municipality_class: str = ""
    saved: Saved | None = None


@dataclass(frozen=True)
class Links:
    """The secrets of a new assessment's links, which are kept nowhere else."""

    edit: str
    read: str


def create(engine: Engine, assessment: Assessment, previous: int | None = None) -> Links:
    """Stores a new assessment with its answers. Raises `StorageError`; nothing is stored then."""
    links = Links(new_link(), new_link())
    with transaction(engine) as connection:
        insert_assessment(connection, assessment, links, previous)
    return links


def insert_assessment(connection: Connection, assessment: Assessment, links: Links, previous: int | None = None) -> int:
    """Adds the assessment within a transaction and gives its key."""
    head = {
        "edit_hash": hashed(links.edit),
        "read_hash": hashed(links.read),
        "municipality": assessment.municipality,
        "fiscal_year": assessment.fiscal_year,
        "version": assessment.version,
        "depth": assessment.depth.value,
        "created_at": now(),
        "previous": previous,
        "changes": 0,
    }
    key: int = connection.execute(insert(assessments).values(head).returning(assessments.c.id)).scalar_one()
    for question, answer in assessment.answers.items():
        write_revision(connection, key, Change(question, answer, 0))
    return key


def find(engine: Engine, link: str) -> StoredAssessment | None:
    """The assessment that this link opens, or None; a wrong link and a removed assessment look alike."""
    with transaction(engine) as connection:
        rows = connection.execute(_FIND, {"hash": hashed(link)}).all()
    return _stored(rows, may_edit=rows[0].edit_hash == hashed(link)) if rows else None


def is_unchanged(engine: Engine, link: str, assessment: int, changes: int) -> bool:
    """Whether this link still opens this assessment, and nothing in it was changed since it had been so often.

    A tenth of what it takes to read all of it again.
    """
    with transaction(engine) as connection:
        known = {"hash": hashed(link), "id": assessment, "changes": changes}
        return connection.execute(_UNCHANGED, known).one_or_none() is not None


def load(engine: Engine, assessment: int) -> StoredAssessment | None:
    """The assessment with this key, or None when it was removed."""
    with transaction(engine) as connection:
        return load_within(connection, assessment)


def load_within(connection: Connection, assessment: int) -> StoredAssessment | None:
    """The same within a transaction."""
    rows = connection.execute(_LOAD, {"id": assessment}).all()
    return _stored(rows, may_edit=True) if rows else None


def changes_of(engine: Engine, assessment: int) -> int | None:
    """How often anything in the assessment was changed, or None when it was removed."""
    with transaction(engine) as connection:
        count: int | None = connection.execute(_CHANGES, {"id": assessment}).scalar_one_or_none()
        return count


def answer_at(engine: Engine, assessment: int, question: str, revision: int) -> Answer:
    """The answer as it was at this revision; 未回答 at revision 0."""
    with transaction(engine) as connection:
        row = connection.execute(
            _AT, {"assessment": assessment, "question": question, "revision": revision}
        ).one_or_none()
        return UNANSWERED if row is None else answer_of(row)


@dataclass(frozen=True)
class Change:
    """An answer given to a question that stood at the revision `seen`. `saved_by` is the tab, not a person."""

    question: str
    answer: Answer
    seen: int
    saved_by: str = ""


def record_answer(engine: Engine, assessment: int, change: Change) -> int:
    """Stores the answer and gives its revision; it is on disk when this returns.

    Raises `ConflictError` when somebody else changed the answer since, `FrozenError` when nothing may be changed any
    more, `StorageError` when it could not be kept.
    """
    return record_answers(engine, assessment, [change])[0]


def record_answers(engine: Engine, assessment: int, changes: Iterable[Change]) -> list[int]:
    """Stores all of these answers or none, and gives their revisions. Raises as `record_answer` does."""
    with transaction(engine) as connection:
        change_head(connection, assessment)
        return [_record(connection, assessment, change) for change in changes]


def deepen(engine: Engine, assessment: int) -> None:
    """Asks all questions from now on; the answers stay. Raises `FrozenError` and `StorageError`."""
    with transaction(engine) as connection:
        change_head(connection, assessment, depth=Depth.FULL.value)


def remove(engine: Engine, assessment: int) -> None:
    """Removes the assessment with all that belongs to it; what was shared leaves a trace (`storage.traces`).

    Does nothing when it was removed already. Raises `StorageError`.
    """
    with suppress(FrozenError), transaction(engine) as connection:
        # First, so that nobody submits meanwhile.
        change_head(connection, assessment, even_if_submitted=True)
        keep_trace(connection, assessment)
        connection.execute(delete(assessments).where(assessments.c.id == assessment))
        note_peer_change(connection)


def answer_of(row: Row[Any]) -> Answer:
    """The answer that a row of any table of answers holds. Raises `ValueError` for one that cannot be read."""
    day = date.fromisoformat(row.answered_on) if row.answered_on else None
    who = (row.section or "", row.person or "", day)
    return Answer(AnswerState(row.state), row.level, row.memo, row.evidence, row.is_confirmed, *who)


def columns_of(answer: Answer) -> dict[str, object]:
    """The columns that hold an answer, in every table of answers."""
    return {
        "state": answer.state.value,
        "level": answer.level,
        "memo": answer.memo,
        "evidence": answer.evidence,
        "is_confirmed": answer.is_confirmed,
        "section": answer.section or None,
        "person": answer.person or None,
        "answered_on": answer.answered_on.isoformat() if answer.answered_on else None,
    }


def _stored(rows: Sequence[Row[Any]], *, may_edit: bool) -> StoredAssessment:
    """The assessment in these rows: its head in each of them, and one answer where there is any."""
    head, answered = rows[0], [row for row in rows if row.question is not None]
    given = {row.question: answer_of(row) for row in answered}
    last = max(answered, key=lambda row: row.saved_at, default=None)
    return StoredAssessment(
        id=head.id,
        assessment=Assessment(head.municipality, head.fiscal_year, head.version, Depth(head.depth), given),
        may_edit=may_edit,
        submitted_at=head.submitted_at,
        changes=head.changes,
        revisions={row.question: row.revision for row in answered},
        municipality_class=head.municipality_class or only_class(head.municipality),
        saved=last and Saved(last.question, last.saved_at, last.saved_by),
    )


def _record(connection: Connection, assessment: int, change: Change) -> int:
    key = {"assessment": assessment, "question": change.question}
    current = connection.execute(_CURRENT, key).one_or_none()
    revision: int = current.revision if current else 0
    if current and answer_of(current) == change.answer:
        return revision
    # What this tab itself stored before its page learnt of it is no conflict.
    is_own = current is not None and change.saved_by != "" and current.saved_by == change.saved_by
    if revision != change.seen and not is_own:
        raise ConflictError(answer_of(current) if current else UNANSWERED, revision)
    write_revision(connection, assessment, replace(change, seen=revision))
    return revision + 1


def write_revision(connection: Connection, assessment: int, change: Change) -> bool:
    """Adds the revision after the one that was seen, within a transaction that changed the head first.

    Tells whether the one that was seen stood there; nothing is written otherwise.
    """
    values = columns_of(change.answer) | {
        "assessment": assessment,
        "question": change.question,
        "revision": change.seen + 1,
        "saved_at": now(),
        "saved_by": change.saved_by,
    }
    if change.seen == 0:
        _FIRST.execute(connection, values)
    elif not _NEXT.execute(connection, values | {"key": assessment, "name": change.question, "seen": change.seen}):
        return False
    _HISTORY.execute(connection, values)
    return True


# One statement, so that head and answers are of one moment.
_WHOLE = select(assessments, answers).outerjoin(answers)
_OPENED_BY_LINK = or_(assessments.c.edit_hash == bindparam("hash"), assessments.c.read_hash == bindparam("hash"))
_FIND = _WHOLE.where(_OPENED_BY_LINK)
_UNCHANGED = select(assessments.c.id).where(
    assessments.c.id == bindparam("id"), assessments.c.changes == bindparam("changes"), _OPENED_BY_LINK
)
_LOAD = _WHOLE.where(assessments.c.id == bindparam("id"))
_CHANGES = select(assessments.c.changes).where(assessments.c.id == bindparam("id"))
_CURRENT = select(answers).where(
    answers.c.assessment == bindparam("assessment"), answers.c.question == bindparam("question")
)
_AT = select(answer_history).where(
    answer_history.c.assessment == bindparam("assessment"),
    answer_history.c.question == bindparam("question"),
    answer_history.c.revision == bindparam("revision"),
)
_COLUMNS = [column.name for column in answers.columns]
_FIRST, _HISTORY = Prepared(insert(answers), _COLUMNS), Prepared(insert(answer_history), _COLUMNS)
_NEXT = Prepared(
    update(answers).where(
        answers.c.assessment == bindparam("key"),
        answers.c.question == bindparam("name"),
        answers.c.revision == bindparam("seen"),
    ),
    [name for name in _COLUMNS if name not in answers.primary_key.columns],
)
