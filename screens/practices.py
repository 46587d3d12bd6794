"""事例: what other offices did, to be searched by words, axis, step and office."""

import streamlit as st

from questionnaire.practices import LONGEST_SEARCH, Search, found_practices, place_of
from screens import pages, session
from screens.advising.advice import practice_card
from screens.parts import markup

asked = session.asked()
axes = {"": "すべての分野"} | {axis.id: axis.name for axis in asked.axes}
steps = {"": "すべてのステップ"} | {step.id: step.name for step in asked.steps}
places = {"": "すべての団体"} | {practice.municipality: place_of(practice) for practice in asked.practices}

st.title("事例", anchor=False)
st.html(markup.text("p", "ほかの団体がどう進めたかを、次の一手を考えるときの参考にしてください。"))

words = st.text_input(
    "言葉で探す(例:テレワーク、研修、RPA)",
    key="practice-words",
    live=True,
    max_chars=LONGEST_SEARCH,
    autocomplete="off",
)
of_axis, of_step, of_place = st.columns(3)
with of_axis:
    axis = st.selectbox("分野", axes, format_func=axes.__getitem__)
with of_step:
    step = st.selectbox("ステップ", steps, format_func=steps.__getitem__)
with of_place:
    place = st.selectbox("団体", places, format_func=places.__getitem__)

found = found_practices(asked, Search(words, axis, step, place))
if not found:
    st.info("当てはまる事例がありません。言葉を短くするか、分野などを「すべて」に戻してください。")
st.html(
    markup.text("h2", f"{len(asked.practices)}件のうち{len(found)}件を示しています。", css="note status")
    + "".join(practice_card(asked, practice) for practice in found)
)
if session.own_address():
    pages.link(pages.result(), "結果と次の一手を見る")
