"""The database, on real SQLite files: nothing is lost, nothing is changed, nobody opens what is not theirs."""

import re
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, create_engine, func, inspect, select, text
from sqlalchemy import table as table_of
from sqlalchemy.exc import SQLAlchemyError

from questionnaire.assessment import LONGEST_TEXT, Answer, AnswerState, Assessment
from questionnaire.model import Depth
from storage.assessments import StorageError, create, deepen, find, record_answer
from storage.connect import DEFAULT_DIRECTORY, FILE_NAME, data_directory, database, open_database
from storage.tables import metadata
from tests.builders import KOSHIGAYA, UNKNOWN, an_assessment, level, not_applicable

THREADS, ANSWERS_EACH = 16, 8
TIME_COLUMNS = ("created_at FROM assessments", "saved_at FROM answers")

HOSTILE_TEXTS = [
    "あ" * LONGEST_TEXT,
    "👩🏽‍💻🏴󠁧󠁢󠁥󠁮󠁧󠁿",  # joined and tagged emoji
    "𠮷野家と𩸽",  # outside the basic plane
    "葛󠄀城市 が か\u3099 é e\u0301",  # variation selector, composed and combining marks
    "前\x00後",
    "\u202eרק ימין\u202c \u200f\u200e",
    "'; DROP TABLE answers; -- \" ` \\ %s :memo {memo}",
    " 前後の空白 \t\r\n\n",
    "\ufeff=1+1",
]


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    opened = open_database(tmp_path)
    yield opened
    opened.dispose()


@pytest.fixture
def other_engine(engine: Engine, tmp_path: Path) -> Iterator[Engine]:
    """Another process would open the same file in the same way."""
    opened = open_database(tmp_path)
    yield opened
    opened.dispose()


@pytest.fixture(scope="module")
def shared_engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    opened = open_database(tmp_path_factory.mktemp("shared"))
    yield opened
    opened.dispose()


