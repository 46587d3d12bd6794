"""回答: one axis per page, every answer stored as it is chosen, and the way to what is still unanswered."""

import streamlit as st

from scoring.wording import assessment_text
from screens import pages, session
from screens.answering.question import answered_question
from screens.answering.question_form import question_form
from screens.answering.standing import standing
from screens.parts import markup
from screens.session import widgets

opened = session.opened()
axis = session.shown_axis()
asked = session.asked()

st.caption(assessment_text(opened.assessment) if opened else "まだ診断を開いていません。")
st.title(axis.name, anchor=False)

if opened is None:
    st.html(markup.text("p", axis.about))
    pages.link(pages.start(), "「はじめに」で団体を選ぶ")
    st.stop()

questions = opened.asked_of(axis)
if opened.is_editable:
    st.html(
        markup.text("p", axis.about)
        + markup.text("p", "下の選択肢ほど進んでいます。あてはまるもののうち、いちばん進んだものを選んでください。")
        + "".join(markup.folded(rule.title, markup.text("p", rule.text)) for rule in asked.rules.beside("questions"))
    )
    with widgets.revisions_held(questions) as of_tab:
        shown = {question.id: question_form(opened, of_tab, question) for question in questions}
else:
    pages.read_only_notice()
    st.html(
        markup.text("p", axis.about)
        + "".join(answered_question(asked, opened.assessment, q, opened.number_of[q.id]) for q in questions)
    )

previous, following = session.neighbours(axis)
with st.container(horizontal=True, key="neighbours"):
    if previous:
        pages.link(pages.answer(previous), f"前の分野:{previous.name}")
    if following:
        pages.link(pages.answer(following), f"次の分野:{following.name}")
    else:
        pages.link(pages.result(), "結果を見る")

if opened.is_editable:
    pages.link(pages.links(), "この診断のリンクと復元票(次回はここから開きます)")
    standing(session.current(), of_tab, axis, shown)
