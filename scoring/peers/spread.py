"""Median, quartiles, percentile and distribution of the peers of a group, rounded before they leave."""

from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from scoring.levels import Floats
from scoring.maturity import TOLERANCE
from scoring.wording import rounded_down

QUARTILES = np.array([0.25, 0.5, 0.75])


@dataclass(frozen=True)
class Spread:
    """How the values of `count` peers lie; None for what may not be shown. Nobody's exact value is in it.

    Values are rounded down like every other figure: maturities of 0.0–3.0 to one decimal, shares to whole per cent.
    `percentile` is 0–100 in whole numbers.
    """

    count: int = 0
    median: Decimal | None = None
    first_quartile: Decimal | None = None
    third_quartile: Decimal | None = None
    percentile: Decimal | None = None


def quartiles(values: Floats) -> tuple[float, float, float]:
    """First quartile, median and third quartile of at least one value; between two by linear interpolation.

    This is definition 7 of Hyndman and Fan (1996), that of QUARTILE.INC in Excel and of numpy.percentile, whose many
    ways take five times as long.
    """
    places = (len(values) - 1) * QUARTILES
    below = places.astype(np.int64)
    ordered = np.sort(values)
    lower, upper = ordered[below], ordered[np.ceil(places).astype(np.int64)]
    first, median, third = (lower + (upper - lower) * (places - below)).tolist()
    return first, median, third


def percentile(values: Floats, own: float) -> float:
    """How many per cent of the peers are lower, those who are equal counted half (design.md §5)."""
    lower = (values < own - TOLERANCE).sum()
    equal = (np.abs(values - own) <= TOLERANCE).sum()
    return float(100 * (lower + equal / 2) / len(values))


def spread(values: Floats, own: float | None, *, is_full: bool, digits: int) -> Spread:
    """What is shown of these values (at least one): the median alone, or with quartiles and percentile when `is_full`.

    `own` is the viewer's submitted value; None without one.
    """
    first, median, third = quartiles(values)
    if not is_full:
        return Spread(len(values), rounded_down(median, digits))
    return Spread(
        count=len(values),
        median=rounded_down(median, digits),
        first_quartile=rounded_down(first, digits),
        third_quartile=rounded_down(third, digits),
        percentile=None if own is None else rounded_down(percentile(values, own), 0),
    )
