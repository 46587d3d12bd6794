"""Months of the office's clock: the figures of peers are those of the first day of a month (design.md §5)."""

from dataclasses import dataclass
from datetime import datetime

from questionnaire.fiscal_year import OFFICE_CLOCK, day_text
from questionnaire.moment import Moment


@dataclass(frozen=True, order=True, slots=True)
class Month:
    """A month of the year (1–12)."""

    year: int
    number: int

    @property
    def begins_at(self) -> Moment:
        """Midnight of its first day in Japan, as UTC without a zone."""
        return datetime(self.year, self.number, 1) - OFFICE_CLOCK

    @property
    def index(self) -> int:
        """Its number among all months, so that the next month has the next one."""
        return self.year * 12 + self.number - 1

    @property
    def following(self) -> "Month":
        """The month after it."""
        year, number = divmod(self.index + 1, 12)
        return Month(year, number + 1)

    @property
    def as_of_text(self) -> str:
        """The day that figures of this month stand for: 令和8年11月1日現在."""
        return f"{day_text(datetime(self.year, self.number, 1).date())}現在"


def month_index(moment: Moment) -> int:
    """The index of the month that this moment (UTC without a zone) falls in; before a month begins it is smaller."""
    local = moment + OFFICE_CLOCK
    return local.year * 12 + local.month - 1


def month_of(moment: Moment) -> Month:
    """The month that this moment (UTC without a zone) falls in."""
    year, number = divmod(month_index(moment), 12)
    return Month(year, number + 1)
