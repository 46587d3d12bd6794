"""Nobody is exposed on the screen of 比較: in its texts, tables, charts and files, whatever group is chosen."""

import json
import re
from collections.abc import Iterator, Sequence
from math import hypot
from typing import Any

import pytest
from sqlalchemy import Engine
from streamlit.testing.v1 import AppTest

from files.csv_files import result_csv
from questionnaire.municipalities import MUNICIPALITIES
from questionnaire.peer import Sharing
from questionnaire.peer_set import PeerSet
from scoring.peers.comparison import comparison
from scoring.peers.group import Group, GroupKind
from scoring.peers.membership import offer
from scoring.peers.radar_figures import BAND, MEDIAN
from scoring.peers.table import Peers, peer_table
from scoring.peers.view import Viewer, view
from storage.peer_sets import keep_set
from storage.peers import peer_submissions, submissions_by
from storage.submissions import submit
from storage.transaction import now
from tests.region import FISCAL_YEAR, REAL, SAITAMA, alike, mixed
from tests.stored import ALL_LEVELS, ASKED, a_link, key_of, stored
from tests.stored_region import set_levels, set_month, share_of, this_month
from tests.tab import a_tab, text_of

pytestmark = pytest.mark.usefixtures("data")

GROUP, BASIS = "どの団体と比べますか", "いつの、何と比べますか"
# Another one in each run.
FILE_ID = re.compile(r'"deferredFileId": "[0-9a-f]+"')
# Of the same kind as each other, and so in the same groups of the viewer; named nowhere else in the program.
TOWNS = [
    code for code in SAITAMA if MUNICIPALITIES[code].kind == "町" and code not in ASKED.version.survey.municipalities
]
CITIES = [code for code in SAITAMA if MUNICIPALITIES[code].kind == "その他の市"]


def own_link(data: Engine, chosen: Sequence[str] = SAITAMA) -> str:
    """The link of 草加市, which submitted last month and chose a set of these."""
    link = a_link(data, ALL_LEVELS)
    key = key_of(data, link)
    submit(data, key, Sharing.PRIVATE)
    set_month(data, key, 1)
    keep_set(data, key, PeerSet("みんな", tuple(sorted(chosen))))
    return link


def every_screen(link: str) -> Iterator[AppTest]:
    """The screen with each group of each basis that can be chosen."""
    tab = a_tab("comparison", a=link)
    for basis in [*_options(tab, BASIS)]:
        _box(tab, BASIS).set_value(basis).run()
        for group in [*_options(tab, GROUP)]:
            _box(tab, GROUP).set_value(group).run()
            assert not tab.exception
            yield tab


def _options(tab: AppTest, label: str) -> list[str]:
    return [option for box in tab.selectbox if box.label == label for option in box.options]


def _box(tab: AppTest, label: str) -> Any:
    (found,) = (box for box in tab.selectbox if box.label == label)
    return found


def specifications(tab: AppTest) -> list[dict[str, Any]]:
    return [json.loads(chart.proto.spec) for chart in tab.get("vega_lite_chart")]


def shown_to(link: str) -> list[str]:
    """All that the browser gets of every group: texts, tables and charts with what lies in them."""
    return [FILE_ID.sub("", text_of(tab)) for tab in every_screen(link)]


def file_for(data: Engine, link: str) -> bytes:
    """The result CSV beside the prefecture."""
    key = key_of(data, link)
    peers = Peers(FISCAL_YEAR, peer_submissions(data, FISCAL_YEAR))
    table = peer_table(REAL, {REAL.version.id: REAL}, peers, this_month(), now())
    own = Viewer(stored(data, link), "", tuple(submissions_by(data, key, FISCAL_YEAR)))
    group = Group(GroupKind.PREFECTURE)
    found = comparison(offer(view(table, own), [group]), group)
    columns = result_csv.among_peers(found, "同じ都道府県(埼玉県)")
    return result_csv.write([result_csv.Scored(REAL, own.assessment, found.own, columns)])


def values_of(specification: dict[str, Any], series: str) -> list[dict[str, Any]]:
    layers = specification["layer"]
    return [one for layer in layers for one in layer["data"]["values"] if one.get("series") == series]


# Who is anonymous


def test_two_anonymous_peers_who_swap_their_answers_change_nothing_on_any_screen(data: Engine) -> None:
    levels = mixed(14)
    keys = share_of(data, TOWNS, levels)
    share_of(data, CITIES[:8], mixed(8), sharing=Sharing.NAMED)
    link = own_link(data)
    before = shown_to(link)
    assert len(before) > 5
    set_levels(data, keys[2], levels[9])
    set_levels(data, keys[9], levels[2])
    assert shown_to(link) == before


def test_other_answers_of_an_anonymous_peer_do_change_what_is_shown(data: Engine) -> None:
    keys = share_of(data, TOWNS, mixed(14))
    link = own_link(data)
    before = shown_to(link)
    set_levels(data, keys[2], alike(3))
    assert shown_to(link) != before


