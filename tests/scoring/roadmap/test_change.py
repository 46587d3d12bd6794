"""A roadmap changed by hand: its worth is counted anew, and nothing is claimed that was not proven."""

from dataclasses import replace

from questionnaire.plan import PlanSettings, plan_faults
from questionnaire.quarter import Quarter
from scoring.roadmap.breaches import BreachKind
from scoring.roadmap.change import changed_plan
from scoring.roadmap.outcome import roadmap
from scoring.roadmap.planning import greedy_plan
from tests.builders import an_assessment
from tests.stored import ALL_LEVELS, ASKED

ASSESSMENT = an_assessment(ALL_LEVELS, version=ASKED.version.id)
SETTINGS = PlanSettings(Quarter(2026, 3), 2027, days=(60, 60), man_yen=(100, 100))
PLAN = greedy_plan(ASKED, ASSESSMENT, SETTINGS)
ALONE = next(name for name in PLAN.starts if not any(name in action.requires for action in ASKED.actions))


def test_a_greedy_plan_keeps_everything_and_says_what_it_is() -> None:
    assert PLAN.is_greedy
    assert PLAN.starts
    assert plan_faults(PLAN, ASKED) == []
    assert roadmap(ASKED, ASSESSMENT, PLAN).breaches == ()


def test_an_action_that_is_left_out_takes_nothing_and_lifts_nothing() -> None:
    changed = changed_plan(ASKED, ASSESSMENT, PLAN, ALONE, None)
    assert changed.starts == {name: start for name, start in PLAN.starts.items() if name != ALONE}
    assert changed.attainment.value < PLAN.attainment.value
    before, after = (roadmap(ASKED, ASSESSMENT, one) for one in (PLAN, changed))
    assert sum(year.days for year in after.years) < sum(year.days for year in before.years)


def test_a_plan_that_is_put_back_is_worth_what_it_was() -> None:
    without = changed_plan(ASKED, ASSESSMENT, PLAN, ALONE, None)
    back = changed_plan(ASKED, ASSESSMENT, without, ALONE, PLAN.starts[ALONE])
    assert back.starts == PLAN.starts
    assert back.reached.value == PLAN.reached.value
    assert abs(back.attainment.value - PLAN.attainment.value) < 1e-9


def test_a_plan_changed_by_hand_is_not_said_to_be_the_best() -> None:
    proven = replace(PLAN, reached=replace(PLAN.reached, bound=PLAN.reached.value))
    assert proven.reached.gap == 0
    assert changed_plan(ASKED, ASSESSMENT, proven, ALONE, None).reached.gap > 0


def test_what_a_change_breaks_is_told() -> None:
    late = SETTINGS.first_quarter.after(SETTINGS.quarters - 1)
    long = next(action.id for action in ASKED.actions if action.id in PLAN.starts and action.months.plan > 3)
    changed = changed_plan(ASKED, ASSESSMENT, PLAN, long, late)
    assert BreachKind.OUTSIDE in {breach.kind for breach in roadmap(ASKED, ASSESSMENT, changed).breaches}
