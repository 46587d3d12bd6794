"""What is kept of peers for all sessions: nothing of who looks at them, bounded, and the same as drawn anew."""

from sqlalchemy import Engine

from questionnaire.peer import Sharing
from questionnaire.peer_set import PeerSet
from scoring.peers.comparison import comparison
from scoring.peers.group import FIXED, Group, GroupKind
from scoring.peers.membership import offer, usual_groups
from scoring.peers.view import view
from screens.comparing import peer_tables
from storage.peer_sets import keep_set
from tests.builders import SOKA
from tests.region import FIRST, FISCAL_YEAR, SAITAMA, Region, a_region, alike, in_month, later, mixed
from tests.stored_region import share_of

OWN = Group(GroupKind.CHOSEN, name="となり", municipalities=SAITAMA[:8])


def a_region_with_names() -> Region:
    region = a_region([*mixed(14), *mixed(6)])
    for code, levels in zip(SAITAMA[20:28], mixed(8), strict=True):
        region.submit(code, levels, in_month(later(FIRST, -1)), Sharing.NAMED)
    region.submit(SOKA, alike(2), in_month(later(FIRST, -1)), Sharing.PRIVATE, "Ⅲ-3")
    return region


def test_groups_drawn_without_an_answer_show_their_office_what_it_is_shown_when_they_are_drawn_for_it() -> None:
    region = a_region_with_names()
    viewer, groups = region.viewer(levels=alike(0)), usual_groups([OWN])
    kept = offer(view(region.table(FIRST), viewer.without_levels), usual_groups())
    drawn, seen = offer(view(region.table(FIRST), viewer), groups), kept.seen_by(viewer, groups)
    assert seen.states == drawn.states
    assert [comparison(seen, group) for group in groups] == [comparison(drawn, group) for group in groups]
    assert comparison(seen).ranked == region.of[SOKA][0]


def test_the_standing_of_an_office_does_not_depend_on_its_answers_and_does_on_its_class() -> None:
    region = a_region_with_names()
    low, high = (region.viewer(levels=alike(level)) for level in (0, 3))
    assert low.standing == high.standing == low.without_levels.standing
    assert not low.without_levels.assessment.answers
    assert {one.levels for one in low.without_levels.submissions} == {""}
    region.submit(SOKA, alike(2), in_month(FIRST), Sharing.PRIVATE, "Ⅱ-1")
    assert region.viewer().standing != low.standing


def test_the_groups_of_few_offices_are_kept_without_an_answer_or_a_set_of_their_own(data: Engine) -> None:
    (key, *_) = share_of(data, SAITAMA)
    keep_set(data, key, PeerSet(OWN.name, tuple(sorted(OWN.municipalities))))
    region = a_region_with_names()
    for code in SAITAMA[: peer_tables.MOST_OFFICES + 4]:
        found = peer_tables.offer_of_year(region.viewer(code), FISCAL_YEAR, usual_groups([OWN]))
        assert found.view.viewer.assessment.answers
    (year,) = (year for (url, *_), year in peer_tables._kept.items() if url == str(data.url))
    assert len(year.fixed) == peer_tables.MOST_OFFICES
    for kept in year.fixed.values():
        assert not kept.view.viewer.assessment.answers
        assert not any(one.levels for one in kept.view.viewer.submissions)
        assert set(kept.aggregates) == {*map(Group, FIXED), Group(GroupKind.NEAREST)}


def test_what_is_kept_is_drawn_anew_when_anything_changes_for_all(data: Engine) -> None:
    share_of(data, SAITAMA[:10])
    viewer = Region().viewer(SOKA, alike(1))
    before = peer_tables.offer_of_year(viewer, FISCAL_YEAR, usual_groups())
    assert peer_tables.years_compared() == [FISCAL_YEAR]
    share_of(data, SAITAMA[10:15])
    share_of(data, SAITAMA[:5], fiscal_year=FISCAL_YEAR - 1, months=13)
    after = peer_tables.offer_of_year(viewer, FISCAL_YEAR, usual_groups())
    assert [len(found.aggregates[Group(GroupKind.PREFECTURE)].rows) for found in (before, after)] == [10, 15]
    assert peer_tables.years_compared() == [FISCAL_YEAR, FISCAL_YEAR - 1]
