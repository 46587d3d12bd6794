"""The schema from release to release: whatever an office had typed is still there, and its link still opens it."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import URL, Engine, inspect, text

from questionnaire.assessment import Answer, AnswerState
from questionnaire.peer import Sharing
from storage.assessments import Change, StoredAssessment, answer_at, create, find, record_answer, remove
from storage.connect import open_database, sqlite_url
from storage.links import LinkKind, renew
from storage.schema import MIGRATIONS
from storage.submissions import submit
from storage.tables import metadata
from storage.transaction import DatabaseRefusedError
from tests.builders import an_assessment, level
from tests.copied_database import KINDS, Original, an_original
from tests.migrating import differences_from_tables, every_table
from tests.old_database import ANSWERED_AT, MADE_AT, OLD, OldAssessment, connected, make_old_database, plain_engine
from tests.postgres import PostgresServer
from tests.stored import a_key, count_of, executed, history_of, record

ROOT = Path(__file__).parents[2]
# `make soak` starts them more often.
ROUNDS = int(os.environ.get("DX_STARTS", "3"))


@pytest.fixture(scope="module", params=KINDS)
def original(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Original]:
    """A database of the first release."""
    with an_original(request.param, tmp_path_factory, request, make_old_database) as made:
        yield made


@pytest.fixture(params=["empty", "old"])
def opened(request: pytest.FixtureRequest, original: Original, tmp_path: Path) -> Iterator[Engine]:
    """What this release makes of a database without a table, and of one of the first release."""
    with (original.copied_to if request.param == "old" else original.empty_in)(tmp_path) as address:
        engine = open_database(address)
        yield engine
        engine.dispose()


def opened_by(engine: Engine, old: OldAssessment) -> StoredAssessment:
    """What the old link opens."""
    found = find(engine, old.link)
    assert found
    return found


# From 0001


def test_every_migration_is_tested_from_the_schema_before_it() -> None:
    """A new migration needs an old database of its own here."""
    revisions = [script.revision for script in ScriptDirectory(MIGRATIONS).walk_revisions()]
    assert revisions == ["0006", "0005", "0004", "0003", "0002", "0001"]


@pytest.mark.parametrize("old", OLD, ids=lambda old: old.link)
def test_an_old_link_opens_its_assessment_with_every_answer(migrated: Engine, old: OldAssessment) -> None:
    found = opened_by(migrated, old)
    assert found.assessment == an_assessment(
        old.answers, municipality=old.municipality, fiscal_year=old.fiscal_year, depth=old.depth
    )
    assert (found.may_edit, found.submitted_at, found.changes) == (True, None, 0)


def test_every_old_answer_is_confirmed_and_the_first_revision_of_its_history(migrated: Engine) -> None:
    for old in OLD:
        found = opened_by(migrated, old)
        assert found.revisions == dict.fromkeys(old.answers, 1)
        for question, answer in old.answers.items():
            assert answer.is_confirmed
            assert history_of(migrated, found.id, question) == [answer]
    assert count_of(migrated, "answers") == count_of(migrated, "answer_history") == sum(len(old.answers) for old in OLD)


def test_the_old_times_are_kept(migrated: Engine) -> None:
    with migrated.connect() as connection:
        made = connection.execute(metadata.tables["assessments"].select()).all()
        answered = connection.execute(metadata.tables["answers"].select()).all()
        kept = connection.execute(metadata.tables["answer_history"].select()).all()
    assert {row.created_at for row in made} == {MADE_AT}
    assert {row.saved_at for row in (*answered, *kept)} == {ANSWERED_AT}


def test_an_old_assessment_can_be_changed_given_a_link_to_read_and_submitted(migrated: Engine) -> None:
    complete = OLD[2]
    found = opened_by(migrated, complete)
    question = next(iter(complete.answers))
    assert record_answer(migrated, found.id, Change(question, level(3), 1)) == 2
    assert answer_at(migrated, found.id, question, 1) == level(1)
    seen = find(migrated, renew(migrated, found.id, LinkKind.READ))
    assert seen
    assert (seen.id, seen.may_edit) == (found.id, False)
    assert submit(migrated, found.id, Sharing.PRIVATE) == 1


def test_a_new_assessment_gets_a_key_that_no_old_one_ever_had(migrated: Engine) -> None:
    used = {opened_by(migrated, old).id for old in OLD}
    remove(migrated, max(used))
    assert a_key(migrated, an_assessment()) not in used
    assert count_of(migrated, "assessments") == len(OLD)


def test_what_belongs_to_an_old_assessment_goes_with_it(migrated: Engine) -> None:
    """Rebuilding a table must not cut the foreign keys that point to it."""
    executed(migrated, "DELETE FROM assessments")
    assert count_of(migrated, "answers") == count_of(migrated, "answer_history") == 0


def test_a_migration_that_fails_leaves_the_old_database_as_it_was(old_url: URL) -> None:
    with connected(old_url) as connection:
        connection.execute(text("CREATE TABLE codes (in_the_way INTEGER)"))
    before = every_table(old_url)
    for _ in range(2):
        with pytest.raises(Exception, match="codes"):
            open_database(old_url)
        assert every_table(old_url) == before
    with connected(old_url) as connection:
        connection.execute(text("DROP TABLE codes"))
    opened = open_database(old_url)
    assert opened_by(opened, OLD[0]).assessment.answers == OLD[0].answers
    opened.dispose()


# The schema


def test_the_migrations_lead_to_the_tables(opened: Engine) -> None:
    assert differences_from_tables(opened) == []


def test_the_migrations_make_the_same_constraints_as_the_tables(
    opened: Engine, original: Original, tmp_path: Path
) -> None:
    """`compare_metadata` does not look at checks, nor at what a foreign key does on deletion."""
    (tmp_path / "another").mkdir()
    with original.empty_in(tmp_path / "another") as empty:
        directly = plain_engine(empty)
        metadata.create_all(directly)
        for table in metadata.tables:
            assert constraints(opened, table) == constraints(directly, table)


def test_a_new_file_of_sqlite_is_what_the_migrations_make_of_an_old_one(tmp_path: Path) -> None:
    """It is made without them. Only the columns may stand in another order: later ones were added behind."""
    made: dict[str, dict[str, list[str]]] = {}
    for name in ("new", "old"):
        (tmp_path / name).mkdir()
        address = sqlite_url(tmp_path / name)
        if name == "old":
            make_old_database(address)
        opened = open_database(address)
        made[name] = definitions(opened)
        opened.dispose()
    assert made["new"] == made["old"]
    assert "alembic_version" in made["new"]


def definitions(engine: Engine) -> dict[str, list[str]]:
    """Each table and index of SQLite with the parts of its definition: columns, keys, constraints by name."""
    with engine.connect() as connection:
        found = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")
        texts = {name: " ".join(sql.replace('"', "").split()) for name, sql in found}
    # A comma within brackets does not part two definitions.
    return {name: sorted(map(str.strip, re.split(r",(?![^()]*\))", body(text)))) for name, text in texts.items()}


def body(sql: str) -> str:
    """What stands in the outermost brackets."""
    return sql[sql.index("(") + 1 : sql.rindex(")")]


def constraints(engine: Engine, table: str) -> dict[str, list[str]]:
    """What the table enforces; what a database calls its own keys does not matter."""
    found = inspect(engine)
    unnamed: dict[str, list[Any]] = {
        "foreign keys": found.get_foreign_keys(table),
        "primary key": [found.get_pk_constraint(table)],
        "unique": found.get_unique_constraints(table),
        "indexes": [index for index in found.get_indexes(table) if not index["unique"]],
    }
    described = {
        kind: sorted(str({key: value for key, value in constraint.items() if key != "name"}) for constraint in each)
        for kind, each in unnamed.items()
    }
    return described | {"checks": sorted(str(check) for check in found.get_check_constraints(table))}


def test_a_migrated_database_refuses_what_a_new_one_refuses(migrated: Engine) -> None:
    with pytest.raises(Exception, match="level"):
        create(migrated, an_assessment({"a": Answer(AnswerState.UNKNOWN, 2)}))


# Two that start at once


@pytest.fixture(scope="module")
def openers() -> Iterator[list["subprocess.Popen[str]"]]:
    """Two processes that open whatever database they are told."""
    command = [sys.executable, "-m", "tests.opener"]
    with ExitStack() as running:
        yield [
            running.enter_context(
                subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1)
            )
            for _ in range(2)
        ]


def said_at_once(openers: list["subprocess.Popen[str]"], url: URL) -> list[str]:
    """What each of the processes says after opening this database at the same moment."""
    for opener in openers:
        assert opener.stdin
        opener.stdin.write(f"{url.render_as_string(hide_password=False)}\n")
    return [opener.stdout.readline().strip() for opener in openers if opener.stdout]


@pytest.mark.soak
def test_two_processes_that_start_at_once_on_an_empty_database_both_succeed(
    openers: list["subprocess.Popen[str]"], original: Original, tmp_path: Path
) -> None:
    for round_ in range(ROUNDS):
        with original.empty_in(tmp_path / str(round_)) as place:
            assert said_at_once(openers, place) == ["ok", "ok"]
            assert_usable(place)


@pytest.mark.lasting
def test_two_processes_that_start_at_once_on_an_old_database_both_succeed(
    openers: list["subprocess.Popen[str]"], original: Original, tmp_path: Path
) -> None:
    for round_ in range(ROUNDS):
        (tmp_path / str(round_)).mkdir()
        with original.copied_to(tmp_path / str(round_)) as place:
            assert said_at_once(openers, place) == ["ok", "ok"]
            assert_nothing_lost(place)


def assert_usable(place: URL) -> None:
    opened = open_database(place)
    record(opened, a_key(opened, an_assessment()), "a", level(1))
    assert count_of(opened, "alembic_version") == 1
    opened.dispose()


def assert_nothing_lost(place: URL) -> None:
    opened = open_database(place)
    for old in OLD:
        assert opened_by(opened, old).assessment.answers == old.answers
    opened.dispose()


# A newer release


def test_a_database_of_a_newer_release_is_refused_in_japanese_and_not_touched(
    engine: Engine, url: URL, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    a_key(engine, an_assessment({"a": level(2)}))
    executed(engine, "UPDATE alembic_version SET version_num = '9999'")
    executed(engine, "CREATE TABLE of_the_future (id INTEGER)")
    engine.dispose()
    before = traces(url, tmp_path, request)
    for _ in range(2):
        with pytest.raises(DatabaseRefusedError, match=r"新しい版のプログラム.*9999"):
            open_database(url)
        assert traces(url, tmp_path, request) == before


def traces(url: URL, tmp_path: Path, request: pytest.FixtureRequest) -> object:
    """Every byte of SQLite's files, or everything that PostgreSQL would write into a backup."""
    if url.get_backend_name() == "sqlite":
        return {file.name: file.read_bytes() for file in tmp_path.iterdir()}
    server: PostgresServer = request.getfixturevalue("postgres")
    return server.dump(url)
