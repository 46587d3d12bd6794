"""What a municipality allows others to see of its submissions, and the class that it chose for itself."""

from datetime import datetime

from sqlalchemy import Connection, Engine, func, insert, select, update

from questionnaire.classes import classes_for
from questionnaire.peer import Sharing
from storage.head import change_head
from storage.peer_changes import note_peer_change
from storage.tables import assessments, consents
from storage.transaction import FrozenError, now, transaction


def share(engine: Engine, assessment: int, sharing: Sharing) -> None:
    """Allows this from now on, also for what is submitted already; what was allowed before stays on record.

    Raises `FrozenError` when the assessment was removed, and `StorageError`.
    """
    with transaction(engine) as connection:
        change_head(connection, assessment, even_if_submitted=True)
        give_consent(connection, assessment, sharing, now())


def sharing_of(engine: Engine, assessment: int) -> Sharing | None:
    """What is allowed now, or None when nothing was ever chosen. Raises `StorageError`."""
    with transaction(engine) as connection:
        return _in_force(connection, assessment)[1]


def give_consent(connection: Connection, assessment: int, sharing: Sharing, since: datetime) -> None:
    """Adds the consent unless it is in force already. The caller holds the assessment by a change of it."""
    number, present = _in_force(connection, assessment)
    note_peer_change(connection)
    if present is not sharing:
        row = {"assessment": assessment, "number": number + 1, "since": since, "sharing": sharing.value}
        connection.execute(insert(consents).values(row))


def choose_class(engine: Engine, assessment: int, municipality_class: str) -> None:
    """Sets the 類似団体類型; it goes into what is submitted from now on, and what was submitted keeps its own.

    Raises `ValueError` for a class that a municipality of this kind cannot be in, `FrozenError` when the assessment
    was removed, and `StorageError`.
    """
    with transaction(engine) as connection:
        own = select(assessments.c.municipality).where(assessments.c.id == assessment)
        code = connection.execute(own).scalar_one_or_none()
        if code is None:
            raise FrozenError(assessment)
        if municipality_class not in {one.id for one in classes_for(code)}:
            raise ValueError(municipality_class)
        change_head(connection, assessment, even_if_submitted=True, municipality_class=municipality_class)


def carry_over_class(connection: Connection, before: int, following: int) -> None:
    """The assessment of the next year begins with the class of the year before."""
    own = select(assessments.c.municipality_class).where(assessments.c.id == before).scalar_subquery()
    connection.execute(update(assessments).where(assessments.c.id == following).values(municipality_class=own))


def _in_force(connection: Connection, assessment: int) -> tuple[int, Sharing | None]:
    """The number of the last consent and what it allows; 0 and None before the first."""
    latest = select(func.max(consents.c.number)).where(consents.c.assessment == assessment).scalar_subquery()
    query = select(consents.c.number, consents.c.sharing)
    row = connection.execute(
        query.where(consents.c.assessment == assessment, consents.c.number == latest)
    ).one_or_none()
    return (row.number, Sharing(row.sharing)) if row else (0, None)
