"""What the open assessment shares with its peers, whom it chose to be compared with, and whether this tab may compare.

What acts gives what went wrong in Japanese, or "" when it was done.
"""

from collections.abc import Hashable

import streamlit as st

from questionnaire.peer import Sharing
from questionnaire.peer_set import PeerSet, set_faults
from screens import session
from screens.session import lifecycle
from screens.session.refusals import trouble_of
from storage import peer_sets, sharing
from storage.connect import database
from storage.transaction import FrozenError, StorageError


def shared() -> Sharing | None:
    """What is allowed now; None when nothing was ever chosen. Raises `StorageError`."""
    return sharing.sharing_of(database(), session.key())


def share(wish: Sharing, code: str = "") -> str:
    """Allows this from now on; `code` is asked for where the installation serves several municipalities."""
    try:
        if reason := lifecycle.reason_against_code(code):
            return reason
        sharing.share(database(), session.key(), wish)
    except (FrozenError, StorageError) as error:
        return trouble_of(error)
    return ""


def sets() -> list[PeerSet]:
    """The sets of municipalities that were kept with the open assessment. Raises `StorageError`."""
    found = session.current()
    return peer_sets.sets_of(database(), found.id) if found.id is not None else []


def keep(name: str, codes: list[str]) -> str:
    """Keeps these municipalities under this name; a set of the same name is replaced."""
    chosen = PeerSet(name.strip(), tuple(sorted(set(codes))))
    if faults := set_faults(chosen):
        return f"{'。'.join(faults)}。"
    try:
        peer_sets.keep_set(database(), session.key(), chosen)
    except (FrozenError, StorageError) as error:
        return trouble_of(error)
    return ""


def forget(name: str) -> str:
    """Removes the set of this name."""
    try:
        peer_sets.remove_set(database(), session.key(), name)
    except (FrozenError, StorageError) as error:
        return trouble_of(error)
    return ""


def picked(key: str) -> list[str]:
    """The codes that are picked in the widget of this key now, before it is drawn."""
    return list(st.session_state.get(key) or [])


def note_compared(basis: Hashable, group: Hashable) -> None:
    """Notes what 比較 shows of the open assessment, so that other screens can begin with it."""
    st.session_state[f"compared:{session.current().id}"] = (basis, group)


def compared_last() -> tuple[Hashable, Hashable] | None:
    """The basis and the group that 比較 showed last of the open assessment, if any."""
    seen: tuple[Hashable, Hashable] | None = st.session_state.get(f"compared:{session.current().id}")
    return seen


def admit(code: str) -> str:
    """Lets this tab compare the open municipality with others, where that takes its code."""
    try:
        reason = lifecycle.reason_against_code(code)
    except StorageError as error:
        return trouble_of(error)
    if not reason:
        st.session_state.admitted = session.current().assessment.municipality
    return reason


def is_admitted() -> bool:
    """Whether this tab may see the groups of the open municipality.

    Who may open a draft for any municipality would otherwise see the groups of all of them (docs/decisions/0008).
    """
    admitted = st.session_state.get("admitted")
    return not lifecycle.requires_code() or bool(admitted == session.current().assessment.municipality)
