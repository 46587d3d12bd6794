"""From how many peers on something is shown of them, each limit on both sides: design.md §5."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import numpy as np
import pytest

from questionnaire.month import Month
from questionnaire.peer import Origin, Sharing
from questionnaire.survey import survey_peers
from scoring.peers.comparison import Comparison, comparison
from scoring.peers.group import Group, GroupKind, Obstacle
from scoring.peers.membership import offer, usual_groups
from scoring.peers.protection import NEVER_BY_NAME
from scoring.peers.table import Peers, peer_table
from scoring.peers.view import view
from tests.builders import KOSHIGAYA, SOKA
from tests.region import (
    ELSEWHERE,
    FIRST,
    QUESTIONS,
    REAL,
    SAITAMA,
    VERSIONS,
    Region,
    a_region,
    alike,
    an_assessment_at,
    imported,
    in_month,
    later,
    mixed,
)

SEALED = [place for place, axis in enumerate(REAL.axes) if axis.id in NEVER_BY_NAME]
OPEN = [place for place in range(len(REAL.axes)) if place not in SEALED]
CHOSEN = Group(GroupKind.CHOSEN, name="となりのまち", municipalities=SAITAMA)
NEIGHBOURS = Group(GroupKind.NEAREST, neighbours=20)


def submitted(region: Region, levels: str | None = None) -> Region:
    """The region with the viewer's own submission in it."""
    region.submit(SOKA, levels or alike(2), in_month(later(FIRST, -1), 20), Sharing.PRIVATE)
    return region


def medians(shown: Comparison) -> list[Decimal | None]:
    return [spread.median for spread in (*shown.of_axis, shown.overall, *shown.attainment)]


def spreads(shown: Comparison) -> list[Decimal | None]:
    every = (*shown.of_axis, shown.overall, *shown.attainment)
    return [value for spread in every for value in (spread.first_quartile, spread.third_quartile, spread.percentile)]


def distributions(shown: Comparison) -> list[tuple[int, ...] | None]:
    return [question.distribution for question in shown.questions]


# The number of anonymous peers


def test_four_anonymous_peers_are_shown_in_nothing() -> None:
    shown = submitted(a_region(mixed(4))).seen(FIRST)
    assert shown.obstacle is Obstacle.TOO_FEW
    assert set(medians(shown)) | set(spreads(shown)) | set(distributions(shown)) == {None}
    assert {spread.count for spread in shown.of_axis} == {0}


def test_five_anonymous_peers_have_a_median_and_nothing_else() -> None:
    shown = submitted(a_region(mixed(5))).seen(FIRST)
    assert shown.obstacle is None
    assert None not in medians(shown)
    assert set(spreads(shown)) | set(distributions(shown)) == {None}
    assert {spread.count for spread in shown.of_axis} == {5}


def test_nine_anonymous_peers_have_a_median_and_nothing_else() -> None:
    shown = submitted(a_region(mixed(9))).seen(FIRST)
    assert None not in medians(shown)
    assert set(spreads(shown)) | set(distributions(shown)) == {None}


def test_ten_anonymous_peers_have_quartiles_percentile_and_distributions() -> None:
    shown = submitted(a_region(mixed(10))).seen(FIRST)
    assert None not in [*medians(shown), *spreads(shown), *distributions(shown)]
    assert {sum(counts) for counts in distributions(shown) if counts} == {10}


@pytest.mark.parametrize("kind", [GroupKind.PREFECTURE, GroupKind.ALL])
def test_the_own_submission_is_no_peer(kind: GroupKind) -> None:
    region = a_region(mixed(4))
    region.submit(SOKA, alike(3), in_month(later(FIRST, -1), 20), Sharing.ANONYMOUS)
    assert region.seen(FIRST, kind).obstacle is Obstacle.TOO_FEW


def test_named_peers_do_not_count_towards_the_limit() -> None:
    region = submitted(a_region(mixed(4)))
    for code, levels in zip(SAITAMA[4:8], mixed(4), strict=True):
        region.submit(code, levels, in_month(later(FIRST, -1)), Sharing.NAMED)
    shown = region.seen(FIRST)
    assert {shown.of_axis[axis].count for axis in OPEN} == {4}
    assert {shown.of_axis[axis].median for axis in SEALED} == {None}
    region.submit(SAITAMA[8], mixed(9)[8], in_month(later(FIRST, -1)), Sharing.ANONYMOUS)
    shown = region.seen(FIRST)
    assert {shown.of_axis[axis].count for axis in OPEN} == {9}
    # 5 anonymous ones: no quartiles, however many are named.
    assert {shown.of_axis[axis].first_quartile for axis in OPEN} == {None}


