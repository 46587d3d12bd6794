"""Radar and strips of 比較: the figures that were shown, gaps where none may be, and words for those who do not see."""

import json
from math import hypot
from typing import Any
from xml.etree import ElementTree

import altair as alt
import pytest

from questionnaire.peer import Sharing
from scoring.charts.radar import radar
from scoring.charts.radar_figures import OWN, UPPER
from scoring.peers.comparison import Comparison
from scoring.peers.group import Group, GroupKind
from scoring.peers.radar_figures import BAND, MEDIAN, NOT_SHOWN
from scoring.peers.strip_chart import strips, strips_description
from scoring.trend.years import WHOLE
from scoring.wording import maturity_text
from tests import vega
from tests.builders import SOKA
from tests.region import FIRST, REAL, SAITAMA, a_region, alike, an_assessment_at, in_month, later, mixed

CLOSE = 1e-4
NEIGHBOURS = Group(GroupKind.NEAREST, neighbours=20)


def a_comparison(count: int = 12, group: Group | GroupKind = GroupKind.PREFECTURE, own: str = "") -> Comparison:
    sharing = Sharing.NAMED if group == NEIGHBOURS else Sharing.ANONYMOUS
    region = a_region(mixed(count), sharing=sharing)
    region.submit(SOKA, own or alike(1), in_month(later(FIRST, -1)), Sharing.PRIVATE)
    viewer = region.viewer()
    return region.seen(FIRST, group, viewer=viewer)


def values(specification: dict[str, Any], series: str) -> list[dict[str, Any]]:
    """The corners of a series in the order in which they are joined."""
    found = [
        value for layer in specification["layer"] for value in layer["data"]["values"] if value.get("series") == series
    ]
    return sorted(found, key=lambda value: (value.get("piece", 0), value["order"]))


def marks(specification: dict[str, Any], shape: str) -> list[dict[str, Any]]:
    (layer,) = [one for one in specification["layer"] if one["mark"].get("shape") == shape]
    found: list[dict[str, Any]] = layer["data"]["values"]
    return found


# The radar


def test_the_radar_with_peers_is_valid_vega_lite() -> None:
    shown = a_comparison()
    assert alt.LayerChart.from_dict(radar(shown.own, shown.of_axis)).to_dict()["layer"]


def test_the_median_is_a_closed_dashed_polygon_with_square_marks() -> None:
    shown = a_comparison()
    specification = radar(shown.own, shown.of_axis)
    medians = [float(spread.median or 0) for spread in shown.of_axis]
    corners = values(specification, MEDIAN)
    assert [hypot(one["x"], one["y"]) for one in corners] == pytest.approx([*medians, medians[0]], abs=CLOSE)
    assert [one["text"] for one in marks(specification, "square")] == [
        f"{axis.name} {spread.median}" for axis, spread in zip(shown.axes, shown.of_axis, strict=True)
    ]
    dashes = next(
        layer["encoding"]["strokeDash"]["scale"]
        for layer in specification["layer"]
        if "strokeDash" in layer["encoding"]
    )
    assert dict(zip(dashes["domain"], dashes["range"], strict=True))[MEDIAN] != [1, 0]


def test_the_band_goes_around_the_third_quartiles_and_back_along_the_first() -> None:
    shown = a_comparison()
    corners = values(radar(shown.own, shown.of_axis), BAND)
    outer = [float(spread.third_quartile or 0) for spread in shown.of_axis]
    inner = [float(spread.first_quartile or 0) for spread in shown.of_axis]
    radii = [hypot(one["x"], one["y"]) for one in corners]
    assert radii == pytest.approx([*outer, outer[0], inner[0], *reversed(inner)], abs=CLOSE)


def test_five_peers_have_a_median_and_no_band() -> None:
    shown = a_comparison(5)
    specification = radar(shown.own, shown.of_axis)
    assert values(specification, MEDIAN)
    assert values(specification, BAND) == []


def test_where_an_axis_may_not_be_shown_line_and_band_have_a_gap() -> None:
    """Security is shown in no group of named peers."""
    shown = a_comparison(12, NEIGHBOURS)
    specification = radar(shown.own, shown.of_axis)
    axes = len(REAL.axes)
    assert len(marks(specification, "square")) == axes - 1
    assert len(values(specification, MEDIAN)) == axes - 1
    assert len(values(specification, BAND)) == 2 * (axes - 1)
    assert {one["piece"] for one in values(specification, MEDIAN)} == {0}
    assert "セキュリティは示せません" in specification["description"]


