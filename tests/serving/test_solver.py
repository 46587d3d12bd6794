"""The optimiser in a process of its own: it gives what the calculation gives, and its end takes nobody along."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import replace

import psutil
import pytest

from questionnaire.assessment import Answer, AnswerState
from questionnaire.plan import Decision, Plan, PlanSettings, Stance
from questionnaire.quarter import Quarter
from scoring.roadmap.planning import greedy_plan, plan
from scoring.roadmap.wishes import OverBudget
from serving.solver import Outcome, Solver, requested
from serving.worker import WorkerError
from tests.builders import an_assessment
from tests.stored import ALL_LEVELS, ASKED
from tests.workers import workers

MODULE = "serving.solver"
PATIENCE_S = 60
ASSESSMENT = an_assessment(ALL_LEVELS, version=ASKED.version.id)
SMALL = PlanSettings(Quarter(2026, 3), 2027, days=(40,), man_yen=(0,))
# Takes seconds, so that something can happen meanwhile.
LARGE = PlanSettings(Quarter(2026, 3), 2027, days=(60,) * 5, man_yen=(100,) * 5)
COSTLY = next(action for action in ASKED.actions if action.effort_days.plan > 20)
IMPOSSIBLE = replace(SMALL, days=(0,), decisions={COSTLY.id: Decision(Stance.WILL_DO)})


@pytest.fixture
def solver() -> Iterator[Solver]:
    made = Solver()
    yield made
    made.end()


def eventually(holds: Callable[[], object]) -> None:
    until = time.monotonic() + PATIENCE_S
    while not holds():
        assert time.monotonic() < until
        time.sleep(0.02)


def stopped_workers() -> list[psutil.Process]:
    """The processes that calculate, held in the midst of it: on a busy machine they might be through first."""
    eventually(lambda: workers(MODULE))
    found = workers(MODULE)
    for process in found:
        process.suspend()
    return found


def outcome(awaited: Future[Outcome]) -> Outcome:
    return awaited.result(PATIENCE_S)


def test_a_plan_that_two_wait_for_is_calculated_once_and_forgotten_when_nobody_waits(solver: Solver) -> None:
    first, again = (solver.begin(requested(ASSESSMENT, SMALL)) for _ in range(2))
    assert first is again
    assert outcome(first) == plan(ASKED, ASSESSMENT, SMALL)
    del first, again
    eventually(lambda: not solver.awaited)


def test_the_greedy_plan_is_given_where_it_is_asked_for(solver: Solver) -> None:
    found = outcome(solver.begin(requested(ASSESSMENT, SMALL, is_greedy=True)))
    assert found == greedy_plan(ASKED, ASSESSMENT, SMALL)


def test_impossible_wishes_are_given_with_what_would_do(solver: Solver) -> None:
    found = outcome(solver.begin(requested(ASSESSMENT, IMPOSSIBLE)))
    assert not isinstance(found, Plan)
    (wish,) = found
    assert isinstance(wish, OverBudget)
    assert wish.days[0] >= COSTLY.effort_days.plan


def test_words_that_people_typed_do_not_reach_the_process() -> None:
    typed = {question: replace(answer, memo="山田", evidence="机の上") for question, answer in ALL_LEVELS.items()}
    told = requested(replace(ASSESSMENT, answers=typed), SMALL)
    assert told == requested(ASSESSMENT, SMALL)
    assert told.key == requested(ASSESSMENT, SMALL).key


def test_another_answer_or_decision_is_another_request() -> None:
    question = next(iter(ALL_LEVELS))
    otherwise = ALL_LEVELS | {question: Answer(AnswerState.UNKNOWN)}
    requests = [
        requested(ASSESSMENT, SMALL),
        requested(ASSESSMENT, SMALL, is_greedy=True),
        requested(replace(ASSESSMENT, answers=otherwise), SMALL),
        requested(ASSESSMENT, IMPOSSIBLE),
        requested(ASSESSMENT, replace(SMALL, days=(0,))),
    ]
    assert len({request.key for request in requests}) == len(requests)


def test_a_process_that_crashes_is_told_and_the_next_request_is_calculated(solver: Solver) -> None:
    awaited = solver.begin(requested(ASSESSMENT, LARGE))
    for process in stopped_workers():
        process.kill()
    with pytest.raises(WorkerError):
        outcome(awaited)
    assert isinstance(outcome(solver.begin(requested(ASSESSMENT, SMALL))), Plan)
    assert solver.begin(requested(ASSESSMENT, LARGE)) is not awaited


def test_with_the_server_the_calculation_ends(solver: Solver) -> None:
    running, waiting = (solver.begin(requested(ASSESSMENT, one)) for one in (LARGE, SMALL))
    assert stopped_workers()
    solver.end()
    with pytest.raises(WorkerError):
        outcome(running)
    assert waiting.cancelled()
    eventually(lambda: not workers(MODULE))
