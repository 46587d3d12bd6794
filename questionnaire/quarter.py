"""Quarters of the Japanese fiscal year: the first is April to June, the fourth January to March."""

from dataclasses import dataclass
from datetime import date
from typing import Self

from questionnaire.fiscal_year import APRIL, fiscal_year_of, fiscal_year_text

QUARTERS = 4
MONTHS = 3
MONTH_TEXTS = ("4から6月", "7から9月", "10から12月", "1から3月")


@dataclass(frozen=True, order=True, slots=True)
class Quarter:
    """A quarter of a fiscal year. `number` is 1 to 4; Quarter(2026, 4) is January to March 2027."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> Self:
        """The quarter that this day belongs to."""
        return cls(fiscal_year_of(day), (day.month - APRIL) % 12 // MONTHS + 1)

    def after(self, quarters: int) -> "Quarter":
        """The quarter that many quarters later, or earlier when negative."""
        years, place = divmod(self.number - 1 + quarters, QUARTERS)
        return Quarter(self.year + years, place + 1)

    def since(self, other: "Quarter") -> int:
        """How many quarters this one lies after the other; negative when it lies before."""
        return QUARTERS * (self.year - other.year) + self.number - other.number


def quarter_text(quarter: Quarter) -> str:
    """A quarter as offices write it: 令和9年度 第1四半期(4から6月)."""
    return f"{fiscal_year_text(quarter.year)} 第{quarter.number}四半期({MONTH_TEXTS[quarter.number - 1]})"
