"""An attacker who sees everything one municipality may see, month after month, and tries to tell one peer's answers."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np
import pytest

from questionnaire.month import Month
from questionnaire.peer import Sharing
from scoring.peers.comparison import comparison
from scoring.peers.group import Group, GroupKind
from scoring.peers.membership import offer, usual_groups
from scoring.peers.protection import NEVER_BY_NAME
from scoring.peers.view import Viewer, view
from tests.attacker import Distribution, shown_in, shown_without_protection, smallest_part, told, true_levels
from tests.life import MONTHS, lived
from tests.region import ELSEWHERE, FIRST, SAITAMA, Region, a_region, alike, in_month, later, mixed

SEEDS = [0, 1, *(pytest.param(seed, marks=pytest.mark.soak) for seed in range(2, 8))]


def collected(seed: int, look: Callable[[Region, Month, Viewer], Iterator[Distribution]]) -> list[Distribution]:
    """Everything the viewer is shown over the months, while its draft moves and it picks sets of its own."""
    found = []
    for region, month in lived(seed):
        for level in (0, 3):
            found += look(region, month, region.viewer(levels=alike(level)))
    return found


def with_sets(region: Region, month: Month, viewer: Viewer) -> Iterator[Distribution]:
    sets = [Group(GroupKind.CHOSEN, name=str(size), municipalities=SAITAMA[:size]) for size in (1, 7, 30)]
    return shown_in(region, month, viewer, sets)


@pytest.mark.parametrize("seed", SEEDS)
def test_nobody_is_told_by_all_that_is_shown_over_five_months(seed: int) -> None:
    shown = collected(seed, with_sets)
    assert len({one.members for one in shown}) > 3
    assert told(shown) == {}


@pytest.mark.parametrize("seed", SEEDS)
def test_the_same_attacker_succeeds_where_only_the_limits_are_kept(seed: int) -> None:
    region = [region for region, _ in lived(seed)][-1]
    found = told(collected(seed, shown_without_protection))
    truth = true_levels(region)
    right = [truth[which] == str(level) for which, level in found.items() if which in truth]
    assert right
    assert all(right)


@pytest.mark.parametrize("seed", SEEDS)
def test_no_part_of_the_groups_that_can_be_told_apart_has_fewer_than_five_peers(seed: int) -> None:
    region, month = [*lived(seed)][-1]
    block = region.view(month).hidden.blocks.block
    assert np.bincount(block[block >= 0]).min() >= 5
    assert smallest_part(collected(seed, shown_without_protection)) < 5


@pytest.mark.parametrize("seed", SEEDS)
def test_two_peers_of_a_block_could_swap_their_answers_and_nothing_shown_in_any_month_would_change(seed: int) -> None:
    """No attack whatever tells them apart, since it sees the same in both worlds."""
    region, last = [*lived(seed)][-1]
    seen = region.view(last)
    blocks = seen.hidden.blocks.block
    chance = np.random.default_rng(seed)
    pairs = [
        tuple(chance.permutation(np.flatnonzero((blocks == block) & seen.hidden.has_levels))[:2])
        for block in np.unique(blocks[blocks >= 0])
    ]
    before = everything_shown(region)
    for one, other in [pair for pair in pairs if len(pair) == 2][:6]:
        keys = seen.table.submissions[one].key, seen.table.submissions[other].key
        assert everything_shown(swapped(region, *keys)) == before


def test_two_peers_of_different_blocks_cannot_swap_unseen() -> None:
    region = a_region(mixed(6))
    for code, levels in zip(SAITAMA[6:12], [alike(3)] * 3 + [alike(0)] * 3, strict=True):
        region.submit(code, levels, in_month(MONTHS[0]))
    first, later_one = region.of[SAITAMA[0]][0].key, region.of[SAITAMA[6]][0].key
    assert everything_shown(swapped(region, first, later_one)) != everything_shown(region)


def everything_shown(region: Region) -> list[object]:
    """What the viewer is shown in every group and month."""
    shown: list[object] = []
    for month in MONTHS:
        offered = offer(view(region.table(month), region.viewer()), usual_groups())
        for group in offered.aggregates:
            found = comparison(offered, group)
            shown += [found.of_axis, found.overall, found.attainment, [one.distribution for one in found.questions]]
        shown.append(offered.states)
    return shown


def swapped(region: Region, *keys: tuple[int, int]) -> Region:
    """The region in which the submissions of these two keys have each other's levels."""
    one, other = (next(s for s in region.submissions() if s.key == key) for key in keys)
    levels = {one.key: other.levels, other.key: one.levels}
    of = {
        code: [replace(each, levels=levels.get(each.key, each.levels)) for each in several]
        for code, several in region.of.items()
    }
    return Region(of, region.removed, region.count)


# The moves, one by one


def shares(region: Region, month: Month) -> int:
    """How many peers the prefecture's figures stand on."""
    return region.seen(month, viewer=region.viewer()).overall.count


def test_new_peers_wait_until_they_are_five() -> None:
    region = a_region(mixed(10))
    for number, code in enumerate(SAITAMA[10:15]):
        region.submit(code, mixed(15)[10 + number], in_month(later(FIRST, number)))
        assert shares(region, later(FIRST, number + 1)) == (15 if number == 4 else 10)


