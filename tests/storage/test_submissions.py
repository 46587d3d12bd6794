"""提出: what was submitted never changes, nothing open is submitted, and there is one official submission a year."""

from dataclasses import replace
from functools import partial

import pytest
from sqlalchemy import Engine

from questionnaire.assessment import Answer, AnswerState, is_open
from questionnaire.model import Depth
from questionnaire.peer import Sharing
from storage.assessments import Change, deepen, load, record_answer, remove
from storage.submissions import (
    AlreadySubmittedError,
    IncompleteError,
    Submission,
    reopen,
    submissions_of,
    submit,
)
from storage.transaction import StorageError
from tests.builders import KOSHIGAYA, SOKA, UNKNOWN, a_question, answered_alike, level, not_applicable, with_answers
from tests.racing import at_once
from tests.stored import ASKED, FIRST, FURTHER, QUESTIONS, SECOND, a_key, answers_of, count_of, executed, loaded, record

ROUNDS = 10
COMPLETE = answered_alike(ASKED, level(2))
COMPLETE_IN_DEPTH = answered_alike(ASKED, level(2), Depth.FULL)
A_COPY = Answer(AnswerState.ANSWERED, 2, is_confirmed=False)


def open_questions(engine: Engine, key: int) -> tuple[str, ...]:
    """The questions for which the submission was refused."""
    with pytest.raises(IncompleteError) as refusal:
        submit(engine, key, Sharing.PRIVATE)
    return refusal.value.open


def outcome_of(engine: Engine, key: int) -> int | AlreadySubmittedError:
    try:
        return submit(engine, key, Sharing.PRIVATE)
    except AlreadySubmittedError as error:
        return error


# What is open


@pytest.mark.parametrize("depth", Depth)
def test_what_is_open_is_named_in_the_order_of_the_questionnaire_and_nothing_is_submitted(
    engine: Engine, depth: Depth
) -> None:
    asked = [question.id for question in ASKED.asked(depth)]
    still_open = {
        asked[-1]: Answer(AnswerState.UNANSWERED, memo="あとで"),
        asked[11]: A_COPY,
        asked[5]: not_applicable("  "),
    }
    key = a_key(engine, with_answers(answered_alike(ASKED, level(2), depth), still_open))
    before = loaded(engine, key)
    assert open_questions(engine, key) == (asked[5], asked[11], asked[-1])
    assert loaded(engine, key) == before
    assert count_of(engine, "submissions") == count_of(engine, "submitted_answers") == 0


@pytest.mark.parametrize(("reason", "expected"), [("", True), (" \n", True), ("保育所がない", False)])
def test_a_question_that_does_not_apply_is_open_without_a_reason(reason: str, *, expected: bool) -> None:
    question = a_question("a", core=False, allows_not_applicable=True)
    assert is_open(not_applicable(reason), question) is expected


def test_in_the_quick_check_only_core_questions_are_open(engine: Engine) -> None:
    assert open_questions(engine, a_key(engine, replace(COMPLETE, answers={}))) == tuple(q.id for q in QUESTIONS)


def test_in_the_full_check_all_questions_are_open(engine: Engine) -> None:
    nothing = replace(COMPLETE_IN_DEPTH, answers={})
    assert open_questions(engine, a_key(engine, nothing)) == tuple(question.id for question in ASKED.questions)


def test_going_deeper_opens_the_further_questions(engine: Engine) -> None:
    key = a_key(engine, COMPLETE)
    deepen(engine, key)
    assert open_questions(engine, key) == tuple(question.id for question in FURTHER)


def test_an_unconfirmed_copy_is_open_until_it_is_confirmed(engine: Engine) -> None:
    key = a_key(engine, with_answers(COMPLETE, {FIRST.id: A_COPY}))
    assert open_questions(engine, key) == (FIRST.id,)
    record(engine, key, FIRST.id, replace(A_COPY, is_confirmed=True))
    assert submit(engine, key, Sharing.PRIVATE) == 1


def test_unknown_is_an_answer(engine: Engine) -> None:
    assert submit(engine, a_key(engine, answered_alike(ASKED, UNKNOWN)), Sharing.PRIVATE) == 1


# What was submitted


@pytest.mark.parametrize("depth", Depth)
def test_a_submission_holds_every_answer_as_it_was(engine: Engine, depth: Depth) -> None:
    whole = with_answers(
        answered_alike(ASKED, level(2), depth),
        {
            FIRST.id: Answer(AnswerState.ANSWERED, 3, "メモ", "根拠"),
            SECOND.id: Answer(AnswerState.UNKNOWN, memo="聞く"),
        },
    )
    key = a_key(engine, whole)
    assert submit(engine, key, Sharing.PRIVATE) == 1
    stored = loaded(engine, key)
    assert stored.assessment == whole
    assert submissions_of(engine, key) == [Submission(whole, 1, stored.submitted_at)]
    assert stored.submitted_at


