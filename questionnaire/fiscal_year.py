"""The Japanese fiscal year, April to March; 2026 stands for 令和8年度."""

from datetime import date

APRIL = 4


def fiscal_year_of(day: date) -> int:
    """The fiscal year that this day belongs to."""
    return day.year if day.month >= APRIL else day.year - 1
