"""A table of published indicators as it was read: the values of every municipality, and the date of the table."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

# A word of the table, a number (per cent or a count), or None where no value is published.
Value = str | float | None

DAYS = (
    re.compile(r"(?<!\d)(20\d\d)(\d\d)(\d\d)(?!\d)"),
    re.compile(r"(?<!\d)(20\d\d)[-/._年](\d{1,2})[-/._月](\d{1,2})(?!\d)"),
)


@dataclass(frozen=True)
class IndicatorTable:
    """The published values by municipality code and indicator id. `as_of` is the date that the table bears."""

    as_of: date
    values: Mapping[str, Mapping[str, Value]]

    def of(self, municipality: str, indicator: str) -> Value:
        """The value of a municipality; None also when the table knows neither."""
        return self.values.get(municipality, {}).get(indicator)


class DateError(Exception):
    """It cannot be told of which date the table is. The message says why in Japanese, and what to do."""


def as_of(file_name: str, typed: str, today: date) -> date:
    """The date of a table: as it was typed, else the one date in the name of its file. Raises `DateError`.

    The file itself bears none, and a table without a date would be shown without one.
    """
    days = _days_in(typed or file_name)
    if typed and len(days) != 1:
        raise DateError(f"表の日付「{typed}」を読み取れません。2024-07-12 のように書いてください")
    if len(days) != 1:
        raise DateError(
            "いつの表かがわかりません。公表元の画面で確かめ、表の日付を 2024-07-12 のように指定してください"
        )
    if days[0] > today:
        raise DateError(f"表の日付 {days[0].isoformat()} は今日より先です。公表元の画面で確かめてください")
    return days[0]


def _days_in(text: str) -> list[date]:
    """Every date that is written in the text, each once."""
    plain = unicodedata.normalize("NFKC", text)
    parts = [match.groups() for pattern in DAYS for match in pattern.finditer(plain)]
    found = [_day(*map(int, numbers)) for numbers in parts]
    return list(dict.fromkeys(day for day in found if day))


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
