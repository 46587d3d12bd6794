"""The day that somebody wrote into a cell."""

import re
import unicodedata
from datetime import date, timedelta

from questionnaire.fiscal_year import FIRST_YEAR_OF_REIWA

WESTERN = re.compile(r"(20\d\d)[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
REIWA = re.compile(r"(?:令和|R|r)(元|\d{1,2})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")

# Excel counts days from here, and shows the number itself in a cell that is not formatted as a day.
EXCEL_DAY_0 = date(1899, 12, 30)
# The years 2019 to 2099: what lies outside is no day of an answer.
EXCEL_DAYS = range(43_466, 73_051)


def day_from(value: str | float | date | None) -> date | None:
    """The day that was meant, or None: a day, Excel's number of it, 2026-11-22, 2026年11月22日, R8.11.22."""
    if isinstance(value, date):
        return value
    if isinstance(value, float):
        return EXCEL_DAY_0 + timedelta(days=int(value)) if int(value) in EXCEL_DAYS else None
    text = re.sub(r"\s", "", unicodedata.normalize("NFKC", value or ""))
    if found := WESTERN.fullmatch(text):
        return _day(int(found[1]), found[2], found[3])
    if found := REIWA.fullmatch(text):
        number = 1 if found[1] == "元" else int(found[1])
        return _day(FIRST_YEAR_OF_REIWA + number - 1, found[2], found[3])
    return None


def _day(year: int, month: str, day: str) -> date | None:
    try:
        return date(year, int(month), int(day))
    except ValueError:
        return None
