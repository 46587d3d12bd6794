"""What a municipality allows for its submissions: chosen when it submits, changed at any time, and kept on record."""

from functools import partial

import pytest
from sqlalchemy import Engine

from questionnaire.peer import Sharing
from storage.assessments import remove
from storage.sharing import choose_class, share, sharing_of
from storage.submissions import IncompleteError, begin_next_year, reopen, submit
from storage.transaction import FrozenError, StorageError
from storage.whole import whole
from tests.builders import KOSHIGAYA, MATSUBUSHI, an_assessment, answered_alike, level
from tests.racing import at_once
from tests.stored import ASKED, a_key, count_of, executed, key_of, loaded

COMPLETE = answered_alike(ASKED, level(2))
ROUNDS = 5


def given(engine: Engine, key: int) -> list[Sharing]:
    """What was ever allowed, the first first."""
    found = whole(engine, key)
    assert found
    return [consent.sharing for consent in found.consents]


# Sharing


def test_nothing_is_shared_before_it_was_chosen(engine: Engine) -> None:
    assert sharing_of(engine, a_key(engine, COMPLETE)) is None


@pytest.mark.parametrize("sharing", Sharing)
def test_what_is_chosen_at_the_submission_is_in_force_from_that_moment(engine: Engine, sharing: Sharing) -> None:
    key = a_key(engine, COMPLETE)
    submit(engine, key, sharing)
    assert sharing_of(engine, key) is sharing
    found = whole(engine, key)
    assert found
    assert [consent.since for consent in found.consents] == [found.submissions[0].submitted_at]


def test_what_is_not_submitted_is_not_shared(engine: Engine) -> None:
    key = a_key(engine, an_assessment())
    with pytest.raises(IncompleteError):
        submit(engine, key, Sharing.NAMED)
    assert sharing_of(engine, key) is None


def test_a_change_is_in_force_at_once_and_the_choices_before_stay_on_record(engine: Engine) -> None:
    key = a_key(engine, COMPLETE)
    submit(engine, key, Sharing.NAMED)
    for sharing in (Sharing.PRIVATE, Sharing.ANONYMOUS):
        share(engine, key, sharing)
        assert sharing_of(engine, key) is sharing
    assert given(engine, key) == [Sharing.NAMED, Sharing.PRIVATE, Sharing.ANONYMOUS]


def test_choosing_the_same_again_adds_nothing(engine: Engine) -> None:
    key = a_key(engine, COMPLETE)
    submit(engine, key, Sharing.NAMED)
    share(engine, key, Sharing.NAMED)
    reopen(engine, key)
    submit(engine, key, Sharing.NAMED)
    assert given(engine, key) == [Sharing.NAMED]


def test_submitting_again_may_choose_otherwise(engine: Engine) -> None:
    key = a_key(engine, COMPLETE)
    submit(engine, key, Sharing.NAMED)
    reopen(engine, key)
    submit(engine, key, Sharing.PRIVATE)
    assert given(engine, key) == [Sharing.NAMED, Sharing.PRIVATE]


def test_a_removed_assessment_cannot_be_shared(engine: Engine) -> None:
    key = a_key(engine, COMPLETE)
    remove(engine, key)
    with pytest.raises(FrozenError):
        share(engine, key, Sharing.NAMED)
    assert count_of(engine, "consents") == 0


def test_a_submission_that_cannot_note_its_consent_is_none(engine: Engine) -> None:
    key = a_key(engine, COMPLETE)
    executed(engine, "ALTER TABLE consents RENAME TO away")
    with pytest.raises(StorageError):
        submit(engine, key, Sharing.PRIVATE)
    assert count_of(engine, "submissions") == 0
    assert loaded(engine, key).submitted_at is None


def test_two_choices_at_the_same_moment_are_both_on_record(engine: Engine, other_engine: Engine) -> None:
    key = a_key(engine, COMPLETE)
    submit(engine, key, Sharing.PRIVATE)
    for _ in range(ROUNDS):
        before = given(engine, key)
        at_once(
            [
                partial(share, own, key, sharing)
                for own, sharing in ((engine, Sharing.NAMED), (other_engine, Sharing.ANONYMOUS))
            ]
        )
        assert set(given(engine, key)[len(before) :]) == {Sharing.NAMED, Sharing.ANONYMOUS}
        assert sharing_of(engine, key) is given(engine, key)[-1]
        share(engine, key, Sharing.PRIVATE)


def test_the_next_year_is_not_shared_before_it_was_chosen_anew(engine: Engine) -> None:
    key = a_key(engine, COMPLETE)
    submit(engine, key, Sharing.NAMED)
    following = key_of(engine, begin_next_year(engine, key, ASKED.version.id).edit)
    assert sharing_of(engine, following) is None


# The class


def test_a_class_is_chosen_and_changed_also_when_it_was_submitted(engine: Engine) -> None:
    key = a_key(engine, an_assessment(COMPLETE.answers, municipality=MATSUBUSHI))
    assert loaded(engine, key).municipality_class == ""
    for chosen in ("town-5-2", "town-5-1"):
        choose_class(engine, key, chosen)
        assert loaded(engine, key).municipality_class == chosen
    submit(engine, key, Sharing.PRIVATE)
    choose_class(engine, key, "town-5-2")
    found = whole(engine, key)
    assert found
    assert (found.municipality_class, found.submissions[0].municipality_class) == ("town-5-2", "town-5-1")


@pytest.mark.parametrize("chosen", ["city-1-0", "core", "town-9-9", "町村Ⅰ-0"])
def test_a_class_of_another_kind_of_municipality_is_refused(engine: Engine, chosen: str) -> None:
    key = a_key(engine, an_assessment(municipality=MATSUBUSHI))
    with pytest.raises(ValueError, match=chosen):
        choose_class(engine, key, chosen)
    assert loaded(engine, key).municipality_class == ""


def test_where_the_kind_leaves_no_choice_the_class_is_known(engine: Engine) -> None:
    assert loaded(engine, a_key(engine, an_assessment(municipality=KOSHIGAYA))).municipality_class == "core"


def test_no_class_is_chosen_for_a_removed_assessment(engine: Engine) -> None:
    key = a_key(engine, COMPLETE)
    remove(engine, key)
    with pytest.raises(FrozenError):
        choose_class(engine, key, "former-special")


def test_the_next_year_begins_with_the_class_of_the_year_before(engine: Engine) -> None:
    key = a_key(engine, an_assessment(COMPLETE.answers, municipality=MATSUBUSHI))
    choose_class(engine, key, "town-5-2")
    submit(engine, key, Sharing.PRIVATE)
    following = key_of(engine, begin_next_year(engine, key, ASKED.version.id).edit)
    assert loaded(engine, following).municipality_class == "town-5-2"
