"""An action as a plan sees it: how long it takes, and what it costs in each fiscal year."""

from dataclasses import dataclass
from fractions import Fraction

from questionnaire.model import Action
from questionnaire.quarter import MONTHS, QUARTERS


@dataclass(frozen=True)
class Task:
    """An action with the quarters it may start in, counted from the first of the plan (0).

    `requires` are the ids of the tasks that must be finished before it starts. One that is under way has the single
    start in which it was begun, often before the plan (negative), and continues until `rest_from` at the least.
    """

    action: Action
    starts: range
    requires: tuple[str, ...]
    is_must: bool
    is_running: bool
    rest_from: int

    @property
    def quarters(self) -> int:
        """How many quarters it takes: its months, in whole quarters."""
        return -(-self.action.months.plan // MONTHS)

    def end(self, start: int) -> int:
        """The last quarter of the work. One that is late goes on in the quarter in which the plan is made."""
        usual = start + self.quarters - 1
        return max(usual, self.rest_from) if self.is_running else usual

    def days(self, start: int, year: int) -> Fraction:
        """The person-days in a year of the plan (0 is the first): the same part in each quarter still to come."""
        work = range(max(start, self.rest_from), self.end(start) + 1)
        inside = sum(quarter // QUARTERS == year for quarter in work)
        return Fraction(self.action.effort_days.plan * inside, self.quarters)

    def man_yen(self, start: int, year: int) -> int:
        """The cost in a year of the plan: the first one in the year of the start, the yearly one in each year after.

        What is under way has paid its first cost.
        """
        cost, begun = self.action.cost_man_yen, start // QUARTERS
        return cost.yearly if year > begun else cost.first if year == begun and not self.is_running else 0
