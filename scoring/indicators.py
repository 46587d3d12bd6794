"""Published indicators of a group of municipalities. They are public, so that a group of any size can be told."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from statistics import median

from questionnaire.indicator_table import IndicatorTable, Value
from questionnaire.indicators import Indicator, Indicators


@dataclass(frozen=True)
class GroupFigure:
    """What is published of the `members` municipalities of a group: `published` of them have a value.

    `done` counts those that do it, and is None for a number; `median` is that of the numbers (0 to 100 per cent, or a
    count), and None for a word or when there is no number.
    """

    members: int
    published: int
    done: int | None = None
    median: float | None = None


def group_figure(known: Indicators, indicator: Indicator, values: Collection[Value]) -> GroupFigure:
    """The figure of a group, from the value of each of its members."""
    present = [value for value in values if value is not None]
    if indicator.kind == "done":
        return GroupFigure(len(values), len(present), done=present.count(known.done))
    numbers = [value for value in present if isinstance(value, float)]
    return GroupFigure(len(values), len(present), median=median(numbers) if numbers else None)


def values_of(table: IndicatorTable, indicator: Indicator, municipalities: Iterable[str]) -> list[Value]:
    """What the table says of each of these municipalities."""
    return [table.of(code, indicator.id) for code in municipalities]


def changed_municipalities(before: IndicatorTable, after: IndicatorTable, indicator: Indicator) -> int:
    """Of how many municipalities another value is published than before."""
    codes = before.values.keys() | after.values.keys()
    return sum(before.of(code, indicator.id) != after.of(code, indicator.id) for code in codes)
