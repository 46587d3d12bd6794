"""What the radar shows, however it is drawn: lines, marks and words at places from its centre, and what it tells.

Places are in rings, to the right and upwards: the outermost ring is as far from the centre as there are steps.
"""

import math
from collections.abc import Sequence

from questionnaire.model import Axis
from scoring.charts.palette import LIGHT
from scoring.charts.polar import Point, at, polygon
from scoring.peers.radar_figures import PEER_MARKS, PEER_SERIES, peer_description, peer_figures
from scoring.peers.spread import Spread
from scoring.result import Result, Standing
from scoring.wording import maturity_range_text, maturity_text

OWN, UPPER = "自団体の成熟度", "未確認をすべて段階3とした上の端"
# What tells a series without its colour, beside the dash that the legend draws.
MARKED = {OWN: f"{OWN}(●)"} | PEER_MARKS
NAME = "分野ごとの成熟度のレーダーチャート。"

LINE_HEIGHT = 19


def shows_upper(result: Result, peers: Sequence[Spread] = ()) -> bool:
    """Whether the upper end of the range is drawn: while answers are open, and no peers are drawn."""
    return not result.overall.is_certain and not peers


def series_looks(*, with_upper: bool, with_peers: bool) -> dict[str, tuple[str, list[int]]]:
    """Colour and dash of the line of each series by its name, in the order of the legend."""
    looks = {OWN: (LIGHT.own, [1, 0])}
    looks |= {UPPER: (LIGHT.upper, [5, 4])} if with_upper else {}
    return looks | (PEER_SERIES if with_peers else {})


def radar_figures(result: Result, peers: Sequence[Spread] = ()) -> dict[str, list[Point]]:
    """The values of every layer by the name of its data; `peers` has a spread for each axis, or none at all."""
    return _figures(result) | peer_figures(result.axes, peers)


def described(result: Result, peers: Sequence[Spread] = ()) -> str:
    """What the radar shows, for those who do not see it."""
    return radar_description(result) + peer_description(result.axes, peers)


def radar_description(result: Result) -> str:
    """The same of the own result alone."""
    rings = "、".join(f"{number}の輪が「{step.name}」" for number, step in enumerate(result.steps, start=1))
    values = "、".join(f"{axis.name}は{maturity_range_text(standing)}" for axis, standing in _per_axis(result))
    return f"{NAME}内側から{rings}。{values}。"


def _per_axis(result: Result) -> list[tuple[Axis, Standing]]:
    return list(zip(result.axes, result.of_axis, strict=True))


def _figures(result: Result) -> dict[str, list[Point]]:
    axes, steps = len(result.axes), len(result.steps)
    own = [standing.maturity for standing in result.of_axis]
    upper = [standing.maturity_upper for standing in result.of_axis]
    return {
        "rings": [
            point | {"step": number} for number in range(1, steps + 1) for point in polygon([float(number)] * axes)
        ],
        "spokes": [_spoke(axis, axes, steps) for axis in range(axes)],
        OWN: [point | {"series": OWN} for point in polygon(own)],
        UPPER: [point | {"series": UPPER} for point in polygon(upper)],
        "points": [
            at(number, axes, standing.maturity) | {"text": f"{axis.name} {maturity_range_text(standing)}"}
            for number, (axis, standing) in enumerate(_per_axis(result))
        ],
        "ring_names": [
            {"x": 0.0, "y": float(number), "text": step.short_name} for number, step in enumerate(result.steps, start=1)
        ],
        "labels": [
            _label((*axis.label, maturity_text(standing.maturity)), at(number, axes, steps * 1.07), steps)
            for number, (axis, standing) in enumerate(_per_axis(result))
        ],
    }


def _spoke(number: int, axes: int, steps: int) -> Point:
    end = at(number, axes, steps)
    return {"x": 0.0, "y": 0.0, "x2": end["x"], "y2": end["y"]}


def _label(lines: Sequence[str], place: Point, steps: int) -> Point:
    """The name of an axis with its value, turned away from the chart on whichever side it stands."""
    at_top, at_bottom = place["y"] > 0.85 * steps, place["y"] < -0.85 * steps
    further_lines = (len(lines) - 1) * LINE_HEIGHT
    in_the_middle = abs(place["x"]) < 0.2 * steps
    sideways = "left" if place["x"] > 0 else "right"
    return place | {
        "text": "\n".join(lines),
        "align": "center" if in_the_middle else sideways,
        "dx": 0 if in_the_middle else math.copysign(6, place["x"]),
        "baseline": "bottom" if at_top else "top" if at_bottom else "middle",
        # Above the first axis stands the name of the outermost ring.
        "dy": -further_lines - 20 if at_top else 4 if at_bottom else -further_lines / 2,
    }
