"""Small cases to plan for, drawn by a seed, and every plan there is for them, worked out one by one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from itertools import product
from random import Random

from questionnaire.assessment import Answer, Assessment
from questionnaire.model import Action, Cost, Depth, Estimate, Lift, Questionnaire
from questionnaire.plan import Decision, Plan, PlanSettings, Stance
from questionnaire.quarter import Quarter
from scoring.actions.lifts import lifted
from scoring.result import results
from tests.builders import (
    UNKNOWN,
    a_questionnaire,
    an_action,
    an_assessment,
    an_axis,
    an_axis_with_second_questions,
    level,
    not_applicable,
)

Starts = Mapping[str, int]
MADE_IN = Quarter(2026, 3)


@dataclass(frozen=True)
class Case:
    """A questionnaire with few actions, answers to it, and the settings of a plan."""

    questionnaire: Questionnaire
    assessment: Assessment
    settings: PlanSettings

    @cached_property
    def actions(self) -> dict[str, Action]:
        return {action.id: action for action in self.questionnaire.actions}

    @cached_property
    def base(self) -> Assessment:
        return lifted(self.assessment, (self.actions[name] for name in self.settings.decided(Stance.DONE)))

    def decision(self, name: str) -> Stance | None:
        decided = self.settings.decisions.get(name)
        return decided.stance if decided else None

    def begun(self, name: str) -> int:
        """When an action that is under way was begun, in quarters from the first of the plan."""
        start = self.settings.decisions[name].start
        assert start
        return start.since(self.settings.first_quarter)

    def end(self, name: str, start: int) -> int:
        """The quarter after the last one of the work."""
        end = start + -(-self.actions[name].months.plan // 3)
        now = self.settings.made_in.since(self.settings.first_quarter)
        return max(end, now + 1) if self.decision(name) is Stance.UNDER_WAY else end

    def worth(self, starts: Starts) -> tuple[int, Fraction]:
        """Σ reached steps and Σ attainment over the year-ends, each scored anew."""
        ends = [4 * (year + 1) for year in range(len(self.settings.days))]
        reached, attained = zip(
            *(self.worth_of(frozenset(n for n in starts if self.end(n, starts[n]) <= end)) for end in ends),
            strict=True,
        )
        return sum(reached), sum(attained, Fraction(0))

    @cached_property
    def _known(self) -> dict[frozenset[str], tuple[int, Fraction]]:
        return {}

    def worth_of(self, done: frozenset[str]) -> tuple[int, Fraction]:
        if done not in self._known:
            (scored,) = results(self.questionnaire, [lifted(self.base, (self.actions[name] for name in done))])
            attained = [Fraction(p).limit_denominator(100) for axis in scored.of_axis for p in axis.attainment]
            self._known[done] = sum(axis.reached for axis in scored.of_axis), sum(attained, Fraction(0))
        return self._known[done]

    def spent(self, starts: Starts) -> list[tuple[Fraction, int]]:
        """Person-days and 万円 of each year, gathered quarter by quarter."""
        now = self.settings.made_in.since(self.settings.first_quarter)
        days, man_yen = ([Fraction(0)] * len(self.settings.days), [0] * len(self.settings.days))
        for name, start in starts.items():
            action, is_running = self.actions[name], self.decision(name) is Stance.UNDER_WAY
            for quarter in range(max(start, now) if is_running else start, self.end(name, start)):
                if 0 <= quarter < self.settings.quarters:
                    days[quarter // 4] += Fraction(action.effort_days.plan, -(-action.months.plan // 3))
            for year in range(len(man_yen)):
                if start >= 0 and start // 4 == year and not is_running:
                    man_yen[year] += action.cost_man_yen.first
                man_yen[year] += action.cost_man_yen.yearly if start // 4 < year else 0
        return list(zip(days, man_yen, strict=True))

    def faults(self, starts: Starts) -> list[str]:
        """Everything that this plan breaks."""
        budgets = zip(self.settings.days, self.settings.man_yen, strict=True)
        over = [
            f"year {year} takes {spent} of {budget}"
            for year, (spent, budget) in enumerate(zip(self.spent(starts), budgets, strict=True))
            if spent[0] > budget[0] or spent[1] > budget[1]
        ]
        missing = [
            f"{name} is missing"
            for name, decided in self.settings.decisions.items()
            if decided.stance in (Stance.WILL_DO, Stance.UNDER_WAY) and name not in starts
        ]
        return [*over, *missing, *(fault for name in starts for fault in self._faults_of(name, starts))]

    def _faults_of(self, name: str, starts: Starts) -> Iterator[str]:
        action, decided, start = self.actions[name], self.decision(name), starts[name]
        if decided is Stance.UNDER_WAY:
            return
        has_cost = action.cost_man_yen.first + action.cost_man_yen.yearly > 0
        now = self.settings.made_in.since(self.settings.first_quarter)
        april = 4 * (self.settings.made_in.year + 1 - self.settings.first_year)
        if decided in (Stance.WILL_NOT, Stance.DONE):
            yield f"{name} is not to be planned"
        if start < max(0, now) or (has_cost and start < april):
            yield f"{name} starts too early"
        if self.end(name, start) > self.settings.quarters:
            yield f"{name} ends too late"
        for needed in action.requires:
            if not self._is_open(needed):
                continue
            if needed not in starts or self.end(needed, starts[needed]) > start:
                yield f"{name} does not wait for {needed}"

    def _is_open(self, name: str) -> bool:
        """Whether an action is still to be done."""
        if self.decision(name) is Stance.DONE:
            return False
        answers = [(self.base.answer(lift.question), lift.to) for lift in self.actions[name].lifts]
        return any(answer.level is None or answer.level < to for answer, to in answers if answer.memo == "")

    def plans(self) -> Iterator[dict[str, int]]:
        """Every plan that breaks nothing."""
        options = {
            name: [self.begun(name)]
            if self.decision(name) is Stance.UNDER_WAY
            else [None, *range(self.settings.quarters)]
            for name in self.actions
        }
        for chosen in product(*options.values()):
            starts = {name: start for name, start in zip(options, chosen, strict=True) if start is not None}
            if not self.faults(starts):
                yield starts


def starts_of(plan: Plan) -> dict[str, int]:
    """The starts of a plan in quarters from its first one."""
    return {name: start.since(plan.settings.first_quarter) for name, start in plan.starts.items()}


def with_budgets(case: Case, days: tuple[int, ...], man_yen: tuple[int, ...]) -> Case:
    """The same case with other budgets."""
    return replace(case, settings=replace(case.settings, days=days, man_yen=man_yen))


def a_case(seed: int, *, actions: int = 4, years: int = 2, wishes: bool = True) -> Case:
    """A case with answers, actions, decisions and budgets of every kind."""
    chance = Random(seed)  # noqa: S311  # nothing here is secret
    axes = [an_axis("axis-a"), an_axis_with_second_questions("axis-b")]
    questions = [question for axis in axes for question in axis.questions]
    answers = {question.id: _an_answer(chance, is_core=question.core) for question in questions}
    lifted_questions = chance.sample([question.id for question in questions], 3)
    made = [_an_action(chance, number, lifted_questions) for number in range(actions)]
    settings = PlanSettings(
        made_in=MADE_IN,
        first_year=chance.choice([2026, 2027, 2027, 2028]),
        days=tuple(chance.choice([0, 12, 25, 60]) for _ in range(years)),
        man_yen=tuple(chance.choice([0, 20, 60]) for _ in range(years)),
        decisions=_decisions(chance, made) if wishes else {},
    )
    return Case(a_questionnaire(axes, made), an_assessment(answers, depth=Depth.FULL), settings)


def _an_answer(chance: Random, *, is_core: bool) -> Answer:
    kinds = [*map(level, (0, 0, 1, 1, 2, 3)), UNKNOWN]
    return chance.choice(kinds if is_core else [*kinds, not_applicable()])


def _an_action(chance: Random, number: int, questions: list[str]) -> Action:
    before = [f"action-{earlier}" for earlier in range(number)]
    lifts = chance.sample(questions, chance.choice([1, 1, 2]))
    months = chance.choice([2, 3, 5, 8, 12, 15])
    return an_action(
        f"action-{number}",
        lifts[0],
        lifts=tuple(Lift(question=question, to=chance.choice([1, 2, 2, 3])) for question in lifts),
        days=chance.choice([3, 7, 10, 20]),
        months=Estimate(low=1, plan=months, high=months),
        cost_man_yen=Cost(first=chance.choice([0, 0, 10, 30]), yearly=chance.choice([0, 0, 0, 10])),
        requires=tuple(chance.sample(before, min(len(before), chance.choice([0, 0, 1, 1, 2])))),
    )


def _decisions(chance: Random, actions: list[Action]) -> dict[str, Decision]:
    begun = MADE_IN.after(-chance.choice([0, 1, 3, 6]))
    kinds = [
        *[None] * 12,
        Decision(Stance.WILL_DO),
        Decision(Stance.WILL_DO),
        Decision(Stance.WILL_NOT),
        Decision(Stance.UNDER_WAY, begun),
        Decision(Stance.DONE),
    ]
    drawn = {action.id: chance.choice(kinds) for action in actions}
    return {name: decision for name, decision in drawn.items() if decision}
