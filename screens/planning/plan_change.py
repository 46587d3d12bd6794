"""Changing a roadmap by hand: another quarter for one of its actions, or an action left out."""

import streamlit as st

from questionnaire.quarter import QUARTERS, quarter_text
from scoring.roadmap.change import changed_plan
from scoring.roadmap.outcome import Roadmap
from screens import session
from screens.parts import markup
from screens.session import calculation


def change_fields(found: Roadmap) -> None:
    """Lets the person move an action of the roadmap, or leave it out. The change is shown and not kept yet."""
    settings = found.plan.settings
    movable = {entry.action.id: entry.action.title for entry in found.entries if not entry.reason.is_running}
    if not movable:
        return
    quarters = [settings.first_quarter.after(number) for number in range(QUARTERS * len(settings.days))]
    with st.expander("開始の時期を変える・工程表から外す"):
        st.html(
            markup.text("p", "変えると、人日・費用・到達ステップを計算し直して示します。保存するまでは元のままです。")
        )
        key = session.current().id
        action = st.selectbox("変える一手", movable, format_func=movable.__getitem__, key=f"moved:{key}")
        start = st.selectbox(
            "新しい開始の時期",
            [*quarters, None],
            format_func=lambda quarter: quarter_text(quarter) if quarter else "工程表から外す",
            key=f"moved-to:{key}",
        )
        if st.button("この変更を試す"):
            calculation.show(changed_plan(found.questionnaire, found.assessment, found.plan, action, start))
            st.rerun()
