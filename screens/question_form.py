"""One question to answer: choices, what is worth knowing, memo and evidence, stored as they are given.

What must be told about it stands at its end: nothing above moves when something is stored.
"""

import streamlit as st

from questionnaire.assessment import LONGEST_TEXT, choice_faults
from questionnaire.model import Question
from screens.choices import choice_text, choices, index_of
from screens.opened import Opened
from screens.published import beside_question
from screens.question import question_background, question_head
from screens.session import answers, widgets
from screens.settling import conflict_choice, copied_choice, provenance, refused_texts


def question_form(opened: Opened, question: Question) -> None:
    """Draws the question and stores what was changed in it."""
    number, version = f"問{opened.number_of[question.id]}", opened.questionnaire.version.id
    with st.container(key=f"question:{question.id}", gap="xsmall"):
        st.html(question_head(version, question.id, number))
        keys, first = widgets.choose(question)
        st.radio(
            f"{number} {question.text}",
            choices(question),
            index=index_of(first, question),
            key=keys["choice"],
            format_func=lambda choice: choice_text(question, choice),
            label_visibility="collapsed",
            width="stretch",
        )
        published = beside_question(opened.assessment.municipality, question.id)
        st.html(question_background(version, question.id) + published)
        answer = opened.assessment.answer(question.id)
        # The label changes with the first text; without the key the expander would close while somebody types in it.
        label = "メモと根拠(記入あり)" if answer.memo or answer.evidence else "メモと根拠を書く"
        with st.expander(label, key=f"texts:{question.id}"):
            st.text_area(f"{number}のメモ", first.memo, key=keys["memo"], max_chars=LONGEST_TEXT)
            st.text_input(
                f"{number}の根拠(資料名、画面、数など)", first.evidence, key=keys["evidence"], max_chars=LONGEST_TEXT
            )
        answers.store_change(question)
        provenance(question)
        copied_choice(question, number)
        conflict_choice(question, number)
        refused_texts(question, number)
        for fault in choice_faults(widgets.shown_answer(question), question):
            st.warning(f"{fault}。")
