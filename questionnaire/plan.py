"""What an office decides on top of its answers: on actions, on targets, and on the plan over the fiscal years."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import groupby

from questionnaire.model import Questionnaire
from questionnaire.quarter import QUARTERS, Quarter

LONGEST_PLAN = 5
# A target further ahead than two terms of a mayor binds nobody.
FURTHEST_TARGET = 8
# Ten times what the largest office could spend on all actions: beyond it stands a slip of the keyboard.
MOST_DAYS, MOST_MAN_YEN = 100_000, 1_000_000


class Stance(StrEnum):
    """What was decided for an action."""

    WILL_DO = "will_do"
    WILL_NOT = "will_not"
    UNDER_WAY = "under_way"
    DONE = "done"


STANCE_TEXTS = {
    Stance.WILL_DO: "実施する",
    Stance.WILL_NOT: "しない",
    Stance.UNDER_WAY: "実施中",
    Stance.DONE: "済",
}


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided for an action. Only one that is under way has the quarter in which it was started."""

    stance: Stance
    start: Quarter | None = None


@dataclass(frozen=True, slots=True)
class Target:
    """The step (its id) that an axis is to reach by the end of a fiscal year."""

    axis: str
    step: str
    fiscal_year: int


@dataclass(frozen=True)
class PlanSettings:
    """What a plan is made from besides the answers.

    `made_in` is the quarter in which it is made. `days` (person-days) and `man_yen` (万円) hold what there is for each
    fiscal year of the plan. `decisions` are those on actions, by id, as they stood: 実施する must be in the plan,
    しない must not, 実施中 goes on with its rest, 済 counts as lifted.
    """

    made_in: Quarter
    first_year: int
    days: tuple[int, ...]
    man_yen: tuple[int, ...]
    decisions: Mapping[str, Decision] = field(default_factory=dict)

    @property
    def years(self) -> range:
        """The fiscal years of the plan."""
        return range(self.first_year, self.first_year + len(self.days))

    @property
    def first_quarter(self) -> Quarter:
        """The quarter that the plan begins with."""
        return Quarter(self.first_year, 1)

    @property
    def quarters(self) -> int:
        """How many quarters the plan has."""
        return QUARTERS * len(self.days)

    def decided(self, stance: Stance) -> tuple[str, ...]:
        """The ids of the actions with this decision."""
        return tuple(action for action, decision in self.decisions.items() if decision.stance is stance)


@dataclass(frozen=True, slots=True)
class Stage:
    """How well a plan does by one measure, and the best that any plan could do as far as it was proven."""

    value: float
    bound: float

    @property
    def gap(self) -> float:
        """How far from the best the plan may be at most, 0.0–1.0. 0.0: it is proven that no plan is better."""
        return (self.bound - self.value) / self.bound if self.bound > self.value else 0.0


@dataclass(frozen=True)
class Plan:
    """When each action starts, by its id; those under way included. `settings` are those it was made with.

    `reached` is Σ over year-ends and axes of the reached step, `attainment` Σ over year-ends, axes and steps of the
    attainment (design.md §6). `is_greedy` when the optimiser failed and the plan was put together step by step.
    """

    settings: PlanSettings
    starts: Mapping[str, Quarter]
    reached: Stage
    attainment: Stage
    is_greedy: bool = False


def first_year_offered(made_in: Quarter) -> int:
    """The first fiscal year that a plan has unless another is chosen: the next, whose budget is requested now."""
    return made_in.year + 1


def first_years_offered(made_in: Quarter) -> range:
    """The fiscal years that a plan may begin with: this one, and those after it as far as a plan can reach."""
    return range(made_in.year, first_year_offered(made_in) + LONGEST_PLAN)


def target_years(fiscal_year: int) -> range:
    """The fiscal years that a target may name which is set with an assessment of this one."""
    return range(fiscal_year, fiscal_year + FURTHEST_TARGET + 1)


