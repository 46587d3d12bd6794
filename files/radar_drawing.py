"""The radar as a drawing (SVG) for files: the figures, words and colours of the radar on the screen.

Vega, which draws it in the browser, takes fifty times as long outside of it, and 180 MB. That both show the same is
held by tests/files/test_radar_drawing.py.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from files.svg import attributes_text, element, words
from scoring.charts.palette import BAND_OPACITY, LIGHT, POLYGON_OPACITY
from scoring.charts.polar import Point
from scoring.charts.radar_figures import (
    LINE_HEIGHT,
    MARKED,
    OWN,
    UPPER,
    described,
    radar_figures,
    series_looks,
    shows_upper,
)
from scoring.charts.typeface import FONT
from scoring.peers.radar_figures import BAND, MEDIAN
from scoring.peers.spread import Spread
from scoring.result import Result

MARGIN = 8
# What the words around the outermost ring take, in pixels.
ABOVE, BELOW, BESIDE = 84, 72, 106
LABEL_SIZE, NAME_SIZE, TITLE_SIZE = 14, 13, 20
TITLE_LINE, LEGEND_LINE, LEGEND_SYMBOL = 28, 26, 30
LEGEND_WIDTH = 270
# From the line that a letter stands on to where the word is held, as a share of its size (as Vega has it).
BASELINES = {"bottom": -0.21, "middle": 0.3, "top": 0.79}
ANCHORS = {"left": "start", "center": "middle", "right": "end"}
# What the areas keep of their colour, and how wide their lines are.
AREAS = {OWN: (POLYGON_OPACITY, 3), UPPER: (POLYGON_OPACITY / 2, 2), BAND: (BAND_OPACITY, 1.5), MEDIAN: (0, 2)}
# The own polygon lies above everything else.
FROM_BELOW = (BAND, MEDIAN, UPPER, OWN)


class Drawing(NamedTuple):
    """An SVG picture of this size in pixels."""

    width: int
    height: int
    svg: str


class Place(NamedTuple):
    """Where the centre lies in the picture, in pixels, and how many of them a ring is wide."""

    x: float
    y: float
    ring: float

    def at(self, point: Point, x: str = "x", y: str = "y") -> str:
        """A place of the radar in the picture."""
        return f"{self.x + point[x] * self.ring:.3f},{self.y - point[y] * self.ring:.3f}"


def drawing(result: Result, peers: Sequence[Spread], radius: int, heading: Sequence[str] = ()) -> Drawing:
    """The radar of this radius in pixels, its legend below it.

    The heading stands above: a line in bold, and smaller ones below it.
    """
    width = 2 * (radius + BESIDE + MARGIN)
    top = MARGIN + TITLE_LINE * len(heading[:1]) + LINE_HEIGHT * len(heading[1:])
    place = Place(width / 2, top + ABOVE + radius, radius / len(result.steps))
    bottom = round(place.y) + radius + BELOW
    looks = series_looks(with_upper=shows_upper(result, peers), with_peers=bool(peers))
    parts = [*_heading(heading), *_radar(result, peers, looks, place), *_legend(looks, MARGIN, bottom)]
    return _drawing(width, bottom + LEGEND_LINE * len(looks) + MARGIN, described(result, peers), parts)


def wide_drawing(result: Result, peers: Sequence[Spread], radius: int) -> Drawing:
    """The same with its legend beside it, for a low and wide place; it has no heading."""
    place = Place(radius + BESIDE, MARGIN + ABOVE + radius, radius / len(result.steps))
    looks = series_looks(with_upper=shows_upper(result, peers), with_peers=bool(peers))
    height, left = round(place.y) + radius + BELOW, 2 * (radius + BESIDE)
    parts = [*_radar(result, peers, looks, place), *_legend(looks, left, height - LEGEND_LINE * len(looks) - MARGIN)]
    return _drawing(left + LEGEND_WIDTH, height, described(result, peers), parts)


def _drawing(width: int, height: int, description: str, parts: Iterable[str]) -> Drawing:
    size = {"width": width, "height": height, "viewBox": f"0 0 {width} {height}"}
    told = {"role": "img", "aria_label": description, "font_family": FONT, "fill": LIGHT.text}
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {attributes_text(size | told)}>'
    paper = element("rect", width=width, height=height, fill=LIGHT.paper)
    return Drawing(width, height, "\n".join([head, paper, *parts, "</svg>\n"]))


def _heading(lines: Sequence[str]) -> Iterator[str]:
    yield from (words(line, MARGIN, MARGIN + TITLE_SIZE, TITLE_SIZE, font_weight="bold") for line in lines[:1])
    for number, line in enumerate(lines[1:]):
        yield words(line, MARGIN, MARGIN + TITLE_LINE + LABEL_SIZE + number * LINE_HEIGHT, LABEL_SIZE)


def _radar(
    result: Result, peers: Sequence[Spread], looks: dict[str, tuple[str, list[int]]], place: Place
) -> Iterator[str]:
    figures = radar_figures(result, peers)
    for _, ring in groupby(figures["rings"], key=lambda point: point["step"]):
        yield _path(ring, place, fill="none", stroke=LIGHT.ring)
    for spoke in figures["spokes"]:
        x, y = place.at(spoke, "x2", "y2").split(",")
        yield element("line", x1=place.x, y1=place.y, x2=x, y2=y, stroke=LIGHT.spoke)
    for name in FROM_BELOW:
        if name in looks:
            yield from _series(name, figures[name], *looks[name], place)
        if name == MEDIAN:
            yield from (_square(point, place) for point in figures["peer_points"])
    yield from (_dot(point, place) for point in figures["points"])
    for ring_name in figures["ring_names"]:
        yield from _ring_name(ring_name, place)
    for label in figures["labels"]:
        yield from _label(label, place)


def _series(name: str, points: Sequence[Point], colour: str, dash: Sequence[int], place: Place) -> Iterator[str]:
    """The line of a series with its area, piece by piece where there are gaps."""
    opacity, line = AREAS[name]
    area = {"fill": colour, "fill_opacity": opacity} if opacity else {"fill": "none"}
    dashed = {"stroke_dasharray": ",".join(map(str, dash))} if dash[1] else {}
    for _, piece in groupby(points, key=lambda point: point.get("piece")):
        yield _path(piece, place, stroke=colour, stroke_width=line, stroke_linejoin="round", **area, **dashed)


def _path(points: Iterable[Point], place: Place, **look: Any) -> str:
    return element("path", d=f"M{'L'.join(map(place.at, points))}", **look)


def _dot(point: Point, place: Place) -> str:
    x, y = place.at(point).split(",")
    return element("circle", cx=x, cy=y, r=4.75, fill=LIGHT.own, stroke=LIGHT.paper, stroke_width=2)


def _square(point: Point, place: Place) -> str:
    x, y = map(float, place.at(point).split(","))
    return element("rect", x=x - 5.7, y=y - 5.7, width=11.4, height=11.4, fill=LIGHT.median)


def _ring_name(name: Point, place: Place) -> Iterator[str]:
    """The name of a ring, above an edge of paper that keeps it legible over lines."""
    x, y = map(float, place.at(name).split(","))
    y += BASELINES["bottom"] * NAME_SIZE - 3
    yield words(
        name["text"], x, y, NAME_SIZE, text_anchor="middle", fill=LIGHT.paper, stroke=LIGHT.paper, stroke_width=4
    )
    yield words(name["text"], x, y, NAME_SIZE, text_anchor="middle")


def _label(label: Point, place: Place) -> Iterator[str]:
    """The lines of the name of an axis with its value."""
    x, y = map(float, place.at(label).split(","))
    y += label["dy"] + BASELINES[label["baseline"]] * LABEL_SIZE
    for number, line in enumerate(label["text"].split("\n")):
        yield words(line, x + label["dx"], y + number * LINE_HEIGHT, LABEL_SIZE, text_anchor=ANCHORS[label["align"]])


def _legend(looks: dict[str, tuple[str, list[int]]], left: int, top: int) -> Iterator[str]:
    for number, (name, (colour, dash)) in enumerate(looks.items()):
        y = top + (number + 0.5) * LEGEND_LINE
        dashed = {"stroke_dasharray": ",".join(map(str, dash))} if dash[1] else {}
        yield element("line", x1=left, y1=y, x2=left + LEGEND_SYMBOL, y2=y, stroke=colour, stroke_width=3, **dashed)
        told = MARKED.get(name, name)
        yield words(told, left + LEGEND_SYMBOL + 6, y + BASELINES["middle"] * LABEL_SIZE, LABEL_SIZE)
