"""Trying out: what chosen actions would lead to, beside what is now."""

from collections.abc import Mapping, Sequence

import streamlit as st

from questionnaire.assessment import Assessment
from questionnaire.model import Action, Questionnaire
from questionnaire.plan import Decision, Stance
from scoring.actions.decided import with_done
from scoring.actions.what_if import what_if
from scoring.actions.what_if_wording import what_if_sentences, what_if_table
from scoring.charts.radar import radar
from scoring.maturity_wording import whole_sentence
from screens.parts import chart, markup

DECIDED = (Stance.WILL_DO, Stance.UNDER_WAY)


def try_out(
    asked: Questionnaire, assessment: Assessment, actions: Sequence[Action], decisions: Mapping[str, Decision]
) -> None:
    """Lets the person choose among these actions, and shows the result before and after. Nothing is stored."""
    marked = {one.id for one in asked.actions if one.id in decisions and decisions[one.id].stance in DECIDED}
    st.html(markup.text("p", "進めるつもりの一手を選ぶと、終わったあとの姿がわかります。選んでも何も保存しません。"))
    titles = {action.id: action.title for action in actions}
    chosen = set(
        st.multiselect(
            "試しに選ぶ一手", titles, format_func=titles.__getitem__, key="tried", placeholder="題名で探して選ぶ"
        )
    )
    if marked and st.checkbox(f"「実施する」「実施中」の印が付いた{len(marked)}件も入れる", value=True):
        chosen |= marked
    if not chosen:
        return
    found = what_if(asked, with_done(asked, assessment, decisions), chosen)
    st.html(markup.listed(what_if_sentences(found, asked)))
    with st.grid(2, min_column_width=400):
        for heading, result in (("今", found.before), ("進めたあと", found.after)):
            with st.container():
                st.html(markup.text("h2", heading))
                chart.show(radar(result), message=whole_sentence(heading, result), radar=heading)
    header, rows = what_if_table(found, asked)
    st.html(markup.table("選んだ一手を進める前と後です。", header, rows, numbers_from=3))