def test_two_gaps_make_two_pieces() -> None:
    shown = a_comparison()
    none = type(shown.of_axis[0])()
    peers = (none, *shown.of_axis[1:4], none, *shown.of_axis[5:])
    found = values(radar(shown.own, peers), MEDIAN)
    assert [one["piece"] for one in found] == [0] * 3 + [1] * 3


def test_the_own_polygon_is_the_same_with_and_without_peers() -> None:
    shown = a_comparison()
    assert values(radar(shown.own, shown.of_axis), OWN) == values(radar(shown.own), OWN)


def test_beside_peers_the_upper_end_of_the_range_is_left_out() -> None:
    region = a_region(mixed(12))
    shown = region.seen(FIRST)
    open_own = region.view(FIRST).table and an_assessment_at("-" + alike(1)[1:])
    viewer = type(region.viewer())(open_own)
    shown = region.seen(FIRST, viewer=viewer)
    assert not shown.own.overall.is_certain
    assert values(radar(shown.own), UPPER)
    assert values(radar(shown.own, shown.of_axis), UPPER) == []


def test_without_peers_the_radar_says_nothing_of_them() -> None:
    specification = radar(a_comparison().own)
    text = json.dumps(specification, ensure_ascii=False)
    assert MEDIAN not in text
    assert BAND not in text


def test_what_the_radar_shows_of_peers_is_said() -> None:
    shown = a_comparison()
    description = radar(shown.own, shown.of_axis)["description"]
    for axis, spread in zip(shown.axes, shown.of_axis, strict=True):
        assert f"{axis.name}は{spread.median}(帯は{spread.first_quartile}から{spread.third_quartile})" in description


# The strips


def rows(specification: dict[str, Any], number: int) -> dict[str, dict[str, Any]]:
    return {value["axis"]: value for value in specification["layer"][number]["data"]["values"]}


def test_the_strips_are_valid_vega_lite() -> None:
    assert alt.LayerChart.from_dict(strips(a_comparison())).to_dict()["layer"]


def test_each_strip_has_the_middle_half_the_median_and_the_own_value() -> None:
    shown = a_comparison()
    specification = strips(shown)
    bands, medians, own = (rows(specification, number) for number in range(3))
    names = [*(axis.name for axis in shown.axes), WHOLE]
    pairs = zip(names, [*shown.own.of_axis, shown.own.overall], [*shown.of_axis, shown.overall], strict=True)
    for name, standing, spread in pairs:
        assert own[name]["maturity"] == pytest.approx(standing.maturity, abs=CLOSE)
        assert medians[name]["maturity"] == float(spread.median or -1)
        assert bands[name]["maturity"] == float(spread.first_quartile or 0)
        assert bands[name]["to"] == float(spread.third_quartile or -1)
    assert specification["layer"][0]["encoding"]["y"]["scale"]["domain"] == names


def test_a_strip_without_a_median_still_has_the_own_value() -> None:
    shown = a_comparison(12, NEIGHBOURS)
    bands, medians, own = (rows(strips(shown), number) for number in range(3))
    missing = set(own) - set(medians)
    assert missing == {"セキュリティ", WHOLE}
    assert missing.isdisjoint(bands)


def test_the_steps_are_named_whole_however_narrow_the_strips_are() -> None:
    for width in (300, 900):
        spec = strips(a_comparison()) | {"width": width, "autosize": {"type": "fit-x", "contains": "padding"}}
        drawn = ElementTree.fromstring(vega.svg(spec))  # noqa: S314  # our own file
        texts = ["".join(text.itertext()) for text in drawn.iter("{http://www.w3.org/2000/svg}text")]
        assert {step.short_name for step in REAL.steps} <= set(texts)


def test_strips_of_one_office_leave_those_of_the_next_untouched() -> None:
    first = strips(a_comparison())
    strips(a_comparison(5))
    assert strips(a_comparison()) == first


def test_what_the_strips_show_is_said() -> None:
    shown = a_comparison(12, NEIGHBOURS)
    description = strips_description(shown)
    for axis, standing, spread in zip(shown.axes, shown.own.of_axis, shown.of_axis, strict=True):
        assert f"{axis.name}は{OWN}{maturity_text(standing.maturity)}" in description
        assert (f"{MEDIAN}{spread.median}" if spread.median is not None else NOT_SHOWN) in description
    assert len(SAITAMA) > len(shown.axes)
