"""One question to answer: choices, what is worth knowing, memo and evidence, stored as they are given.

What must be told about it stands at its end: nothing above moves when something is stored.
"""

import streamlit as st

from questionnaire.assessment import LONGEST_TEXT, Answer, choice_faults
from questionnaire.model import Question
from screens.answering.choices import choice_texts, index_of
from screens.answering.question import question_background, question_head
from screens.answering.settling import conflict_choice, copied_choice, provenance, refused_texts
from screens.opened import Opened
from screens.parts.published import beside_question
from screens.session import answers, widgets
from screens.session.answering import Answering


def question_form(opened: Opened, of_tab: Answering, question: Question) -> Answer:
    """Draws the question, stores what was changed in it, and gives the answer that it shows."""
    number, version = f"問{opened.number_of[question.id]}", opened.questionnaire.version.id
    with st.container(key=f"question:{question.id}", gap="xsmall"):
        st.html(question_head(version, question.id, number))
        stored = widgets.stored_in(opened, question)
        keys, first = widgets.choose(question, of_tab, stored)
        texts = choice_texts(version, question.id)
        chosen = st.radio(
            f"{number} {question.text}",
            tuple(texts),
            index=index_of(first, question),
            key=keys["choice"],
            format_func=texts.__getitem__,
            label_visibility="collapsed",
            width="stretch",
        )
        published = beside_question(opened.assessment.municipality, question.id)
        st.html(question_background(version, question.id) + published)
        # The label changes with the first text; without the key the expander would close while somebody types in it.
        label = "メモと根拠(記入あり)" if stored.answer.memo or stored.answer.evidence else "メモと根拠を書く"
        with st.expander(label, key=f"texts:{question.id}"):
            memo = st.text_area(f"{number}のメモ", first.memo, key=keys["memo"], max_chars=LONGEST_TEXT)
            evidence = st.text_input(
                f"{number}の根拠(資料名、画面、数など)", first.evidence, key=keys["evidence"], max_chars=LONGEST_TEXT
            )
        shown = answers.store_change(question, of_tab, stored, widgets.Given(chosen, memo, evidence))
        provenance(question, of_tab, shown)
        copied_choice(question, number, of_tab, shown)
        conflict_choice(question, number, of_tab, shown)
        refused_texts(number, shown)
        for fault in choice_faults(shown, question):
            st.warning(f"{fault}。")
        return shown
