"""The published indicators as they are shown, as HTML, and taking in a newer table.

They are public and the same for everyone: one reading of a group serves all sessions of this process.
"""

import logging
from functools import cache

from questionnaire.fiscal_year import day_text
from questionnaire.indicator_table import IndicatorTable
from questionnaire.indicators import indicators
from questionnaire.municipalities import MUNICIPALITIES, municipality
from scoring.indicator_wording import comparison_rows, older_text, source_text
from screens import session
from screens.parts import markup
from screens.session import lifecycle
from storage.connect import database
from storage.indicators import OlderTableError, keep, newest, table_of
from storage.transaction import StorageError

log = logging.getLogger(__name__)


def beside_question(code: str, question: str) -> str:
    """What is published next to this question, of the municipality and its prefecture; empty when nothing is."""
    known, place = indicators(), municipality(code)
    shown = known.beside(question)
    if not shown or place is None:
        return ""
    group = _prefecture(place.prefecture)
    table = _table_to_show(group)
    if table is None:
        return ""
    rows = comparison_rows(known, shown, table, code, group)
    told = [(title, f"{place.name}:{own}。{place.prefecture}:{of_group}。") for title, own, of_group in rows]
    return markup.folded(f"公表データ({known.publisher})", markup.described(told), _origin(table))


def comparison(code: str, group_name: str, group: tuple[str, ...]) -> str:
    """Every indicator of the municipality beside a group of 比較, as a table; empty when no table was taken in."""
    known, table = indicators(), _table_to_show(tuple(sorted({code, *group})))
    if table is None:
        return ""
    rows = comparison_rows(known, known.indicators, table, code, group)
    caption, header = f"{known.publisher}の公表データ", ["指標", "この団体", group_name]
    return markup.table(caption, header, rows, has_total=False) + _origin(table)


def kept_table(group: tuple[str, ...] | None = None) -> IndicatorTable | None:
    """The table that is kept, of these municipalities or of all; None while there is none. Raises `StorageError`."""
    edition = newest(database())
    table = table_of(database(), edition, group) if edition else None
    # Another table took its place in between: the next run shows that one.
    return table if table and table.values else None


def take_in(table: IndicatorTable, code: str = "") -> str:
    """Keeps this table for everyone, and gives what went wrong in Japanese, or "" when it was done."""
    opened = session.opened()
    if opened is None or not opened.may_edit:
        return "編集用のリンクで診断を開いてください。"
    try:
        if reason := lifecycle.reason_against_code(code):
            return reason
        keep(database(), table)
    except OlderTableError as error:
        return older_text(day_text(error.kept))
    except StorageError:
        log.exception("The published indicators could not be stored")
        return session.TROUBLE
    return ""


@cache
def _prefecture(name: str) -> tuple[str, ...]:
    """The codes of its municipalities."""
    return tuple(place.code for place in MUNICIPALITIES.values() if place.prefecture == name)


def _table_to_show(group: tuple[str, ...]) -> IndicatorTable | None:
    """The same for a page that is complete without it."""
    if session.trouble():
        return None  # The page says so already, and a database that is away is not waited for again.
    try:
        return kept_table(group)
    except StorageError:
        log.exception("The published indicators could not be read")
        return None


def _origin(table: IndicatorTable) -> str:
    known = indicators()
    return markup.text("p", source_text(known, table), css="note") + markup.text("p", known.note, css="note")
