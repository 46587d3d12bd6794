"""Statements of SQLAlchemy that are written out once for each kind of database, and then go to its driver directly.

SQLAlchemy itself takes longer for a statement than the database does (docs/performance.md). That counts where everybody
waits for it: when an answer is stored. Everything else is executed by SQLAlchemy.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Dialect
from sqlalchemy.sql.dml import UpdateBase

Value = Callable[[Any], Any]


@dataclass(frozen=True)
class _Written:
    """A statement in the words of one kind of database: what it is always given, and how given values are written.

    `order` names the parameters by their places, where they have places instead of names.
    """

    text: str
    always: Mapping[str, object]
    written_by: Mapping[str, Value]
    order: tuple[str, ...] | None

    def parameters(self, values: Mapping[str, object]) -> Any:
        """The values as the driver takes them."""
        given = {**self.always, **values}
        for name, write in self.written_by.items():
            given[name] = write(given[name])
        return given if self.order is None else [given[name] for name in self.order]


class Prepared:
    """A statement that changes rows; `columns` are those that each execution gives new values."""

    def __init__(self, statement: UpdateBase, columns: Iterable[str] = ()) -> None:
        self._statement, self._columns = statement, list(columns)
        self._written: dict[str, _Written] = {}

    def execute(self, connection: Connection, values: Mapping[str, object]) -> int:
        """How many rows it changed within the transaction. Raises what the driver does, see `storage.transaction`."""
        written = self._written.get(connection.dialect.name) or self._write(connection.dialect)
        cursor = connection.connection.cursor()
        try:
            cursor.execute(written.text, written.parameters(values))
            return int(cursor.rowcount)
        finally:
            cursor.close()

    def _write(self, dialect: Dialect) -> _Written:
        compiled = self._statement.compile(dialect=dialect, column_keys=self._columns or None)
        processors = {
            name: bound.type.dialect_impl(dialect).bind_processor(dialect) for name, bound in compiled.binds.items()
        }
        written = self._written[dialect.name] = _Written(
            text=str(compiled),
            always=dict(compiled.params),
            written_by={name: write for name, write in processors.items() if write is not None},
            order=tuple(compiled.positiontup or ()) if compiled.positional else None,
        )
        return written
