"""What an office decides for its plan, and why a decision, a target or a plan is refused."""

from dataclasses import replace
from datetime import date

import pytest

from questionnaire.plan import (
    LONGEST_PLAN,
    Decision,
    Plan,
    PlanSettings,
    Stage,
    Stance,
    Target,
    decision_faults,
    first_year_offered,
    plan_faults,
    settings_faults,
    target_faults,
)
from questionnaire.quarter import Quarter, quarter_text
from tests.builders import a_questionnaire, an_action

NOW = Quarter(2026, 3)
ASKED = a_questionnaire(actions=[an_action("train", "axis-a-digitization"), an_action("plan", "axis-b-digitization")])
SETTINGS = PlanSettings(NOW, 2027, (40, 40), (0, 100))
A_TARGET = Target("axis-a", "dx", 2028)
A_STAGE = Stage(1.0, 1.0)


def a_plan(**starts: Quarter) -> Plan:
    return Plan(SETTINGS, starts, A_STAGE, A_STAGE)


# Quarters


@pytest.mark.parametrize(
    ("day", "quarter"),
    [
        (date(2026, 4, 1), Quarter(2026, 1)),
        (date(2026, 6, 30), Quarter(2026, 1)),
        (date(2026, 11, 22), Quarter(2026, 3)),
        (date(2026, 12, 31), Quarter(2026, 3)),
        (date(2027, 1, 1), Quarter(2026, 4)),
        (date(2027, 3, 31), Quarter(2026, 4)),
    ],
)
def test_a_day_belongs_to_the_quarter_of_its_fiscal_year(day: date, quarter: Quarter) -> None:
    assert Quarter.of(day) == quarter


@pytest.mark.parametrize("steps", range(-9, 10))
def test_quarters_are_counted_over_the_ends_of_years(steps: int) -> None:
    later = NOW.after(steps)
    assert later.since(NOW) == steps
    assert 1 <= later.number <= 4
    assert (later > NOW) == (steps > 0)


def test_a_quarter_is_written_with_its_months() -> None:
    assert quarter_text(Quarter(2027, 4)) == "令和9年度 第4四半期(1から3月)"


# Decisions


@pytest.mark.parametrize("stance", [Stance.WILL_DO, Stance.WILL_NOT, Stance.DONE])
def test_only_what_is_under_way_has_a_start(stance: Stance) -> None:
    assert decision_faults(Decision(stance), NOW) == []
    assert decision_faults(Decision(stance, NOW), NOW) == ["開始した四半期は「実施中」のときだけ書けます"]


@pytest.mark.parametrize(
    ("start", "faults"),
    [
        (NOW, []),
        (Quarter(2024, 1), []),
        (None, ["「実施中」には、開始した四半期を選んでください"]),
        (NOW.after(1), ["開始した四半期が今より先です"]),
        (Quarter(2026, 0), ["四半期は1から4までの整数です"]),
        (Quarter(2025, 5), ["四半期は1から4までの整数です"]),
    ],
)
def test_what_is_under_way_was_started_in_a_quarter_up_to_now(start: Quarter | None, faults: list[str]) -> None:
    assert decision_faults(Decision(Stance.UNDER_WAY, start), NOW) == faults


# Targets


def test_a_target_of_the_questionnaire_may_be_set() -> None:
    assert target_faults([A_TARGET, replace(A_TARGET, axis="axis-b")], ASKED, 2026) == []


@pytest.mark.parametrize(
    ("target", "fault"),
    [
        (replace(A_TARGET, axis="axis-z"), "分野「axis-z」はありません"),
        (replace(A_TARGET, step="step-z"), "ステップ「step-z」はありません"),
        (replace(A_TARGET, fiscal_year=2025), "目標の年度は2026から2034までです"),
        (replace(A_TARGET, fiscal_year=2035), "目標の年度は2026から2034までです"),
    ],
)
def test_a_target_that_cannot_be_is_refused(target: Target, fault: str) -> None:
    assert target_faults([target], ASKED, 2026) == [fault]


