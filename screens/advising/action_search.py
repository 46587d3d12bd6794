"""The actions that are looked for, page by page, and the fields by which one looks."""

from collections.abc import Sequence

import streamlit as st

from questionnaire.assessment import Assessment
from questionnaire.model import Questionnaire, Size
from questionnaire.municipalities import municipality
from scoring.actions.filter import ActionFilter, filtered, leaders
from scoring.actions.ranking import NextAction
from screens.parts import markup

PER_PAGE = 10
EVERY = "すべて"
# In what a small office does by the way, in a month, and in a quarter.
DAYS = {None: EVERY, 5: "5人日以内", 20: "20人日以内", 60: "60人日以内"}
MAN_YEN = {None: EVERY, 0: "費用がかからない", 50: "50万円以内", 300: "300万円以内"}


def searched(asked: Questionnaire, assessment: Assessment, ranked: Sequence[NextAction]) -> Sequence[NextAction]:
    """Lets the person look among these actions, and gives those of the page that is open."""
    with st.expander("条件でしぼる(分野・ステップ・進める人・手間・費用・規模)"):
        wanted = action_filter(asked, assessment)
    found = filtered(asked, ranked, wanted)
    st.html(markup.text("h2", f"{len(ranked)}件のうち{len(found)}件が当てはまります。", css="note status"))
    last = -(-len(found) // PER_PAGE)
    if last <= 1:
        return found
    first = PER_PAGE * (min(st.pagination(last, key="page-of-actions"), last) - 1)
    on_page = found[first : first + PER_PAGE]
    st.caption(f"{first + 1}件目から{first + len(on_page)}件目までです。")
    return on_page


def action_filter(asked: Questionnaire, assessment: Assessment) -> ActionFilter:
    """What the person looks for. Size begins with that of the office."""
    place = municipality(assessment.municipality)
    axes = {"": EVERY} | {axis.id: axis.name for axis in asked.axes}
    steps = {"": EVERY} | {step.id: step.name for step in asked.steps}
    who = {"": EVERY} | {name: name for name in leaders(asked)}
    sizes = {None: EVERY} | {size: size.value for size in Size}
    with st.grid(3, min_column_width=220):
        axis = st.selectbox("分野", axes, format_func=axes.__getitem__, key="action-axis")
        step = st.selectbox("ステップ", steps, format_func=steps.__getitem__, key="action-step")
        leads = st.selectbox("進める人", who, format_func=who.__getitem__, key="action-leads")
        days = st.selectbox("手間(先に行うことも含む)", DAYS, format_func=DAYS.__getitem__, key="action-days")
        cost = st.selectbox("1年目の費用", MAN_YEN, format_func=MAN_YEN.__getitem__, key="action-cost")
        size = st.selectbox(
            "向いている規模",
            sizes,
            index=list(sizes).index(place.size if place else None),
            format_func=sizes.__getitem__,
            key="action-size",
        )
    return ActionFilter(axis, step, leads, days, cost, size)
