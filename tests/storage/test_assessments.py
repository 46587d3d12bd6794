"""The database, SQLite and PostgreSQL alike: what is stored comes back, and what is impossible is refused."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, text

from questionnaire.assessment import LONGEST_TEXT, Answer, AnswerState
from questionnaire.model import Depth
from storage.assessments import Change, create, deepen, find, load, record_answer, record_answers, remove
from storage.tables import metadata
from storage.transaction import FrozenError, StorageError, now
from tests.builders import UNKNOWN, an_assessment, level, not_applicable
from tests.stored import a_key, answers_of, count_of, loaded, record, revisions_of

NO_KEY = 4711
TIMES = ("created_at FROM assessments", "saved_at FROM answers", "saved_at FROM answer_history")

HOSTILE_TEXTS = [
    "あ" * LONGEST_TEXT,
    "👩🏽‍💻🏴󠁧󠁢󠁥󠁮󠁧󠁿",  # joined and tagged emoji
    "𠮷野家と𩸽",  # outside the basic plane
    "葛󠄀城市 が か\u3099 é e\u0301",  # variation selector, composed and combining marks
    "\u202eרק ימין\u202c \u200f\u200e",
    "'; DROP TABLE answers; -- \" ` \\ %s %(x)s :memo {memo} $1 E'\\x00'",
    " 前後の空白 \t\r\n\n",
    "\ufeff=1+1",
]


@pytest.fixture
def japanese_time(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


# What is stored comes back


def test_an_assessment_comes_back_with_every_answer(engine: Engine) -> None:
    assessment = an_assessment(
        {
            "a": level(0),
            "b": Answer(AnswerState.ANSWERED, 3, "メモ", "根拠"),
            "c": Answer(AnswerState.UNKNOWN, memo="人事課に聞く"),
            "d": not_applicable("保育所がない"),
            "e": Answer(AnswerState.UNANSWERED, memo="先に書いたメモ"),
            "f": Answer(AnswerState.ANSWERED, 1, is_confirmed=False),
        },
        municipality="011002",
        fiscal_year=2027,
        version="v2031-12",
        depth=Depth.FULL,
    )
    stored = find(engine, create(engine, assessment).edit)
    assert stored
    assert stored.assessment == assessment
    assert load(engine, stored.id) == stored
    assert stored.revisions == dict.fromkeys("abcdef", 1)


def test_an_assessment_without_answers_comes_back_empty(engine: Engine) -> None:
    stored = loaded(engine, a_key(engine, an_assessment()))
    assert (stored.assessment.answers, stored.revisions, stored.changes, stored.submitted_at) == ({}, {}, 0, None)


@pytest.mark.parametrize("typed", HOSTILE_TEXTS, ids=ascii)
def test_a_hostile_text_comes_back_exactly_as_typed(engine: Engine, typed: str) -> None:
    key = a_key(engine, an_assessment())
    answer = Answer(AnswerState.ANSWERED, 1, memo=typed, evidence=typed)
    record(engine, key, "a", answer)
    assert answers_of(engine, key) == {"a": answer}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(memo=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")))
def test_any_text_comes_back_exactly_as_typed(engine: Engine, memo: str) -> None:
    answer = Answer(AnswerState.UNKNOWN, memo=memo, evidence=memo[:20])
    assert answers_of(engine, a_key(engine, an_assessment({"a": answer}))) == {"a": answer}


def test_a_nul_comes_back_or_is_refused_with_the_answer_before_kept(engine: Engine) -> None:
    """`answer_faults` lets none through. Past it, SQLite keeps a NUL and PostgreSQL, which cannot, says so."""
    key = a_key(engine, an_assessment({"a": level(1)}))
    answer = Answer(AnswerState.UNKNOWN, memo="前\0後")
    if engine.dialect.name == "sqlite":
        record(engine, key, "a", answer)
        assert answers_of(engine, key) == {"a": answer}
    else:
        with pytest.raises(StorageError):
            record(engine, key, "a", answer)
        assert answers_of(engine, key) == {"a": level(1)}


def test_a_new_answer_replaces_the_one_before_and_leaves_the_others(engine: Engine) -> None:
    key = a_key(engine, an_assessment({"a": Answer(AnswerState.ANSWERED, 3, "古い", "古い"), "b": level(2)}))
    record(engine, key, "a", UNKNOWN)
    assert answers_of(engine, key) == {"a": UNKNOWN, "b": level(2)}


def test_two_assessments_of_one_municipality_and_year_stay_apart(engine: Engine) -> None:
    first, second = (a_key(engine, an_assessment({"a": level(number)})) for number in (1, 2))
    record(engine, first, "a", level(3))
    assert answers_of(engine, first) == {"a": level(3)}
    assert answers_of(engine, second) == {"a": level(2)}


def test_many_answers_are_stored_at_once_and_told_with_their_revisions(engine: Engine) -> None:
    key = a_key(engine, an_assessment({"b": level(0)}))
    changes = [Change("a", level(1), 0), Change("b", level(2), 1), Change("c", UNKNOWN, 0)]
    assert record_answers(engine, key, changes) == [1, 2, 1]
    assert answers_of(engine, key) == {"a": level(1), "b": level(2), "c": UNKNOWN}


def test_going_deeper_changes_the_depth_and_nothing_else(engine: Engine) -> None:
    answers = {"a": Answer(AnswerState.ANSWERED, 3, "メモ", "根拠"), "b": Answer(AnswerState.UNANSWERED, memo="先に")}
    key, other = (a_key(engine, an_assessment(answers, fiscal_year=year)) for year in (2026, 2027))
    for _ in range(2):
        deepen(engine, key)
        assert loaded(engine, key).assessment == an_assessment(answers, depth=Depth.FULL)
    assert loaded(engine, other).assessment == an_assessment(answers, fiscal_year=2027)


def test_an_answer_recorded_by_one_engine_is_seen_at_once_by_another(engine: Engine, other_engine: Engine) -> None:
    key = a_key(engine, an_assessment())
    for number in range(4):
        record(engine, key, "a", level(number))
        assert answers_of(other_engine, key) == {"a": level(number)}


def test_it_tells_which_answer_was_stored_last_when_and_by_which_tab(engine: Engine) -> None:
    key = a_key(engine, an_assessment())
    assert loaded(engine, key).saved is None
    for question, tab in (("b", "tab-1"), ("a", "tab-1"), ("b", "tab-2")):
        begun = now()
        record(engine, key, question, level(revisions_of(engine, key).get(question, 0)), tab)
        saved = loaded(engine, key).saved
        assert saved
        assert (saved.question, saved.by) == (question, tab)
        assert begun <= saved.at <= now()


def test_times_are_stored_in_utc(engine: Engine, japanese_time: None) -> None:
    a_key(engine, an_assessment({"a": UNKNOWN}))
    with engine.connect() as connection:
        times = [connection.execute(text(f"SELECT CAST({column}")).scalar_one() for column in map(_as_text, TIMES)]
    for stored in times:
        assert abs(datetime.fromisoformat(stored).replace(tzinfo=UTC) - datetime.now(UTC)) < timedelta(minutes=1)


def _as_text(column: str) -> str:
    return column.replace(" FROM", " AS VARCHAR) FROM")


def test_a_removed_assessment_takes_its_answers_along_and_leaves_the_others(engine: Engine) -> None:
    links, other = create(engine, an_assessment({"a": level(1)})), a_key(engine, an_assessment({"a": level(2)}))
    found = find(engine, links.edit)
    assert found
    remove(engine, found.id)
    assert load(engine, found.id) is None
    assert answers_of(engine, other) == {"a": level(2)}
    assert count_of(engine, "assessments") == count_of(engine, "answers") == count_of(engine, "answer_history") == 1


def test_the_key_of_a_removed_assessment_is_never_given_to_another(engine: Engine) -> None:
    """A tab may still hold it, and would write into a stranger's answers."""
    keys = list[int]()
    for _ in range(3):
        keys.append(a_key(engine, an_assessment()))
        remove(engine, keys[-1])
    assert len(set(keys)) == 3


