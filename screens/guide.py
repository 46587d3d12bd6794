"""使い方: the way from the first page to the report, in five pictures."""

import streamlit as st

from questionnaire.model import Depth
from screens import pages, session
from screens.parts import frame, markup
from screens.parts.stages import STAGES, stage_card

asked = session.asked()
st.title("使い方", anchor=False)
st.html(
    markup.text(
        "p",
        f"はじめて使う方のための説明です。かんたん診断は{len(asked.asked(Depth.CORE))}問、約15分で、"
        "答え始めてから報告書を受け取るまで、次の5つの段階です。",
    )
)
pages.link(pages.start(), "「はじめに」で団体を選ぶ")
st.html("".join(stage_card(number, stage) for number, stage in enumerate(STAGES, start=1)))
with frame.ways_on():
    pages.link(pages.start(), "団体を選んではじめる")
