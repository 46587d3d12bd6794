"""What others may compare: every submission that was ever shared, with its consents, also after it was removed."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine

from questionnaire.assessment import Assessment
from questionnaire.core_levels import core_levels
from questionnaire.peer import Consent, NamedPeer, Origin, PeerSubmission, Sharing
from storage.assessments import deepen, remove
from storage.backup import back_up, restore
from storage.imported_peers import import_peers, remove_imported
from storage.peer_changes import peers_version
from storage.peers import peer_submissions, peer_years, submissions_by
from storage.sharing import choose_class, share
from storage.submissions import begin_next_year, reopen, submit
from storage.whole import insert_whole, whole
from tests.builders import KOSHIGAYA, MATSUBUSHI, SOKA, UNKNOWN, an_assessment, answered_alike, level, with_answers
from tests.full_database import everything
from tests.full_database import key_of as key_of_links
from tests.stored import ASKED, FURTHER, QUESTIONS, a_key, count_of, key_of, record

VERSION, FIRST = ASKED.version.id, QUESTIONS[0].id
COMPLETE = answered_alike(ASKED, level(2))
TWOS = "2" * len(QUESTIONS)


def submitted(engine: Engine, sharing: Sharing, assessment: Assessment = COMPLETE, **changes: object) -> int:
    """The key of an assessment that was submitted like this."""
    key = a_key(engine, replace(assessment, **changes))
    submit(engine, key, sharing)
    return key


def submitted_again(engine: Engine, key: int, sharing: Sharing, first: int) -> None:
    """Reopens, answers the first question with this level, and submits."""
    reopen(engine, key)
    record(engine, key, FIRST, level(first))
    submit(engine, key, sharing)


def the_only_one(engine: Engine, fiscal_year: int = 2026) -> PeerSubmission:
    (found,) = peer_submissions(engine, fiscal_year)
    return found


def moments_of(engine: Engine, key: int) -> list[datetime]:
    found = whole(engine, key)
    assert found
    return [one.submitted_at for one in found.submissions]


# What is read


def test_a_submission_is_read_with_its_levels_and_consents(engine: Engine) -> None:
    answers = {FIRST: level(0), QUESTIONS[-1].id: UNKNOWN}
    key = a_key(engine, replace(with_answers(COMPLETE, answers), municipality=MATSUBUSHI))
    choose_class(engine, key, "town-5-2")
    submit(engine, key, Sharing.ANONYMOUS)
    (moment,) = moments_of(engine, key)
    assert the_only_one(engine) == PeerSubmission(
        key=(key, 1),
        municipality=MATSUBUSHI,
        fiscal_year=2026,
        version=VERSION,
        municipality_class="town-5-2",
        levels=f"0{TWOS[2:]}-",
        submitted_at=moment,
        until=None,
        consents=(Consent(moment, Sharing.ANONYMOUS),),
    )


def test_the_levels_are_those_of_the_core_questions_also_of_a_full_check(engine: Engine) -> None:
    key = a_key(engine, COMPLETE)
    deepen(engine, key)
    for question in FURTHER:
        record(engine, key, question.id, level(3))
    submit(engine, key, Sharing.NAMED)
    assert the_only_one(engine).levels == TWOS
    assert core_levels(ASKED, {}) == "-" * len(QUESTIONS)


def test_each_submission_lasts_until_the_next_one(engine: Engine) -> None:
    key = submitted(engine, Sharing.ANONYMOUS)
    submitted_again(engine, key, Sharing.NAMED, first=3)
    reopen(engine, key)
    first, second = peer_submissions(engine, 2026)
    assert (first.key, second.key) == ((key, 1), (key, 2))
    assert [first.submitted_at, second.submitted_at] == moments_of(engine, key)
    assert (first.until, second.until) == (second.submitted_at, None)
    assert (first.levels, second.levels) == (TWOS, f"3{TWOS[1:]}")
    assert first.consents == second.consents
    assert [consent.sharing for consent in first.consents] == [Sharing.ANONYMOUS, Sharing.NAMED]


@pytest.mark.parametrize("is_removed", [False, True])
def test_what_was_never_shared_is_not_read_and_leaves_no_trace(engine: Engine, *, is_removed: bool) -> None:
    a_key(engine, COMPLETE)
    key = submitted(engine, Sharing.PRIVATE)
    submitted_again(engine, key, Sharing.PRIVATE, first=3)
    if is_removed:
        remove(engine, key)
    assert peer_submissions(engine, 2026) == []
    assert peer_years(engine) == []
    assert count_of(engine, "removed_submissions") == count_of(engine, "removed_consents") == 0


def test_what_was_shared_once_is_read_with_the_end_of_its_consent(engine: Engine) -> None:
    key = submitted(engine, Sharing.ANONYMOUS)
    share(engine, key, Sharing.PRIVATE)
    assert [consent.sharing for consent in the_only_one(engine).consents] == [Sharing.ANONYMOUS, Sharing.PRIVATE]


def test_only_the_year_that_was_asked_for_is_read(engine: Engine) -> None:
    keys = [submitted(engine, Sharing.NAMED, fiscal_year=year) for year in (2025, 2026)]
    assert [the_only_one(engine, year).key for year in (2025, 2026)] == [(key, 1) for key in keys]
    assert peer_submissions(engine, 2027) == []


def test_the_peers_come_in_the_order_of_their_keys(engine: Engine) -> None:
    codes = [KOSHIGAYA, SOKA, MATSUBUSHI]
    keys = [submitted(engine, Sharing.ANONYMOUS, municipality=code) for code in codes]
    remove(engine, keys[1])
    found = peer_submissions(engine, 2026)
    assert [(one.key[0], one.municipality) for one in found] == list(zip(keys, codes, strict=True))
    assert [one.municipality_class for one in found] == ["core", "former-special", ""]


# What was removed


def test_a_removed_anonymous_submission_leaves_a_trace_without_any_level(engine: Engine) -> None:
    key = submitted(engine, Sharing.ANONYMOUS)
    submitted_again(engine, key, Sharing.NAMED, first=3)
    before = peer_submissions(engine, 2026)
    remove(engine, key)
    first, second = peer_submissions(engine, 2026)
    assert first == replace(before[0], levels="")
    assert second == replace(before[1], levels="", until=second.until)
    assert second.until
    assert second.until >= second.submitted_at


def test_no_answer_of_a_removed_assessment_is_left_anywhere(engine: Engine) -> None:
    memo = replace(level(2), memo="秘密のメモ", evidence="秘密の根拠")
    key = submitted(engine, Sharing.ANONYMOUS, with_answers(COMPLETE, {FIRST: memo}))
    remove(engine, key)
    left = {name: rows for name, rows in everything(engine).items() if rows}
    assert set(left) == {"removed_submissions", "removed_consents", "peer_changes"}
    assert "秘密" not in repr(left)
    assert TWOS not in repr(left)


def test_a_removed_submission_that_was_only_named_leaves_a_trace_too(engine: Engine) -> None:
    """Its security stood in anonymous figures: without the trace, their difference would tell it."""
    key = submitted(engine, Sharing.NAMED)
    before = the_only_one(engine)
    remove(engine, key)
    after = the_only_one(engine)
    assert after == replace(before, levels="", until=after.until)
    assert after.until


def test_removing_again_leaves_the_trace_as_it_is(engine: Engine) -> None:
    key = submitted(engine, Sharing.ANONYMOUS)
    remove(engine, key)
    before = everything(engine)
    remove(engine, key)
    assert everything(engine) == before


def test_after_a_removal_the_municipality_may_submit_again_under_another_key(engine: Engine) -> None:
    removed = submitted(engine, Sharing.ANONYMOUS)
    remove(engine, removed)
    again = submitted(engine, Sharing.ANONYMOUS)
    assert [(one.key, one.levels) for one in peer_submissions(engine, 2026)] == [((removed, 1), ""), ((again, 1), TWOS)]


# What comes from elsewhere


def test_what_came_from_another_installation_is_a_peer_from_its_import_on(engine: Engine) -> None:
    """Figures shown before had nothing of it, whenever it was submitted there."""
    key = submitted(engine, Sharing.ANONYMOUS)
    submitted_again(engine, key, Sharing.NAMED, first=3)
    taken = whole(engine, key)
    assert taken
    remove(engine, key)
    brought = key_of_links(engine, insert_whole(engine, taken))
    *_, trace, imported = peer_submissions(engine, 2026)
    assert imported.key == (brought, 2)  # the first one had ended before
    assert imported.levels == f"3{TWOS[1:]}"
    assert trace.until
    assert imported.submitted_at >= trace.until
    assert {consent.since for consent in imported.consents} == {imported.submitted_at}
    assert [consent.sharing for consent in imported.consents] == [Sharing.ANONYMOUS, Sharing.NAMED]
    assert whole(engine, brought) == taken


def test_an_imported_assessment_that_is_removed_leaves_a_trace_from_its_import_on(engine: Engine) -> None:
    key = submitted(engine, Sharing.ANONYMOUS)
    taken = whole(engine, key)
    assert taken
    remove(engine, key)
    brought = key_of_links(engine, insert_whole(engine, taken))
    before = peer_submissions(engine, 2026)[-1]
    remove(engine, brought)
    after = peer_submissions(engine, 2026)[-1]
    assert after == replace(before, levels="", until=after.until)


# Years


def test_the_years_are_those_of_which_something_is_shared_or_imported(engine: Engine) -> None:
    submitted(engine, Sharing.PRIVATE, fiscal_year=2023)
    submitted(engine, Sharing.ANONYMOUS, fiscal_year=2024)
    submitted(engine, Sharing.NAMED, fiscal_year=2026)
    submitted(engine, Sharing.NAMED, fiscal_year=2026, municipality=KOSHIGAYA)
    import_peers(engine, [("x.csv", [NamedPeer(MATSUBUSHI, 2025, VERSION, "", TWOS, Origin.IMPORTED)])])
    a_key(engine, an_assessment(fiscal_year=2027))
    assert peer_years(engine) == [2026, 2025, 2024]


# Whether anything changed

CHANGES: dict[str, Callable[[Engine, int], object]] = {
    "another submission": lambda engine, _: submitted(engine, Sharing.PRIVATE, municipality=KOSHIGAYA),
    "a submission anew": lambda engine, key: submitted_again(engine, key, Sharing.NAMED, 1),
    "a consent": lambda engine, key: share(engine, key, Sharing.PRIVATE),
    "a removal": remove,
    "an import": lambda engine, _: import_peers(
        engine, [("x", [NamedPeer(SOKA, 2026, VERSION, "", TWOS, Origin.IMPORTED)])]
    ),
    "the end of an import": lambda engine, _: remove_imported(engine, MATSUBUSHI, 2026),
    "a whole assessment": lambda engine, _: bring_another(engine),
}


def bring_another(engine: Engine) -> None:
    taken = whole(engine, submitted(engine, Sharing.NAMED, fiscal_year=2030))
    assert taken
    insert_whole(engine, replace(taken, fiscal_year=2031))


@pytest.mark.parametrize("change", CHANGES)
def test_the_version_of_the_peers_is_another_one_after_every_change(engine: Engine, change: str) -> None:
    key = submitted(engine, Sharing.NAMED)
    import_peers(engine, [("x", [NamedPeer(MATSUBUSHI, 2026, VERSION, "", TWOS, Origin.IMPORTED)])])
    before = peers_version(engine)
    CHANGES[change](engine, key)
    assert peers_version(engine) != before


def test_the_version_of_the_peers_stays_while_nothing_of_them_changes(engine: Engine) -> None:
    assert peers_version(engine) == ""
    key = submitted(engine, Sharing.NAMED)
    before = peers_version(engine)
    reopen(engine, key)
    record(engine, key, FIRST, level(3))
    a_key(engine, COMPLETE)
    peer_submissions(engine, 2026)
    assert peers_version(engine) == before


def test_a_restored_database_has_the_version_of_what_it_holds(engine: Engine, tmp_path: Path) -> None:
    key = submitted(engine, Sharing.NAMED)
    file = tmp_path / "backup"
    back_up(engine, file)
    then = peers_version(engine)
    remove(engine, key)
    restore(engine, file, may_replace=True)
    assert peers_version(engine) == then


# What an office compares of its own


def test_the_own_submissions_are_read_whatever_they_share(engine: Engine) -> None:
    key = submitted(engine, Sharing.PRIVATE)
    submitted_again(engine, key, Sharing.PRIVATE, first=3)
    submitted(engine, Sharing.PRIVATE, municipality=KOSHIGAYA)
    assert peer_submissions(engine, 2026) == []
    first, second = submissions_by(engine, key, 2026)
    assert (first.key, second.key) == ((key, 1), (key, 2))
    assert second.levels == f"3{TWOS[1:]}"
    assert first.until == second.submitted_at


def test_those_of_another_year_are_of_the_assessment_that_is_joined_to_it(engine: Engine) -> None:
    key = submitted(engine, Sharing.NAMED)
    following = key_of(engine, begin_next_year(engine, key, VERSION).edit)
    assert [one.key for one in submissions_by(engine, following, 2026)] == [(key, 1)]
    assert submissions_by(engine, following, 2027) == []
    assert submissions_by(engine, a_key(engine, COMPLETE), 2026) == []
