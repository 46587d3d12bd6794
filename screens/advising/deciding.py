"""What is decided for an action: shown and, where it may be, chosen."""

import streamlit as st

from questionnaire.model import Action
from questionnaire.plan import STANCE_TEXTS, Decision, Stance
from questionnaire.quarter import Quarter, quarter_text
from screens import session
from screens.parts import markup
from screens.session import decisions

OPEN_TEXT = "未定"
# An action takes two years at the most; one that was begun earlier is done or given up.
QUARTERS_BACK = 12


def decision_text(decision: Decision | None) -> str:
    """A decision in words: 実施中(令和8年度 第3四半期(10から12月)から)."""
    if decision is None:
        return OPEN_TEXT
    since = f"({quarter_text(decision.start)}から)" if decision.start else ""
    return f"{STANCE_TEXTS[decision.stance]}{since}"


def decision_choice(action: Action, *, is_below_title: bool = False) -> bool:
    """Lets the person decide on an action; tells whether the page has to be drawn again because of it.

    The decisions of the page are known to `decisions.begin` before. Below the title of the action nobody has to see it
    again in the label of the choices.
    """
    if not session.current().may_edit:
        st.html(markup.text("p", f"印:{decision_text(decisions.begun(action))}", css="note"))
        return False
    if conflict := decisions.conflict_of(action):
        st.warning(
            f"ほかの人が先に「{decision_text(conflict.theirs)}」としたため、この画面で選んだ"
            f"「{decision_text(conflict.mine)}」は保存していません。変えるときは、もう一度選んでください。"
        )
    stands, keys = decisions.begun(action), decisions.keys(action)
    options = [decisions.OPEN, *Stance]
    st.radio(
        f"「{action.title}」の印",
        options,
        index=options.index(stands.stance if stands else decisions.OPEN),
        format_func=(STANCE_TEXTS | {decisions.OPEN: OPEN_TEXT}).__getitem__,
        key=keys["stance"],
        horizontal=True,
        label_visibility="collapsed" if is_below_title else "visible",
    )
    shown = decisions.on_page(action.id)
    if shown and shown.start:
        _start_choice(action, shown.start)
    is_outdated = decisions.store_change(action.id)
    if trouble := decisions.trouble_with(action):
        st.error(f"「{action.title}」の印を保存できませんでした。{trouble}")
    return is_outdated


def _start_choice(action: Action, start: Quarter) -> None:
    now = decisions.present_quarter()
    quarters = [now.after(-number) for number in range(QUARTERS_BACK)]
    st.selectbox(
        f"「{action.title}」を開始した四半期",
        quarters if start in quarters else [*quarters, start],
        index=quarters.index(start) if start in quarters else len(quarters),
        format_func=quarter_text,
        key=decisions.keys(action)["start"],
    )
