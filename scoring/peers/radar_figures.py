"""What the radar shows of peers: their median, dashed with square marks, and a band that holds their middle half."""

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from questionnaire.model import Axis
from scoring.charts.palette import LIGHT
from scoring.charts.polar import Point, at
from scoring.peers.spread import Spread
from scoring.peers.wording import NOT_SHOWN

MEDIAN, BAND = "比較グループの中央値", "比較グループの中央の半分"
PEER_SERIES: dict[str, tuple[str, list[int]]] = {MEDIAN: (LIGHT.median, [6, 3]), BAND: (LIGHT.band, [1, 0])}
PEER_MARKS = {MEDIAN: f"{MEDIAN}(■)", BAND: f"{BAND}(帯)"}


def peer_figures(axes: Sequence[Axis], peers: Sequence[Spread]) -> dict[str, list[Point]]:
    """The values of these layers by the name of their data. Where an axis has no median, line and band have a gap."""
    medians = [spread.median for spread in peers]
    lower = [spread.first_quartile for spread in peers]
    upper = [spread.third_quartile for spread in peers]
    return {
        MEDIAN: list(_lines(medians, lambda run: _corners(medians, run), MEDIAN)),
        BAND: list(_lines(lower, lambda run: [*_corners(upper, run), *_corners(lower, run[::-1])], BAND)),
        "peer_points": [
            at(number, len(axes), float(median)) | {"text": f"{axis.name} {median}"}
            for number, (axis, median) in enumerate(zip(axes, medians, strict=bool(peers)))
            if median is not None
        ],
    }


def peer_description(axes: Sequence[Axis], peers: Sequence[Spread]) -> str:
    """What these layers show, for those who do not see them; empty without peers."""
    if not peers:
        return ""
    values = "、".join(f"{axis.name}は{_text(spread)}" for axis, spread in zip(axes, peers, strict=True))
    return f"破線は比較グループの中央値、帯はその中央の半分。{values}。"


def _text(spread: Spread) -> str:
    if spread.median is None:
        return NOT_SHOWN
    band = "" if spread.first_quartile is None else f"(帯は{spread.first_quartile}から{spread.third_quartile})"
    return f"{spread.median}{band}"


def _lines(values: Sequence[Decimal | None], drawn: Callable[[list[int]], list[Point]], series: str) -> Iterator[Point]:
    """The corners of each unbroken run of axes, in the order in which they are joined."""
    for piece, run in enumerate(_runs(values)):
        for order, corner in enumerate(drawn(run)):
            yield corner | {"order": order, "piece": piece, "series": series}


def _runs(values: Sequence[Decimal | None]) -> list[list[int]]:
    """The axes with a value, in unbroken runs around the circle; a whole circle ends where it began."""
    axes = len(values)
    missing = [number for number, value in enumerate(values) if value is None]
    if not missing:
        return [[*range(axes), 0]] if axes else []
    runs: list[list[int]] = [[]]
    for number in ((missing[0] + step) % axes for step in range(1, axes + 1)):
        if values[number] is None:
            runs.append([])
        else:
            runs[-1].append(number)
    return [run for run in runs if run]


def _corners(values: Sequence[Decimal | None], run: Sequence[int]) -> list[Point]:
    radii = [(number, values[number]) for number in run]
    return [at(number, len(values), float(radius)) for number, radius in radii if radius is not None]
