"""The optimiser in a process of its own, which is started for each plan and gone after it: docs/decisions/0009."""

import pickle
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, replace
from hashlib import sha256
from threading import Lock
from weakref import WeakValueDictionary

from questionnaire.assessment import Answer, Assessment
from questionnaire.loader import questionnaire
from questionnaire.plan import Plan, PlanSettings
from scoring.roadmap.wishes import Impossible, ImpossibleError
from serving.worker import Worker, serve

# No plan takes a tenth of it: whoever waits longer waits for something that hangs.
PATIENCE_S = 180

Outcome = Plan | tuple[Impossible, ...]


@dataclass(frozen=True)
class Request:
    """What a plan is made from. `is_greedy`: put together step by step, without the optimiser."""

    assessment: Assessment
    settings: PlanSettings
    is_greedy: bool = False

    @property
    def key(self) -> str:
        """The same for requests that lead to the same plan. It tells nothing about them."""
        told, settings = self.assessment, self.settings
        answers = sorted((question, answer.state, answer.level) for question, answer in told.answers.items())
        parts = (told.version, told.municipality, told.depth, answers, _without_decisions(settings), self.is_greedy)
        return sha256(repr((*parts, sorted(settings.decisions.items()))).encode()).hexdigest()


def requested(assessment: Assessment, settings: PlanSettings, *, is_greedy: bool = False) -> Request:
    """The request for a plan: of the answers only what counts, no word that a person typed."""
    answers = {question: Answer(answer.state, answer.level) for question, answer in assessment.answers.items()}
    return Request(replace(assessment, answers=answers), settings, is_greedy)


class Solver:
    """One plan at a time is calculated, and no request twice while somebody waits for it."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._turns: ThreadPoolExecutor | None = None
        self._worker: Worker | None = None
        # The tabs hold what they wait for; when none does, it is forgotten here, too.
        self.awaited: WeakValueDictionary[str, Future[Outcome]] = WeakValueDictionary()

    def begin(self, request: Request) -> Future[Outcome]:
        """Lets the plan be calculated; the result raises `WorkerError` when that failed."""
        with self._lock:
            awaited = self.awaited.get(request.key)
            if awaited is not None and not _has_failed(awaited):
                return awaited
            self._turns = self._turns or ThreadPoolExecutor(1, "solver")
            begun = self._turns.submit(self._calculate, request)
            self.awaited[request.key] = begun
            return begun

    def end(self) -> None:
        """Ends what is being calculated and forgets what waits."""
        with self._lock:
            if self._turns:
                self._turns.shutdown(wait=False, cancel_futures=True)
            self._turns = None
            if self._worker:
                self._worker.kill()

    def _calculate(self, request: Request) -> Outcome:
        with closing(Worker(__name__, PATIENCE_S)) as worker:
            self._worker = worker
            try:
                found: Outcome = pickle.loads(worker.ask(pickle.dumps(request)))  # noqa: S301  # our own process wrote it
            finally:
                self._worker = None
        return found


SOLVER = Solver()


def answer(request: Request) -> Outcome:
    """The plan that was asked for, or the wishes that no plan can fulfil."""
    # The optimiser is loaded in its own process only, not in the one that serves the pages.
    from scoring.roadmap.planning import greedy_plan, plan  # noqa: PLC0415

    asked = questionnaire(request.assessment.version)
    make = greedy_plan if request.is_greedy else plan
    try:
        return make(asked, request.assessment, request.settings)
    except ImpossibleError as error:
        return error.wishes


def _without_decisions(settings: PlanSettings) -> PlanSettings:
    return replace(settings, decisions={})


def _has_failed(awaited: Future[Outcome]) -> bool:
    return awaited.cancelled() or (awaited.done() and awaited.exception() is not None)


if __name__ == "__main__":
    serve(lambda request: pickle.dumps(answer(pickle.loads(request))))  # noqa: S301  # our own server asks
