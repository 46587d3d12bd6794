"""What a kept plan no longer keeps, since answers, decisions or the plan itself were changed."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from questionnaire.model import Action
from questionnaire.plan import Stance
from scoring.roadmap.outlook import Outlook
from scoring.roadmap.schedule import days, man_yen, waits


class BreachKind(StrEnum):
    """What a plan must keep and this one does not."""

    OVER_DAYS = "over_days"
    OVER_MAN_YEN = "over_man_yen"
    UNREADY = "unready"  # starts before what it requires is finished
    OUTSIDE = "outside"  # starts too early, or ends after the plan
    MISSING = "missing"  # must be done and is not there
    UNWANTED = "unwanted"  # is there, but refused or done


@dataclass(frozen=True)
class Breach:
    """What a plan does not keep, for an action or for a fiscal year."""

    kind: BreachKind
    action: Action | None = None
    fiscal_year: int | None = None


def breaches(seen: Outlook) -> Iterator[Breach]:
    """Everything that the plan of this outlook does not keep; nothing for one that was just made."""
    for year, fiscal_year in enumerate(seen.plan.settings.years):
        if days(seen.problem, seen.schedule, year) > seen.plan.settings.days[year]:
            yield Breach(BreachKind.OVER_DAYS, fiscal_year=fiscal_year)
        if man_yen(seen.problem, seen.schedule, year) > seen.plan.settings.man_yen[year]:
            yield Breach(BreachKind.OVER_MAN_YEN, fiscal_year=fiscal_year)
    for action in seen.questionnaire.actions:
        yield from (Breach(kind, action=action) for kind in _kinds(seen, action.id))


def _kinds(seen: Outlook, name: str) -> Iterator[BreachKind]:
    task, settings = seen.problem.tasks.get(name), seen.plan.settings
    if task and name in seen.schedule:
        if name in (*settings.decided(Stance.WILL_NOT), *settings.decided(Stance.DONE)):
            yield BreachKind.UNWANTED
        if waits(seen.problem, seen.schedule, name):
            yield BreachKind.UNREADY
        elif seen.schedule[name] not in task.starts:
            yield BreachKind.OUTSIDE
    elif task and task.is_must:
        yield BreachKind.MISSING
