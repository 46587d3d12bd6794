"""工程表: targets, what there is for each fiscal year, and the plan that makes the most of it."""

import streamlit as st

from files.csv_files import csv_outputs
from files.report import Report
from questionnaire.clock import today
from questionnaire.plan import settings_faults
from scoring.roadmap.outcome import roadmap
from screens import session
from screens.parts import frame, markup
from screens.parts.offer import offer
from screens.planning.aims import target_fields
from screens.planning.plan_change import change_fields
from screens.planning.plan_fields import plan_fields
from screens.planning.plan_keeping import keep_buttons, no_plan
from screens.planning.shown_plan import shown_plan
from screens.session import calculation, plan

opened = session.opened()
frame.head("工程表")
if opened is None:
    frame.nothing_open()
asked, assessment = opened.questionnaire, opened.as_shown
stored = plan.stored()

frame.plan_notice()
calculation.take()

st.html(
    markup.text(
        "p",
        "使える人日と費用に収まるように、次の一手を行う時期を計算します。「実施する」の印の付いた一手は必ず入り、"
        "印のない一手も、効果の大きいものが入ります。分野ごとの目標は、決めなくても作れます。",
    )
)
shown = calculation.draft() or (stored.plan.plan if stored.plan else None)
if opened.may_edit:
    target_fields(asked, stored)
    # Once there is a plan, it is what the page is for.
    with st.expander("工程表の条件", expanded=shown is None):
        settings = plan_fields(asked, stored)
        faults = settings_faults(settings, asked)
        is_asked = st.button("工程表を作る", type="primary", disabled=bool(faults) or calculation.is_running())
    if faults:
        st.error("この条件では工程表を作れません。")
        st.html(markup.listed(faults))
    if is_asked:
        calculation.begin(assessment, settings)
        st.rerun()
    no_plan(assessment)

if shown is None:
    if not opened.may_edit:
        st.info("保存されている工程表はありません。")
    st.stop()

st.header("工程表の内容", anchor=False)
if opened.may_edit:
    keep_buttons(stored)
found = roadmap(asked, assessment, shown, list(stored.targets.values()))
shown_plan(found)
offer(csv_outputs.roadmap(Report(asked, assessment, today()), found).output)
if opened.may_edit:
    change_fields(found)
