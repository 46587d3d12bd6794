"""The Japanese fiscal year, April to March (2026 stands for 令和8年度), and days as offices write them."""

from datetime import date, datetime, timedelta

# Every municipality has the clock of Japan, which has no summer time. A server may have another: containers keep UTC.
OFFICE_CLOCK = timedelta(hours=9)
APRIL = 4
FIRST_YEAR_OF_REIWA = 2019


def fiscal_year_of(day: date) -> int:
    """The fiscal year that this day belongs to."""
    return day.year if day.month >= APRIL else day.year - 1


def year_text(year: int) -> str:
    """A year as offices write it: 2026 → 令和8年. Years before Reiwa stay western."""
    if year < FIRST_YEAR_OF_REIWA:
        return f"{year}年"
    number = year - FIRST_YEAR_OF_REIWA + 1
    return f"令和{'元' if number == 1 else number}年"


def fiscal_year_text(year: int) -> str:
    """A fiscal year as offices write it: 2026 → 令和8年度."""
    return f"{year_text(year)}度"


def day_text(day: date) -> str:
    """A day as offices write it: 令和8年11月22日. A time as it is stored (UTC) gives the day of the office's clock."""
    if isinstance(day, datetime):
        day += OFFICE_CLOCK
    return f"{year_text(day.year)}{day.month}月{day.day}日"
