"""A table in the report."""

from typing import NamedTuple


class Table(NamedTuple):
    """A table of finished texts: the first cell of a row heads it, cells from `numbers_from` on are figures.

    The last row is set off from the others when it stands for all of them.
    """

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers_from: int = 1
    has_total: bool = False