@pytest.fixture
def japanese_time(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def key_of(engine: Engine, link: str) -> int:
    stored = find(engine, link)
    assert stored
    return stored.id


def stored_answers(engine: Engine, link: str) -> dict[str, Answer]:
    stored = find(engine, link)
    assert stored
    return dict(stored.assessment.answers)


def count_of(engine: Engine, table: str) -> int:
    with engine.connect() as connection:
        return int(connection.execute(select(func.count()).select_from(table_of(table))).scalar_one())


def executed(engine: Engine, sql: str) -> None:
    with engine.begin() as connection:
        connection.execute(text(sql))


def bytes_on_disk(directory: Path) -> bytes:
    """Everything that lies there: the database, its write-ahead log and the index of that."""
    files = sorted(directory.glob(f"{FILE_NAME}*"))
    assert FILE_NAME in [file.name for file in files]
    return b"".join(file.read_bytes() for file in files)


# What is stored comes back


def test_an_assessment_comes_back_with_every_answer(engine: Engine) -> None:
    assessment = an_assessment(
        {
            "a": level(0),
            "b": Answer(AnswerState.ANSWERED, 3, "メモ", "根拠"),
            "c": Answer(AnswerState.UNKNOWN, memo="人事課に聞く"),
            "d": not_applicable("保育所がない"),
            "e": Answer(AnswerState.UNANSWERED, memo="先に書いたメモ"),
        },
        municipality="011002",
        fiscal_year=2027,
        version="v2031-12",
        depth=Depth.FULL,
    )
    stored = find(engine, create(engine, assessment))
    assert stored
    assert stored.assessment == assessment


def test_an_assessment_without_answers_comes_back_empty(engine: Engine) -> None:
    assert stored_answers(engine, create(engine, an_assessment())) == {}


@pytest.mark.parametrize("typed", HOSTILE_TEXTS, ids=ascii)
def test_a_hostile_text_comes_back_exactly_as_typed(engine: Engine, typed: str) -> None:
    link = create(engine, an_assessment())
    answer = Answer(AnswerState.ANSWERED, 1, memo=typed, evidence=typed)
    record_answer(engine, key_of(engine, link), "a", answer)
    assert stored_answers(engine, link) == {"a": answer}


@settings(max_examples=50)
@given(memo=st.text(st.characters(exclude_categories=["Cs"])), evidence=st.text(max_size=20))
def test_any_text_comes_back_exactly_as_typed(shared_engine: Engine, memo: str, evidence: str) -> None:
    answer = Answer(AnswerState.UNKNOWN, memo=memo, evidence=evidence)
    assert stored_answers(shared_engine, create(shared_engine, an_assessment({"a": answer}))) == {"a": answer}


def test_a_new_answer_replaces_the_one_before_and_leaves_the_others(engine: Engine) -> None:
    link = create(engine, an_assessment({"a": Answer(AnswerState.ANSWERED, 3, "古い", "古い"), "b": level(2)}))
    record_answer(engine, key_of(engine, link), "a", UNKNOWN)
    assert stored_answers(engine, link) == {"a": UNKNOWN, "b": level(2)}


def test_two_assessments_of_one_municipality_and_year_stay_apart(engine: Engine) -> None:
    first, second = (create(engine, an_assessment({"a": level(number)})) for number in (1, 2))
    record_answer(engine, key_of(engine, first), "a", level(3))
    assert stored_answers(engine, first) == {"a": level(3)}
    assert stored_answers(engine, second) == {"a": level(2)}


def test_going_deeper_changes_the_depth_and_nothing_else(engine: Engine) -> None:
    answers = {"a": Answer(AnswerState.ANSWERED, 3, "メモ", "根拠"), "b": Answer(AnswerState.UNANSWERED, memo="先に")}
    link, other = (create(engine, an_assessment(answers, fiscal_year=year)) for year in (2026, 2027))
    for _ in range(2):
        deepen(engine, key_of(engine, link))
        stored = find(engine, link)
        assert stored
        assert stored.assessment == an_assessment(answers, depth=Depth.FULL)
    neighbour = find(engine, other)
    assert neighbour
    assert neighbour.assessment == an_assessment(answers, fiscal_year=2027)


def test_going_deeper_with_an_assessment_that_does_not_exist_changes_no_other(engine: Engine) -> None:
    link = create(engine, an_assessment({"a": level(1)}))
    deepen(engine, key_of(engine, link) + 1)
    stored = find(engine, link)
    assert stored
    assert stored.assessment == an_assessment({"a": level(1)})


def test_an_assessment_is_found_again_after_the_file_was_closed_and_opened(tmp_path: Path) -> None:
    first = open_database(tmp_path)
    link = create(first, an_assessment({"a": level(2)}, municipality=KOSHIGAYA))
    first.dispose()
    second = open_database(tmp_path)
    stored = find(second, link)
    second.dispose()
    assert stored
    assert stored.assessment == an_assessment({"a": level(2)}, municipality=KOSHIGAYA)


def test_an_answer_recorded_by_one_engine_is_seen_at_once_by_another(engine: Engine, other_engine: Engine) -> None:
    link = create(engine, an_assessment())
    for number in range(4):
        record_answer(engine, key_of(engine, link), "a", level(number))
        assert stored_answers(other_engine, link) == {"a": level(number)}


def test_times_are_stored_in_utc(engine: Engine, japanese_time: None) -> None:
    create(engine, an_assessment({"a": UNKNOWN}))
    with engine.connect() as connection:
        times = [connection.execute(text(f"SELECT {column}")).scalar_one() for column in TIME_COLUMNS]
    for stored in times:
        assert abs(datetime.fromisoformat(stored).replace(tzinfo=UTC) - datetime.now(UTC)) < timedelta(minutes=1)


# Who may open it


def test_a_link_carries_at_least_128_bits_and_is_safe_in_an_address(engine: Engine) -> None:
    links = [create(engine, an_assessment()) for _ in range(50)]
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{22,}", link) for link in links)  # 6 bits a character
    assert len(set(links)) == len(links)
    # No two share a piece that a counter or a clock would leave in all of them.
    assert len({link[:4] for link in links}) > 45
    assert len({link[-4:] for link in links}) > 45


def test_the_link_is_nowhere_on_disk(engine: Engine, tmp_path: Path) -> None:
    link = create(engine, an_assessment({"a": Answer(AnswerState.UNKNOWN, memo="a memo to be found")}))
    record_answer(engine, key_of(engine, link), "b", level(1))
    on_disk = bytes_on_disk(tmp_path)
    assert b"a memo to be found" in on_disk
    assert link.encode() not in on_disk


@pytest.mark.parametrize("wrong", ["", "x", "' OR 1=1 --", "あ", "\x00", "%", "_" * 22, "a" * 100_000], ids=ascii)
def test_a_wrong_link_opens_nothing(engine: Engine, wrong: str) -> None:
    create(engine, an_assessment())
    assert find(engine, wrong) is None


def test_a_link_that_differs_in_one_character_or_its_case_opens_nothing(engine: Engine) -> None:
    link = create(engine, an_assessment())
    for wrong in (link[:-1], link + "A", f" {link}", link.swapcase()):
        assert find(engine, wrong) is None


def test_the_hash_that_is_stored_is_no_link(engine: Engine) -> None:
    create(engine, an_assessment())
    with engine.connect() as connection:
        stored = connection.execute(text("SELECT link_hash FROM assessments")).scalar_one()
    assert find(engine, stored) is None


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
    link = create(engine, an_assessment({"a": level(1)}))
    with pytest.raises(StorageError):
        record_answer(engine, key_of(engine, link), "a", impossible)
    assert stored_answers(engine, link) == {"a": level(1)}


def test_an_assessment_with_an_impossible_answer_is_not_stored_at_all(engine: Engine) -> None:
    with pytest.raises(StorageError):
        create(engine, an_assessment({"a": level(1), "b": level(7)}))
    assert count_of(engine, "assessments") == count_of(engine, "answers") == 0


def test_an_answer_to_an_assessment_that_does_not_exist_is_refused(engine: Engine) -> None:
    with pytest.raises(StorageError):
        record_answer(engine, 4711, "a", level(1))
    assert count_of(engine, "answers") == 0


def test_a_deleted_assessment_takes_its_answers_along(engine: Engine) -> None:
    link = create(engine, an_assessment({"a": level(1)}))
    executed(engine, "DELETE FROM assessments")
    assert count_of(engine, "answers") == 0
    assert find(engine, link) is None


@pytest.mark.parametrize(
    "use",
    [
        lambda engine: create(engine, an_assessment({"a": level(1)})),
        lambda engine: record_answer(engine, 1, "a", level(1)),
        lambda engine: deepen(engine, 1),
        lambda engine: find(engine, "x"),
    ],
    ids=["create", "record_answer", "deepen", "find"],
)
def test_trouble_with_the_database_is_told_as_a_storage_error(engine: Engine, use: object) -> None:
    executed(engine, "DROP TABLE answers")
    executed(engine, "DROP TABLE assessments")
    assert callable(use)
    with pytest.raises(StorageError):
        use(engine)


def test_going_deeper_in_a_database_that_takes_nothing_new_is_told_and_changes_nothing(engine: Engine) -> None:
    link = create(engine, an_assessment({"a": level(1)}))
    executed(engine, "CREATE TRIGGER full BEFORE UPDATE ON assessments BEGIN SELECT RAISE(ABORT, 'disk full'); END")
    with pytest.raises(StorageError):
        deepen(engine, key_of(engine, link))
    stored = find(engine, link)
    assert stored
    assert stored.assessment == an_assessment({"a": level(1)})


# How the file is opened


@pytest.mark.parametrize(
    ("pragma", "value"), [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("busy_timeout", 5000)]
)
def test_every_connection_keeps_each_commit(engine: Engine, pragma: str, value: object) -> None:
    with engine.connect() as first, engine.connect() as second:
        for connection in (first, second):
            assert connection.execute(text(f"PRAGMA {pragma}")).scalar_one() == value


def test_the_migrations_lead_from_nothing_to_the_tables(engine: Engine) -> None:
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "compare_server_default": True, "render_as_batch": True}
        )
        assert compare_metadata(context, metadata) == []


