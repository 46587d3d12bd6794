"""Places on a chart whose axes are spokes: corners and polygons of the radar."""

import math
from collections.abc import Sequence
from typing import Any

Point = dict[str, Any]


def at(number: int, axes: int, radius: float) -> Point:
    """The place on the spoke of an axis: the first one points up, the others follow clockwise."""
    angle = math.pi / 2 - 2 * math.pi * number / axes
    return {"x": round(radius * math.cos(angle), 5), "y": round(radius * math.sin(angle), 5)}


def polygon(radii: Sequence[float]) -> list[Point]:
    """A closed polygon; `order` keeps its corners in sequence."""
    axes = len(radii)
    return [at(corner % axes, axes, radii[corner % axes]) | {"order": corner} for corner in range(axes + 1)]
