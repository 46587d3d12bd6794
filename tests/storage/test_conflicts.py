"""Two tabs, two colleagues: what somebody else changed meanwhile is neither lost nor overwritten unseen."""

from dataclasses import replace
from functools import partial

import pytest
from sqlalchemy import Engine

from questionnaire.assessment import UNANSWERED, Answer, AnswerState
from questionnaire.peer import Sharing
from storage.assessments import (
    Change,
    ConflictError,
    answer_at,
    changes_of,
    create,
    deepen,
    is_unchanged,
    record_answer,
    record_answers,
    remove,
)
from storage.links import LinkKind, renew
from storage.submissions import reopen, submissions_of, submit
from storage.transaction import FrozenError
from tests.builders import UNKNOWN, an_assessment, answered_alike, level
from tests.racing import at_once
from tests.stored import (
    ASKED,
    FIRST,
    a_key,
    answers_of,
    count_of,
    executed,
    history_of,
    key_of,
    loaded,
    record,
    revisions_of,
)

ROUNDS = 25
THREADS, ANSWERS_EACH = 16, 8
MINE, YOURS = "my-tab", "your-tab"


def tried(engine: Engine, key: int, change: Change) -> int | ConflictError | FrozenError:
    """The revision, or why there is none."""
    try:
        return record_answer(engine, key, change)
    except (ConflictError, FrozenError) as error:
        return error


# What was seen


def test_an_answer_to_what_was_seen_is_stored_as_the_next_revision(engine: Engine) -> None:
    key = a_key(engine, an_assessment())
    revisions = [record_answer(engine, key, Change("a", level(number), number, MINE)) for number in range(4)]
    assert revisions == [1, 2, 3, 4]
    assert revisions_of(engine, key) == {"a": 4}


@pytest.mark.parametrize("seen", [0, 1, 3])
def test_an_answer_to_what_was_not_seen_is_a_conflict_and_changes_nothing(engine: Engine, seen: int) -> None:
    key = a_key(engine, an_assessment({"a": level(0)}))
    record_answer(engine, key, Change("a", Answer(AnswerState.ANSWERED, 1, "あなた"), 1, YOURS))
    before = loaded(engine, key)
    with pytest.raises(ConflictError) as conflict:
        record_answer(engine, key, Change("a", level(2), seen, MINE))
    assert conflict.value.stored == Answer(AnswerState.ANSWERED, 1, "あなた")
    assert conflict.value.revision == 2
    assert loaded(engine, key) == before
    assert count_of(engine, "answer_history") == 2


def test_a_revision_of_a_question_that_nobody_answered_is_a_conflict_with_nothing(engine: Engine) -> None:
    key = a_key(engine, an_assessment())
    conflict = tried(engine, key, Change("a", level(2), 3, MINE))
    assert isinstance(conflict, ConflictError)
    assert (conflict.stored, conflict.revision) == (UNANSWERED, 0)


def test_after_a_conflict_the_chosen_answer_is_stored_upon_the_revision_that_was_shown(engine: Engine) -> None:
    key = a_key(engine, an_assessment())
    record_answer(engine, key, Change("a", level(1), 0, YOURS))
    conflict = tried(engine, key, Change("a", level(2), 0, MINE))
    assert isinstance(conflict, ConflictError)
    assert record_answer(engine, key, Change("a", level(2), conflict.revision, MINE)) == 2
    assert history_of(engine, key, "a") == [level(1), level(2)]


def test_the_same_answer_by_both_is_no_conflict_and_no_new_revision(engine: Engine) -> None:
    key = a_key(engine, an_assessment())
    assert record_answer(engine, key, Change("a", level(2), 0, YOURS)) == 1
    assert record_answer(engine, key, Change("a", level(2), 0, MINE)) == 1
    assert history_of(engine, key, "a") == [level(2)]


@pytest.mark.parametrize(
    "mine",
    [
        Answer(AnswerState.ANSWERED, 2, memo="x"),
        Answer(AnswerState.ANSWERED, 2, evidence="x"),
        Answer(AnswerState.ANSWERED, 2, is_confirmed=False),
        level(3),
        UNKNOWN,
    ],
)
def test_whatever_part_of_the_answer_differs_is_a_conflict(engine: Engine, mine: Answer) -> None:
    key = a_key(engine, an_assessment())
    record_answer(engine, key, Change("a", level(2), 0, YOURS))
    assert isinstance(tried(engine, key, Change("a", mine, 0, MINE)), ConflictError)


