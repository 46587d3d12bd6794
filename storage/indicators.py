"""The published indicators: the newest table is kept, as a whole or not at all."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from sqlalchemy import Connection, Engine, bindparam, delete, insert, select

from questionnaire.indicator_table import IndicatorTable, Value
from storage.tables import indicator_tables, indicator_values
from storage.transaction import let_nobody_else_write, now, transaction

# What of an edition stays in memory: 47 prefectures, the whole of it, and some groups of 比較.
GROUPS_KEPT = 64


class OlderTableError(Exception):
    """The table is older than the one that is kept, which stays. `kept` is the date of that one."""

    def __init__(self, kept: date) -> None:
        super().__init__(f"a table of {kept.isoformat()} is kept")
        self.kept = kept


@dataclass(frozen=True)
class Edition:
    """Which table is kept: its own date, and when it was stored (UTC). Equal editions hold equal values."""

    as_of: date
    stored_at: datetime


def keep(engine: Engine, table: IndicatorTable, *, may_be_older: bool = False) -> None:
    """Replaces the table that is kept by this one.

    Raises `OlderTableError` unless it may be older, and `StorageError`. The table that was kept stays then.
    """
    with transaction(engine) as connection:
        let_nobody_else_write(connection, [indicator_tables, indicator_values])
        before = _newest(connection)
        if before and before.as_of > table.as_of and not may_be_older:
            raise OlderTableError(before.as_of)
        connection.execute(delete(indicator_tables))
        as_of = table.as_of.isoformat()
        connection.execute(insert(indicator_tables).values(as_of=as_of, stored_at=now()))
        rows = [
            {"as_of": as_of, "municipality": code, "indicator": id} | _columns_of(value)
            for code, values in table.values.items()
            for id, value in values.items()
        ]
        if rows:
            connection.execute(insert(indicator_values), rows)


def newest(engine: Engine) -> Edition | None:
    """Which table is kept, or None while none was read. Raises `StorageError`."""
    with transaction(engine) as connection:
        return _newest(connection)


@lru_cache(maxsize=GROUPS_KEPT)
def table_of(engine: Engine, edition: Edition, municipalities: tuple[str, ...] | None = None) -> IndicatorTable:
    """The values of this edition, of all municipalities or of these; none once another edition took its place.

    Public and never changing, they are read once for the whole process. Raises `StorageError`.
    """
    query = _VALUES
    if municipalities is not None:
        query = query.where(indicator_values.c.municipality.in_(municipalities))
    values = dict[str, dict[str, Value]]()
    with transaction(engine) as connection:
        as_of, stored_at = edition.as_of.isoformat(), edition.stored_at
        for code, id, word, number in connection.execute(query, {"as_of": as_of, "stored_at": stored_at}):
            values.setdefault(code, {})[id] = number if word is None else word
    return IndicatorTable(edition.as_of, values)


def _newest(connection: Connection) -> Edition | None:
    row = connection.execute(_NEWEST).one_or_none()
    return Edition(date.fromisoformat(row.as_of), row.stored_at) if row else None


def _columns_of(value: Value) -> dict[str, object]:
    return {"word": value if isinstance(value, str) else None, "number": None if isinstance(value, str) else value}


_NEWEST = select(indicator_tables).order_by(indicator_tables.c.as_of.desc()).limit(1)
_VALUES = (
    select(*(indicator_values.c[name] for name in ("municipality", "indicator", "word", "number")))
    .join(indicator_tables)
    .where(indicator_tables.c.as_of == bindparam("as_of"), indicator_tables.c.stored_at == bindparam("stored_at"))
)
