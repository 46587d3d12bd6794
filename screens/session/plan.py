"""What the office decides beside its answers, as it is stored: decisions on actions, targets and the kept plan.

What acts gives what went wrong in Japanese, or "" when it was done.
"""

from collections.abc import Mapping

import streamlit as st

from questionnaire.plan import Plan, Target
from screens import session
from screens.session import opening
from screens.session.refusals import trouble_of
from screens.session.tab import answering
from storage import plans
from storage.connect import database
from storage.plans import StoredPlans
from storage.revised import PlanChange, PlanConflictError
from storage.transaction import FrozenError, StorageError


def stored() -> StoredPlans:
    """All that was decided; nothing for a filled example. Raises `StorageError`."""
    found = session.current()
    return plans.plans_of(database(), found.id) if found.id is not None else StoredPlans()


def set_targets(wanted: Mapping[str, Target | None], seen: StoredPlans) -> str:
    """Lets these targets stand, by axis, over those that were seen; None withdraws one. All of them, or none."""
    tab = answering().tab
    changes = {axis: PlanChange(target, seen.target_revisions.get(axis, 0), tab) for axis, target in wanted.items()}
    try:
        plans.set_targets(database(), session.key(), changes)
    except PlanConflictError:
        return "ほかの人が先に目標を変えました。今の目標を確かめて、もう一度保存してください。"
    except (ValueError, FrozenError, StorageError) as error:
        return trouble_of(error)
    opening.read_again()
    return ""


def seen_revision(stored: StoredPlans) -> int:
    """The revision of the kept plan when the page was last drawn: what its user saw and decides upon."""
    name = f"plan-seen:{session.current().id}"
    before: int = st.session_state.get(name, stored.plan_revision)
    st.session_state[name] = stored.plan_revision
    return before


def keep(plan: Plan | None, revision: int) -> str:
    """Keeps this plan over the one that was seen as this revision; None keeps no plan any more."""
    try:
        plans.keep_plan(database(), session.key(), PlanChange(plan, revision, answering().tab))
    except PlanConflictError:
        return "ほかの人が先に工程表を保存しました。保存されている工程表を確かめてから、もう一度保存してください。"
    except (ValueError, FrozenError, StorageError) as error:
        return trouble_of(error)
    opening.read_again()
    return ""