def test_what_the_tab_itself_stored_before_it_learnt_of_it_is_no_conflict(engine: Engine) -> None:
    key = a_key(engine, an_assessment())
    assert record_answer(engine, key, Change("a", level(1), 0, MINE)) == 1
    assert record_answer(engine, key, Change("a", level(2), 0, MINE)) == 2
    assert history_of(engine, key, "a") == [level(1), level(2)]


def test_what_was_stored_without_a_tab_is_nobody_s_own(engine: Engine) -> None:
    key = a_key(engine, an_assessment())
    record_answer(engine, key, Change("a", level(1), 0))
    assert isinstance(tried(engine, key, Change("a", level(2), 0)), ConflictError)


def test_a_tab_whose_answer_somebody_replaced_has_a_conflict(engine: Engine) -> None:
    key = a_key(engine, an_assessment())
    record_answer(engine, key, Change("a", level(1), 0, MINE))
    record_answer(engine, key, Change("a", level(2), 1, YOURS))
    assert isinstance(tried(engine, key, Change("a", level(3), 1, MINE)), ConflictError)


def test_other_questions_and_other_assessments_are_no_conflict(engine: Engine) -> None:
    key, other = (a_key(engine, an_assessment()) for _ in range(2))
    record_answer(engine, key, Change("a", level(1), 0, YOURS))
    assert record_answer(engine, key, Change("b", level(2), 0, MINE)) == 1
    assert record_answer(engine, other, Change("a", level(3), 0, MINE)) == 1


def test_of_many_answers_one_conflict_keeps_all_from_being_stored(engine: Engine) -> None:
    key = a_key(engine, an_assessment({"b": level(0)}))
    with pytest.raises(ConflictError):
        record_answers(engine, key, [Change("a", level(1), 0), Change("b", level(2), 0), Change("c", level(3), 0)])
    assert answers_of(engine, key) == {"b": level(0)}
    assert (count_of(engine, "answer_history"), loaded(engine, key).changes) == (1, 0)


# History and the count of changes


def test_the_history_holds_every_revision_and_nothing_before_the_first(engine: Engine) -> None:
    given = [level(0), Answer(AnswerState.UNKNOWN, memo="聞く", evidence="名簿"), UNANSWERED, level(0)]
    key = a_key(engine, an_assessment({"a": given[0]}))
    for answer in given[1:]:
        record(engine, key, "a", answer)
    assert [answer_at(engine, key, "a", revision) for revision in range(6)] == [UNANSWERED, *given, UNANSWERED]
    assert answers_of(engine, key) == {"a": given[-1]}


def test_order_comes_from_revisions_when_the_clock_was_put_back(engine: Engine) -> None:
    key = a_key(engine, an_assessment({"a": level(1)}))
    executed(engine, "UPDATE answers SET saved_at = '2099-12-31 23:59:59.000000'")
    executed(engine, "UPDATE answer_history SET saved_at = '2099-12-31 23:59:59.000000'")
    assert record_answer(engine, key, Change("a", level(2), 1, MINE)) == 2
    assert answers_of(engine, key) == {"a": level(2)}
    assert history_of(engine, key, "a") == [level(1), level(2)]
    assert isinstance(tried(engine, key, Change("a", level(3), 1, YOURS)), ConflictError)


def test_every_change_is_counted_and_reading_is_none(engine: Engine) -> None:
    key = a_key(engine, an_assessment())
    counted = [changes_of(engine, key)]
    for number in range(3):
        record(engine, key, "a", level(number))
        counted.append(changes_of(engine, key))
    deepen(engine, key)
    reopen(engine, key)
    answer_at(engine, key, "a", 1)
    assert [*counted, changes_of(engine, key)] == [0, 1, 2, 3, 5]
    assert loaded(engine, key).changes == 5


def test_a_link_tells_whether_anything_changed_since_the_changes_were_counted(engine: Engine) -> None:
    links = create(engine, an_assessment())
    key = key_of(engine, links.edit)
    assert [is_unchanged(engine, link, key, 0) for link in (links.edit, links.read)] == [True, True]
    record(engine, key, "a", level(1))
    assert [is_unchanged(engine, links.edit, key, changes) for changes in range(3)] == [False, True, False]
    following = renew(engine, key, LinkKind.EDIT)
    assert [is_unchanged(engine, link, key, 2) for link in (links.edit, following)] == [False, True]
    assert not is_unchanged(engine, following, a_key(engine, an_assessment()), 0)
    remove(engine, key)
    assert not is_unchanged(engine, following, key, 2)


def test_a_refused_change_is_not_counted(engine: Engine) -> None:
    key = a_key(engine, an_assessment({"a": level(0)}))
    assert isinstance(tried(engine, key, Change("a", level(1), 0, MINE)), ConflictError)
    assert changes_of(engine, key) == 0


