"""From 0004: everything stays as it was, and an office may decide and plan from then on."""

from collections.abc import Iterator

import pytest
from sqlalchemy import URL, Engine

from questionnaire.peer import Sharing
from questionnaire.plan import Target
from storage.peer_sets import sets_of
from storage.plans import StoredPlans, decide, keep_plan, plans_of, set_targets
from storage.revised import PlanChange
from storage.sharing import sharing_of
from storage.submissions import reopen, submissions_of, submit
from tests.builders import SOKA, an_assessment
from tests.copied_database import KINDS, Original, an_original
from tests.migrating import assert_no_row_is_lost, differences_from_tables, tables_after_migration
from tests.planned import ACTIONS, DONE, a_plan
from tests.sharing_database import make_sharing_database
from tests.stored import a_key
from tests.submitted_database import FIRST_ANSWERS, REMOVED_KEY

NEW_TABLES = {"decisions", "targets", "plans", "plan_starts", "plan_decisions"}


@pytest.fixture(scope="module", params=KINDS)
def original(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Original]:
    """A database of the release before plans."""
    with an_original(request.param, tmp_path_factory, request, make_sharing_database) as made:
        yield made


def test_every_row_of_before_is_still_there(old_url: URL) -> None:
    before, after = tables_after_migration(old_url)
    assert [name for name, rows in before.items() if len(rows) == 1] == []
    assert set(after) == set(before) | NEW_TABLES
    assert_no_row_is_lost(before, after)
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
    assert differences_from_tables(migrated) == []
