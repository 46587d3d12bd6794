"""工程表: what a plan does in each quarter and why, what it takes, and what it leads to."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from questionnaire.assessment import Assessment
from questionnaire.fiscal_year import fiscal_year_text
from questionnaire.model import Action, Questionnaire
from questionnaire.plan import Plan, Target
from questionnaire.quarter import Quarter
from scoring.result import Result
from scoring.roadmap.breaches import Breach, breaches
from scoring.roadmap.outlook import Outlook, outlook
from scoring.roadmap.reasons import Reason, reason
from scoring.roadmap.targets import TargetOutcome, target_outcomes


@dataclass(frozen=True)
class Entry:
    """An action of the plan from its first to its last quarter, with person-days and 万円 for each year of the plan."""

    action: Action
    start: Quarter
    end: Quarter
    days: tuple[Fraction, ...]
    man_yen: tuple[int, ...]
    reason: Reason


@dataclass(frozen=True)
class YearEnd:
    """A fiscal year of the plan: what it takes of what is given, what is finished by its end, and the result then."""

    fiscal_year: int
    days: Fraction
    days_given: int
    man_yen: int
    man_yen_given: int
    finished: tuple[Action, ...]
    result: Result


@dataclass(frozen=True)
class Roadmap:
    """A plan with everything that is shown of it. `entries` stand by their start, `targets` by axis.

    `questionnaire` is the one it was scored with, `before` the result that it starts from. `breaches` tells what a kept
    plan no longer keeps. `yearly_afterwards` is what its actions cost in each year after its end, in 万円.
    """

    questionnaire: Questionnaire
    assessment: Assessment
    plan: Plan
    before: Result
    entries: tuple[Entry, ...]
    years: tuple[YearEnd, ...]
    targets: tuple[TargetOutcome, ...]
    breaches: tuple[Breach, ...]
    yearly_afterwards: int

    @property
    def ends(self) -> list[tuple[str, Result]]:
        """The result now and at the end of each fiscal year, each with the words for its time."""
        later = [(f"{fiscal_year_text(year.fiscal_year)}の終わり", year.result) for year in self.years]
        return [("今", self.before), *later]


def roadmap(
    questionnaire: Questionnaire, assessment: Assessment, plan: Plan, targets: Sequence[Target] = ()
) -> Roadmap:
    """What this plan does and leads to from these answers on.

    A kept plan may be shown with answers and targets that have changed since it was made. Raises `KeyError` for an
    action, and `ValueError` for a target, that the questionnaire does not have: see `plan_faults` and `target_faults`.
    """
    seen = outlook(questionnaire, assessment, plan)
    aims = target_outcomes(seen, targets)
    ordered = sorted(seen.schedule, key=lambda name: (seen.schedule[name], seen.problem.tasks[name].quarters, name))
    entries = tuple(_entry(seen, name, aims) for name in ordered)
    return Roadmap(
        questionnaire=questionnaire,
        assessment=assessment,
        plan=plan,
        before=seen.results[0],
        entries=entries,
        years=tuple(_year_end(seen, year, entries) for year in seen.problem.years),
        targets=aims,
        breaches=tuple(breaches(seen)),
        yearly_afterwards=sum(entry.action.cost_man_yen.yearly for entry in entries),
    )


def _entry(seen: Outlook, name: str, aims: Sequence[TargetOutcome]) -> Entry:
    task, start, years = seen.problem.tasks[name], seen.schedule[name], seen.problem.years
    return Entry(
        action=task.action,
        start=seen.plan.starts[name],
        end=seen.plan.settings.first_quarter.after(task.end(start)),
        days=tuple(task.days(start, year) for year in years),
        man_yen=tuple(task.man_yen(start, year) for year in years),
        reason=reason(seen, task.action, aims),
    )


def _year_end(seen: Outlook, year: int, entries: Sequence[Entry]) -> YearEnd:
    settings = seen.plan.settings
    return YearEnd(
        fiscal_year=settings.years[year],
        days=sum((entry.days[year] for entry in entries), Fraction(0)),
        days_given=settings.days[year],
        man_yen=sum(entry.man_yen[year] for entry in entries),
        man_yen_given=settings.man_yen[year],
        finished=seen.done[year],
        result=seen.results[year + 1],
    )