# What the database itself refuses


@pytest.mark.parametrize(
    "impossible",
    [
        Answer(AnswerState.ANSWERED),
        Answer(AnswerState.UNKNOWN, 2),
        Answer(AnswerState.NOT_APPLICABLE, 0),
        Answer(AnswerState.UNANSWERED, 3),
        level(4),
        level(-1),
    ],
)
def test_an_impossible_answer_is_refused_and_the_one_before_stays(engine: Engine, impossible: Answer) -> None:
    key = a_key(engine, an_assessment({"a": level(1)}))
    for question in ("a", "b"):
        with pytest.raises(StorageError):
            record(engine, key, question, impossible)
    assert answers_of(engine, key) == {"a": level(1)}
    assert (loaded(engine, key).changes, count_of(engine, "answer_history")) == (0, 1)


def test_answers_of_which_one_is_impossible_are_not_stored_at_all(engine: Engine) -> None:
    key = a_key(engine, an_assessment())
    with pytest.raises(StorageError):
        record_answers(engine, key, [Change("a", level(1), 0), Change("b", level(7), 0)])
    assert revisions_of(engine, key) == {}


def test_an_assessment_with_an_impossible_answer_is_not_stored_at_all(engine: Engine) -> None:
    with pytest.raises(StorageError):
        create(engine, an_assessment({"a": level(1), "b": level(7)}))
    assert count_of(engine, "assessments") == count_of(engine, "answers") == 0


@pytest.mark.parametrize(
    "change",
    [lambda engine: record_answer(engine, NO_KEY, Change("a", level(1), 0)), lambda engine: deepen(engine, NO_KEY)],
    ids=["record_answer", "deepen"],
)
def test_an_assessment_that_does_not_exist_cannot_be_changed(engine: Engine, change: object) -> None:
    key = a_key(engine, an_assessment({"a": level(2)}))
    assert callable(change)
    with pytest.raises(FrozenError):
        change(engine)
    assert loaded(engine, key).assessment == an_assessment({"a": level(2)})
    assert count_of(engine, "answers") == 1


@pytest.mark.parametrize(
    "use",
    [
        lambda engine: create(engine, an_assessment({"a": level(1)})),
        lambda engine: record_answer(engine, 1, Change("a", level(1), 0)),
        lambda engine: deepen(engine, 1),
        lambda engine: remove(engine, 1),
        lambda engine: find(engine, "x"),
        lambda engine: load(engine, 1),
    ],
    ids=["create", "record_answer", "deepen", "remove", "find", "load"],
)
def test_trouble_with_the_database_is_told_as_a_storage_error(engine: Engine, use: object) -> None:
    metadata.drop_all(engine)
    assert callable(use)
    with pytest.raises(StorageError):
        use(engine)
