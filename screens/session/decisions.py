"""Decisions on actions: what the page shows of them is stored by comparing, as answers are (docs/decisions/0002).

The key of a widget carries the decision that it began with. After a restart of the server, a click is taken only
when what its user saw still stands: otherwise the browser's widget has another key, and the stored decision shows.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import streamlit as st

from questionnaire.clock import today
from questionnaire.model import Action
from questionnaire.plan import Decision, Stance
from questionnaire.quarter import Quarter
from screens import session
from screens.opened import Opened
from screens.session import opening
from screens.session.refusals import trouble_of
from screens.session.tab import answering
from storage import plans
from storage.connect import database
from storage.plans import StoredPlans
from storage.revised import PlanChange, PlanConflictError
from storage.transaction import FrozenError, StorageError

# What stands for no decision among the choices of a widget.
OPEN = ""


class Shown(NamedTuple):
    """A decision as this tab last saw it stored, and the one that its widgets began with."""

    decision: Decision | None
    revision: int
    begun: Decision | None


class Conflict(NamedTuple):
    """What was chosen here and not stored, and what a colleague had decided meanwhile."""

    mine: Decision | None
    theirs: Decision | None


def store_changes(found: Opened | None) -> None:
    """Stores, before anything is drawn, every decision that this tab shows otherwise than it last saw it stored."""
    if found is None or found.id is None or not found.may_edit:
        return
    # Looked up without being put there: the larger the state of the session, the longer each run (session/tab.py).
    for action in list(st.session_state.get(_shown_key(found.id), ())):
        if _keys(action)["stance"] in st.session_state:
            store_change(action)


def store_change(action: str) -> bool:
    """The same for one action, after its widgets were drawn; tells whether what the page shows is outdated by it."""
    shown, wanted = _shown()[action], on_page(action)
    _troubles().pop(action, None)
    if wanted == shown.decision:
        return False
    try:
        change = PlanChange(wanted, shown.revision, answering().tab)
        revisions = plans.decide(database(), session.key(), {action: change})
    except PlanConflictError as conflict:
        theirs = conflict.stored if isinstance(conflict.stored, Decision) else None
        _told()[action] = Conflict(wanted, theirs)
        # The page takes up what stands now when it is drawn next.
        _shown().pop(action)
        return True
    except (ValueError, FrozenError, StorageError) as error:
        _troubles()[action] = trouble_of(error)
        return False
    _told().pop(action, None)
    _shown()[action] = shown._replace(decision=wanted, revision=revisions[action])
    opening.read_again()
    return True


def begin(actions: Sequence[Action], stored: StoredPlans) -> None:
    """Notes what the widgets of these actions begin with: what stands now, unless they show it already."""
    for action in actions:
        stands = (stored.decisions.get(action.id), stored.decision_revisions.get(action.id, 0))
        shown = _shown().get(action.id)
        if shown is None or (shown.decision, shown.revision) != stands:
            _shown()[action.id] = Shown(*stands, begun=stands[0])
            _let_widgets_show(action.id, stands[0])


def keys(action: Action) -> Mapping[str, str]:
    """The keys of the widgets of an action."""
    return _keys(action.id)


def begun(action: Action) -> Decision | None:
    """What the widgets of an action begin with."""
    return _shown()[action.id].decision


def on_page(action: str) -> Decision | None:
    """The decision as the widgets show it. 実施中 begins in the present quarter unless another one is chosen."""
    shown, names = _shown()[action], _keys(action)
    sent = st.session_state.get(names["stance"], shown.decision.stance if shown.decision else OPEN)
    if sent not in set(Stance):
        return None
    if sent != Stance.UNDER_WAY:
        return Decision(Stance(sent))
    usual = (shown.decision.start if shown.decision else None) or present_quarter()
    start = st.session_state.get(names["start"])
    return Decision(Stance.UNDER_WAY, start if isinstance(start, Quarter) else usual)


def present_quarter() -> Quarter:
    """The quarter of today."""
    return Quarter.of(today())


def conflict_of(action: Action) -> Conflict | None:
    """What was not stored because a colleague had decided otherwise; told until the page decides anew."""
    return _told().get(action.id)


def trouble_with(action: Action) -> str:
    """Why the decision that the page shows is not stored; "" when it is. It is tried again in each run."""
    return _troubles().get(action.id, "")


def _let_widgets_show(action: str, decision: Decision | None) -> None:
    """Widgets that began with the same decision before may show another one by now."""
    names = _keys(action)
    values = {"stance": decision.stance if decision else OPEN, "start": decision.start if decision else None}
    for part, name in names.items():
        if name in st.session_state and values[part] != st.session_state[name]:
            st.session_state[name] = values[part]


def _shown() -> dict[str, Shown]:
    """What was seen, of the open assessment only."""
    found: dict[str, Shown] = st.session_state.setdefault(_shown_key(session.current().id), {})
    return found


def _shown_key(assessment: int | None) -> str:
    return f"decisions:{assessment}"


def _troubles() -> dict[str, str]:
    found: dict[str, str] = st.session_state.setdefault(f"decisions-unsaved:{session.current().id}", {})
    return found


def _told() -> dict[str, Conflict]:
    found: dict[str, Conflict] = st.session_state.setdefault(f"decided-otherwise:{session.current().id}", {})
    return found


def _keys(action: str) -> dict[str, str]:
    begun = _shown()[action].begun
    start = f"{begun.start.year}-{begun.start.number}" if begun and begun.start else ""
    value = f"{begun.stance.value}{start}" if begun else ""
    return {part: f"{part}:{session.current().id}:{action}:{value}" for part in ("stance", "start")}
