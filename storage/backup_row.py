"""A row of any table as a line of a backup holds it: values by column, times as ISO 8601 text."""

import math
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Boolean, Column, DateTime, Float, Integer, Table

from questionnaire.moment import moment_of, time_text
from storage.tables import metadata

LARGEST_INTEGER = 2**31 - 1  # of PostgreSQL

Values = dict[str, Any]
Row = tuple[Table, Values]


def plain(values: Mapping[str, Any]) -> Values:
    """The values as JSON knows them."""
    return {name: time_text(value) if isinstance(value, datetime) else value for name, value in values.items()}


def row_of(content: dict[str, Values]) -> Row:
    """The row of a line, with every value in the form that its column takes. Raises `ValueError`."""
    if not isinstance(content, dict) or len(content) != 1 or next(iter(content)) not in metadata.tables:
        raise ValueError(content)
    ((name, values),) = content.items()
    columns = metadata.tables[name].columns
    if not isinstance(values, dict) or values.keys() != set(columns.keys()):
        raise ValueError(values)
    return metadata.tables[name], {name: _value(columns[name], value) for name, value in values.items()}


def _value(column: Column[Any], value: object) -> object:
    """The value if the column takes it: SQLite itself would keep a text in a column of numbers. Raises `ValueError`."""
    if value is None and column.nullable:
        return None
    if isinstance(column.type, DateTime):
        return moment_of(value)
    if isinstance(column.type, Boolean):
        fits = isinstance(value, bool)
    elif isinstance(column.type, Integer):
        fits = type(value) is int and abs(value) <= LARGEST_INTEGER
    elif isinstance(column.type, Float):
        fits = type(value) is float and math.isfinite(value)
    else:
        # Half a character (a lone surrogate) cannot be encoded, and no database keeps it.
        fits = isinstance(value, str) and value.encode() is not None
    if not fits:
        raise ValueError(value)
    return value
