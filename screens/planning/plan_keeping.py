"""Keeping a roadmap that was calculated or changed, and what to do when there is none."""

import streamlit as st

from questionnaire.assessment import Assessment
from scoring.roadmap.wording import wish_sentence
from screens.parts import markup
from screens.session import calculation, plan
from storage.plans import StoredPlans


def keep_buttons(stored: StoredPlans) -> None:
    """Says whether the plan that is shown is kept, and keeps or discards it."""
    draft, seen = calculation.draft(), plan.seen_revision(stored)
    if draft is None or (stored.plan and draft == stored.plan.plan):
        st.caption("保存してある工程表です。")
        return
    st.warning("この工程表はまだ保存していません。保存すると、同じ診断を開くほかの人にも見えます。")
    if st.button("この工程表を保存する", type="primary"):
        trouble = plan.keep(draft, seen)
        if trouble:
            st.error(f"工程表を保存できませんでした。{trouble}")
        else:
            calculation.forget()
            st.rerun()
    if stored.plan and st.button("やめて、保存してある工程表に戻る"):
        calculation.forget()
        st.rerun()


def no_plan(assessment: Assessment) -> None:
    """Says that a plan is being calculated, or why there is none and what helps."""
    if calculation.is_awaited():
        calculation.wait()
    if told := calculation.impossible():
        wishes, settings = told
        st.error("この条件では、必ず行うものを入れた工程表を作れません。")
        st.html(markup.listed(wish_sentence(wish, settings) for wish in wishes))
    request = calculation.failed()
    if request is None:
        return
    st.error("工程表の計算が途中で止まりました。保存してある回答・印・目標・工程表は失われていません。")
    if not request.is_greedy:
        st.html(markup.text("p", "もう一度「工程表を作る」を押すか、簡単な方法で作ることができます。"))
        if st.button("簡単な方法(手間あたりの効果が大きい順)で作る"):
            calculation.begin(assessment, request.settings, is_greedy=True)
            st.rerun()
