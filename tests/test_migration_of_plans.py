"""From 0004: everything stays as it was, and an office may decide and plan from then on."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import URL, Engine

from questionnaire.peer import Sharing
from questionnaire.plan import Target
from storage.connect import open_database, sqlite_url
from storage.peer_sets import sets_of
from storage.plans import StoredPlans, decide, keep_plan, plans_of, set_targets
from storage.revised import PlanChange
from storage.sharing import sharing_of
from storage.submissions import reopen, submissions_of, submit
from storage.tables import metadata
from tests.builders import SOKA, an_assessment
from tests.planned import ACTIONS, DONE, a_plan
from tests.postgres import PostgresServer
from tests.sharing_database import make_sharing_database
from tests.stored import a_key
from tests.submitted_database import FIRST_ANSWERS, REMOVED_KEY
from tests.test_migrations import everything

NEW_TABLES = {"decisions", "targets", "plans", "plan_starts", "plan_decisions"}


@pytest.fixture(params=["sqlite", "postgresql"])
def old_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[URL]:
    """The address of a database of the release before plans."""
    if request.param == "sqlite":
        make_sharing_database(sqlite_url(tmp_path))
        yield sqlite_url(tmp_path)
        return
    server: PostgresServer = request.getfixturevalue("postgres")
    with server.new_database() as address:
        make_sharing_database(address)
        yield address


@pytest.fixture
def migrated(old_url: URL) -> Iterator[Engine]:
    opened = open_database(old_url)
    yield opened
    opened.dispose()


def test_every_row_of_before_is_still_there(old_url: URL) -> None:
    before = everything(old_url)
    assert [name for name, rows in before.items() if len(rows) == 1] == []
    open_database(old_url).dispose()
    after = everything(old_url)
    assert set(after) == set(before) | NEW_TABLES
    for name in set(before) - {"alembic_version"}:
        (columns, *rows), (new_columns, *new_rows) = before[name], after[name]
        assert new_columns[: len(columns)] == columns
        assert sorted(tuple(row)[: len(columns)] for row in new_rows) == sorted(map(tuple, rows))
    assert {name for name in NEW_TABLES if len(after[name]) > 1} == set()


def test_an_old_assessment_reads_as_before_and_goes_on(migrated: Engine) -> None:
    assert submissions_of(migrated, 1)[0].assessment == an_assessment(FIRST_ANSWERS, municipality=SOKA)
    assert (sharing_of(migrated, 1), len(sets_of(migrated, 1))) == (Sharing.NAMED, 1)
    reopen(migrated, 1)
    assert submit(migrated, 1, Sharing.PRIVATE) == 3


def test_an_old_assessment_decided_nothing_and_may_decide(migrated: Engine) -> None:
    assert plans_of(migrated, 1) == StoredPlans()
    decide(migrated, 1, {ACTIONS[0]: PlanChange(DONE, 0)})
    set_targets(migrated, 1, {"people": PlanChange(Target("people", "dx", 2027), 0)})
    keep_plan(migrated, 1, PlanChange(a_plan(), 0))
    found = plans_of(migrated, 1)
    assert found.plan
    assert (found.decisions, set(found.targets), found.plan.plan) == ({ACTIONS[0]: DONE}, {"people"}, a_plan())


def test_the_key_of_an_assessment_that_was_removed_is_not_given_again(migrated: Engine) -> None:
    assert a_key(migrated, an_assessment()) == REMOVED_KEY + 1


def test_the_migration_leads_to_the_tables(migrated: Engine) -> None:
    with migrated.connect() as connection:
        options = {"compare_type": True, "compare_server_default": True, "render_as_batch": True}
        assert compare_metadata(MigrationContext.configure(connection, opts=options), metadata) == []
