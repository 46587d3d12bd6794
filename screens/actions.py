"""次の一手: what to do next and what it gives, what was decided for it, and what chosen actions lead to."""

import streamlit as st

from scoring.actions.decided import open_actions
from scoring.actions.ranking import to_check
from scoring.actions.wording import ORDER_NOTE, nothing_to_do
from screens import pages, session
from screens.advising.action_search import searched
from screens.advising.advice import action_card, check_list
from screens.advising.deciding import decision_choice
from screens.advising.trying_out import try_out
from screens.parts import frame, markup
from screens.parts.rules import rules_beside
from screens.session import decisions, plan

opened = session.opened()
frame.head("次の一手")
if opened is None:
    frame.nothing_open()
asked, assessment = opened.questionnaire, opened.as_shown
stored = plan.stored()

frame.plan_notice()

ranked = open_actions(asked, assessment, stored.decisions)
in_ranking = {one.action.id for one in ranked}
unclear = to_check(asked, assessment)
set_aside = [action for action in asked.actions if action.id in stored.decisions and action.id not in in_ranking]

to_choose, to_try = st.tabs(["進めるものを選ぶ", "もし進めたら"])
with to_choose:
    if ranked:
        st.html(
            markup.text(
                "p",
                f"{ORDER_NOTE}「実施する」の印を付けた一手は、工程表に必ず入ります。印は、選ぶとすぐに保存します。",
            )
            + rules_beside(asked.rules, "actions")
        )
        on_page = searched(asked, assessment, ranked)
    else:
        st.html(markup.text("p", nothing_to_do(unclear)))
        on_page = []

    decisions.begin([*(one.action for one in on_page), *set_aside], stored)
    is_outdated = False
    for one in on_page:
        with st.container(key=f"action-{one.action.id}"):
            st.html(action_card(asked, one))
            is_outdated |= decision_choice(one.action, is_below_title=True)
    if set_aside:
        with st.expander(f"並びから外したもの({len(set_aside)}件):済、しない、回答が上がったもの"):
            for action in set_aside:
                is_outdated |= decision_choice(action)
    if unclear:
        st.subheader(f"まず確かめる({len(unclear)}問)", anchor=False)
        st.html(check_list(asked, assessment, unclear))
with to_try:
    try_out(asked, assessment, [one.action for one in ranked], stored.decisions)
if opened.may_edit:
    with frame.ways_on():
        if opened.is_editable and opened.unanswered and not ranked:
            pages.link_to_open_questions()
        pages.link(pages.roadmap(), "工程表で、いつ行うかを決める")
if is_outdated:
    st.rerun()