def test_private_submissions_are_in_nothing() -> None:
    assert submitted(a_region(mixed(12), sharing=Sharing.PRIVATE)).seen(FIRST).obstacle is Obstacle.TOO_FEW


# The limits hold for each figure


def test_the_limits_count_only_peers_with_a_level_for_every_question_behind_the_figure() -> None:
    levels = mixed(10)
    levels[0] = "-" + levels[0][1:]
    shown = submitted(a_region(levels)).seen(FIRST)
    assert shown.of_axis[0].count == 9
    assert shown.of_axis[0].median is not None
    assert shown.of_axis[0].first_quartile is None
    assert shown.questions[0].distribution is None
    assert shown.of_axis[1].count == 10
    assert shown.of_axis[1].first_quartile is not None
    assert shown.questions[1].distribution is not None


def test_a_figure_that_four_peers_can_give_is_not_shown() -> None:
    levels = ["-" + one[1:] if number < 6 else one for number, one in enumerate(mixed(10))]
    shown = submitted(a_region(levels)).seen(FIRST)
    assert shown.of_axis[0].median is None
    assert shown.of_axis[0].count == 0
    assert shown.of_axis[1].median is not None


# A distribution that tells everybody's level


def test_a_distribution_with_everyone_on_one_level_is_hidden() -> None:
    levels = ["1" + one[1:] for one in mixed(12)]
    assert submitted(a_region(levels)).seen(FIRST).questions[0].distribution is None


def test_a_distribution_with_one_peer_on_another_level_is_shown() -> None:
    levels = ["1" + one[1:] for one in mixed(12)]
    levels[0] = "2" + levels[0][1:]
    assert submitted(a_region(levels)).seen(FIRST).questions[0].distribution == (0, 11, 1, 0)


def test_a_median_that_every_peer_has_is_hidden() -> None:
    shown = submitted(a_region([alike(0)] * 12)).seen(FIRST)
    assert set(medians(shown)) == {None}


# The axis that is never shown by name


@pytest.mark.parametrize("group", [CHOSEN, NEIGHBOURS])
def test_security_is_in_no_group_of_named_peers(group: Group) -> None:
    region = submitted(a_region([alike(3)] * 12, sharing=Sharing.NAMED), alike(0))
    shown = region.seen(FIRST, group)
    assert {shown.of_axis[axis].count for axis in OPEN} == {12}
    assert {shown.of_axis[axis].median for axis in SEALED} == {None}
    assert [question.further for question in shown.questions if question.axis.id in NEVER_BY_NAME] == [()] * 3
    assert all(question.further for question in shown.questions if question.axis.id not in NEVER_BY_NAME)


@pytest.mark.parametrize("group", [CHOSEN, NEIGHBOURS])
def test_no_figure_over_all_axes_gives_security_away_by_subtraction(group: Group) -> None:
    shown = submitted(a_region(mixed(12), sharing=Sharing.NAMED)).seen(FIRST, group)
    assert shown.overall.median is None
    assert {spread.median for spread in shown.attainment} == {None}


@pytest.mark.parametrize(("count", "is_shown"), [(4, False), (5, True)])
def test_named_peers_are_anonymous_in_security(count: int, *, is_shown: bool) -> None:
    shown = submitted(a_region(mixed(count), sharing=Sharing.NAMED)).seen(FIRST)
    assert [shown.of_axis[axis].median is not None for axis in SEALED] == [is_shown]
    assert {shown.of_axis[axis].count for axis in OPEN} == {count}


# Groups of named peers


def test_anonymous_peers_enter_no_group_that_the_viewer_picks() -> None:
    region = submitted(a_region(mixed(12)))
    assert region.seen(FIRST, CHOSEN).obstacle is Obstacle.NOBODY_BY_NAME
    assert region.seen(FIRST, NEIGHBOURS).obstacle is Obstacle.NOBODY_BY_NAME


def test_the_nearest_peers_are_the_nearest_named_ones() -> None:
    region = a_region(mixed(3), sharing=Sharing.NAMED, codes=[ELSEWHERE[0], KOSHIGAYA, ELSEWHERE[-1]])
    shown = submitted(region, alike(0)).seen(FIRST, Group(GroupKind.NEAREST, neighbours=1))
    assert {shown.of_axis[axis].count for axis in OPEN} == {1}
    assert {peer.municipality for question in shown.questions for peer in question.further} == {KOSHIGAYA}


