"""A value in a row of its own that changes only over the revision that was seen, so that nothing is lost unseen."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, Connection, Row, Table, and_, delete, insert, select

V = TypeVar("V")


class PlanConflictError(Exception):
    """Somebody else changed it meanwhile; nothing was stored.

    `stored` is what stands there now, as this revision; None and 0 when they withdrew it.
    """

    def __init__(self, stored: object, revision: int) -> None:
        super().__init__(f"it is at revision {revision} already")
        self.stored = stored
        self.revision = revision


@dataclass(frozen=True)
class PlanChange(Generic[V]):
    """What is to stand from now on, or None to withdraw it, where the revision `seen` stood; 0 where nothing stood.

    `saved_by` is the tab, not a person.
    """

    value: V | None
    seen: int
    saved_by: str = ""


@dataclass(frozen=True)
class RevisedRow(Generic[V]):
    """Where a value stands: its table, the key of its row, and how the row is read."""

    table: Table
    key: Mapping[str, object]
    value_of: Callable[[Row[Any]], V]

    def replace(
        self, connection: Connection, change: PlanChange[V], columns: Callable[[V], Mapping[str, object]], revision: int
    ) -> int:
        """Lets the value stand as this revision, and gives the revision that stands then; 0 when it was withdrawn.

        A value that stands there already keeps its revision. Raises `PlanConflictError`.
        """
        row = connection.execute(select(self.table).where(self._condition)).one_or_none()
        stored, stands = (self.value_of(row), int(row.revision)) if row else (None, 0)
        if stored == change.value:
            return stands
        # What this tab itself stored before its page learnt of it is no conflict.
        is_own = row is not None and change.saved_by != "" and row.saved_by == change.saved_by
        if stands != change.seen and not is_own:
            raise PlanConflictError(stored, stands)
        connection.execute(delete(self.table).where(self._condition))
        if change.value is None:
            return 0
        values = {**self.key, **columns(change.value), "revision": revision, "saved_by": change.saved_by}
        connection.execute(insert(self.table).values(values))
        return revision

    @property
    def _condition(self) -> ColumnElement[bool]:
        return and_(*(self.table.c[name] == value for name, value in self.key.items()))