def test_a_submission_never_changes_and_the_next_one_has_the_next_number(engine: Engine) -> None:
    key = a_key(engine, COMPLETE)
    submit(engine, key, Sharing.PRIVATE)
    (first,) = submissions_of(engine, key)
    reopen(engine, key)
    record(engine, key, FIRST.id, level(3))
    deepen(engine, key)
    assert submissions_of(engine, key) == [first]
    for question in FURTHER:
        record(engine, key, question.id, UNKNOWN)
    assert submit(engine, key, Sharing.PRIVATE) == 2
    now = loaded(engine, key)
    assert submissions_of(engine, key) == [first, Submission(now.assessment, 2, now.submitted_at)]
    assert first.assessment == COMPLETE


def test_reopening_what_was_not_submitted_changes_no_answer_and_submits_nothing(engine: Engine) -> None:
    key = a_key(engine, COMPLETE)
    reopen(engine, key)
    assert answers_of(engine, key) == COMPLETE.answers
    assert submissions_of(engine, key) == []


def test_a_removed_assessment_takes_its_history_and_submissions_along(engine: Engine) -> None:
    removed, kept = (a_key(engine, replace(COMPLETE, municipality=code)) for code in (SOKA, KOSHIGAYA))
    for key in (removed, kept):
        submit(engine, key, Sharing.PRIVATE)
        reopen(engine, key)
        record(engine, key, FIRST.id, level(3))
        submit(engine, key, Sharing.PRIVATE)
    remove(engine, removed)
    assert load(engine, removed) is None
    assert submissions_of(engine, removed) == []
    assert len(submissions_of(engine, kept)) == 2
    assert count_of(engine, "submissions") == 2
    assert count_of(engine, "submitted_answers") == 2 * len(QUESTIONS)
    assert count_of(engine, "answer_history") == len(QUESTIONS) + 1


# One official submission


def test_a_second_assessment_of_the_same_office_and_year_is_not_submitted(engine: Engine) -> None:
    first, second = (a_key(engine, COMPLETE) for _ in range(2))
    submit(engine, first, Sharing.PRIVATE)
    before = loaded(engine, second)
    assert isinstance(outcome_of(engine, second), AlreadySubmittedError)
    assert loaded(engine, second) == before
    reopen(engine, first)
    assert isinstance(outcome_of(engine, second), AlreadySubmittedError)
    assert outcome_of(engine, first) == 2
    assert submissions_of(engine, second) == []


def test_another_office_and_another_year_are_submitted_too(engine: Engine) -> None:
    others = [COMPLETE, replace(COMPLETE, municipality=KOSHIGAYA), replace(COMPLETE, fiscal_year=2027)]
    assert [submit(engine, a_key(engine, other), Sharing.PRIVATE) for other in others] == [1, 1, 1]


def test_after_the_official_one_was_removed_another_is_submitted(engine: Engine) -> None:
    first, second = (a_key(engine, COMPLETE) for _ in range(2))
    submit(engine, first, Sharing.PRIVATE)
    remove(engine, first)
    assert submit(engine, second, Sharing.PRIVATE) == 1


def test_of_two_assessments_at_the_same_moment_exactly_one_is_submitted(engine: Engine, other_engine: Engine) -> None:
    for year in range(2000, 2000 + ROUNDS):
        keys = [a_key(engine, replace(COMPLETE, fiscal_year=year)) for _ in range(2)]
        acts = [partial(outcome_of, own, key) for own, key in zip((engine, other_engine), keys, strict=True)]
        outcomes = at_once(acts)
        numbers = [number for number in outcomes if number == 1]
        refused = [error for error in outcomes if isinstance(error, AlreadySubmittedError)]
        assert (len(numbers), len(refused)) == (1, 1)
        assert [len(submissions_of(engine, key)) for key in keys] == [int(outcome == 1) for outcome in outcomes]
        loser = keys[outcomes.index(refused[0])]
        assert record_answer(engine, loser, Change(FIRST.id, level(3), 1)) == 2


def test_what_another_rule_of_the_database_refuses_is_not_taken_for_a_second_submission(engine: Engine) -> None:
    executed(engine, "CREATE UNIQUE INDEX one_version ON submissions (version)")
    first, other = (a_key(engine, replace(COMPLETE, municipality=code)) for code in (SOKA, KOSHIGAYA))
    submit(engine, first, Sharing.PRIVATE)
    with pytest.raises(StorageError):
        submit(engine, other, Sharing.PRIVATE)
    assert submissions_of(engine, other) == []
