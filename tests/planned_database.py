"""A database as the release before answer forms left it: schema 0005, with decisions, targets and a plan in it."""

from datetime import datetime
from typing import Any

from sqlalchemy import URL, MetaData, insert

from tests.old_database import connected, upgrade
from tests.planned import ACTIONS
from tests.sharing_database import make_sharing_database

PLANNED_AT = datetime(2026, 11, 2, 1, 2, 3, 4)
OF_FIRST: dict[str, Any] = {"assessment": 1}
REVISED = OF_FIRST | {"revision": 3, "saved_by": "a-tab"}
UNDER_WAY = {"action": ACTIONS[0], "stance": "under_way", "start_year": 2026, "start_quarter": 2}
ROWS: dict[str, dict[str, Any]] = {
    "decisions": REVISED | UNDER_WAY,
    "targets": REVISED | {"axis": "people", "step": "dx", "fiscal_year": 2028},
    "plans": REVISED
    | {
        "made_at": PLANNED_AT,
        "made_in_year": 2026,
        "made_in_quarter": 3,
        "first_year": 2027,
        "days": "120 60",
        "man_yen": "0 500",
        "reached": 12.0,
        "reached_bound": 13.0,
        "attainment": 9.5,
        "attainment_bound": 9.75,
        "is_greedy": False,
    },
    "plan_starts": OF_FIRST | {"action": ACTIONS[1], "year": 2027, "quarter": 1},
    "plan_decisions": OF_FIRST | UNDER_WAY,
}


def make_planned_database(url: URL) -> None:
    """Makes schema 0005 and fills every table of it."""
    make_sharing_database(url)
    with connected(url) as connection:
        upgrade(connection, "0005")
        tables = MetaData()
        tables.reflect(connection)
        for name, row in ROWS.items():
            connection.execute(insert(tables.tables[name]).values(row))
