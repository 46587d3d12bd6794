"""The optimiser: the best of all plans, nothing broken, the same again, and never worse with more."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from questionnaire.loader import newest_version
from questionnaire.loader import questionnaire as version
from questionnaire.model import Cost, Depth, Estimate, Lift, Questionnaire, Size
from questionnaire.plan import Decision, Plan, PlanSettings, Stance
from questionnaire.quarter import Quarter
from scoring.roadmap.choice import problem
from scoring.roadmap.greedy import greedy, must_do
from scoring.roadmap.planning import greedy_plan, plan
from scoring.roadmap.schedule import is_feasible, worth
from scoring.roadmap.search import Limits
from scoring.roadmap.wishes import ImpossibleError, OverBudget, RefusedPrerequisite, TooLate
from tests.builders import (
    MATSUBUSHI,
    UNKNOWN,
    a_questionnaire,
    an_action,
    an_assessment,
    answered_alike,
    level,
    with_answers,
)
from tests.small_plans import MADE_IN, Case, a_case, starts_of, with_budgets

TO_PROOF = Limits(gap=0.0)
A1, A2, A3 = "axis-a-digitization", "axis-a-digitalization", "axis-a-dx"
B1 = "axis-b-digitization"
TWELVE_MONTHS = Estimate(low=1, plan=12, high=12)


def planned(case: Case, limits: Limits = TO_PROOF) -> Plan | None:
    """The plan for this case; None when its wishes are impossible."""
    try:
        return plan(case.questionnaire, case.assessment, case.settings, limits)
    except ImpossibleError:
        return None


def a_small_office(
    *actions: object,
    days: tuple[int, ...] = (100, 100),
    man_yen: tuple[int, ...] = (100, 100),
    decisions: Mapping[str, Decision] | None = None,
    first_year: int = 2027,
) -> Case:
    """An office with every answer at level 0, and these actions."""
    asked = a_questionnaire(actions=actions)  # type: ignore[arg-type]
    settings = PlanSettings(MADE_IN, first_year, days, man_yen, decisions or {})
    return Case(asked, answered_alike(asked, level(0)), settings)


def starts(case: Case) -> dict[str, int]:
    """The starts that the optimiser chose, in quarters from the first of the plan."""
    found = planned(case)
    assert found
    return starts_of(found)


def wishes(case: Case) -> tuple[object, ...]:
    with pytest.raises(ImpossibleError) as refused:
        plan(case.questionnaire, case.assessment, case.settings)
    return refused.value.wishes


# Against every plan there is


@pytest.mark.parametrize("seed", range(60))
def test_no_plan_is_better_than_the_one_that_is_proven_best(seed: int) -> None:
    case = a_case(seed, actions=4, years=1) if seed % 3 else a_case(seed, actions=3, years=2)
    best = max((case.worth(one) for one in case.plans()), default=None)
    found = planned(case)
    if found is None:
        assert best is None
        return
    reached, attained = case.worth(starts_of(found))
    assert (reached, attained) == best
    assert (found.reached.value, found.attainment.value) == (reached, pytest.approx(float(attained)))
    assert (found.reached.gap, found.attainment.gap) == (0.0, 0.0)


@pytest.mark.parametrize("seed", [3, 6, 12, 21, 30])
def test_the_greedy_plan_is_a_plan_and_never_better_than_the_best(seed: int) -> None:
    case = a_case(seed, wishes=False)
    faced = problem(case.questionnaire, case.assessment, case.settings)
    begin = must_do(faced)
    assert begin == {}
    found = greedy(faced, begin)
    assert is_feasible(faced, found)
    assert case.faults(found) == []
    best = planned(case)
    assert best
    assert worth(faced, found)[0] <= best.reached.value
    assert case.worth(found) <= case.worth(starts_of(best))


@pytest.mark.parametrize("seed", range(3_000, 3_020))
def test_the_plan_that_stands_in_when_the_optimiser_fails_claims_nothing_that_is_not_proven(seed: int) -> None:
    case = a_case(seed, actions=3)
    best = planned(case)
    if best is None:
        with pytest.raises(ImpossibleError):
            greedy_plan(case.questionnaire, case.assessment, case.settings)
        return
    found = greedy_plan(case.questionnaire, case.assessment, case.settings)
    assert found.is_greedy
    assert case.faults(starts_of(found)) == []
    # Two axes of three steps over two years.
    assert found.reached.bound == found.attainment.bound == 12
    assert found.reached.value <= best.reached.value <= found.reached.bound


# A thousand cases


@pytest.mark.parametrize("seeds", [range(200), pytest.param(range(200, 1_000), marks=pytest.mark.soak)])
def test_prerequisites_budgets_and_wishes_are_kept_in_a_thousand_cases(seeds: range) -> None:
    refused = 0
    for seed in seeds:
        case = a_case(seed, actions=5)
        found = planned(case, Limits())
        if found is None:
            refused += 1
            continue
        assert case.faults(starts_of(found)) == [], seed
        worth_of_it = case.worth(starts_of(found))
        assert found.reached.value == worth_of_it[0], seed
        assert found.attainment.value == pytest.approx(float(worth_of_it[1])), seed
    assert len(seeds) / 10 < refused < len(seeds) / 2


@pytest.mark.parametrize("seed", range(40))
def test_more_budget_never_gives_a_worse_plan(seed: int) -> None:
    case = a_case(1_000 + seed, actions=5, wishes=False)
    richer = with_budgets(
        case, tuple(days + 5 for days in case.settings.days), tuple(cost + 10 for cost in case.settings.man_yen)
    )
    less, more = planned(case), planned(richer)
    assert less
    assert more
    assert case.worth(starts_of(less)) <= richer.worth(starts_of(more))


def test_the_same_input_gives_the_same_plan() -> None:
    asked = version(newest_version())
    assessment = answered_alike(asked, level(1), Depth.FULL)
    settings = PlanSettings(MADE_IN, 2027, (40,), (50,))
    first, second = (plan(asked, assessment, settings) for _ in range(2))
    assert first == second
    assert list(first.starts) == list(second.starts)


# What a plan keeps


def test_what_costs_money_starts_in_april_of_a_later_year() -> None:
    paid = an_action("paid", A1, cost_man_yen=Cost(first=1, yearly=0))
    free = an_action("free", B1)
    begun = starts(a_small_office(paid, free, first_year=2026))
    # The plan is made in the third quarter of 2026.
    assert 2 <= begun["free"] < 4
    assert begun["paid"] >= 4
    assert starts(a_small_office(paid, first_year=2027))["paid"] < 4


def test_the_yearly_cost_comes_in_every_year_after_the_start() -> None:
    paid = an_action("paid", A1, cost_man_yen=Cost(first=10, yearly=5))
    assert "paid" in starts(a_small_office(paid, man_yen=(10, 5)))
    assert starts(a_small_office(paid, man_yen=(10, 4))) == {}
    assert starts(a_small_office(paid, man_yen=(4, 10)))["paid"] >= 4


def test_the_days_of_an_action_are_spread_evenly_over_its_quarters() -> None:
    long = an_action("long", A1, days=40, months=TWELVE_MONTHS)
    assert starts(a_small_office(long, days=(40, 0)))["long"] == 0
    assert starts(a_small_office(long, days=(10, 30)))["long"] == 3
    assert starts(a_small_office(long, days=(9, 31))) == {}


def test_a_prerequisite_is_finished_before_the_action_starts() -> None:
    first, then = an_action("first", B1, months=TWELVE_MONTHS), an_action("then", A1, requires=("first",))
    assert starts(a_small_office(first, then)) == {"first": 0, "then": 4}


def test_what_cannot_be_finished_within_the_plan_is_not_begun() -> None:
    slow = an_action("slow", A1, months=Estimate(low=1, plan=15, high=15))
    assert starts(a_small_office(slow, days=(100,), man_yen=(0,))) == {}
    assert set(starts(a_small_office(slow))) == {"slow"}


def test_an_action_that_gives_nothing_is_left_out() -> None:
    case = a_small_office(an_action("train", A1), an_action("again", A1, to=1), days=(100,), man_yen=(0,))
    assert set(starts(case)) == {"train"}


def test_what_is_not_known_is_not_planned_for() -> None:
    case = a_small_office(an_action("train", A1))
    assert starts(replace(case, assessment=with_answers(case.assessment, {A1: UNKNOWN}))) == {}


def test_an_open_prerequisite_that_lifts_nothing_known_comes_along() -> None:
    case = a_small_office(an_action("plan", B1), an_action("train", A1, requires=("plan",)))
    assert set(starts(replace(case, assessment=with_answers(case.assessment, {B1: UNKNOWN})))) == {"plan", "train"}


def test_what_suits_only_other_sizes_is_left_out_unless_it_is_decided() -> None:
    large = an_action("large", A1, sizes=(Size.LARGE_CITY,))
    case = a_small_office(large)
    town = replace(case, assessment=replace(case.assessment, municipality=MATSUBUSHI))
    assert starts(town) == {}
    decided = replace(town.settings, decisions={"large": Decision(Stance.WILL_DO)})
    assert set(starts(replace(town, settings=decided))) == {"large"}


def test_the_work_is_spread_over_the_quarters_of_a_year() -> None:
    many = [an_action(f"one-{letter}", f"axis-{letter}-digitization", days=10) for letter in "abcdefgh"]
    begun = starts(a_small_office(*many, days=(80,), man_yen=(0,)))
    assert sorted(begun.values()) == [0, 0, 1, 1, 2, 2, 3, 3]


# Decisions


def test_what_is_refused_is_not_planned_and_neither_is_what_requires_it() -> None:
    case = a_small_office(
        an_action("first", B1),
        an_action("then", A1, requires=("first",)),
        decisions={"first": Decision(Stance.WILL_NOT)},
    )
    assert starts(case) == {}


def test_what_must_be_done_is_planned_although_other_actions_give_more() -> None:
    dear, cheap = an_action("dear", A3, days=60), an_action("cheap", A1, days=60)
    assert set(starts(a_small_office(dear, cheap, days=(60,), man_yen=(0,)))) == {"cheap"}
    must = {"dear": Decision(Stance.WILL_DO)}
    assert set(starts(a_small_office(dear, cheap, days=(60,), man_yen=(0,), decisions=must))) == {"dear"}


def test_what_is_done_counts_as_lifted_and_is_not_planned() -> None:
    first, then = an_action("first", A1), an_action("then", A2, requires=("first",))
    case = a_small_office(first, then, decisions={"first": Decision(Stance.DONE)})
    assert starts(case) == {"then": starts(case)["then"]}
    found = planned(case)
    assert found
    assert found.reached.value == 2 + 2


def test_what_is_under_way_goes_on_with_its_rest() -> None:
    """Begun in the second quarter of 2026 and four quarters long: a quarter of its days falls into 2027."""
    running = an_action("running", A1, days=40, months=TWELVE_MONTHS, cost_man_yen=Cost(first=99, yearly=7))
    decided = {"running": Decision(Stance.UNDER_WAY, Quarter(2026, 2))}
    case = a_small_office(running, days=(10, 0), man_yen=(7, 7), decisions=decided)
    assert starts(case) == {"running": -3}
    short_of_days, short_of_money = with_budgets(case, (9, 0), (7, 7)), with_budgets(case, (10, 0), (7, 6))
    assert wishes(short_of_days) == (OverBudget((10, 0), (7, 7)),)
    assert wishes(short_of_money) == (OverBudget((10, 0), (7, 7)),)


def test_what_is_late_takes_one_more_quarter() -> None:
    decided = {"late": Decision(Stance.UNDER_WAY, Quarter(2025, 1))}
    late, then = an_action("late", A1, days=10), an_action("then", A2, requires=("late",))
    case = a_small_office(late, then, days=(100,), man_yen=(0,), decisions=decided, first_year=2026)
    found = starts(case)
    # The plan is made in the third quarter, in which the late work is still going on.
    assert (found["late"], found["then"]) == (-4, 3)
    assert case.spent(found)[0][0] == 20


# Impossible wishes


def test_a_wish_whose_prerequisite_is_refused_is_named() -> None:
    first, then = an_action("first", B1), an_action("then", A1, requires=("first",))
    decided = {"first": Decision(Stance.WILL_NOT), "then": Decision(Stance.WILL_DO)}
    assert wishes(a_small_office(first, then, decisions=decided)) == (RefusedPrerequisite(then, first),)


def test_a_wish_that_takes_too_long_is_named_with_its_end() -> None:
    first, then = an_action("first", B1, months=TWELVE_MONTHS), an_action("then", A1, requires=("first",))
    case = a_small_office(first, then, days=(99,), man_yen=(0,), decisions={"then": Decision(Stance.WILL_DO)})
    assert wishes(case) == (TooLate(then, Quarter(2028, 1)),)


def test_a_wish_beyond_the_budget_is_named_with_the_smallest_that_would_do() -> None:
    dear = an_action("dear", A1, days=40, cost_man_yen=Cost(first=30, yearly=0))
    case = a_small_office(dear, days=(10, 35), man_yen=(0, 20), decisions={"dear": Decision(Stance.WILL_DO)})
    assert wishes(case) == (OverBudget((10, 40), (0, 30)),)


@pytest.mark.parametrize("seed", range(2_000, 2_060))
def test_the_smallest_budget_does_and_a_smaller_one_does_not(seed: int) -> None:
    case = a_case(seed, actions=3, years=1)
    must = {name: Decision(Stance.WILL_DO) for name in case.actions}
    case = replace(case, settings=replace(case.settings, days=(5,), man_yen=(5,), decisions=must))
    try:
        plan(case.questionnaire, case.assessment, case.settings)
    except ImpossibleError as error:
        (first, *_) = error.wishes
        if isinstance(first, OverBudget):
            enough = with_budgets(case, first.days, first.man_yen)
            assert planned(enough)
            for short in _smaller(case, first):
                assert not any(True for _ in short.plans())
    else:
        assert any(True for _ in case.plans())


def _smaller(case: Case, least: OverBudget) -> list[Case]:
    """The same with one person-day, or 1万円, less than the least, where that is more than there was."""
    (days,), (cost,) = least.days, least.man_yen
    fewer = [(days - 1, cost)] if days > case.settings.days[0] else []
    cheaper = [(days, cost - 1)] if cost > case.settings.man_yen[0] else []
    return [with_budgets(case, (one,), (other,)) for one, other in fewer + cheaper]


def test_every_wish_that_is_impossible_is_named() -> None:
    decided = {"first": Decision(Stance.WILL_NOT), "then": Decision(Stance.WILL_DO), "slow": Decision(Stance.WILL_DO)}
    actions = [
        an_action("first", B1),
        an_action("then", A1, requires=("first",)),
        an_action(
            "slow", A2, months=TWELVE_MONTHS, lifts=(Lift(question=A2, to=2),), cost_man_yen=Cost(first=1, yearly=0)
        ),
    ]
    found = wishes(a_small_office(*actions, days=(99,), man_yen=(99,), decisions=decided, first_year=2026))
    assert [type(wish) for wish in found] == [RefusedPrerequisite, TooLate]


# The real questionnaire


def test_a_real_plan_keeps_everything_and_tells_how_far_it_is_from_the_best() -> None:
    asked: Questionnaire = version(newest_version())
    assessment = answered_alike(asked, level(0))
    settings = PlanSettings(MADE_IN, 2027, (40, 60), (50, 0), {asked.actions[0].id: Decision(Stance.WILL_DO)})
    found = plan(asked, assessment, settings)
    case = Case(asked, assessment, settings)
    assert case.faults(starts_of(found)) == []
    assert not found.is_greedy
    assert found.reached.gap <= 0.01
    assert found.attainment.gap <= 0.01
    assert found.reached.value > 0


def test_an_office_that_has_done_everything_gets_an_empty_plan() -> None:
    asked = version(newest_version())
    found = plan(asked, answered_alike(asked, level(3)), PlanSettings(MADE_IN, 2027, (99,), (99,)))
    assert found.starts == {}
    assert (found.reached.value, found.attainment.value) == (24, 24)
    assert (found.reached.gap, found.attainment.gap) == (0, 0)


def test_an_office_that_knows_nothing_gets_an_empty_plan() -> None:
    asked = version(newest_version())
    found = plan(asked, an_assessment({}), PlanSettings(MADE_IN, 2027, (99,), (99,)))
    assert (found.starts, found.reached.value, found.reached.gap) == ({}, 0, 0)
