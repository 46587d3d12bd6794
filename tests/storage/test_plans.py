"""Decisions, targets and the plan of an assessment: kept, changed by several people, and carried over."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import pytest
from sqlalchemy import Engine, update

from questionnaire.model import Depth
from questionnaire.peer import Sharing
from questionnaire.plan import Decision, Plan, Stage, Stance, Target
from questionnaire.quarter import Quarter
from storage.assessments import changes_of, remove
from storage.plans import StoredPlans, decide, keep_plan, plans_of, set_targets
from storage.revised import PlanChange, PlanConflictError
from storage.submissions import begin_next_year, submit
from storage.tables import decisions
from storage.transaction import FrozenError
from tests.builders import answered_alike, level
from tests.csv_files import is_japanese
from tests.planned import ACTIONS, DONE, MADE_IN, UNDER_WAY, WILL_DO, WILL_NOT, a_plan
from tests.racing import at_once
from tests.stored import ASKED, a_key, count_of, key_of, loaded

COMPLETE = answered_alike(ASKED, level(2), Depth.CORE)
FIRST, SECOND, THIRD, FOURTH = ACTIONS[:4]
PEOPLE = Target("people", "digitalization", 2028)
TABLES = ("decisions", "targets", "plans", "plan_starts", "plan_decisions")


@pytest.fixture
def key(engine: Engine) -> int:
    """An assessment that is complete but not submitted."""
    return a_key(engine, COMPLETE)


def decided(engine: Engine, key: int, action: str, decision: Decision | None, saved_by: str = "") -> int:
    """Decides as a tab does that shows the newest revision, and gives the next one."""
    seen = plans_of(engine, key).decision_revisions.get(action, 0)
    return decide(engine, key, {action: PlanChange(decision, seen, saved_by)})[action]


def aimed(engine: Engine, key: int, target: Target) -> int:
    seen = plans_of(engine, key).target_revisions.get(target.axis, 0)
    return set_targets(engine, key, {target.axis: PlanChange(target, seen)})[target.axis]


def kept(engine: Engine, key: int) -> Plan | None:
    found = plans_of(engine, key).plan
    return found.plan if found else None


# What is kept


def test_nothing_is_decided_before_somebody_decides(engine: Engine, key: int) -> None:
    assert plans_of(engine, key) == StoredPlans()
    assert plans_of(engine, 4711) == StoredPlans()


def test_every_decision_is_read_back_with_its_revision(engine: Engine, key: int) -> None:
    wanted = dict(zip(ACTIONS, (WILL_DO, WILL_NOT, UNDER_WAY, DONE), strict=False))
    revisions = decide(engine, key, {action: PlanChange(decision, 0) for action, decision in wanted.items()})
    found = plans_of(engine, key)
    assert (found.decisions, found.decision_revisions) == (wanted, revisions)
    assert all(revision > 0 for revision in revisions.values())


def test_a_decision_is_changed_and_withdrawn(engine: Engine, key: int) -> None:
    for decision in (WILL_DO, UNDER_WAY, DONE):
        decided(engine, key, FIRST, decision)
        assert plans_of(engine, key).decisions == {FIRST: decision}
    assert decided(engine, key, FIRST, None) == 0
    assert plans_of(engine, key) == StoredPlans()


def test_targets_are_kept_by_axis_and_withdrawn(engine: Engine, key: int) -> None:
    services = Target("services", "dx", 2034)
    for target in (PEOPLE, services, replace(PEOPLE, fiscal_year=2026)):
        aimed(engine, key, target)
    found = plans_of(engine, key)
    assert found.targets == {"people": replace(PEOPLE, fiscal_year=2026), "services": services}
    set_targets(engine, key, {"people": PlanChange(None, found.target_revisions["people"])})
    assert plans_of(engine, key).targets == {"services": services}


def test_a_plan_is_read_back_exactly_and_replaced_as_a_whole(engine: Engine, key: int) -> None:
    first = a_plan()
    revision = keep_plan(engine, key, PlanChange(first, 0))
    found = plans_of(engine, key)
    assert found.plan
    assert (found.plan.plan, found.plan_revision) == (first, revision)
    second = a_plan(starts={SECOND: Quarter(2028, 1)}, attainment=Stage(1e-300, 1 / 3), is_greedy=True)
    keep_plan(engine, key, PlanChange(second, revision))
    assert kept(engine, key) == second
    assert (count_of(engine, "plans"), count_of(engine, "plan_starts")) == (1, 1)


def test_the_same_plan_made_again_stays_as_it_was(engine: Engine, key: int) -> None:
    keep_plan(engine, key, PlanChange(a_plan(), 0))
    before = plans_of(engine, key)
    assert keep_plan(engine, key, PlanChange(a_plan(), 0)) == before.plan_revision
    assert plans_of(engine, key) == before


def test_a_plan_is_withdrawn(engine: Engine, key: int) -> None:
    revision = keep_plan(engine, key, PlanChange(a_plan(), 0))
    assert keep_plan(engine, key, PlanChange(None, revision)) == 0
    assert plans_of(engine, key) == StoredPlans()
    assert [count_of(engine, table) for table in TABLES] == [0] * len(TABLES)


def test_what_another_assessment_decided_is_not_seen(engine: Engine, key: int) -> None:
    other = a_key(engine, COMPLETE)
    decided(engine, key, FIRST, DONE)
    aimed(engine, key, PEOPLE)
    keep_plan(engine, key, PlanChange(a_plan(), 0))
    assert plans_of(engine, other) == StoredPlans()


def test_a_submitted_assessment_may_still_be_planned_and_stays_submitted(engine: Engine, key: int) -> None:
    submit(engine, key, Sharing.PRIVATE)
    before = loaded(engine, key)
    decided(engine, key, FIRST, WILL_DO)
    aimed(engine, key, PEOPLE)
    keep_plan(engine, key, PlanChange(a_plan(), 0))
    after = loaded(engine, key)
    assert plans_of(engine, key).decisions == {FIRST: WILL_DO}
    assert (after.submitted_at, after.assessment) == (before.submitted_at, before.assessment)


def test_each_change_counts_so_that_other_tabs_learn_of_it(engine: Engine, key: int) -> None:
    acts: list[Callable[[], object]] = [
        lambda: decided(engine, key, FIRST, WILL_DO),
        lambda: aimed(engine, key, PEOPLE),
        lambda: keep_plan(engine, key, PlanChange(a_plan(), 0)),
    ]
    for number, act in enumerate(acts, start=1):
        act()
        assert changes_of(engine, key) == number


# Several people at once


def test_a_decision_upon_another_one_than_was_seen_is_refused_with_the_stored_one(engine: Engine, key: int) -> None:
    revision = decided(engine, key, FIRST, WILL_DO)
    with pytest.raises(PlanConflictError) as refused:
        decide(engine, key, {SECOND: PlanChange(DONE, 0), FIRST: PlanChange(WILL_NOT, 0)})
    assert (refused.value.stored, refused.value.revision) == (WILL_DO, revision)
    assert plans_of(engine, key).decisions == {FIRST: WILL_DO}
    assert changes_of(engine, key) == 1


def test_a_target_upon_another_one_than_was_seen_is_refused_with_the_stored_one(engine: Engine, key: int) -> None:
    aimed(engine, key, PEOPLE)
    with pytest.raises(PlanConflictError) as refused:
        set_targets(engine, key, {"people": PlanChange(replace(PEOPLE, step="dx"), 0)})
    assert refused.value.stored == PEOPLE
    assert plans_of(engine, key).targets == {"people": PEOPLE}


def test_a_plan_upon_another_one_than_was_seen_is_refused_with_the_stored_one(engine: Engine, key: int) -> None:
    keep_plan(engine, key, PlanChange(a_plan(), 0))
    for change in (PlanChange(a_plan(is_greedy=True), 0), PlanChange[Plan](None, 0)):
        with pytest.raises(PlanConflictError) as refused:
            keep_plan(engine, key, change)
        assert refused.value.stored == a_plan()
    assert kept(engine, key) == a_plan()


def test_what_was_withdrawn_meanwhile_is_told_as_nothing(engine: Engine, key: int) -> None:
    seen = decided(engine, key, FIRST, WILL_DO)
    decided(engine, key, FIRST, None)
    with pytest.raises(PlanConflictError) as refused:
        decide(engine, key, {FIRST: PlanChange(DONE, seen)})
    assert (refused.value.stored, refused.value.revision) == (None, 0)


def test_a_value_withdrawn_and_decided_anew_is_not_taken_for_the_one_that_was_seen(engine: Engine, key: int) -> None:
    seen = decided(engine, key, FIRST, WILL_DO)
    decided(engine, key, FIRST, None)
    decided(engine, key, FIRST, WILL_NOT)
    with pytest.raises(PlanConflictError):
        decide(engine, key, {FIRST: PlanChange(DONE, seen)})


def test_two_people_who_decide_alike_are_no_conflict(engine: Engine, key: int) -> None:
    revision = decided(engine, key, FIRST, DONE)
    assert decide(engine, key, {FIRST: PlanChange(DONE, 0)}) == {FIRST: revision}


def test_what_a_tab_stored_itself_before_its_page_learnt_of_it_is_no_conflict(engine: Engine, key: int) -> None:
    decide(engine, key, {FIRST: PlanChange(WILL_DO, 0, "a-tab")})
    decide(engine, key, {FIRST: PlanChange(DONE, 0, "a-tab")})
    with pytest.raises(PlanConflictError):
        decide(engine, key, {FIRST: PlanChange(WILL_NOT, 0, "another-tab")})
    assert plans_of(engine, key).decisions == {FIRST: DONE}


def test_decisions_on_different_actions_disturb_nobody(engine: Engine, key: int) -> None:
    for action in (FIRST, SECOND):
        decide(engine, key, {action: PlanChange(WILL_DO, 0)})
    assert set(plans_of(engine, key).decisions) == {FIRST, SECOND}


def test_of_two_who_decide_at_the_same_moment_one_is_told_what_the_other_decided(
    engine: Engine, other_engine: Engine, key: int
) -> None:
    def tried(own: Engine, action: str, decision: Decision) -> object:
        try:
            return decide(own, key, {action: PlanChange(decision, 0)})[action]
        except PlanConflictError as error:
            return error.stored

    for action in ACTIONS[:10]:
        acts = [partial(tried, engine, action, WILL_DO), partial(tried, other_engine, action, WILL_NOT)]
        results = at_once(acts)
        stands = plans_of(engine, key)
        assert stands.decision_revisions[action] in results
        assert stands.decisions[action] in results


# What cannot be kept


@pytest.mark.parametrize(
    ("act", "what"),
    [
        (lambda e, k: decided(e, k, "no-such-action", DONE), "次の一手「no-such-action」はありません"),
        (lambda e, k: decided(e, k, FIRST, Decision(Stance.UNDER_WAY)), "開始した四半期を選んでください"),
        (lambda e, k: decided(e, k, FIRST, Decision(Stance.DONE, MADE_IN)), "「実施中」のときだけ書けます"),
        (lambda e, k: decided(e, k, FIRST, Decision(Stance.UNDER_WAY, Quarter(2026, 5))), "四半期は1から4まで"),
        (lambda e, k: aimed(e, k, Target("x", "dx", 2027)), "分野「x」はありません"),
        (lambda e, k: aimed(e, k, replace(PEOPLE, step="x")), "ステップ「x」はありません"),
        (lambda e, k: aimed(e, k, replace(PEOPLE, fiscal_year=2025)), "目標の年度は2026から"),
        (lambda e, k: set_targets(e, k, {"services": PlanChange(PEOPLE, 0)}), "ほかの分野の目標です"),
        (lambda e, k: keep_plan(e, k, PlanChange(a_plan(starts={"x": MADE_IN}), 0)), "次の一手「x」はありません"),
        (lambda e, k: keep_plan(e, k, PlanChange(a_plan(reached=Stage(1, float("inf"))), 0)), "値が数ではありません"),
        (
            lambda e, k: keep_plan(
                e, k, PlanChange(a_plan(settings=replace(a_plan().settings, made_in=Quarter(2026, 0))), 0)
            ),
            "四半期は1から4までの整数です",
        ),
    ],
)
def test_what_is_faulty_is_not_kept(engine: Engine, key: int, act: Callable[[Engine, int], object], what: str) -> None:
    with pytest.raises(ValueError, match=what) as refused:
        act(engine, key)
    assert all(map(is_japanese, refused.value.args[0]))
    assert (plans_of(engine, key), changes_of(engine, key)) == (StoredPlans(), 0)


def test_of_several_decisions_none_is_kept_when_one_is_faulty(engine: Engine, key: int) -> None:
    with pytest.raises(ValueError, match="はありません"):
        decide(engine, key, {FIRST: PlanChange(DONE, 0), "no-such-action": PlanChange(DONE, 0)})
    assert plans_of(engine, key) == StoredPlans()


# With the assessment


def test_everything_goes_with_the_assessment(engine: Engine, key: int) -> None:
    decided(engine, key, FIRST, DONE)
    aimed(engine, key, PEOPLE)
    keep_plan(engine, key, PlanChange(a_plan(), 0))
    assert all(count_of(engine, table) for table in TABLES)
    remove(engine, key)
    assert [count_of(engine, table) for table in TABLES] == [0] * len(TABLES)
    for act in (partial(decided, engine, key, FIRST, DONE), partial(aimed, engine, key, PEOPLE)):
        with pytest.raises(FrozenError):
            act()
    with pytest.raises(FrozenError):
        keep_plan(engine, key, PlanChange(a_plan(), 0))


def test_the_next_year_begins_with_decisions_and_targets_but_without_the_plan(engine: Engine, key: int) -> None:
    wanted = dict(zip(ACTIONS, (WILL_DO, WILL_NOT, UNDER_WAY, DONE), strict=False))
    decide(engine, key, {action: PlanChange(decision, 0) for action, decision in wanted.items()})
    aimed(engine, key, PEOPLE)
    aimed(engine, key, Target("services", "digitization", 2026))  # over by then
    keep_plan(engine, key, PlanChange(a_plan(), 0))
    submit(engine, key, Sharing.PRIVATE)
    before = plans_of(engine, key)
    following = key_of(engine, begin_next_year(engine, key, ASKED.version.id).edit)
    copied = plans_of(engine, following)
    assert (copied.decisions, copied.targets, copied.plan) == (wanted, {"people": PEOPLE}, None)
    decided(engine, following, FOURTH, None)
    assert plans_of(engine, key) == before


def test_what_was_carried_over_and_changed_since_is_not_overwritten_unseen(engine: Engine, key: int) -> None:
    decided(engine, key, FIRST, WILL_DO)
    submit(engine, key, Sharing.PRIVATE)
    following = key_of(engine, begin_next_year(engine, key, ASKED.version.id).edit)
    seen = plans_of(engine, following).decision_revisions[FIRST]
    decide(engine, following, {FIRST: PlanChange(UNDER_WAY, seen)})
    with pytest.raises(PlanConflictError):
        decide(engine, following, {FIRST: PlanChange(DONE, seen)})


def test_a_decision_on_an_action_that_the_version_does_not_know_any_more_is_not_carried_over(
    engine: Engine, key: int
) -> None:
    decided(engine, key, FIRST, DONE)
    decided(engine, key, THIRD, DONE)
    with engine.begin() as connection:
        connection.execute(update(decisions).where(decisions.c.action == THIRD).values(action="gone"))
    submit(engine, key, Sharing.PRIVATE)
    following = key_of(engine, begin_next_year(engine, key, ASKED.version.id).edit)
    assert plans_of(engine, following).decisions == {FIRST: DONE}