def test_who_withdraws_takes_four_others_along_so_that_the_difference_is_five() -> None:
    region = a_region(mixed(12))
    region.consent(SAITAMA[3], in_month(FIRST), Sharing.PRIVATE)
    assert shares(region, FIRST) == 12
    assert shares(region, later(FIRST)) == 7


def test_who_stood_in_anonymous_figures_is_shown_by_name_from_its_next_submission_on() -> None:
    """Else the others of its block would lose their cover: all but one of five going public would tell the fifth."""
    region = a_region([alike(3)] * 6 + [alike(0)] * 6)
    for code in SAITAMA[:6]:
        region.consent(code, in_month(FIRST), Sharing.NAMED)
    shown = region.seen(later(FIRST), GroupKind.PREFECTURE)
    assert {question.further for question in shown.questions} == {()}
    assert shown.overall.count == 12
    region.submit(SAITAMA[0], alike(3), in_month(later(FIRST)), Sharing.NAMED)
    named = region.seen(later(FIRST, 2))
    assert {peer.municipality for question in named.questions for peer in question.further} == {SAITAMA[0]}


def test_who_goes_public_before_the_first_day_of_a_month_is_shown_by_name_at_once() -> None:
    region = a_region([alike(3)] * 2)
    region.consent(SAITAMA[0], in_month(later(FIRST, -1), 20), Sharing.NAMED)
    shown = region.seen(FIRST)
    assert {peer.municipality for question in shown.questions for peer in question.further} == {SAITAMA[0]}


def test_a_name_that_was_allowed_before_anybody_could_see_it_is_no_name() -> None:
    region = Region()
    for code, levels in zip(SAITAMA[:5], mixed(5), strict=True):
        region.submit(code, levels, in_month(later(FIRST, -1), 3), Sharing.NAMED)
        region.consent(code, in_month(later(FIRST, -1), 4), Sharing.ANONYMOUS)
    assert region.seen(FIRST).overall.count == 5


def test_who_was_once_shown_by_name_stands_in_no_anonymous_figure() -> None:
    region = a_region(mixed(5), sharing=Sharing.PRIVATE)
    for code in SAITAMA[:5]:
        region.consent(code, in_month(FIRST, 3), Sharing.NAMED)
        region.consent(code, in_month(FIRST, 20), Sharing.ANONYMOUS)
    assert region.seen(later(FIRST)).overall.count == 0


def test_a_municipality_is_counted_once_while_its_replaced_submission_stands() -> None:
    region = a_region(mixed(12))
    region.submit(SAITAMA[0], alike(3), in_month(FIRST), Sharing.NAMED)
    assert {spread.count for spread in region.seen(later(FIRST)).of_axis} == {12}


def test_where_too_few_would_be_left_the_group_is_withheld() -> None:
    region = a_region(mixed(9))
    region.consent(SAITAMA[3], in_month(FIRST), Sharing.PRIVATE)
    assert region.seen(later(FIRST)).obstacle is not None


def test_a_replaced_submission_stands_until_five_are_replaced() -> None:
    region = a_region(mixed(12))
    before = region.seen(FIRST)
    for code in SAITAMA[:4]:
        region.submit(code, alike(3), in_month(FIRST))
    kept = region.seen(later(FIRST))
    assert [one.distribution for one in kept.questions] == [one.distribution for one in before.questions]
    region.submit(SAITAMA[4], alike(0), in_month(later(FIRST)))
    renewed = region.seen(later(FIRST, 2))
    assert renewed.overall.count == 12
    assert [one.distribution for one in renewed.questions] != [one.distribution for one in before.questions]


def test_a_removed_assessment_is_in_no_figure_from_the_very_moment_on() -> None:
    region = a_region(mixed(12))
    region.remove(SAITAMA[3], in_month(FIRST))
    assert region.seen(FIRST, GroupKind.PREFECTURE).obstacle is not None
    assert shares(region, later(FIRST)) == 7


def test_a_named_peer_that_is_removed_is_not_told_where_it_was_never_named() -> None:
    """All eleven without the one would be ten, and their difference its levels of the axis that is never by name."""
    region = a_region(mixed(11), sharing=Sharing.NAMED)
    sealed = [question.question.id for question in region.seen(FIRST).questions if question.axis.id in NEVER_BY_NAME]
    assert None not in [_distributions(region, FIRST)[id] for id in sealed]
    region.remove(SAITAMA[3], in_month(FIRST))
    assert {_distributions(region, later(FIRST))[id] for id in sealed} == {None}


def _distributions(region: Region, month: Month) -> dict[str, tuple[int, ...] | None]:
    return {one.question.id: one.distribution for one in region.seen(month).questions}


def test_the_rest_of_a_country_that_is_a_single_peer_is_not_shown() -> None:
    """All but the prefecture is one municipality: both groups together would tell it."""
    region = a_region(mixed(12))
    region.submit(ELSEWHERE[0], alike(3), in_month(later(FIRST, -1)))
    seen = region.seen(FIRST, GroupKind.ALL)
    assert seen.overall.count == 12
