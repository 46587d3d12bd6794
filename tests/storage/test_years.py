"""次年度を始める: the next year starts as a copy that has to be confirmed, and the years stay joined."""

from dataclasses import replace
from functools import partial

import pytest
from sqlalchemy import Engine, update

from questionnaire.assessment import Answer, AnswerState, Assessment
from questionnaire.model import Depth
from questionnaire.peer import Sharing
from storage.assessments import Links, create, find, load, remove
from storage.submissions import (
    AlreadyBegunError,
    IncompleteError,
    NotSubmittedError,
    Submission,
    begin_next_year,
    reopen,
    submissions_of,
    submit,
    years_of,
)
from storage.tables import assessments
from storage.transaction import FrozenError, StorageError
from tests.builders import UNKNOWN, an_assessment, answered_alike, level, not_applicable
from tests.racing import at_once
from tests.stored import (
    ASKED,
    FIRST,
    FURTHER,
    QUESTIONS,
    SECOND,
    THIRD,
    a_key,
    answers_of,
    count_of,
    executed,
    history_of,
    loaded,
    record,
    revisions_of,
)

VERSION = ASKED.version.id
COMPLETE = answered_alike(ASKED, level(2))
ROUNDS = 10


def next_year(engine: Engine, key: int) -> int:
    """The key of the next year's assessment, begun now."""
    return _key(engine, begin_next_year(engine, frozen(engine, key), VERSION))


def frozen(engine: Engine, key: int) -> int:
    """The same key. Whatever the answers are, the assessment is taken for submitted from now on."""
    submitted = update(assessments).where(assessments.c.id == key).values(submitted_at=assessments.c.created_at)
    with engine.begin() as connection:
        connection.execute(submitted.where(assessments.c.submitted_at.is_(None)))
    return key


def _key(engine: Engine, links: Links) -> int:
    found = find(engine, links.edit)
    assert found
    return found.id


def confirm_and_submit(engine: Engine, key: int) -> None:
    for question, answer in answers_of(engine, key).items():
        record(engine, key, question, replace(answer, is_confirmed=True))
    submit(engine, key, Sharing.PRIVATE)


def shown(engine: Engine, key: int) -> list[tuple[int, int]]:
    """The years that are joined to this one, each with the number of its newest submission."""
    return [(year.assessment.fiscal_year, year.number) for year in years_of(engine, key)]


# The copy


def test_the_next_year_starts_with_every_answer_copied_and_none_confirmed(engine: Engine) -> None:
    given = {
        FIRST.id: Answer(AnswerState.ANSWERED, 3, "メモ", "根拠"),
        SECOND.id: Answer(AnswerState.UNKNOWN, memo="聞く"),
        FURTHER[0].id: not_applicable("保育所がない"),
    }
    key = a_key(engine, an_assessment(given, depth=Depth.FULL))
    copied = loaded(engine, next_year(engine, key))
    assert copied.assessment == an_assessment(
        {question: replace(answer, is_confirmed=False) for question, answer in given.items()},
        fiscal_year=2027,
        depth=Depth.FULL,
    )
    assert copied.revisions == dict.fromkeys(given, 1)
    assert (copied.submitted_at, copied.changes) == (None, 0)
    assert loaded(engine, key).assessment == an_assessment(given, depth=Depth.FULL)


def test_no_year_follows_before_the_assessment_is_submitted_or_while_it_is_open_again(engine: Engine) -> None:
    key = a_key(engine, COMPLETE)
    with pytest.raises(NotSubmittedError):
        begin_next_year(engine, key, VERSION)
    submit(engine, key, Sharing.PRIVATE)
    reopen(engine, key)
    with pytest.raises(NotSubmittedError):
        begin_next_year(engine, key, VERSION)
    assert count_of(engine, "assessments") == 1
    submit(engine, key, Sharing.PRIVATE)
    assert loaded(engine, next_year(engine, key)).assessment.fiscal_year == 2027


def test_what_was_not_answered_or_is_not_asked_any_more_is_not_copied(engine: Engine) -> None:
    unanswered = Answer(AnswerState.UNANSWERED, memo="先に書いたメモ")
    key = a_key(engine, an_assessment({FIRST.id: level(1), SECOND.id: unanswered, "asked-in-2019-only": level(2)}))
    assert answers_of(engine, next_year(engine, key)) == {FIRST.id: replace(level(1), is_confirmed=False)}


def test_the_next_year_is_asked_with_the_version_that_was_named(engine: Engine) -> None:
    key = a_key(engine, replace(COMPLETE, version="v1999-1"))
    assert loaded(engine, next_year(engine, key)).assessment.version == VERSION


def test_the_copy_has_links_of_its_own(engine: Engine) -> None:
    links = create(engine, COMPLETE)
    following = begin_next_year(engine, frozen(engine, _key(engine, links)), VERSION)
    assert len({links.edit, links.read, following.edit, following.read}) == 4
    for link, year, may_edit in ((links.edit, 2026, True), (following.edit, 2027, True), (following.read, 2027, False)):
        found = find(engine, link)
        assert found
        assert (found.assessment.fiscal_year, found.may_edit) == (year, may_edit)


def test_a_copy_is_not_submitted_before_every_answer_is_confirmed(engine: Engine) -> None:
    following = next_year(engine, a_key(engine, COMPLETE))
    with pytest.raises(IncompleteError) as refusal:
        submit(engine, following, Sharing.PRIVATE)
    assert refusal.value.open == tuple(question.id for question in QUESTIONS)
    confirm_and_submit(engine, following)
    assert shown(engine, following)[-1] == (2027, 1)
    assert history_of(engine, following, FIRST.id) == [replace(level(2), is_confirmed=False), level(2)]


