"""結果: the step reached, the radar, every figure with its reason, what to do next, and the files to take along."""

from dataclasses import replace
from datetime import date

import streamlit as st

from files import answers_csv, comparison_csv, result_csv
from files.file_name import file_name
from questionnaire.municipalities import municipality
from scoring import wording
from scoring.actions import next_actions, to_begin_with, to_check
from scoring.radar import radar
from scoring.result import shown_results
from screens import explanation, markup, pages, session
from screens.advice import action_card, check_list

SHOWN_FIRST = 5

opened = session.opened()
if opened is None:
    st.title("結果", anchor=False)
    st.info("まだ診断を開いていません。")
    pages.link(pages.start(), "「はじめに」で団体を選ぶ")
    st.stop()

asked = opened.questionnaire
shown = shown_results(asked, opened.assessment)
depths = [each.depth for each in shown]

st.caption(f"{wording.assessment_text(opened.assessment)} 設問版 {opened.assessment.version}")
st.title("結果", anchor=False)
if not opened.is_editable:
    pages.read_only_notice()
for each in shown:
    st.html(
        markup.text("p", wording.depth_text(each, asked), css="note")
        + markup.text("p", wording.reached_sentence(each, asked.rules), css="reached")
        + markup.text("p", wording.next_step_sentence(each, asked.rules))
        + markup.text("p", wording.overall_sentence(each))
        + markup.text("p", wording.range_sentence(each, asked.rules))
    )
if opened.can_go_deeper:
    pages.deepen_button()
elif opened.is_incomplete_in_depth:
    st.info(wording.incomplete_sentence(opened.assessment, asked))
    pages.link_to_open_questions()

depth = depths[-1]
if len(depths) > 1:
    depth = st.radio(
        "どちらの結果をくわしく見ますか", depths, format_func=wording.DEPTH_TEXTS.__getitem__, horizontal=True
    )
found = shown[depths.index(depth)]
assessment = replace(opened.assessment, depth=depth)
actions = next_actions(asked, assessment)

st.header("分野ごとの成熟度", anchor=False)
st.vega_lite_chart(spec=radar(found), theme=None)
st.html(markup.text("p", wording.strengths_sentence(found)))

st.header("ステップごとの達成率", anchor=False)
header, rows = wording.result_table(found, asked.rules)
note = "「0%から100%」のような幅は、「わからない」と未回答をすべて段階0とした値から、段階3とした値までです。"
st.html(markup.table(note, header, rows, numbers_from=2))
st.subheader("数字の内訳", anchor=False)
st.html("".join(explanation.axis_explanation(asked, assessment, found, axis) for axis in found.axes))

st.header("次の一手", anchor=False)
if actions:
    best = to_begin_with(actions, municipality(assessment.municipality).size)[:SHOWN_FIRST]
    others = [action for action in actions if action not in best]
    st.html(
        markup.text("p", "1人日(1人が1日働くこと)あたりで成熟度がいちばん上がるものから並べています。")
        + "".join(markup.folded(rule.title, markup.text("p", rule.text)) for rule in asked.rules.beside("actions"))
        + "".join(action_card(asked, action) for action in best)
    )
    if others:
        cards = (action_card(asked, action) for action in others)
        st.html(markup.folded(f"そのほかの一手({len(others)}件)", *cards))
if unclear := to_check(asked, assessment):
    st.subheader(f"まず確かめる({len(unclear)}問)", anchor=False)
    st.html(check_list(asked, assessment, unclear))

st.header("ファイルで受け取る", anchor=False)
scored = [result_csv.Scored(asked, opened.assessment, each) for each in shown]
today = date.today()
st.download_button(
    "結果CSV(分野ごとの数字)",
    lambda: result_csv.write(scored),
    file_name("診断結果", assessment, today, "csv"),
    "text/csv",
    on_click="ignore",
)
st.download_button(
    "回答CSV(設問ごとの回答)",
    lambda: answers_csv.write(asked, opened.assessment),
    file_name("回答", assessment, today, "csv"),
    "text/csv",
    on_click="ignore",
)
st.download_button(
    "比較用CSV(ほかの団体に渡す。メモと根拠なし)",
    lambda: comparison_csv.write([(asked, opened.assessment)]),
    file_name("比較用", assessment, today, "csv"),
    "text/csv",
    on_click="ignore",
)
st.caption("CSVは、ほかのプログラムに読み込むための形です。Excelで直接開くと、0で始まる団体コードの先頭の0が消えます。")
