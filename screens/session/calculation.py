"""The roadmap that this tab lets be calculated, and the one that it shows without having kept it."""

import logging
from concurrent.futures import CancelledError, Future

import streamlit as st

from questionnaire.assessment import Assessment
from questionnaire.plan import Plan, PlanSettings
from scoring.roadmap.wishes import Impossible
from screens import session
from serving.solver import SOLVER, Outcome, Request, requested
from serving.worker import WorkerError

# How often the page looks whether its plan is there.
POLL_S = 1.0

log = logging.getLogger(__name__)


def begin(assessment: Assessment, settings: PlanSettings, *, is_greedy: bool = False) -> None:
    """Lets a plan be calculated, by a process of its own. It goes on while the person looks at other pages."""
    request = requested(assessment, settings, is_greedy=is_greedy)
    forget()
    st.session_state[_key("awaited")] = (request, SOLVER.begin(request))


def is_running() -> bool:
    """Whether a plan is being calculated, or waits for its turn."""
    awaited = _awaited()
    return awaited is not None and not awaited[1].done()


def is_awaited() -> bool:
    """Whether something was asked for that is not taken yet; it may have come while the page was being drawn."""
    return _awaited() is not None


def take() -> None:
    """Takes what was calculated, if it is there: a draft, or why there is none."""
    awaited = _awaited()
    if awaited is None or not awaited[1].done():
        return
    del st.session_state[_key("awaited")]
    request, found = awaited
    try:
        outcome = found.result()
    except (WorkerError, CancelledError, OSError):
        log.exception("A roadmap could not be calculated")
        st.session_state[_key("failed")] = request
        return
    if isinstance(outcome, Plan):
        st.session_state[_key("draft")] = outcome
    else:
        st.session_state[_key("impossible")] = (outcome, request.settings)


def draft() -> Plan | None:
    """The plan that was calculated or changed in this tab and is not kept yet."""
    found: Plan | None = st.session_state.get(_key("draft"))
    return found


def show(plan: Plan) -> None:
    """Shows this plan without keeping it."""
    st.session_state[_key("draft")] = plan


def forget() -> None:
    """Forgets the draft, and why there was none."""
    for name in ("awaited", "draft", "failed", "impossible"):
        st.session_state.pop(_key(name), None)


def failed() -> Request | None:
    """What was asked of the optimiser when it failed."""
    found: Request | None = st.session_state.get(_key("failed"))
    return found


def impossible() -> tuple[tuple[Impossible, ...], PlanSettings] | None:
    """The wishes that no plan with these settings fulfils."""
    found: tuple[tuple[Impossible, ...], PlanSettings] | None = st.session_state.get(_key("impossible"))
    return found


@st.fragment(run_every=POLL_S)
def wait() -> None:
    """Says that the plan is being calculated, and runs the page again when it is there."""
    if not is_running():
        st.rerun()
    st.info("工程表を計算しています。数秒から数十秒かかります。ほかの画面を見ていても、計算は続きます。")


def _awaited() -> tuple[Request, Future[Outcome]] | None:
    found: tuple[Request, Future[Outcome]] | None = st.session_state.get(_key("awaited"))
    return found


def _key(name: str) -> str:
    """What is calculated belongs to the open assessment."""
    return f"roadmap-{name}:{session.current().id}"
