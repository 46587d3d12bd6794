"""The head of an assessment: whoever changes anything in the assessment changes it first, and so comes alone."""

from functools import cache

from sqlalchemy import Connection, Update, bindparam, update

from storage.prepared import Prepared
from storage.tables import assessments
from storage.transaction import FrozenError

_HEAD = update(assessments).where(assessments.c.id == bindparam("key"))


def change_head(connection: Connection, assessment: int, *, even_if_submitted: bool = False, **values: object) -> None:
    """Sets these columns and counts a change. Until the transaction ends, nobody else changes this assessment.

    Raises `FrozenError` when it was removed, and also when it was submitted unless that does not matter.
    """
    statement = _counting(tuple(values), even_if_submitted=even_if_submitted)
    given = {_new(column): value for column, value in values.items()}
    if connection.execute(statement, given | {"key": assessment}).rowcount == 0:
        raise FrozenError(assessment)


def change_known_head(connection: Connection, assessment: int, edit_hash: str, changes: int) -> bool:
    """Counts a change, where this link edits the assessment and nothing in it was changed since it had been so often.

    Tells whether it did. Until the transaction ends, nobody else changes this assessment then.
    """
    known = {"key": assessment, "known_hash": edit_hash, "known_changes": changes}
    return _KNOWN.execute(connection, known) == 1


def hold_head(connection: Connection, assessment: int) -> None:
    """Changes nothing, but until the transaction ends nobody else does. Raises `FrozenError` when it was removed."""
    if connection.execute(_HEAD.values(changes=assessments.c.changes), {"key": assessment}).rowcount == 0:
        raise FrozenError(assessment)


_OPEN = _HEAD.where(assessments.c.submitted_at.is_(None))
_KNOWN = Prepared(
    _OPEN.where(
        assessments.c.edit_hash == bindparam("known_hash"), assessments.c.changes == bindparam("known_changes")
    ).values(changes=assessments.c.changes + 1)
)


@cache
def _counting(columns: tuple[str, ...], *, even_if_submitted: bool) -> Update:
    """The statement, made once: every answer needs it."""
    statement = _HEAD if even_if_submitted else _OPEN
    new: dict[str, object] = {column: bindparam(_new(column)) for column in columns}
    return statement.values(new | {"changes": assessments.c.changes + 1})


def _new(column: str) -> str:
    return f"new_{column}"
