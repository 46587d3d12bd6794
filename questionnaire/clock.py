"""The office's clock: which day it is there, and when something happened, as one reads it beside an answer."""

from datetime import UTC, date, datetime

from questionnaire.fiscal_year import OFFICE_CLOCK, year_text
from questionnaire.moment import Moment


def today() -> date:
    """The day at the office, wherever the server keeps its time: the fiscal year begins at midnight in Japan."""
    return (datetime.now(UTC) + OFFICE_CLOCK).date()


def moment_text(moment: Moment, now: Moment) -> str:
    """When it was, both as UTC without a zone: 14:05; on another day 11月20日 14:05; in another year with the year."""
    local, today = moment + OFFICE_CLOCK, now + OFFICE_CLOCK
    year = "" if local.year == today.year else year_text(local.year)
    day = "" if local.date() == today.date() else f"{year}{local.month}月{local.day}日 "
    return f"{day}{local:%H:%M}"