# Nothing changes any more


def test_after_submission_nothing_can_be_changed_until_it_is_reopened(engine: Engine) -> None:
    key = a_key(engine, answered_alike(ASKED, level(2)))
    submit(engine, key, Sharing.PRIVATE)
    before = loaded(engine, key)
    assert before.submitted_at
    assert isinstance(tried(engine, key, Change(FIRST.id, level(3), 1)), FrozenError)
    with pytest.raises(FrozenError):
        deepen(engine, key)
    with pytest.raises(FrozenError):
        submit(engine, key, Sharing.PRIVATE)
    assert loaded(engine, key) == before
    reopen(engine, key)
    assert record_answer(engine, key, Change(FIRST.id, level(3), 1)) == 2


def test_after_removal_nothing_can_be_changed_or_seen(engine: Engine) -> None:
    key = a_key(engine, an_assessment({"a": level(1)}))
    remove(engine, key)
    assert isinstance(tried(engine, key, Change("a", level(2), 1)), FrozenError)
    for change in (partial(submit, sharing=Sharing.PRIVATE), reopen, deepen):
        with pytest.raises(FrozenError):
            change(engine, key)
    assert changes_of(engine, key) is None
    assert answer_at(engine, key, "a", 1) == UNANSWERED
    assert count_of(engine, "assessments") == count_of(engine, "answers") == count_of(engine, "answer_history") == 0


# At the same moment


def test_of_two_answers_at_the_same_moment_exactly_one_is_stored_and_the_other_learns_of_it(
    engine: Engine, other_engine: Engine
) -> None:
    key = a_key(engine, an_assessment())
    for revision in range(ROUNDS):
        mine, yours = (Answer(AnswerState.ANSWERED, revision % 4, tab) for tab in (MINE, YOURS))
        outcomes = at_once(
            [
                partial(tried, engine, key, Change("a", mine, revision, MINE)),
                partial(tried, other_engine, key, Change("a", yours, revision, YOURS)),
            ]
        )
        (conflict,) = (outcome for outcome in outcomes if isinstance(outcome, ConflictError))
        winner = yours if outcomes[0] is conflict else mine
        assert revision + 1 in outcomes
        assert (conflict.stored, conflict.revision) == (winner, revision + 1)
        assert answers_of(engine, key) == {"a": winner}
    assert len(history_of(engine, key, "a")) == ROUNDS
    assert changes_of(engine, key) == ROUNDS


def test_of_an_answer_and_a_submission_at_the_same_moment_the_answer_is_in_it_or_refused(
    engine: Engine, other_engine: Engine
) -> None:
    for year in range(2000, 2000 + ROUNDS // 2):
        key = a_key(engine, replace(answered_alike(ASKED, level(2)), fiscal_year=year))
        outcome, _ = at_once(
            [
                partial(tried, engine, key, Change(FIRST.id, level(3), 1, MINE)),
                partial(submit, other_engine, key, Sharing.PRIVATE),
            ]
        )
        is_kept = outcome == 2
        assert is_kept or isinstance(outcome, FrozenError)
        (submitted,) = submissions_of(engine, key)
        assert submitted.assessment == loaded(engine, key).assessment
        assert submitted.assessment.answer(FIRST.id) == level(3 if is_kept else 2)


def test_sixteen_threads_that_answer_one_assessment_at_once_lose_nothing(engine: Engine, other_engine: Engine) -> None:
    key = a_key(engine, an_assessment())

    def answer_all(thread: int) -> None:
        for number in range(ANSWERS_EACH):
            own = engine if thread % 2 else other_engine
            answer = Answer(AnswerState.ANSWERED, number % 4, memo=f"{thread}")
            record_answer(own, key, Change(f"{thread}-{number}", answer, 0))

    at_once([partial(answer_all, thread) for thread in range(THREADS)])
    assert answers_of(engine, key) == {
        f"{thread}-{number}": Answer(AnswerState.ANSWERED, number % 4, memo=f"{thread}")
        for thread in range(THREADS)
        for number in range(ANSWERS_EACH)
    }
    assert changes_of(engine, key) == THREADS * ANSWERS_EACH


def test_sixteen_threads_that_begin_an_assessment_at_once_get_one_each(engine: Engine) -> None:
    begun = [an_assessment({"a": Answer(AnswerState.UNKNOWN, memo=str(number))}) for number in range(THREADS)]
    links = at_once([partial(create, engine, assessment) for assessment in begun])
    assert len({secret for pair in links for secret in (pair.edit, pair.read)}) == 2 * THREADS
    assert count_of(engine, "assessments") == count_of(engine, "answers") == THREADS
