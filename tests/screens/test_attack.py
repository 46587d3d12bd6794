"""An attacker at the screen 比較 and its files for three months: they show what scoring shows, and nothing else.

So what tests/scoring/peers/test_attack.py proves of scoring holds for them. test_privacy.py looks at one month.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine
from streamlit.testing.v1 import AppTest

from files.csv_files import result_csv
from files.workbook.names import COMPARISON
from questionnaire.month import Month
from questionnaire.peer_set import PeerSet
from scoring.charts.radar import radar
from scoring.peers.compared import Compared
from scoring.peers.comparison import Beside, Comparison, comparison
from scoring.peers.group import Group, GroupKind
from scoring.peers.membership import Offer, offer, usual_groups
from scoring.peers.strip_chart import strips
from scoring.peers.view import Viewer, view
from scoring.peers.wording import (
    OBSTACLE_TEXTS,
    distribution_text,
    further_text,
    group_text,
    overall_text,
    spread_table,
    summary_text,
)
from screens.comparing.peer_tables import table_of_survey
from serving.workshop import WORKSHOP
from storage.assessments import Change, record_answers
from storage.connect import FILE_NAME, database
from storage.peer_sets import keep_set
from tests.attacker import CORE, LEVELS, Distribution, known_of, shown_in, told
from tests.builders import SOKA, level
from tests.life import lived
from tests.pressed import keep_files, pressed
from tests.region import REAL, SAITAMA, Region, alike
from tests.stored import revisions_of
from tests.stored_region import write
from tests.tab import a_tab, text_of, turn_to
from tests.xlsx_files import opened

MONTHS, SEED, DRAFTS = 3, 1, (0, 3)
GROUP = "どの団体と比べますか"
SETS = [PeerSet(f"{size}団体", tuple(sorted(SAITAMA[:size]))) for size in (1, 30)]
SURVEY = REAL.version.survey.municipalities
OWN_GROUPS = (
    *(Group(GroupKind.NEAREST, neighbours=count) for count in (5, 20)),
    Group(GroupKind.CHOSEN, name="5市1町", municipalities=SURVEY),
    *(Group(GroupKind.CHOSEN, name=one.name, municipalities=one.codes) for one in SETS),
)
# Another one in each run.
FILE_ID = re.compile(r'"deferredFileId": "[0-9a-f]+"')
COUNTS = re.compile(r"ほかの団体:(.+)")


@dataclass(frozen=True)
class Look:
    """What is shown of one group at once: by scoring, and on the page and in its file."""

    month: Month
    draft: int
    name: str
    region_shows: set[Distribution]
    offered: Offer
    found: Comparison
    text: str
    charts: list[dict[str, Any]]
    result_csv: bytes


@dataclass(frozen=True)
class Taken:
    """The other files of a month, made after the last look at it."""

    last: Look
    workbook: bytes
    comparison_csv: bytes


@dataclass(frozen=True)
class Seen:
    """All that the attacker sees in three months."""

    looks: list[Look]
    files: list[Taken]


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory, migrated_file: Path) -> Iterator[Seen]:
    folder = tmp_path_factory.mktemp("attacked")
    (folder / FILE_NAME).write_bytes(migrated_file.read_bytes())
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("DATABASE_URL", raising=False)
        patch.setenv("DX_DATA_DIR", str(folder))
        keep_files(patch)
        found = Seen([], [])
        for region, month in islice(lived(SEED), MONTHS):
            look_around(database(), region, month, found)
        yield found
        WORKSHOP.end()
        database().dispose()


def look_around(data: Engine, region: Region, month: Month, found: Seen) -> None:
    """Looks at every group with every draft and the own sets, and takes the files at the end."""
    write(data, region, month)
    key = region.of[SOKA][0].key[0]
    for chosen in SETS:
        keep_set(data, key, chosen)
    for draft in DRAFTS:
        known = revisions_of(data, key)
        record_answers(data, key, [Change(one.id, level(draft), known.get(one.id, 0)) for one in CORE])
        tab = a_tab("comparison", a=SOKA)
        viewer = region.viewer(levels=alike(draft))
        region_shows = set(shown_in(region, month, viewer, OWN_GROUPS))
        offered = offer(view(region.table(month), viewer), usual_groups(OWN_GROUPS))
        for name in groups_of(tab):
            show(tab, name)
            beside = view(table_of_survey(REAL.version.id), Viewer(viewer.assessment))
            shown = comparison(offered, named(offered, name), beside)
            text, file = FILE_ID.sub("", text_of(tab)), pressed(tab, label_of_file(tab))
            found.looks.append(Look(month, draft, name, region_shows, offered, shown, text, charts_of(tab), file))
    turn_to(tab, "output")
    workbook, of_own = pressed(tab, "集計・加工用のブック(XLSX)"), pressed(tab, "比較用CSV(ほかの団体に渡す回答)")
    found.files.append(Taken(found.looks[-1], workbook, of_own))


def groups_of(tab: AppTest) -> list[str]:
    assert not tab.exception
    return [option for box in tab.selectbox if box.label == GROUP for option in box.options]


def show(tab: AppTest, name: str) -> None:
    (box,) = (box for box in tab.selectbox if box.label == GROUP)
    box.set_value(name).run()
    assert not tab.exception


def named(offered: Offer, name: str) -> Group:
    (group,) = (group for group in offered.aggregates if group_text(group, SOKA) == name)
    return group


def label_of_file(tab: AppTest) -> str:
    (button,) = tab.get("download_button")
    return str(button.proto.label)


def charts_of(tab: AppTest) -> list[dict[str, Any]]:
    return [json.loads(chart.proto.spec) for chart in tab.get("vega_lite_chart")]


def layers_of(chart: dict[str, Any]) -> list[list[dict[str, Any]]]:
    """The figures in each layer of a chart."""
    return [layer["data"]["values"] for layer in chart["layer"]]


def distributions_read(text: str) -> list[tuple[int, ...] | None]:
    """How many peers stand at each level of each question, as the page has it."""
    read = [dict(re.findall(r"段階(\d)が(\d+)団体", line)) for line in COUNTS.findall(text)]
    return [tuple(int(one[str(level)]) for level in LEVELS) if one else None for one in read]


def peers_in(look: Look) -> list[str]:
    """Everything that scoring shows of peers, in the words and the order of the page."""
    states = look.offered.states
    hidden = [(group_text(one.group, SOKA), OBSTACLE_TEXTS[one.obstacle]) for one in states if one.obstacle]
    return [
        summary_text(look.found),
        f"今は比べられないグループ({len(hidden)})\n" + "".join(f"{name}\n{why}\n" for name, why in hidden),
        overall_text(look.found),
        *("\n".join(row) for row in spread_table(look.found)[1]),
        *(question_text(one) for one in look.found.questions),
    ]


def question_text(one: Compared) -> str:
    names = ["進んでいる団体(近い順)", *map(further_text, one.further)] if one.further else []
    return "\n".join([f"ほかの団体:{distribution_text(one)}", *names])


def rest_of(look: Look) -> str:
    """What the page shows besides; fails where something of `peers_in` is missing, or stands in another order."""
    rest, text = list[str](), look.text
    text = "\n".join(line for line in text.split("\n") if '"spec":' not in line and '"options":' not in line)
    for part in peers_in(look):
        before, found, text = text.partition(part)
        assert found, part
        rest.append(before)
    return "".join([*rest, text])


# The screen


def test_there_is_something_to_see_and_it_changes_from_month_to_month(seen: Seen) -> None:
    shown = {name: {look.text for look in seen.looks if look.name == name} for name in (one.name for one in seen.looks)}
    assert len(shown) >= 5
    assert len(shown["同じ都道府県(埼玉県)"]) == MONTHS * len(DRAFTS)
    assert len({look.result_csv for look in seen.looks}) > MONTHS * len(DRAFTS)


def test_every_distribution_on_the_page_is_one_that_scoring_shows_and_nobody_is_told_by_all_of_them(seen: Seen) -> None:
    everything = set[Distribution]()
    for look in seen.looks:
        read = set(known_of(look.offered, look.found.group, distributions_read(look.text)))
        assert read <= look.region_shows
        everything |= read
    assert len({one.members for one in everything}) > MONTHS
    assert told(everything) == {}


def test_the_groups_on_offer_are_those_that_scoring_offers(seen: Seen) -> None:
    for look in seen.looks:
        (line,) = (line for line in look.text.split("\n") if f'"label": "{GROUP}"' in line)
        names = [group_text(state.group, SOKA) for state in look.offered.states if state.is_shown]
        assert sorted(json.loads(line)["options"]) == sorted(names)


def test_the_charts_have_the_figures_of_scoring_and_no_others(seen: Seen) -> None:
    for look in seen.looks:
        is_drawn = any(beside.peers.median is not None for beside in look.found.maturities)
        drawn = [radar(look.found.own, look.found.of_axis), strips(look.found)] if is_drawn else []
        assert [layers_of(chart) for chart in look.charts] == json.loads(json.dumps([*map(layers_of, drawn)]))


def test_all_else_on_the_page_of_a_group_is_the_same_in_every_month(seen: Seen) -> None:
    """So it tells nothing of peers, who came, went and answered anew meanwhile."""
    drawn = [look for look in seen.looks if look.charts]
    for which in {(look.name, look.draft) for look in drawn}:
        assert len({rest_of(look) for look in drawn if (look.name, look.draft) == which}) == 1


# The files


def test_the_result_csv_says_what_scoring_shows_and_nothing_else(seen: Seen) -> None:
    for look in seen.looks:
        own = look.offered.view.viewer.assessment
        columns = result_csv.among_peers(look.found, look.name)
        assert look.result_csv == result_csv.write([result_csv.Scored(REAL, own, look.found.own, columns)])


def test_the_workbook_shows_the_figures_of_scoring_on_its_sheet_and_none_on_the_others(seen: Seen) -> None:
    others = set()
    for taken in seen.files:
        book = opened(taken.workbook)
        cells = {sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book}
        figures = [row[5:10] for row in cells.pop(COMPARISON)[4:]]
        shown = taken.last.found
        assert figures == [spread_cells(beside) for beside in (*shown.maturities, *shown.attainments)]
        others.add(repr(cells).replace(taken.last.name, "GROUP"))
    assert len(seen.files) == MONTHS
    assert len(others) == 1


def spread_cells(beside: Beside) -> list[float | None]:
    peers = beside.peers
    values = (peers.median, peers.first_quartile, peers.third_quartile, peers.percentile)
    return [peers.count or None, *(None if value is None else float(value) for value in values)]


def test_what_is_handed_to_others_has_nothing_of_peers(seen: Seen) -> None:
    assert len({taken.comparison_csv for taken in seen.files}) == 1