def test_imported_peers_stand_in_a_group_without_anonymous_ones() -> None:
    files = imported(dict(zip(SAITAMA[20:], mixed(3), strict=False)))
    shown = submitted(Region()).seen(FIRST, named=files)
    assert {shown.of_axis[axis].count for axis in OPEN} == {3}
    assert shown.origins == (Origin.IMPORTED,)


def test_imported_peers_do_not_move_the_figures_of_anonymous_ones() -> None:
    region, files = submitted(a_region(mixed(12))), imported(dict.fromkeys(SAITAMA[20:40], alike(0)))
    with_files, without = region.seen(FIRST, named=files), region.seen(FIRST)
    assert with_files.of_axis == without.of_axis
    assert distributions(with_files) == distributions(without)


def test_the_survey_is_merged_with_no_other_source() -> None:
    read = imported(dict(zip(SAITAMA, mixed(6), strict=False)), Origin.SURVEY)
    with pytest.raises(ValueError, match="survey"):
        a_region(mixed(3)).seen(FIRST, named=read)
    with pytest.raises(ValueError, match="survey"):
        Region().seen(FIRST, named=[*read, *imported({SAITAMA[8]: alike(1)})])
    assert Region().seen(FIRST, CHOSEN, named=read).origins == (Origin.SURVEY,)


def test_the_survey_names_who_is_further_on_beside_any_group_with_its_own_year() -> None:
    region = submitted(a_region(mixed(12)), alike(0))
    table = peer_table(REAL, VERSIONS, Peers(2021, (), survey_peers(REAL)), FIRST, in_month(FIRST))
    beside = view(table, region.viewer())
    shown = comparison(offer(region.view(FIRST), usual_groups()), Group(GroupKind.PREFECTURE), beside)
    further = [peer for question in shown.questions for peer in question.further]
    assert further
    assert {(peer.origin, peer.fiscal_year) for peer in further} == {(Origin.SURVEY, 2021)}
    assert SOKA not in {peer.municipality for peer in further}
    assert all(not question.further for question in shown.questions if question.axis.id in NEVER_BY_NAME)


def test_another_fiscal_year_is_refused() -> None:
    with pytest.raises(ValueError, match="2025"):
        Region().seen(FIRST, named=imported({SAITAMA[0]: alike(1)}, fiscal_year=2025))


# The own percentile


def test_a_draft_has_no_percentile() -> None:
    shown = a_region(mixed(12)).seen(FIRST)
    assert shown.overall.median is not None
    assert {spread.percentile for spread in (*shown.of_axis, shown.overall, *shown.attainment)} == {None}


def test_the_percentile_counts_those_who_are_equal_half() -> None:
    levels = [alike(0)] * 6 + [alike(1)] * 4 + [alike(3)] * 6
    shown = submitted(a_region(levels), alike(1)).seen(FIRST)
    assert shown.overall.percentile == 100 * (6 + 4 / 2) / 16 == 50


def test_the_percentile_stays_where_the_draft_moves() -> None:
    region = submitted(a_region(mixed(12)))
    ranks = {
        str(region.seen(FIRST, viewer=region.viewer(levels=alike(level))).of_axis[0].percentile) for level in range(4)
    }
    assert len(ranks) == 1


def test_within_a_month_the_first_submission_is_ranked_and_then_the_last_one_before() -> None:
    region = submitted(a_region([alike(0)] * 6 + [alike(1)] * 6), alike(3))
    for day, level in ((3, 0), (4, 2), (5, 1)):
        region.submit(SOKA, alike(level), in_month(FIRST, day), Sharing.PRIVATE)
    assert region.seen(FIRST).overall.percentile == 100
    assert region.seen(later(FIRST)).overall.percentile == 75


def test_who_submits_within_the_month_is_ranked_by_the_first_submission_of_it() -> None:
    region = a_region([alike(0)] * 6 + [alike(1)] * 6)
    region.submit(SOKA, alike(3), in_month(FIRST, 3), Sharing.PRIVATE)
    region.submit(SOKA, alike(0), in_month(FIRST, 4), Sharing.PRIVATE)
    assert region.seen(FIRST).overall.percentile == 100


# The figures themselves


def test_median_and_quartiles_are_those_of_numpy_rounded_down() -> None:
    levels = mixed(13)
    shown = submitted(a_region(levels)).seen(FIRST, GroupKind.ALL)
    table = a_region(levels).table(FIRST)
    for column, spread in enumerate([*shown.of_axis, shown.overall]):
        first, median, third = np.percentile(table.figures.values[:, column], [25, 50, 75])
        found = (spread.first_quartile, spread.median, spread.third_quartile)
        assert [str(value) for value in found] == [str(np.floor(v * 10 + 1e-7) / 10) for v in (first, median, third)]


