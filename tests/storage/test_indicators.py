"""The published table in the database: the newest one, all of it or nothing, on both databases."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import date, datetime
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import URL, Engine

from questionnaire.indicator_table import IndicatorTable
from storage.backup import back_up, restore
from storage.connect import open_database, sqlite_url
from storage.indicators import Edition, OlderTableError, keep, newest, table_of
from storage.schema import MIGRATIONS
from storage.soundness import soundness
from storage.transaction import StorageError
from tests.builders import KOSHIGAYA, SOKA
from tests.copied_database import KINDS
from tests.full_database import a_database
from tests.migrating import assert_no_row_is_lost, every_table
from tests.old_database import connected, make_old_database, plain_engine, upgrade
from tests.postgres import PostgresServer
from tests.published import REAL_DAY, SAITAMA, a_table, real_table
from tests.stored import count_of, executed

LATER = date(2025, 4, 1)
REVISION = "0003"
REVISION_BEFORE = str(ScriptDirectory(MIGRATIONS).get_revision(REVISION).down_revision)


def kept(engine: Engine) -> IndicatorTable | None:
    edition = newest(engine)
    return table_of(engine, edition) if edition else None


# Keeping


def test_nothing_is_kept_at_first(engine: Engine) -> None:
    assert newest(engine) is None


def test_the_real_table_is_kept_as_it_was_read(engine: Engine) -> None:
    keep(engine, real_table())
    assert kept(engine) == real_table()
    assert count_of(engine, "indicator_values") == 15 * 1741


def test_another_process_reads_what_was_kept(engine: Engine, other_engine: Engine) -> None:
    keep(engine, a_table(online_care=12.0, cio="実施"))
    assert kept(other_engine) == a_table(online_care=12.0, cio="実施")


def test_some_municipalities_are_read_without_the_others(engine: Engine) -> None:
    keep(engine, real_table())
    edition = newest(engine)
    assert edition
    some = table_of(engine, edition, (SOKA, KOSHIGAYA, "999999"))
    assert some.values == {code: real_table().values[code] for code in (SOKA, KOSHIGAYA)}
    assert table_of(engine, edition, ()).values == {}


@pytest.mark.parametrize("day", [REAL_DAY, LATER], ids=["same", "later"])
def test_a_newer_or_corrected_table_replaces_the_one_before(engine: Engine, day: date) -> None:
    keep(engine, a_table(cio="実施"))
    first = newest(engine)
    keep(engine, a_table(day, cio="未実施"))
    assert kept(engine) == a_table(day, cio="未実施")
    assert newest(engine) != first
    assert count_of(engine, "indicator_tables") == 1
    assert count_of(engine, "indicator_values") == len(SAITAMA) * 15


def test_an_older_table_is_refused_and_replaces_only_when_that_is_wanted(engine: Engine) -> None:
    keep(engine, a_table(LATER, cio="実施"))
    with pytest.raises(OlderTableError) as refused:
        keep(engine, a_table(cio="未実施"))
    assert refused.value.kept == LATER
    assert kept(engine) == a_table(LATER, cio="実施")
    keep(engine, a_table(cio="未実施"), may_be_older=True)
    assert kept(engine) == a_table(cio="未実施")


def test_a_table_that_cannot_be_stored_leaves_the_one_before(engine: Engine) -> None:
    keep(engine, a_table(cio="実施"))
    edition = newest(engine)
    executed(engine, "CREATE TABLE of_the_operator (as_of VARCHAR(10) REFERENCES indicator_tables (as_of))")
    executed(engine, "INSERT INTO of_the_operator VALUES ('2024-07-12')")
    with pytest.raises(StorageError):
        keep(engine, a_table(LATER, cio="未実施"))
    assert newest(engine) == edition
    assert kept(engine) == a_table(cio="実施")


def test_a_value_that_the_database_refuses_leaves_the_table_before(engine: Engine) -> None:
    keep(engine, a_table(cio="実施"))
    edition = newest(engine)
    faulty = a_table(LATER, cio="実施")
    with pytest.raises(StorageError):
        keep(engine, IndicatorTable(LATER, {**faulty.values, None: {"cio": "実施"}}))  # type: ignore[dict-item]
    assert newest(engine) == edition
    assert kept(engine) == a_table(cio="実施")


def test_of_two_who_keep_at_once_one_whole_table_remains(engine: Engine, other_engine: Engine) -> None:
    tables = [a_table(cio="実施"), a_table(LATER, cio="未実施")]
    for _ in range(3):
        with ThreadPoolExecutor(2) as both:
            done = [
                both.submit(keep, one, table, may_be_older=True)
                for one, table in zip((engine, other_engine), tables, strict=True)
            ]
        assert [one.exception() for one in done] == [None, None]
        assert kept(engine) in tables
        assert count_of(engine, "indicator_tables") == 1
        assert soundness(engine).faults == ()


def test_an_edition_that_was_replaced_gives_nothing_instead_of_the_values_of_another(engine: Engine) -> None:
    keep(engine, a_table(cio="実施"))
    edition = newest(engine)
    assert edition
    keep(engine, a_table(cio="未実施"))
    assert table_of(engine, edition).values == {}


def test_what_was_read_once_is_not_asked_for_again(engine: Engine) -> None:
    keep(engine, a_table(cio="実施"))
    edition = newest(engine)
    assert edition
    first = table_of(engine, edition, (SOKA,))
    executed(engine, "DELETE FROM indicator_values")
    assert table_of(engine, edition, (SOKA,)) is first
    assert table_of(engine, edition, (KOSHIGAYA,)).values == {}


def test_a_database_that_went_away_is_told_and_asked_again(tmp_path: Path) -> None:
    missing = plain_engine(URL.create("sqlite", database=str(tmp_path / "none" / "x.sqlite3")))
    edition = Edition(REAL_DAY, datetime(2026, 11, 22))
    with pytest.raises(StorageError):
        newest(missing)
    for _ in range(2):
        with pytest.raises(StorageError):
            table_of(missing, edition)


# verify


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        ("INSERT INTO indicator_tables VALUES ('2020-01-01', '2026-11-22 00:00:00')", "公表データの表が2つあります"),
        ("DELETE FROM indicator_values WHERE municipality = '112216' AND indicator = 'rpa'", "の値がそろっていません"),
        ("INSERT INTO indicator_tables VALUES ('昨日', '2026-11-22 00:00:00')", "日付「昨日」を読み取れません"),
    ],
)
def test_verify_tells_a_table_that_is_not_whole(engine: Engine, damage: str, told: str) -> None:
    keep(engine, a_table(cio="実施"))
    assert soundness(engine).faults == ()
    executed(engine, damage)
    assert any(told in fault for fault in soundness(engine).faults)


# backup


@pytest.mark.parametrize("kind", KINDS)
def test_a_backup_brings_the_table_into_either_database(
    engine: Engine, kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    table = IndicatorTable(REAL_DAY, {SOKA: {"a": 0.1, "b": 100.0, "c": None, "d": "実施"}})
    keep(engine, table)
    back_up(engine, tmp_path / "backup")
    (tmp_path / "other").mkdir()
    with a_database(kind, tmp_path / "other", request) as other:
        restore(other, tmp_path / "backup")
        assert kept(other) == table
        assert newest(other) == newest(engine)


# From the schema before


@pytest.mark.parametrize("kind", KINDS)
def test_a_database_of_the_schema_before_keeps_all_it_holds_and_takes_a_table(
    kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    with ExitStack() as running:
        before = sqlite_url(tmp_path)
        if kind == "postgresql":
            server: PostgresServer = request.getfixturevalue("postgres")
            before = running.enter_context(server.new_database())
        make_old_database(before)
        with connected(before) as connection:
            upgrade(connection, REVISION_BEFORE)
        held = every_table(before)
        assert len(held["answer_history"]) > 1
        assert not {"indicator_tables", "indicator_values"} & set(held)
        with connected(before) as connection:
            upgrade(connection, REVISION)
        assert_no_row_is_lost(held, every_table(before))
        opened = open_database(before)
        running.callback(opened.dispose)
        keep(opened, a_table(cio="実施"))
        assert kept(opened) == a_table(cio="実施")
