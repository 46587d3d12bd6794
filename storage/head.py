"""The head of an assessment: whoever changes anything in the assessment changes it first, and so comes alone."""

from sqlalchemy import Connection, bindparam, update

from storage.tables import assessments
from storage.transaction import FrozenError

_ANY = update(assessments).where(assessments.c.id == bindparam("key"))
_CHANGEABLE = _ANY.where(assessments.c.submitted_at.is_(None))
_COUNTED = {"changes": assessments.c.changes + 1}


def change_head(connection: Connection, assessment: int, *, even_if_submitted: bool = False, **values: object) -> None:
    """Sets these columns and counts a change. Until the transaction ends, nobody else changes this assessment.

    Raises `FrozenError` when it was removed, and also when it was submitted unless that does not matter.
    """
    which = _ANY if even_if_submitted else _CHANGEABLE
    if connection.execute(which.values(_COUNTED | values), {"key": assessment}).rowcount == 0:
        raise FrozenError(assessment)


def hold_head(connection: Connection, assessment: int) -> None:
    """Changes nothing, but until the transaction ends nobody else does. Raises `FrozenError` when it was removed."""
    if connection.execute(_ANY.values(changes=assessments.c.changes), {"key": assessment}).rowcount == 0:
        raise FrozenError(assessment)
