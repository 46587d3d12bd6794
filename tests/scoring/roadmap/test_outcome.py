"""工程表: what a plan does and why, what it takes of the budgets, what it leads to, and what it no longer keeps."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

import pytest

from questionnaire.assessment import Assessment
from questionnaire.loader import newest_version
from questionnaire.loader import questionnaire as version
from questionnaire.model import Action, Cost, Estimate, Questionnaire
from questionnaire.plan import Decision, Plan, PlanSettings, Stage, Stance, Target
from questionnaire.quarter import Quarter
from scoring.result import result
from scoring.roadmap.breaches import Breach, BreachKind
from scoring.roadmap.outcome import Entry, Roadmap, roadmap
from scoring.roadmap.planning import plan
from scoring.roadmap.targets import TargetState
from tests.builders import a_questionnaire, an_action, answered_alike, level, with_answers
from tests.small_plans import MADE_IN, Case, a_case, starts_of

A1, A2, A3, B1 = "axis-a-digitization", "axis-a-digitalization", "axis-a-dx", "axis-b-digitization"
YEAR = Estimate(low=1, plan=12, high=12)
FIRST = an_action("first", A1, days=10, months=YEAR, cost_man_yen=Cost(first=30, yearly=4))
THEN = an_action("then", A2, days=20, requires=("first",))
SPARE = an_action("spare", B1, 1, days=3)
SETTINGS = PlanSettings(MADE_IN, 2027, (15, 30), (30, 10))
REAL = version(newest_version())


def asking(*actions: Action) -> Questionnaire:
    return a_questionnaire(actions=actions)


ASKED = asking(FIRST, THEN, SPARE)
AT_ZERO = answered_alike(ASKED, level(0))


def a_plan(settings: PlanSettings = SETTINGS, **starts: Quarter) -> Plan:
    return Plan(settings, starts, Stage(0, 0), Stage(0, 0))


def seen(
    *targets: Target, settings: PlanSettings = SETTINGS, assessment: Assessment = AT_ZERO, **starts: Quarter
) -> Roadmap:
    return roadmap(ASKED, assessment, a_plan(settings, **starts), targets)


BOTH = {"then": Quarter(2028, 2), "first": Quarter(2027, 1)}


def entry(found: Roadmap, id: str) -> Entry:
    return next(one for one in found.entries if one.action.id == id)


# Entries


def test_the_entries_stand_by_their_start_with_their_last_quarter() -> None:
    found = seen(**BOTH)
    assert [(one.action.id, one.start, one.end) for one in found.entries] == [
        ("first", Quarter(2027, 1), Quarter(2027, 4)),
        ("then", Quarter(2028, 2), Quarter(2028, 2)),
    ]


def test_an_entry_takes_days_and_money_of_each_year() -> None:
    found = seen(first=Quarter(2027, 3))
    assert entry(found, "first").days == (5, 5)
    assert entry(found, "first").man_yen == (30, 4)
    assert found.yearly_afterwards == 4


def test_days_are_exact_where_a_third_falls_into_a_year() -> None:
    asked = asking(an_action("long", A1, days=10, months=Estimate(low=1, plan=9, high=9)))
    found = roadmap(asked, answered_alike(asked, level(0)), a_plan(long=Quarter(2027, 4)))
    assert found.entries[0].days == (Fraction(10, 3), Fraction(20, 3))


# Reasons


def test_the_reason_tells_the_answers_and_the_cells_with_the_year_in_which_they_are_reached() -> None:
    why = entry(seen(**BOTH), "first").reason
    assert [(one.question.id, one.level, one.to) for one in why.triggers] == [(A1, 0, 2)]
    assert [(lift.axis.id, lift.step.id, lift.reached_in) for lift in why.lifts] == [("axis-a", "digitization", 2027)]
    assert (why.is_decided, why.is_running) == (False, False)


def test_a_cell_that_the_plan_does_not_reach_has_no_year() -> None:
    (lift,) = entry(seen(spare=Quarter(2027, 1)), "spare").reason.lifts
    assert lift.reached_in is None


def test_a_cell_that_was_reached_before_is_not_told_as_reached_anew() -> None:
    higher = asking(an_action("more", A1, 3))
    found = roadmap(higher, answered_alike(higher, level(2)), a_plan(more=Quarter(2027, 1)))
    assert [lift.reached_in for lift in found.entries[0].reason.lifts] == [None]


def test_a_prerequisite_names_what_waits_for_it() -> None:
    assert entry(seen(**BOTH), "first").reason.required_by == (THEN,)
    assert entry(seen(**BOTH), "then").reason.required_by == ()


def test_a_decision_is_a_reason() -> None:
    decided = replace(
        SETTINGS, decisions={"first": Decision(Stance.WILL_DO), "then": Decision(Stance.UNDER_WAY, MADE_IN)}
    )
    found = seen(settings=decided, first=Quarter(2027, 1), then=MADE_IN)
    assert entry(found, "first").reason.is_decided
    assert entry(found, "then").reason.is_running


def test_an_action_serves_a_target_when_it_lifts_one_of_the_steps_up_to_it() -> None:
    target = Target("axis-a", "digitization", 2028)
    found = seen(target, **BOTH)
    assert [one.target for one in entry(found, "first").reason.targets] == [target]
    assert entry(found, "then").reason.targets == ()
    higher = Target("axis-a", "dx", 2028)
    assert [one.target for one in entry(seen(higher, **BOTH), "then").reason.targets] == [higher]


# Year-ends


def test_the_result_at_the_end_of_a_year_has_what_was_finished_by_then() -> None:
    found = seen(**BOTH)
    assert found.before == result(ASKED, AT_ZERO)
    assert found.years[0].result == result(ASKED, with_answers(AT_ZERO, {A1: level(2)}))
    assert found.years[1].result == result(ASKED, with_answers(AT_ZERO, {A1: level(2), A2: level(2)}))
    assert [[action.id for action in year.finished] for year in found.years] == [["first"], ["first", "then"]]


def test_a_year_tells_what_it_takes_of_what_there_is() -> None:
    first, second = seen(**BOTH).years
    assert (first.fiscal_year, first.days, first.days_given, first.man_yen, first.man_yen_given) == (
        2027,
        10,
        15,
        30,
        30,
    )
    assert (second.fiscal_year, second.days, second.days_given, second.man_yen, second.man_yen_given) == (
        2028,
        20,
        30,
        4,
        10,
    )


def test_what_is_done_counts_from_the_beginning() -> None:
    done = replace(SETTINGS, decisions={"first": Decision(Stance.DONE)})
    assert seen(settings=done).before.of_axis[0].reached == 1


@pytest.mark.parametrize("seed", range(0, 60, 3))
def test_the_results_add_up_to_what_the_plan_says_of_itself(seed: int) -> None:
    case = a_case(seed, wishes=False)
    made = plan(case.questionnaire, case.assessment, case.settings)
    found = roadmap(case.questionnaire, case.assessment, made)
    standings = [standing for year in found.years for standing in year.result.of_axis]
    assert sum(standing.reached for standing in standings) == made.reached.value
    assert sum(sum(standing.attainment) for standing in standings) == pytest.approx(made.attainment.value)
    spent = case.spent(starts_of(made))
    assert [(year.days, year.man_yen) for year in found.years] == spent
    assert found.breaches == ()


# Targets


@pytest.mark.parametrize(
    ("target", "state", "met_in"),
    [
        (Target("axis-a", "digitization", 2027), TargetState.MET, 2027),
        (Target("axis-a", "digitization", 2030), TargetState.MET, 2027),
        (Target("axis-a", "digitization", 2026), TargetState.MISSED, 2027),
        (Target("axis-a", "digitalization", 2027), TargetState.MISSED, 2028),
        (Target("axis-a", "dx", 2028), TargetState.MISSED, None),
        (Target("axis-a", "dx", 2029), TargetState.OPEN, None),
    ],
)
def test_a_target_is_met_missed_or_open(target: Target, state: TargetState, met_in: int | None) -> None:
    (outcome,) = seen(target, **BOTH).targets
    assert (outcome.state, outcome.met_in) == (state, met_in)
    assert outcome.step.id == target.step


def test_a_target_that_holds_already_is_met() -> None:
    reached = with_answers(AT_ZERO, {A1: level(2)})
    (outcome,) = seen(Target("axis-a", "digitization", 2026), assessment=reached).targets
    assert (outcome.state, outcome.met_in) == (TargetState.MET, 2026)


def test_targets_stand_in_the_order_of_the_axes() -> None:
    found = seen(Target("axis-c", "dx", 2028), Target("axis-a", "dx", 2028))
    assert [outcome.axis.id for outcome in found.targets] == ["axis-a", "axis-c"]


# Kept plans


def broken(found: Roadmap) -> Sequence[Breach]:
    return found.breaches


def test_a_plan_that_keeps_everything_breaks_nothing() -> None:
    assert broken(seen(**BOTH)) == ()


@pytest.mark.parametrize(
    ("settings", "starts", "breach"),
    [
        (replace(SETTINGS, days=(9, 30)), BOTH, Breach(BreachKind.OVER_DAYS, fiscal_year=2027)),
        (replace(SETTINGS, man_yen=(30, 3)), BOTH, Breach(BreachKind.OVER_MAN_YEN, fiscal_year=2028)),
        (SETTINGS, {**BOTH, "then": Quarter(2027, 4)}, Breach(BreachKind.UNREADY, THEN)),
        (SETTINGS, {"then": Quarter(2028, 2)}, Breach(BreachKind.UNREADY, THEN)),
        (SETTINGS, {"first": Quarter(2028, 2)}, Breach(BreachKind.OUTSIDE, FIRST)),
        (
            replace(SETTINGS, decisions={"spare": Decision(Stance.WILL_DO)}),
            BOTH,
            Breach(BreachKind.MISSING, SPARE),
        ),
        (
            replace(SETTINGS, decisions={"spare": Decision(Stance.WILL_NOT)}),
            {"spare": Quarter(2027, 1)},
            Breach(BreachKind.UNWANTED, SPARE),
        ),
    ],
)
def test_what_a_kept_plan_no_longer_keeps_is_told(
    settings: PlanSettings, starts: dict[str, Quarter], breach: Breach
) -> None:
    assert breach in broken(seen(settings=settings, **starts))


def test_a_plan_is_still_shown_when_an_action_of_it_is_done_by_the_answers() -> None:
    done = with_answers(AT_ZERO, {A1: level(3)})
    found = seen(assessment=done, **BOTH)
    assert entry(found, "first").reason.triggers == ()
    assert entry(found, "first").reason.required_by == ()
    assert broken(found) == ()


def test_a_plan_that_is_made_again_leaves_out_what_has_been_done_meanwhile() -> None:
    case = Case(ASKED, AT_ZERO, SETTINGS)
    before = plan(case.questionnaire, case.assessment, case.settings)
    assert set(before.starts) == {"first", "then", "spare"}
    meanwhile = replace(SETTINGS, decisions={"first": Decision(Stance.DONE)})
    assert set(plan(ASKED, AT_ZERO, meanwhile).starts) == {"then", "spare"}


def test_the_real_questionnaire_gives_a_roadmap_with_a_reason_for_every_entry() -> None:
    assessment = answered_alike(REAL, level(0))
    made = plan(REAL, assessment, PlanSettings(MADE_IN, 2027, (50,), (50,)))
    found = roadmap(REAL, assessment, made)
    assert found.entries
    assert all(one.reason.triggers or one.reason.required_by for one in found.entries)
