"""One question to answer: choices, memo and evidence, stored as they are given, and what must be settled about it."""

import streamlit as st

from questionnaire.assessment import LONGEST_TEXT, choice_faults
from questionnaire.model import Question
from screens.choices import choice_text, choices, index_of
from screens.opened import Opened
from screens.published import beside_question
from screens.question import answered_by, question_head
from screens.session import answers, widgets
from screens.settling import conflict_choice, refused_texts, unconfirmed_choice


def question_form(opened: Opened, question: Question) -> None:
    """Draws the question and stores what was changed in it."""
    number = f"問{opened.number_of[question.id]}"
    answer = opened.assessment.answer(question.id)
    published = beside_question(opened.assessment.municipality, question.id)
    st.html(question_head(opened.questionnaire.version.id, question.id, number) + published)
    conflict_choice(question, number)
    keys, first = widgets.choose(question)
    st.radio(
        f"{number} {question.text}",
        choices(question),
        index=index_of(first, question),
        key=keys["choice"],
        format_func=lambda choice: choice_text(question, choice),
        label_visibility="collapsed",
    )
    if told := answered_by(widgets.shown_answer(question)):
        st.html(told)
    # The label changes with the first text; without the key the expander would close while somebody types in it.
    label = "メモと根拠(記入あり)" if answer.memo or answer.evidence else "メモと根拠を書く"
    with st.expander(label, key=f"texts:{question.id}"):
        st.text_area(f"{number}のメモ", first.memo, key=keys["memo"], max_chars=LONGEST_TEXT)
        st.text_input(
            f"{number}の根拠(資料名、画面、数など)", first.evidence, key=keys["evidence"], max_chars=LONGEST_TEXT
        )
    answers.store_change(question)
    unconfirmed_choice(question, number)
    refused_texts(question, number)
    for fault in choice_faults(widgets.shown_answer(question), question):
        st.warning(f"{fault}。")
