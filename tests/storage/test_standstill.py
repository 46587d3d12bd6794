"""A PostgreSQL that stands still: its connections stay open, its kernel answers, and nothing comes back."""

import time
from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import Engine, func, literal, select, text

from storage.assessments import load
from storage.connect import open_database
from storage.silence import PAUSE_S, STATEMENT_S
from storage.transaction import StorageError, let_it_take_long, transaction
from tests.builders import an_assessment, level
from tests.postgres import MIGRATED, PostgresServer
from tests.racing import at_once
from tests.stored import a_key, answers_of, record

LONGEST_WAIT_S = 10
# More than the pool holds, with what it may open beyond.
THREADS = 20


@pytest.fixture
def engine(mortal_postgres: PostgresServer) -> Iterator[Engine]:
    with mortal_postgres.new_database(MIGRATED) as url:
        opened = open_database(url)
        yield opened
        opened.dispose()


def refused_after(act: Callable[[], object]) -> float:
    """How many seconds it took until the storage said that it could not."""
    began = time.monotonic()
    with pytest.raises(StorageError):
        act()
    return time.monotonic() - began


def test_a_server_that_stands_still_is_told_in_time_and_used_again(
    engine: Engine, mortal_postgres: PostgresServer
) -> None:
    key = a_key(engine, an_assessment({"a": level(1)}))
    with mortal_postgres.standing_still():
        assert refused_after(lambda: record(engine, key, "a", level(2))) < LONGEST_WAIT_S
        # Nobody waits a second time for the same silence.
        assert refused_after(lambda: record(engine, key, "a", level(2))) < 1
    time.sleep(PAUSE_S)
    assert record(engine, key, "a", level(2)) == 2
    assert answers_of(engine, key) == {"a": level(2)}


@pytest.mark.soak
def test_a_server_that_stops_within_a_transaction_keeps_nothing_of_it(
    engine: Engine, mortal_postgres: PostgresServer
) -> None:
    key = a_key(engine, an_assessment({"a": level(1)}))

    def write_while_it_stops() -> None:
        with transaction(engine) as connection:
            connection.execute(text("UPDATE answers SET level = 3"))
            with mortal_postgres.standing_still():
                connection.execute(text("UPDATE answers SET level = 2"))

    assert refused_after(write_while_it_stops) < LONGEST_WAIT_S
    time.sleep(PAUSE_S)
    assert answers_of(engine, key) == {"a": level(1)}
    assert record(engine, key, "a", level(3)) == 2


@pytest.mark.soak
def test_many_who_wait_at_once_are_all_told_in_time_and_all_served_afterwards(
    engine: Engine, mortal_postgres: PostgresServer
) -> None:
    keys = [a_key(engine, an_assessment({"a": level(1)})) for _ in range(THREADS)]
    with mortal_postgres.standing_still():
        waits = at_once([lambda key=key: refused_after(lambda: record(engine, key, "a", level(2))) for key in keys])
    assert max(waits) < LONGEST_WAIT_S
    time.sleep(PAUSE_S)
    assert at_once([lambda key=key: record(engine, key, "a", level(2)) for key in keys]) == [2] * THREADS


@pytest.mark.soak
def test_a_command_waits_as_long_as_its_statements_take_and_whoever_has_its_connection_next_does_not(
    engine: Engine, mortal_postgres: PostgresServer
) -> None:
    with transaction(engine) as connection:
        let_it_take_long(connection)
        assert connection.execute(select(func.pg_sleep(STATEMENT_S + 1), literal("done"))).scalars(1).one() == "done"
    with mortal_postgres.standing_still():
        assert refused_after(lambda: load(engine, 1)) < LONGEST_WAIT_S
