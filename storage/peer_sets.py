"""Chosen sets of municipalities, kept with an assessment under a name."""

from sqlalchemy import Connection, Engine, delete, insert, literal, select

from questionnaire.peer_set import PeerSet, set_faults
from storage.head import change_head
from storage.tables import peer_sets
from storage.transaction import transaction


def sets_of(engine: Engine, assessment: int) -> list[PeerSet]:
    """The sets of this assessment by their names. Raises `StorageError`."""
    with transaction(engine) as connection:
        return read_sets(connection, assessment)


def keep_set(engine: Engine, assessment: int, chosen: PeerSet) -> None:
    """Keeps the set; it replaces the one of the same name.

    Raises `ValueError` for a set with a fault (`set_faults`), `FrozenError` when the assessment was removed, and
    `StorageError`.
    """
    if faults := set_faults(chosen):
        raise ValueError(faults)
    with transaction(engine) as connection:
        change_head(connection, assessment, even_if_submitted=True)
        _delete(connection, assessment, chosen.name)
        connection.execute(insert(peer_sets).values(set_row(assessment, chosen)))


def remove_set(engine: Engine, assessment: int, name: str) -> None:
    """Removes the set of this name, if there is one. Raises `FrozenError` and `StorageError`."""
    with transaction(engine) as connection:
        change_head(connection, assessment, even_if_submitted=True)
        _delete(connection, assessment, name)


def read_sets(connection: Connection, assessment: int) -> list[PeerSet]:
    """The sets of this assessment by their names."""
    rows = connection.execute(select(peer_sets).where(peer_sets.c.assessment == assessment))
    # Here and not in SQL: every database sorts texts in its own way.
    return sorted((PeerSet(row.name, tuple(row.codes.split())) for row in rows), key=lambda found: found.name)


def set_row(assessment: int, chosen: PeerSet) -> dict[str, object]:
    """The row that holds the set."""
    return {"assessment": assessment, "name": chosen.name, "codes": " ".join(chosen.codes)}


def carry_over_sets(connection: Connection, before: int, following: int) -> None:
    """The assessment of the next year begins with the sets of the year before."""
    own = select(literal(following), peer_sets.c.name, peer_sets.c.codes).where(peer_sets.c.assessment == before)
    connection.execute(insert(peer_sets).from_select(["assessment", "name", "codes"], own))


def _delete(connection: Connection, assessment: int, name: str) -> None:
    connection.execute(delete(peer_sets).where(peer_sets.c.assessment == assessment, peer_sets.c.name == name))
