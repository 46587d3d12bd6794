"""回答: one axis per page, every answer stored as it is chosen, and the way to what is still unanswered."""

import streamlit as st

from scoring.wording import assessment_text
from screens import pages
from screens.answering.question import answered_question, how_to_answer
from screens.answering.question_form import question_form
from screens.answering.standing import standing
from screens.parts import frame, markup
from screens.session import widgets
from screens.session.tab import answering_in, tab

here = tab()
opened, axis, asked = here.opened, here.shown_axis, here.asked

st.caption(assessment_text(opened.assessment) if opened else "まだ診断を開いていません。")
st.title(axis.name, anchor=False)

if opened is None:
    st.html(markup.text("p", axis.about))
    pages.link(pages.start(), "「はじめに」で団体を選ぶ")
    st.stop()

questions = opened.asked_of(axis)
if opened.is_editable:
    st.html(how_to_answer(asked.version.id, axis.id))
    of_tab = answering_in(here)
    with widgets.revisions_held(here, of_tab, questions):
        shown = {question.id: question_form(opened, of_tab, question) for question in questions}
else:
    frame.read_only_notice()
    st.html(
        markup.text("p", axis.about)
        + "".join(answered_question(asked, opened.assessment, q, opened.number_of[q.id]) for q in questions)
    )

previous, following = pages.neighbours(axis, asked)
with st.container(horizontal=True, key="neighbours"):
    if previous:
        pages.link(pages.answer(previous), f"前の分野:{previous.name}", here)
    if following:
        pages.link(pages.answer(following), f"次の分野:{following.name}", here)
    else:
        pages.link(pages.result(), "結果を見る", here)

if opened.is_editable:
    pages.link(pages.links(), "この診断のリンクと復元票(次回はここから開きます)", here)
    standing(here, of_tab, shown)
