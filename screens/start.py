"""はじめに: what this is, choose the municipality and begin, go on with a link, or look at a filled example."""

import streamlit as st

from questionnaire.assessment import Assessment
from questionnaire.clock import today
from questionnaire.fiscal_year import fiscal_year_of, fiscal_year_text
from questionnaire.model import Depth
from questionnaire.municipalities import find, municipality
from questionnaire.offered import offered
from scoring.wording import DEPTH_TEXTS, assessment_text
from screens import pages, session
from screens.parts import frame, markup
from screens.session import lifecycle

SHOWN_AT_MOST = 20
MINUTES = {Depth.CORE: 15, Depth.FULL: 30}

asked = offered()

st.title("自治体DX成熟度診断", anchor=False)
st.html(
    markup.text(
        "p",
        f"市区町村のDXがどこまで進んでいるかを、{len(asked.axes)}つの分野と3つのステップで確かめる自己診断です。"
        f"{len(asked.asked(Depth.CORE))}問(約15分)のかんたん診断に答えると、"
        "到達したステップ、レーダーチャート、次の一手が分かります。",
    )
)

opened = session.opened()
if opened and not opened.is_example:
    st.info(f"{assessment_text(opened.assessment)}の診断を開いています。")
    frame.read_only_notice()
    with frame.ways_on():
        pages.link_to_answers()
        pages.link(pages.result(), "結果を見る")
    if opened.is_editable:
        st.caption("決まった分野だけに答えるときは、「画面の一覧」で分野を選んでください。")

else:
    pages.link(pages.guide(), "はじめての方は「使い方」へ")

st.header("新しく診断する", anchor=False)
typed = st.text_input(
    "団体名の一部、よみがな、または団体コード", key="municipality-search", live=True, autocomplete="off"
)
matches = find(typed, limit=SHOWN_AT_MOST)
if typed and not matches:
    st.warning("当てはまる市区町村がありません。市・町・村・区の名前の一部か、ひらがなのよみを入れてください。")
if matches:
    chosen = st.radio(
        "団体を選んでください", matches, index=0 if len(matches) == 1 else None, format_func=lambda m: m.label
    )
    if len(matches) == SHOWN_AT_MOST:
        st.caption(f"はじめの{SHOWN_AT_MOST}件です。ほかの団体は、名前を続けて入れると出てきます。")
    this_year = fiscal_year_of(today())
    year = st.selectbox("年度", [this_year + 1, this_year, this_year - 1], index=1, format_func=fiscal_year_text)
    depth = st.radio(
        "診断の深さ",
        asked.version.depths,
        format_func=lambda depth: f"{DEPTH_TEXTS[depth]}({len(asked.asked(depth))}問、約{MINUTES[depth]}分)",
    )
    st.caption("かんたん診断から始めて、あとでくわしく診断に進むこともできます。回答はそのまま残ります。")
    if chosen:
        st.html(markup.text("p", f"{chosen.label} {fiscal_year_text(year)}の診断を作ります。"))
    is_begun = st.button("この団体で診断をはじめる", type="primary")
    if is_begun and chosen is None:
        st.error("団体を1つ選んでください。")
    elif is_begun:
        trouble = lifecycle.start(Assessment(chosen.code, year, asked.version.id, depth))
        if not trouble:
            st.switch_page(pages.links(), query_params=session.address())
        st.error(f"診断を作れませんでした。{trouble}")

st.header("続きから", anchor=False)
link = st.text_input("診断のリンクを貼り付けてください", key="link-to-open", autocomplete="off")
if link:
    address = session.address_in(link)
    if address is None:
        st.error(
            "診断のリンクではありません。「リンクと復元票」の画面のリンクを、はじめから終わりまで貼り付けてください。"
        )
    elif address != session.address():
        st.switch_page(pages.start(), query_params=address)

st.header("記入例を見る", anchor=False)
st.html(markup.text("p", f"{asked.version.survey.label}。見るだけで、書き換えることはできません。"))
with st.container(horizontal=True):
    for code in asked.version.survey.municipalities:
        example = municipality(code)
        if example:
            st.page_link(
                pages.result(), label=f"{example.label}の記入例", query_params=session.address_of_example(code)
            )

st.header(f"{len(asked.steps)}つのステップ", anchor=False)
steps = markup.described((step.name, step.meaning) for step in asked.steps)
st.html(markup.element("div", steps, css="steps"))
