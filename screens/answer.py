"""回答: one axis per page, every answer stored as it is chosen, and the way to what is still unanswered."""

import streamlit as st

from questionnaire.assessment import LONGEST_TEXT, answer_faults
from scoring.wording import answer_text, assessment_text
from screens import markup, pages, session
from screens.choices import choice_text, choices, index_of
from screens.question import question_head

opened = session.opened()
axis = session.shown_axis()
asked = session.asked()

st.caption(assessment_text(opened.assessment) if opened else "まだ診断を開いていません。")
st.title(axis.name, anchor=False)
st.html(markup.text("p", axis.about))

if opened is None:
    pages.link(pages.start(), "「はじめに」で団体を選ぶ")
    st.stop()

if opened.is_editable:
    done, count = len(opened.questions) - len(opened.unanswered), len(opened.questions)
    st.html(markup.text("p", "あてはまる選択肢のうち、いちばん下にあるもの(いちばん進んだ段階)を選んでください。"))
    st.progress(done / count, text=f"{count}問中{done}問に答えました。選ぶとすぐに保存されます。")
    if opened.unanswered and session.next_axis() is not axis:
        pages.link_to_open_questions()
    st.html("".join(markup.folded(rule.title, markup.text("p", rule.text)) for rule in asked.rules.beside("questions")))
    with st.expander("この診断のリンク(次回はここから開きます)"):
        st.code(session.link(), language=None, wrap_lines=True)
        st.html(
            markup.text("p", "このリンクを知っている人は、回答を見て書き換えられます。")
            + markup.text("p", "お気に入りに登録し、一緒に答える人にだけ伝えてください。")
        )
else:
    pages.example_notice()

for question in opened.asked_of(axis):
    number = f"問{opened.number_of[question.id]}"
    answer = opened.assessment.answer(question.id)
    st.html(question_head(asked.version.id, question.id, number))
    if not opened.is_editable:
        st.html(
            markup.text("p", answer_text(answer, question), css="chosen")
            + markup.text("p", answer.memo, css="typed")
            + markup.text("p", answer.evidence, css="note")
        )
        continue
    keys, first = session.choose(question)
    st.radio(
        f"{number} {question.text}",
        choices(question),
        index=index_of(first, question),
        key=keys["choice"],
        format_func=lambda choice, question=question: choice_text(question, choice),
        label_visibility="collapsed",
    )
    with st.expander("メモと根拠(記入あり)" if answer.memo or answer.evidence else "メモと根拠を書く"):
        st.text_area(f"{number}のメモ", first.memo, key=keys["memo"], max_chars=LONGEST_TEXT)
        st.text_input(
            f"{number}の根拠(資料名、画面、数など)", first.evidence, key=keys["evidence"], max_chars=LONGEST_TEXT
        )
    session.store_change(question)
    for fault in answer_faults(answer, question):
        st.warning(f"{fault}。")

before, after = st.columns(2)
previous, following = session.neighbours(axis)
with before:
    if previous:
        pages.link(pages.answer(previous), f"前の分野:{previous.name}")
with after:
    if following:
        pages.link(pages.answer(following), f"次の分野:{following.name}")
    else:
        pages.link(pages.result(), "結果を見る")