def test_the_file_is_the_same_when_two_anonymous_peers_swap(data: Engine) -> None:
    levels = mixed(14)
    keys = share_of(data, TOWNS, levels)
    link = own_link(data)
    before = file_for(data, link)
    set_levels(data, keys[2], levels[9])
    set_levels(data, keys[9], levels[2])
    assert file_for(data, link) == before
    set_levels(data, keys[9], alike(3))
    assert file_for(data, link) != before


def test_no_anonymous_peer_is_named_on_any_screen(data: Engine) -> None:
    link = own_link(data, chosen=CITIES)
    hidden = [MUNICIPALITIES[code].name for code in TOWNS]
    alone = "".join(shown_to(link))
    assert not any(name in alone for name in hidden)
    share_of(data, TOWNS, mixed(14))
    share_of(data, CITIES[:8], [alike(3)] * 8, sharing=Sharing.NAMED)
    shown = "".join(shown_to(link))
    assert [name for name in hidden if name in shown] == []
    assert not any(levels in shown for levels in mixed(14))
    assert any(f"{MUNICIPALITIES[code].name}(埼玉県) 段階3" in shown for code in CITIES[:8])


def test_peers_who_do_not_share_are_nowhere(data: Engine) -> None:
    link = own_link(data)
    before = shown_to(link)
    share_of(data, TOWNS, mixed(14), sharing=Sharing.PRIVATE)
    assert shown_to(link) == before


# The axis that is never shown by name


def test_security_is_never_shown_by_name(data: Engine) -> None:
    levels = [f"{alike(2)[:-3]}{number % 4}3{(number + 1) % 4}" for number in range(8)]
    keys = share_of(data, CITIES[:8], levels, sharing=Sharing.NAMED)
    link = own_link(data)
    for tab in every_screen(link):
        security = text_of(tab).rpartition("\nセキュリティ\n")[2].partition("公表データ")[0]
        assert "進んでいる団体" not in security.partition('"tag": "h2"')[0]
    before = shown_to(link)
    set_levels(data, keys[0], levels[0][:-3] + levels[5][-3:])
    set_levels(data, keys[5], levels[5][:-3] + levels[0][-3:])
    assert shown_to(link) == before


# The charts


def test_the_charts_carry_rounded_figures_of_the_group_and_nothing_else_of_peers(data: Engine) -> None:
    share_of(data, TOWNS, mixed(14))
    tab = a_tab("comparison", a=own_link(data))
    rounded_radar, rounded_strips = specifications(tab)
    radii = [hypot(one["x"], one["y"]) for series in (MEDIAN, BAND) for one in values_of(rounded_radar, series)]
    ends = [
        float(one[name])
        for series in (MEDIAN, BAND)
        for one in values_of(rounded_strips, series)
        for name in ("maturity", "to")
        if name in one
    ]
    assert radii
    assert ends
    assert [value for value in (*radii, *ends) if abs(value * 10 - round(value * 10)) > 1e-3] == []
    # A corner for each axis and one to close, twice for the band; a row for each axis and the whole.
    axes = len(ASKED.axes)
    assert [len(values_of(rounded_radar, series)) for series in (MEDIAN, BAND)] == [axes + 1, 2 * (axes + 1)]
    assert [len(values_of(rounded_strips, series)) for series in (MEDIAN, BAND)] == [axes + 1, axes + 1]


@pytest.mark.parametrize(("count", "medians", "bands"), [(4, 0, 0), (5, 1, 0), (9, 1, 0), (10, 1, 1)])
def test_the_charts_keep_the_limits(data: Engine, count: int, medians: int, bands: int) -> None:
    share_of(data, TOWNS[:count], mixed(count))
    # So that there is a chart also while nothing anonymous may be in it.
    share_of(data, [SAITAMA[0]], [f"---{alike(2)[3:]}"], sharing=Sharing.NAMED)
    tab = a_tab("comparison", a=own_link(data))
    first = [one for one in values_of(specifications(tab)[1], MEDIAN) if one["axis"] == ASKED.axes[0].name]
    bands_shown = [one for one in values_of(specifications(tab)[1], BAND) if one["axis"] == ASKED.axes[0].name]
    assert (len(first), len(bands_shown)) == (medians, bands)


def test_the_viewer_itself_is_in_no_figure(data: Engine) -> None:
    share_of(data, TOWNS, mixed(14))
    link = own_link(data)
    before = shown_to(link)
    set_levels(data, key_of(data, link), alike(3))
    changed = shown_to(link)
    # Only the percentiles follow: the table without its last column, and the charts, are the same.
    for one, other in zip(before, changed, strict=True):
        assert _without_percentiles(one) == _without_percentiles(other)


def _without_percentiles(text: str) -> str:
    rows = text.split("\n")
    start = next(
        (number for number, row in enumerate(rows) if row == "百分位" and rows[number - 1] == "第3四分位"), None
    )
    if start is None:
        return text
    columns, cells = 7, 7 * 12
    table = [row for number, row in enumerate(rows[start + 1 : start + 1 + cells]) if number % columns != columns - 1]
    return "\n".join([*rows[:start], *table, *rows[start + 1 + cells :]])
