"""From 0005: every answer stays as it was and says nothing of who gave it; what was planned is still there."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import URL, Engine

from questionnaire.peer import Sharing
from questionnaire.plan import Target
from questionnaire.quarter import Quarter
from storage.connect import open_database, sqlite_url
from storage.plans import plans_of
from storage.submissions import reopen, submissions_of, submit
from storage.tables import metadata
from tests.builders import SOKA, an_assessment
from tests.planned import ACTIONS, UNDER_WAY
from tests.planned_database import PLANNED_AT, make_planned_database
from tests.postgres import PostgresServer
from tests.provenance import BY_FORM
from tests.stored import QUESTIONS, a_key, answers_of, history_of, record
from tests.submitted_database import FIRST_ANSWERS, REMOVED_KEY
from tests.test_migrations import everything

FIRST = QUESTIONS[0].id


@pytest.fixture(params=["sqlite", "postgresql"])
def old_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[URL]:
    """The address of a database of the release before answer forms."""
    if request.param == "sqlite":
        make_planned_database(sqlite_url(tmp_path))
        yield sqlite_url(tmp_path)
        return
    server: PostgresServer = request.getfixturevalue("postgres")
    with server.new_database() as address:
        make_planned_database(address)
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
    assert set(after) == set(before)
    for name in set(before) - {"alembic_version"}:
        (columns, *rows), (new_columns, *new_rows) = before[name], after[name]
        assert new_columns[: len(columns)] == columns
        assert sorted(tuple(row)[: len(columns)] for row in new_rows) == sorted(map(tuple, rows))


def test_no_old_answer_says_who_gave_it_and_a_new_one_may(migrated: Engine) -> None:
    assert submissions_of(migrated, 1)[0].assessment == an_assessment(FIRST_ANSWERS, municipality=SOKA)
    assert not any(answer.has_provenance for answer in answers_of(migrated, 1).values())
    reopen(migrated, 1)
    before = answers_of(migrated, 1)[FIRST]
    record(migrated, 1, FIRST, replace(before, **BY_FORM))
    assert history_of(migrated, 1, FIRST) == [before, replace(before, **BY_FORM)]
    assert submit(migrated, 1, Sharing.PRIVATE) == 3


def test_what_was_planned_reads_as_before(migrated: Engine) -> None:
    found = plans_of(migrated, 1)
    assert (found.decisions, found.decision_revisions) == ({ACTIONS[0]: UNDER_WAY}, {ACTIONS[0]: 3})
    assert found.targets == {"people": Target("people", "dx", 2028)}
    assert found.plan
    assert (found.plan.made_at, found.plan.plan.starts) == (PLANNED_AT, {ACTIONS[1]: Quarter(2027, 1)})


def test_the_key_of_an_assessment_that_was_removed_is_not_given_again(migrated: Engine) -> None:
    assert a_key(migrated, an_assessment()) == REMOVED_KEY + 1


def test_the_migration_leads_to_the_tables(migrated: Engine) -> None:
    with migrated.connect() as connection:
        options = {"compare_type": True, "compare_server_default": True, "render_as_batch": True}
        assert compare_metadata(MigrationContext.configure(connection, opts=options), metadata) == []