def test_copy_and_original_are_changed_apart(engine: Engine) -> None:
    key = a_key(engine, an_assessment({FIRST.id: level(1), THIRD.id: level(1)}))
    following = next_year(engine, key)
    reopen(engine, key)
    record(engine, key, FIRST.id, level(0))
    record(engine, following, THIRD.id, level(3))
    assert answers_of(engine, key) == {FIRST.id: level(0), THIRD.id: level(1)}
    assert answers_of(engine, following) == {FIRST.id: replace(level(1), is_confirmed=False), THIRD.id: level(3)}
    assert revisions_of(engine, following) == {FIRST.id: 1, THIRD.id: 2}


def test_the_next_year_of_a_submitted_assessment_leaves_it_submitted(engine: Engine) -> None:
    key = a_key(engine, COMPLETE)
    submit(engine, key, Sharing.PRIVATE)
    before = loaded(engine, key)
    next_year(engine, key)
    assert loaded(engine, key) == before


def test_a_year_begins_once(engine: Engine) -> None:
    key = a_key(engine, COMPLETE)
    next_year(engine, key)
    with pytest.raises(AlreadyBegunError):
        begin_next_year(engine, key, VERSION)
    assert count_of(engine, "assessments") == 2


def test_of_two_colleagues_who_begin_the_year_at_the_same_moment_one_does(engine: Engine, other_engine: Engine) -> None:
    def begun(own: Engine, key: int) -> bool:
        try:
            return bool(begin_next_year(own, key, VERSION))
        except AlreadyBegunError:
            return False

    for round_ in range(1, ROUNDS + 1):
        key = frozen(engine, a_key(engine, COMPLETE))
        assert sorted(at_once([partial(begun, own, key) for own in (engine, other_engine)])) == [False, True]
        assert count_of(engine, "assessments") == 2 * round_
        assert [year for year, _ in shown(engine, key)] == [2026, 2027]


def test_what_another_rule_of_the_database_refuses_is_not_taken_for_a_year_begun_before(engine: Engine) -> None:
    executed(engine, "CREATE UNIQUE INDEX one_office ON assessments (municipality)")
    key = a_key(engine, COMPLETE)
    with pytest.raises(StorageError):
        next_year(engine, key)
    assert count_of(engine, "assessments") == 1


def test_after_the_copy_was_removed_the_year_can_begin_again(engine: Engine) -> None:
    key = a_key(engine, COMPLETE)
    remove(engine, next_year(engine, key))
    assert loaded(engine, next_year(engine, key)).assessment.fiscal_year == 2027


def test_no_year_follows_a_removed_assessment(engine: Engine) -> None:
    key = a_key(engine, COMPLETE)
    remove(engine, key)
    with pytest.raises(FrozenError):
        begin_next_year(engine, key, VERSION)
    assert count_of(engine, "assessments") == 0


# The years


def test_from_every_year_all_joined_years_are_seen_the_oldest_first(engine: Engine) -> None:
    first = a_key(engine, replace(COMPLETE, fiscal_year=2024))
    submit(engine, first, Sharing.PRIVATE)
    second = next_year(engine, first)
    confirm_and_submit(engine, second)
    third = next_year(engine, second)
    for key in (first, second, third):
        assert shown(engine, key) == [(2024, 1), (2025, 1), (2026, 0)]


def test_a_year_shows_its_newest_submission_and_not_what_was_changed_since(engine: Engine) -> None:
    key = a_key(engine, COMPLETE)
    for number in (1, 2):
        submit(engine, key, Sharing.PRIVATE)
        reopen(engine, key)
        record(engine, key, FIRST.id, level(2 + number % 2))
    newest = submissions_of(engine, key)[-1]
    assert newest.number == 2
    assert years_of(engine, key) == [newest]
    assert newest.assessment != loaded(engine, key).assessment


def test_a_year_that_was_not_submitted_shows_what_stands_there_now(engine: Engine) -> None:
    key = a_key(engine, an_assessment({FIRST.id: UNKNOWN}))
    assert years_of(engine, key) == [Submission(an_assessment({FIRST.id: UNKNOWN}), 0, None)]


def test_an_assessment_of_the_same_office_that_is_not_joined_is_not_seen(engine: Engine) -> None:
    key, stranger = a_key(engine, COMPLETE), a_key(engine, replace(COMPLETE, fiscal_year=2025))
    submit(engine, stranger, Sharing.PRIVATE)
    following = next_year(engine, key)
    assert shown(engine, following) == [(2026, 0), (2027, 0)]
    assert shown(engine, stranger) == [(2025, 1)]


def test_of_a_removed_assessment_no_year_is_seen(engine: Engine) -> None:
    key = a_key(engine, COMPLETE)
    remove(engine, key)
    assert years_of(engine, key) == []


def test_a_removed_year_leaves_the_next_one_as_it_is_and_joined_to_nothing_before(engine: Engine) -> None:
    first = a_key(engine, replace(COMPLETE, fiscal_year=2024))
    second = next_year(engine, first)
    third = next_year(engine, second)
    before: Assessment = loaded(engine, second).assessment
    remove(engine, first)
    assert load(engine, first) is None
    assert loaded(engine, second).assessment == before
    for key in (second, third):
        assert shown(engine, key) == [(2025, 0), (2026, 0)]
    with engine.connect() as connection:
        previous = connection.exec_driver_sql("SELECT previous FROM assessments ORDER BY fiscal_year").scalars()
        assert list(previous) == [None, second]