def test_the_distribution_counts_the_levels() -> None:
    levels = [alike(0)] * 2 + [alike(1)] * 3 + [alike(3)] * 6
    shown = submitted(a_region(levels)).seen(FIRST)
    assert set(distributions(shown)) == {(2, 3, 0, 6)}


def test_the_own_value_is_that_of_the_result() -> None:
    region = submitted(a_region(mixed(12)))
    viewer = replace(region.viewer(), assessment=an_assessment_at("3" * (QUESTIONS - 1) + "-"))
    shown = region.seen(FIRST, viewer=viewer)
    assert shown.own.of_axis[0].maturity == 3
    assert not shown.own.overall.is_certain


# When


@pytest.mark.parametrize(("minutes", "is_counted"), [(-1, True), (0, False)])
def test_a_month_begins_at_midnight_in_japan(minutes: int, *, is_counted: bool) -> None:
    region = submitted(Region())
    for code, levels in zip(SAITAMA, mixed(5), strict=False):
        region.submit(code, levels, Month(2026, 6).begins_at + timedelta(minutes=minutes))
    assert (region.seen(Month(2026, 6)).obstacle is None) == is_counted


def test_a_new_submission_counts_from_the_next_month_on() -> None:
    region = submitted(a_region(mixed(5)))
    for code in SAITAMA[5:10]:
        region.submit(code, alike(3), in_month(FIRST))
    assert region.seen(FIRST).of_axis[0].count == 5
    assert region.seen(later(FIRST)).of_axis[0].count == 5
    for code, levels in zip(SAITAMA[10:15], mixed(5), strict=True):
        region.submit(code, levels, in_month(FIRST))
    assert region.seen(later(FIRST)).of_axis[0].count == 15


def test_named_figures_vanish_at_once_and_not_with_the_month() -> None:
    region = submitted(a_region([alike(3)] * 2, sharing=Sharing.NAMED), alike(0))
    region.consent(SAITAMA[0], in_month(FIRST, 12), Sharing.PRIVATE)
    before = region.seen(FIRST, now=in_month(FIRST, 11))
    after = region.seen(FIRST, now=in_month(FIRST, 13))
    assert {peer.municipality for peer in before.questions[0].further} == {SAITAMA[0], SAITAMA[1]}
    assert {peer.municipality for peer in after.questions[0].further} == {SAITAMA[1]}
    assert (before.of_axis[0].count, after.of_axis[0].count) == (2, 1)


# Who asks


def test_a_draft_sees_no_anonymous_peers_of_a_class_that_it_may_change_at_will() -> None:
    region = Region()
    for code, levels in zip(SAITAMA, mixed(12), strict=False):
        region.submit(code, levels, in_month(later(FIRST, -1)), municipality_class="Ⅱ-1")
    draft = replace(region.viewer(), municipality_class="Ⅱ-1")
    assert region.seen(FIRST, GroupKind.CLASS, viewer=draft).obstacle is Obstacle.NOT_SUBMITTED
    region.submit(SOKA, alike(2), in_month(later(FIRST, -1)), Sharing.PRIVATE, "Ⅱ-1")
    assert region.seen(FIRST, GroupKind.CLASS).obstacle is None
    assert (
        region.seen(FIRST, GroupKind.CLASS, viewer=replace(region.viewer(), municipality_class="Ⅰ-1")).obstacle is None
    )


def test_whoever_has_no_class_is_told_so() -> None:
    assert submitted(a_region(mixed(12))).seen(FIRST, GroupKind.CLASS).obstacle is Obstacle.NO_CLASS


def test_a_second_draft_of_an_office_that_has_submitted_sees_nobody_anonymous() -> None:
    region = a_region(mixed(12))
    region.submit(SOKA, alike(2), in_month(later(FIRST, -1)), Sharing.ANONYMOUS)
    stranger = replace(region.viewer(), submissions=())
    assert region.seen(FIRST, viewer=stranger).obstacle is Obstacle.SUBMITTED_ELSEWHERE


def test_groups_that_can_show_something_come_first() -> None:
    region = submitted(a_region(mixed(12), codes=ELSEWHERE))
    shown = [state.is_shown for state in region.seen(FIRST).groups]
    assert shown == sorted(shown, reverse=True)
    assert {True, False} == set(shown)
