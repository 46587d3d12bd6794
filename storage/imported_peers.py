"""Peers by file: what other municipalities handed over as a comparison CSV, shown by name in this installation."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, Row, delete, insert, select, tuple_

from questionnaire.classes import only_class
from questionnaire.peer import NamedPeer, Origin
from storage.peer_changes import note_peer_change
from storage.tables import imported_peers as table
from storage.transaction import now, transaction

KEY = tuple_(table.c.municipality, table.c.fiscal_year)
# Far below the number of values that a statement may have in either database.
KEYS_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class ImportedPeer:
    """An imported peer with the file that it came from, and when."""

    peer: NamedPeer
    file: str
    imported_at: datetime


def imported_peers(engine: Engine, fiscal_year: int) -> list[NamedPeer]:
    """The imported peers of this year in code order. Raises `StorageError`."""
    query = select(table).where(table.c.fiscal_year == fiscal_year).order_by(table.c.municipality)
    with transaction(engine) as connection:
        return [_peer(row) for row in connection.execute(query)]


def all_imported(engine: Engine) -> list[ImportedPeer]:
    """Every imported peer in the order of code and year. Raises `StorageError`."""
    query = select(table).order_by(table.c.municipality, table.c.fiscal_year)
    with transaction(engine) as connection:
        return [ImportedPeer(_peer(row), row.file, row.imported_at) for row in connection.execute(query)]


def import_peers(engine: Engine, files: Iterable[tuple[str, Sequence[NamedPeer]]]) -> None:
    """Stores the peers of all of these files (name and peers), or none.

    A peer replaces the older one of the same municipality and year; of these files, no two may have the same. Raises
    `StorageError`; nothing is stored then.
    """
    moment = now()
    rows = [_row(peer) | {"file": file, "imported_at": moment} for file, peers in files for peer in peers]
    keys = [(row["municipality"], row["fiscal_year"]) for row in rows]
    with transaction(engine) as connection:
        # First, so that two who import the same municipality at once do so one after the other.
        note_peer_change(connection)
        for start in range(0, len(keys), KEYS_AT_ONCE):
            connection.execute(delete(table).where(KEY.in_(keys[start : start + KEYS_AT_ONCE])))
        if rows:
            connection.execute(insert(table), rows)


def remove_imported(engine: Engine, municipality: str, fiscal_year: int) -> bool:
    """Removes the imported peer of this municipality and year; whether there was one. Raises `StorageError`."""
    with transaction(engine) as connection:
        note_peer_change(connection)
        found = connection.execute(
            delete(table).where(table.c.municipality == municipality, table.c.fiscal_year == fiscal_year)
        )
        return found.rowcount > 0


def _peer(row: Row[Any]) -> NamedPeer:
    """An imported peer. The file does not name a class, which is known only where the kind leaves no choice."""
    return NamedPeer(
        row.municipality, row.fiscal_year, row.version, only_class(row.municipality), row.levels, Origin.IMPORTED
    )


def _row(peer: NamedPeer) -> dict[str, Any]:
    return {
        "municipality": peer.municipality,
        "fiscal_year": peer.fiscal_year,
        "version": peer.version,
        "levels": peer.levels,
    }
