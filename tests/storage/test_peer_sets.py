"""Chosen sets to compare with: kept under a name with an assessment, and carried over into the next year."""

import pytest
from sqlalchemy import Engine

from questionnaire.peer import Sharing
from questionnaire.peer_set import LONGEST_NAME, PeerSet, set_faults
from storage.assessments import remove
from storage.peer_sets import keep_set, remove_set, sets_of
from storage.submissions import begin_next_year, submit
from storage.transaction import FrozenError
from tests.builders import KOSHIGAYA, MATSUBUSHI, SOKA, answered_alike, level
from tests.csv_files import is_japanese
from tests.stored import ASKED, a_key, count_of, key_of

COMPLETE = answered_alike(ASKED, level(2))
NEIGHBOURS = PeerSet("近隣", (SOKA, KOSHIGAYA))
TOWNS = PeerSet("町 ','; DROP TABLE peer_sets; --", (MATSUBUSHI,))


def test_sets_are_kept_by_name_and_removed(engine: Engine) -> None:
    key = a_key(engine, COMPLETE)
    another = PeerSet("あ", (MATSUBUSHI,))
    for chosen in (NEIGHBOURS, another, TOWNS):
        keep_set(engine, key, chosen)
    assert sets_of(engine, key) == [another, TOWNS, NEIGHBOURS]
    remove_set(engine, key, TOWNS.name)
    remove_set(engine, key, "ない組")
    assert sets_of(engine, key) == [another, NEIGHBOURS]


def test_a_set_replaces_the_one_of_the_same_name(engine: Engine) -> None:
    key = a_key(engine, COMPLETE)
    keep_set(engine, key, NEIGHBOURS)
    keep_set(engine, key, PeerSet(NEIGHBOURS.name, (MATSUBUSHI,)))
    assert sets_of(engine, key) == [PeerSet(NEIGHBOURS.name, (MATSUBUSHI,))]


def test_the_sets_of_another_assessment_are_not_seen(engine: Engine) -> None:
    own, other = (a_key(engine, COMPLETE) for _ in range(2))
    keep_set(engine, own, NEIGHBOURS)
    remove_set(engine, other, NEIGHBOURS.name)
    assert (sets_of(engine, own), sets_of(engine, other)) == ([NEIGHBOURS], [])


def test_a_submitted_assessment_may_still_choose_whom_to_compare_with(engine: Engine) -> None:
    key = a_key(engine, COMPLETE)
    submit(engine, key, Sharing.PRIVATE)
    keep_set(engine, key, NEIGHBOURS)
    assert sets_of(engine, key) == [NEIGHBOURS]


def test_the_next_year_begins_with_the_sets_of_the_year_before(engine: Engine) -> None:
    key = a_key(engine, COMPLETE)
    keep_set(engine, key, NEIGHBOURS)
    submit(engine, key, Sharing.PRIVATE)
    following = key_of(engine, begin_next_year(engine, key, ASKED.version.id).edit)
    keep_set(engine, following, TOWNS)
    assert (sets_of(engine, key), len(sets_of(engine, following))) == ([NEIGHBOURS], 2)


def test_the_sets_of_a_removed_assessment_go_with_it(engine: Engine) -> None:
    key = a_key(engine, COMPLETE)
    keep_set(engine, key, NEIGHBOURS)
    remove(engine, key)
    assert count_of(engine, "peer_sets") == 0
    for act in (lambda: keep_set(engine, key, NEIGHBOURS), lambda: remove_set(engine, key, NEIGHBOURS.name)):
        with pytest.raises(FrozenError):
            act()


@pytest.mark.parametrize(
    ("chosen", "what"),
    [
        (PeerSet(" ", (SOKA,)), "名前がありません"),
        (PeerSet("あ" * (LONGEST_NAME + 1), (SOKA,)), "名前は40文字までです"),
        (PeerSet("a\0b", (SOKA,)), "名前に使えない文字(NUL)があります"),
        (PeerSet("組", ()), "団体が1つもありません"),
        (PeerSet("組", ("112217",)), "団体コード「112217」の市区町村はありません"),
        (PeerSet("組", (KOSHIGAYA, SOKA)), "コードの順に1つずつ並んでいません"),
        (PeerSet("組", (SOKA, SOKA)), "コードの順に1つずつ並んでいません"),
    ],
)
def test_a_set_with_a_fault_is_not_kept(engine: Engine, chosen: PeerSet, what: str) -> None:
    key = a_key(engine, COMPLETE)
    assert any(what in fault for fault in set_faults(chosen))
    assert all(map(is_japanese, set_faults(chosen)))
    with pytest.raises(ValueError, match=r"団体|名前"):
        keep_set(engine, key, chosen)
    assert sets_of(engine, key) == []


def test_a_name_of_the_greatest_length_is_kept(engine: Engine) -> None:
    key, longest = a_key(engine, COMPLETE), PeerSet("𠮷" * LONGEST_NAME, (SOKA,))
    keep_set(engine, key, longest)
    assert sets_of(engine, key) == [longest]