def test_the_migrations_make_the_same_constraints_as_the_tables(engine: Engine, tmp_path: Path) -> None:
    """`compare_metadata` does not look at checks, nor at what a foreign key does on deletion."""
    directly = create_engine(f"sqlite:///{tmp_path / 'directly.sqlite3'}")
    metadata.create_all(directly)
    migrated, wanted = inspect(engine), inspect(directly)
    for table in metadata.tables:
        assert migrated.get_check_constraints(table) == wanted.get_check_constraints(table)
        assert migrated.get_foreign_keys(table) == wanted.get_foreign_keys(table)
        assert migrated.get_pk_constraint(table) == wanted.get_pk_constraint(table)
        assert migrated.get_unique_constraints(table) == wanted.get_unique_constraints(table)
    directly.dispose()


def test_opening_the_database_again_changes_nothing(engine: Engine, tmp_path: Path) -> None:
    link = create(engine, an_assessment({"a": level(2)}))
    for _ in range(2):
        open_database(tmp_path).dispose()
    assert stored_answers(engine, link) == {"a": level(2)}
    assert count_of(engine, "alembic_version") == 1


@pytest.mark.parametrize("name", ["新しい/深い 場所", "100%", "a#b", "a?b=c", "it's"])
def test_the_file_lies_in_the_directory_whatever_it_is_called(tmp_path: Path, name: str) -> None:
    directory = tmp_path / name
    opened = open_database(directory)
    create(opened, an_assessment())
    opened.dispose()
    assert (directory / FILE_NAME).is_file()