def test_an_axis_has_one_target_at_most() -> None:
    twice = [A_TARGET, replace(A_TARGET, axis="axis-b"), replace(A_TARGET, step="digitization")]
    assert target_faults(twice, ASKED, 2026) == ["「分野axis-a」の目標は1つだけです"]


# Settings


def test_the_next_fiscal_year_is_offered_first() -> None:
    assert first_year_offered(NOW) == 2027


def test_settings_tell_their_years_and_decisions() -> None:
    decisions = {"train": Decision(Stance.WILL_DO), "plan": Decision(Stance.DONE)}
    settings = replace(SETTINGS, decisions=decisions)
    assert settings_faults(settings, ASKED) == []
    assert (settings.years, settings.first_quarter, settings.quarters) == (range(2027, 2029), Quarter(2027, 1), 8)
    assert settings.decided(Stance.WILL_DO) == ("train",)


@pytest.mark.parametrize("years", [1, LONGEST_PLAN])
def test_a_plan_has_one_to_five_years(years: int) -> None:
    assert settings_faults(replace(SETTINGS, days=(1,) * years, man_yen=(1,) * years), ASKED) == []


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"days": (), "man_yen": ()}, "計画は1年から5年までです"),
        ({"days": (1,) * 6, "man_yen": (1,) * 6}, "計画は1年から5年までです"),
        ({"man_yen": (1,)}, "人日と費用は、計画の年度ごとに1つずつ書いてください"),
        ({"first_year": 2025}, "計画の最初の年度は2026から2031までです"),
        ({"first_year": 2032}, "計画の最初の年度は2026から2031までです"),
        ({"days": (-1, 0)}, "人日は0から100,000までの整数です"),
        ({"man_yen": (0, 1_000_001)}, "費用(万円)は0から1,000,000までの整数です"),
        ({"decisions": {"sing": Decision(Stance.DONE)}}, "次の一手「sing」はありません"),
        ({"decisions": {"train": Decision(Stance.DONE, NOW)}}, "開始した四半期は「実施中」のときだけ書けます"),
    ],
)
def test_settings_that_no_plan_can_be_made_from_are_refused(changes: dict[str, object], fault: str) -> None:
    assert settings_faults(replace(SETTINGS, **changes), ASKED) == [fault]  # type: ignore[arg-type]


# Plans


def test_a_plan_with_starts_in_its_years_may_be_kept() -> None:
    assert plan_faults(a_plan(train=Quarter(2027, 1), plan=Quarter(2028, 4)), ASKED) == []


@pytest.mark.parametrize(
    ("starts", "fault"),
    [
        ({"sing": Quarter(2027, 1)}, "次の一手「sing」はありません"),
        ({"train": Quarter(2026, 4)}, "次の一手「train」の開始が計画の年度の外にあります"),
        ({"train": Quarter(2029, 1)}, "次の一手「train」の開始が計画の年度の外にあります"),
        ({"train": Quarter(2027, 5)}, "四半期は1から4までの整数です"),
    ],
)
def test_a_plan_that_is_none_is_refused(starts: dict[str, Quarter], fault: str) -> None:
    assert plan_faults(a_plan(**starts), ASKED) == [fault]


def test_what_is_under_way_may_have_begun_before_the_plan() -> None:
    begun = {"train": Decision(Stance.UNDER_WAY, NOW)}
    kept = replace(a_plan(train=NOW), settings=replace(SETTINGS, decisions=begun))
    assert plan_faults(kept, ASKED) == []


@pytest.mark.parametrize(("value", "bound", "gap"), [(50, 50, 0), (49, 50, 0.02), (0, 0, 0), (0, 4, 1), (50, 49.9, 0)])
def test_the_gap_is_what_may_lack_of_the_best(value: float, bound: float, gap: float) -> None:
    assert Stage(value, bound).gap == pytest.approx(gap)
