"""How far municipalities lie from each other."""

from collections.abc import Container
from functools import lru_cache
from math import asin, cos, radians, sin, sqrt

from questionnaire.municipalities import MUNICIPALITIES, Municipality

# Mean radius of the Earth (IUGG). The ellipsoid differs by less than 0.6 %.
EARTH_RADIUS_KM = 6371.0


def distance_km(one: Municipality, other: Municipality) -> float:
    """The great-circle distance between two town halls in kilometres (haversine formula)."""
    latitude, other_latitude = radians(one.latitude), radians(other.latitude)
    across = sin((other_latitude - latitude) / 2) ** 2
    along = sin(radians(other.longitude - one.longitude) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * asin(min(1.0, sqrt(across + cos(latitude) * cos(other_latitude) * along)))


def by_distance(code: str, codes: Container[str]) -> tuple[str, ...]:
    """Those of `codes` that are municipalities, the nearest to the one of `code` first, without itself.

    Equally near ones stand in code order. Raises `KeyError` when `code` is no municipality.
    """
    return tuple(other for other in _in_order(code) if other in codes and other != code)


# As many as are likely to compare at once; one is computed in a few milliseconds.
@lru_cache(maxsize=32)
def _in_order(code: str) -> tuple[str, ...]:
    """All municipalities, the nearest to the one of this code first."""
    here = MUNICIPALITIES[code]
    distances = {other: distance_km(here, place) for other, place in MUNICIPALITIES.items()}
    return tuple(sorted(sorted(distances), key=distances.__getitem__))
