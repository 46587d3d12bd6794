"""Which actions enter a plan, when each may start, and what they can lift: the problem of an assessment."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from math import ceil

from questionnaire.assessment import AnswerState, Assessment
from questionnaire.model import HIGHEST_LEVEL, Action, Question, Questionnaire, Size
from questionnaire.municipalities import municipality
from questionnaire.plan import PlanSettings, Stance
from questionnaire.quarter import QUARTERS
from scoring.actions.lifts import is_done, lifted, triggers
from scoring.roadmap.problem import Cell, Problem
from scoring.roadmap.task import Task


def problem(
    questionnaire: Questionnaire, assessment: Assessment, settings: PlanSettings, kept: Collection[str] = ()
) -> Problem:
    """What a plan for this assessment is chosen from.

    Only what is useful enters: an action that lifts an answered question and suits the size of the office, what must
    be done or is under way, and the open prerequisites of these. What waits for something refused, or could not be
    finished within the plan, is left out unless it must be done (see `wishes`). The actions of a `kept` plan enter too.
    """
    known = questionnaire.action_of
    base = lifted(assessment, (known[name] for name in settings.decided(Stance.DONE)))
    choice = _Choice(questionnaire, base, settings)
    tasks = {name: choice.task(known[name]) for name in choice.entering(kept)}
    return Problem(settings, _in_time(tasks, settings.quarters, kept), tuple(_cells(questionnaire, base)))


class _Choice:
    """Which actions enter, and when each may start."""

    def __init__(self, questionnaire: Questionnaire, base: Assessment, settings: PlanSettings) -> None:
        self.base, self.settings = base, settings
        self.actions = questionnaire.action_of
        self.asked: Mapping[str, Question] = {question.id: question for question in questionnaire.asked(base.depth)}
        place = municipality(base.municipality)
        self.size: Size | None = place.size if place else None
        self.running, self.refused, self.done = (
            frozenset(settings.decided(stance)) for stance in (Stance.UNDER_WAY, Stance.WILL_NOT, Stance.DONE)
        )
        # What is required by what must be done must be done, too.
        self.must = self._with_required(settings.decided(Stance.WILL_DO)) | self.running

    def entering(self, kept: Collection[str]) -> list[str]:
        """The ids of the actions that enter, in the order of the questionnaire."""
        found = self._with_required(name for name in self.actions if name in kept or self._is_wanted(name))
        return [name for name in self.actions if name in found]

    def _with_required(self, names: Iterable[str]) -> frozenset[str]:
        found: set[str] = set()

        def gather(name: str) -> None:
            if name not in found:
                found.add(name)
                for needed in self.requires(self.actions[name]):
                    gather(needed)

        for name in names:
            gather(name)
        return frozenset(found)

    def _is_wanted(self, name: str) -> bool:
        if name in self.must:
            return True
        action = self.actions[name]
        suits = self.size is None or self.size in action.sizes
        is_open = name not in self.refused | self.done and bool(triggers(action, self.base, self.asked))
        return is_open and suits and not self._waits_for_refused(action)

    def _waits_for_refused(self, action: Action) -> bool:
        needed = self.requires(action)
        return any(name in self.refused or self._waits_for_refused(self.actions[name]) for name in needed)

    def requires(self, action: Action) -> tuple[str, ...]:
        """The open prerequisites of an action. What is under way waits for nothing any more."""
        if action.id in self.running:
            return ()
        return tuple(
            name
            for name in action.requires
            if name not in self.done and not is_done(self.actions[name], self.base, self.asked)
        )

    def task(self, action: Action) -> Task:
        """The action as a task of the plan."""
        now = self.settings.made_in.since(self.settings.first_quarter)
        is_running = action.id in self.running
        return Task(
            action=action,
            starts=self._starts(action, now),
            requires=self.requires(action),
            is_must=action.id in self.must,
            is_running=is_running,
            rest_from=now if is_running else 0,
        )

    def _starts(self, action: Action, now: int) -> range:
        """A budget is requested the autumn before: what costs money starts in April of a later fiscal year."""
        begun = self.settings.decisions[action.id].start if action.id in self.running else None
        if begun is not None:
            place = begun.since(self.settings.first_quarter)
            return range(place, place + 1)
        has_cost = bool(action.cost_man_yen.first or action.cost_man_yen.yearly)
        later = QUARTERS * (self.settings.made_in.year + 1 - self.settings.first_year)
        return range(max(0, now, later if has_cost else 0), self.settings.quarters)


def _in_time(tasks: Mapping[str, Task], quarters: int, kept: Collection[str]) -> dict[str, Task]:
    """The tasks with the starts that leave time for what comes before and for the work itself.

    What cannot be finished within the plan is left out, unless it must be.
    """
    earliest: dict[str, int] = {}

    def earliest_start(name: str) -> int:
        if name not in earliest:
            after = [tasks[needed].end(earliest_start(needed)) + 1 for needed in tasks[name].requires]
            earliest[name] = max([tasks[name].starts.start, *after])
        return earliest[name]

    timed = {
        name: replace(task, starts=range(earliest_start(name), quarters - task.quarters + 1))
        for name, task in tasks.items()
        if not task.is_running
    }
    return {
        name: timed.get(name, task)
        for name, task in tasks.items()
        if task.is_must or name in kept or timed[name].starts
    }


def _cells(questionnaire: Questionnaire, base: Assessment) -> Iterator[Cell]:
    asked = {question.id for question in questionnaire.asked(base.depth)}
    for place, axis in enumerate(questionnaire.axes):
        for number, step in enumerate(questionnaire.steps):
            answers = {q.id: base.answer(q.id) for q in axis.questions if q.step == step.id and q.id in asked}
            count = sum(answer.state is not AnswerState.NOT_APPLICABLE for answer in answers.values())
            levels = {id: answer.level for id, answer in answers.items() if answer.level is not None}
            needed = ceil(questionnaire.rules.reached_at.value * HIGHEST_LEVEL * count)
            yield Cell(place, number, levels, count, needed)
