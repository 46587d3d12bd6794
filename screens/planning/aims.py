"""The targets: the step that each axis is to reach, and by when."""

from collections.abc import Iterable

import streamlit as st

from questionnaire.fiscal_year import fiscal_year_text
from questionnaire.model import Axis, Questionnaire
from questionnaire.plan import Target, target_years
from scoring.charts.target_marks import target_words
from screens import session
from screens.parts import markup
from screens.session import plan
from storage.plans import StoredPlans

NONE = "目標を決めない"
# What most plans run for: a first proposal, to be changed.
USUAL_YEARS_AHEAD = 3


def tell_targets(asked: Questionnaire, targets: Iterable[Target]) -> None:
    """Says what the diamonds on a chart stand for; nothing when there are none."""
    if words := "、".join(target_words(asked, target) for target in targets):
        st.html(markup.text("p", f"ひし形は目標です:{words}。", css="note"))


def target_fields(asked: Questionnaire, stored: StoredPlans) -> None:
    """Lets the person set a target for each axis, all of them stored at once."""
    with st.expander(f"分野ごとの目標({len(stored.targets)}件)"), st.form("targets", border=False):
        st.html(
            markup.text(
                "p", "分野ごとに、いつまでにどのステップに達したいかを決めます。決めない分野があってもかまいません。"
            )
        )
        wanted = {axis.id: _target_field(asked, axis, stored.targets.get(axis.id)) for axis in asked.axes}
        is_sent = st.form_submit_button("目標を保存する")
    if not is_sent:
        return
    changed = {axis: target for axis, target in wanted.items() if target != stored.targets.get(axis)}
    if trouble := plan.set_targets(changed, stored) if changed else "":
        st.error(f"目標を保存できませんでした。{trouble}")
    else:
        st.rerun()


def _target_field(asked: Questionnaire, axis: Axis, target: Target | None) -> Target | None:
    # The keys carry what is stored: when a colleague changes a target, the field shows it.
    stands = f"{target.step}:{target.fiscal_year}" if target else ""
    key = f"target:{session.current().id}:{axis.id}:{stands}"
    steps = {"": NONE} | {step.id: step.name for step in asked.steps}
    now = session.current().assessment.fiscal_year
    years = target_years(now)
    of_step, of_year = st.columns(2)
    with of_step:
        step = st.selectbox(
            f"{axis.name}の目標",
            steps,
            index=list(steps).index(target.step if target else ""),
            format_func=steps.__getitem__,
            key=f"{key}:step",
        )
    with of_year:
        year = st.selectbox(
            f"{axis.name}の目標の年度",
            years,
            index=years.index(target.fiscal_year if target else now + USUAL_YEARS_AHEAD),
            format_func=fiscal_year_text,
            key=f"{key}:year",
        )
    return Target(axis.id, step, year) if step else None
