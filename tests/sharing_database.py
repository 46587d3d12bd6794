"""A database as the release before plans left it: schema 0004, with everything in it that is shared with others."""

from datetime import datetime
from typing import Any

from sqlalchemy import URL, MetaData, insert

from tests.builders import KOSHIGAYA, MATSUBUSHI, SOKA
from tests.old_database import connected, upgrade
from tests.stored import ASKED
from tests.submitted_database import REMOVED_KEY, make_submitted_database

SHARED_AT = datetime(2026, 10, 2, 1, 2, 3, 4)
A_TRACE = {"assessment": REMOVED_KEY, "number": 1}
ROWS: dict[str, dict[str, Any]] = {
    "consents": {"assessment": 1, "number": 1, "since": SHARED_AT, "sharing": "named"},
    "removed_consents": A_TRACE | {"since": SHARED_AT, "sharing": "anonymous"},
    "removed_submissions": A_TRACE
    | {
        "municipality": KOSHIGAYA,
        "fiscal_year": 2026,
        "version": ASKED.version.id,
        "municipality_class": None,
        "submitted_at": SHARED_AT,
        "until": SHARED_AT,
    },
    "imported_peers": {
        "municipality": MATSUBUSHI,
        "fiscal_year": 2026,
        "version": ASKED.version.id,
        "levels": "3" * 24,
        "imported_at": SHARED_AT,
        "file": "比較.csv",
    },
    "peer_sets": {"assessment": 1, "name": "近隣", "codes": f"{SOKA} {KOSHIGAYA}"},
    "peer_changes": {"id": 1, "token": "a-token"},
    "codes": {"municipality": SOKA, "code_hash": "c" * 64, "issued_at": SHARED_AT},
    "indicator_tables": {"as_of": "2024-07-12", "stored_at": SHARED_AT},
    "indicator_values": {"as_of": "2024-07-12", "municipality": SOKA, "indicator": "x", "word": None, "number": 0.5},
}


def make_sharing_database(url: URL) -> None:
    """Makes schema 0004 and fills every table of it."""
    make_submitted_database(url)
    with connected(url) as connection:
        upgrade(connection, "0004")
        tables = MetaData()
        tables.reflect(connection)
        for name in [table.name for table in tables.sorted_tables if table.name in ROWS]:
            connection.execute(insert(tables.tables[name]).values(ROWS[name]))