def test_a_file_that_is_no_database_is_refused_and_kept(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_bytes(b"these are somebody's notes, and no database" * 100)
    before = bytes_on_disk(tmp_path)
    with pytest.raises(SQLAlchemyError):
        open_database(tmp_path)
    assert bytes_on_disk(tmp_path) == before


def test_the_database_of_a_directory_is_opened_once(tmp_path: Path) -> None:
    opened = database(tmp_path / "one")
    assert database(tmp_path / "one") is opened
    other = database(tmp_path / "two")
    assert other is not opened
    opened.dispose()
    other.dispose()


def test_the_environment_names_the_data_directory(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DX_DATA_DIR", str(tmp_path))
    assert data_directory() == tmp_path


@pytest.mark.parametrize("value", [None, ""])
def test_without_a_name_the_data_lies_beside_the_program(monkeypatch: pytest.MonkeyPatch, value: str | None) -> None:
    monkeypatch.delenv("DX_DATA_DIR", raising=False)
    if value is not None:
        monkeypatch.setenv("DX_DATA_DIR", value)
    assert data_directory() == DEFAULT_DIRECTORY == Path(__file__).parents[1] / "data"


# Many at once


def test_sixteen_threads_that_answer_one_assessment_at_once_lose_nothing(engine: Engine, other_engine: Engine) -> None:
    link = create(engine, an_assessment())
    key = key_of(engine, link)
    barrier = threading.Barrier(THREADS)

    def answer_all(thread: int) -> None:
        barrier.wait()
        for number in range(ANSWERS_EACH):
            own = engine if thread % 2 else other_engine
            record_answer(own, key, f"{thread}-{number}", Answer(AnswerState.ANSWERED, number % 4, memo=f"{thread}"))

    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(answer_all, range(THREADS)))
    assert stored_answers(engine, link) == {
        f"{thread}-{number}": Answer(AnswerState.ANSWERED, number % 4, memo=f"{thread}")
        for thread in range(THREADS)
        for number in range(ANSWERS_EACH)
    }


def test_sixteen_threads_that_begin_an_assessment_at_once_get_one_each(engine: Engine) -> None:
    barrier = threading.Barrier(THREADS)

    def begin(thread: int) -> tuple[str, Assessment]:
        barrier.wait()
        assessment = an_assessment({"a": Answer(AnswerState.UNKNOWN, memo=str(thread))}, fiscal_year=2000 + thread)
        return create(engine, assessment), assessment

    with ThreadPoolExecutor(THREADS) as pool:
        begun = list(pool.map(begin, range(THREADS)))
    for link, assessment in begun:
        stored = find(engine, link)
        assert stored
        assert stored.assessment == assessment