def decision_faults(decision: Decision, now: Quarter) -> list[str]:
    """Why an action may not be marked so in the quarter `now`, in Japanese; empty when it may."""
    if decision.stance is not Stance.UNDER_WAY:
        return [f"開始した四半期は「{STANCE_TEXTS[Stance.UNDER_WAY]}」のときだけ書けます"] if decision.start else []
    if decision.start is None:
        return [f"「{STANCE_TEXTS[Stance.UNDER_WAY]}」には、開始した四半期を選んでください"]
    return _quarter_faults(decision.start) + (["開始した四半期が今より先です"] if decision.start > now else [])


def _quarter_faults(quarter: Quarter) -> list[str]:
    return [] if 1 <= quarter.number <= QUARTERS else [f"四半期は1から{QUARTERS}までの整数です"]


def target_faults(targets: Iterable[Target], questionnaire: Questionnaire, fiscal_year: int) -> list[str]:
    """Why these targets may not be set with an assessment of this fiscal year, in Japanese; empty when they may."""
    ordered = sorted(targets, key=lambda target: target.axis)
    names = {axis.id: axis.name for axis in questionnaire.axes}
    faults = [fault for target in ordered for fault in _single_target_faults(target, questionnaire, fiscal_year)]
    per_axis = {axis: len(list(group)) for axis, group in groupby(ordered, lambda target: target.axis)}
    return faults + [f"「{names.get(axis, axis)}」の目標は1つだけです" for axis, count in per_axis.items() if count > 1]


def _single_target_faults(target: Target, questionnaire: Questionnaire, fiscal_year: int) -> list[str]:
    years = target_years(fiscal_year)
    faults = {
        f"分野「{target.axis}」はありません": target.axis not in {axis.id for axis in questionnaire.axes},
        f"ステップ「{target.step}」はありません": target.step not in {step.id for step in questionnaire.steps},
        f"目標の年度は{years[0]}から{years[-1]}までです": target.fiscal_year not in years,
    }
    return [fault for fault, is_there in faults.items() if is_there]


def settings_faults(settings: PlanSettings, questionnaire: Questionnaire) -> list[str]:
    """Why no plan can be made from these settings, in Japanese; empty when one can be tried."""
    known = {action.id for action in questionnaire.actions}
    return [
        *_year_faults(settings),
        *_budget_faults("人日", settings.days, MOST_DAYS),
        *_budget_faults("費用(万円)", settings.man_yen, MOST_MAN_YEN),
        *(f"次の一手「{action}」はありません" for action in settings.decisions if action not in known),
        *(fault for one in settings.decisions.values() for fault in decision_faults(one, settings.made_in)),
    ]


def _year_faults(settings: PlanSettings) -> list[str]:
    offered = first_years_offered(settings.made_in)
    faults = {
        f"計画は1年から{LONGEST_PLAN}年までです": not 1 <= len(settings.days) <= LONGEST_PLAN,
        "人日と費用は、計画の年度ごとに1つずつ書いてください": len(settings.days) != len(settings.man_yen),
        f"計画の最初の年度は{offered[0]}から{offered[-1]}までです": settings.first_year not in offered,
    }
    return [fault for fault, is_there in faults.items() if is_there]


def _budget_faults(what: str, amounts: Iterable[int], most: int) -> list[str]:
    return [] if all(0 <= amount <= most for amount in amounts) else [f"{what}は0から{most:,}までの整数です"]


def plan_faults(plan: Plan, questionnaire: Questionnaire) -> list[str]:
    """Why this cannot be kept as a plan of this questionnaire, in Japanese; empty when it can."""
    known = {action.id for action in questionnaire.actions}
    running, years = plan.settings.decided(Stance.UNDER_WAY), plan.settings.years
    outside = [action for action, start in plan.starts.items() if start.year not in years and action not in running]
    return [
        *settings_faults(plan.settings, questionnaire),
        *(f"次の一手「{action}」はありません" for action in plan.starts if action not in known),
        *(f"次の一手「{action}」の開始が計画の年度の外にあります" for action in outside),
        *(fault for start in plan.starts.values() for fault in _quarter_faults(start)),
    ]
