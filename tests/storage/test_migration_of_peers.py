"""From 0002: what was submitted stays as it was, gets its levels to compare, and is shared with nobody."""

from collections.abc import Iterator

import pytest
from sqlalchemy import URL, Engine, select

from questionnaire.model import Depth
from questionnaire.peer import Sharing
from storage.peers import peer_submissions
from storage.sharing import share, sharing_of
from storage.submissions import reopen, submissions_of, submit
from storage.tables import metadata
from tests.builders import SOKA, an_assessment
from tests.copied_database import KINDS, Original, an_original
from tests.migrating import assert_no_row_is_lost, differences_from_tables, tables_after_migration
from tests.stored import a_key, loaded
from tests.submitted_database import (
    FIRST_ANSWERS,
    FIRST_LEVELS,
    REMOVED_KEY,
    SECOND_ANSWERS,
    SECOND_LEVELS,
    SUBMITTED_AT,
    make_submitted_database,
)

NEW_TABLES = {"consents", "removed_submissions", "removed_consents", "imported_peers", "peer_sets", "peer_changes"}


@pytest.fixture(scope="module", params=KINDS)
def original(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Original]:
    """A database of the release before peers."""
    with an_original(request.param, tmp_path_factory, request, make_submitted_database) as made:
        yield made


def test_every_row_of_before_is_still_there(old_url: URL) -> None:
    before, after = tables_after_migration(old_url)
    assert set(after) >= set(before) | NEW_TABLES
    assert_no_row_is_lost(before, after)
    assert {name for name in NEW_TABLES if len(after[name]) > 1} == set()


def test_what_was_submitted_reads_as_before(migrated: Engine) -> None:
    first, second = submissions_of(migrated, 1)
    assert first.assessment == an_assessment(FIRST_ANSWERS, municipality=SOKA)
    assert second.assessment == an_assessment(SECOND_ANSWERS, municipality=SOKA, depth=Depth.FULL)
    assert (first.submitted_at, second.submitted_at) == SUBMITTED_AT
    assert loaded(migrated, 1).submitted_at == SUBMITTED_AT[-1]


def test_every_submission_of_a_known_version_gets_its_levels(migrated: Engine) -> None:
    table = metadata.tables["submissions"]
    with migrated.connect() as connection:
        found = connection.execute(select(table.c.assessment, table.c.number, table.c.levels)).all()
    assert sorted(map(tuple, found)) == [(1, 1, FIRST_LEVELS), (1, 2, SECOND_LEVELS), (2, 1, None)]


def test_nothing_is_shared_before_somebody_chooses_it(migrated: Engine) -> None:
    assert (sharing_of(migrated, 1), peer_submissions(migrated, 2026)) == (None, [])
    share(migrated, 1, Sharing.NAMED)
    share(migrated, 2, Sharing.NAMED)  # of a version that cannot be compared
    assert [(one.key, one.levels, one.submitted_at) for one in peer_submissions(migrated, 2026)] == [
        ((1, 1), FIRST_LEVELS, SUBMITTED_AT[0]),
        ((1, 2), SECOND_LEVELS, SUBMITTED_AT[1]),
    ]


def test_an_old_assessment_goes_on(migrated: Engine) -> None:
    reopen(migrated, 1)
    assert submit(migrated, 1, Sharing.ANONYMOUS) == 3
    assert peer_submissions(migrated, 2026)[-1].levels == SECOND_LEVELS


def test_the_key_of_an_assessment_that_was_removed_is_not_given_again(migrated: Engine) -> None:
    assert a_key(migrated, an_assessment()) == REMOVED_KEY + 1


def test_the_migration_leads_to_the_tables(migrated: Engine) -> None:
    assert differences_from_tables(migrated) == []
