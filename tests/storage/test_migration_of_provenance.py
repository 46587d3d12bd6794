"""From 0005: every answer stays as it was and says nothing of who gave it; what was planned is still there."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from sqlalchemy import URL, Engine

from questionnaire.peer import Sharing
from questionnaire.plan import Target
from questionnaire.quarter import Quarter
from storage.plans import plans_of
from storage.submissions import reopen, submissions_of, submit
from tests.builders import SOKA, an_assessment
from tests.copied_database import KINDS, Original, an_original
from tests.migrating import assert_no_row_is_lost, differences_from_tables, tables_after_migration
from tests.planned import ACTIONS, UNDER_WAY
from tests.planned_database import PLANNED_AT, make_planned_database
from tests.provenance import BY_FORM
from tests.stored import QUESTIONS, a_key, answers_of, history_of, record
from tests.submitted_database import FIRST_ANSWERS, REMOVED_KEY

FIRST = QUESTIONS[0].id


@pytest.fixture(scope="module", params=KINDS)
def original(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Original]:
    """A database of the release before answer forms."""
    with an_original(request.param, tmp_path_factory, request, make_planned_database) as made:
        yield made


def test_every_row_of_before_is_still_there(old_url: URL) -> None:
    before, after = tables_after_migration(old_url)
    assert [name for name, rows in before.items() if len(rows) == 1] == []
    assert set(after) == set(before)
    assert_no_row_is_lost(before, after)


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
    assert differences_from_tables(migrated) == []
