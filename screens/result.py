"""結果: the step reached, the radar, every figure with its reason, what to do next, and the files to take along."""

from dataclasses import replace

import streamlit as st

from questionnaire.municipalities import municipality
from scoring import result_wording, wording
from scoring.actions.decided import open_actions
from scoring.actions.ranking import to_begin_with, to_check
from scoring.actions.wording import ORDER_NOTE, nothing_to_do
from scoring.charts.radar import radar
from scoring.charts.target_marks import radar_with_targets
from scoring.maturity_wording import figures_sentence
from scoring.result import shown_results
from screens import pages, session
from screens.advising.advice import action_card, check_list
from screens.answering import deepening
from screens.parts import chart, explanation, frame, markup
from screens.parts.rules import rules_beside
from screens.planning.aims import tell_targets
from screens.session import plan

SHOWN_FIRST = 3

opened = session.opened()
if opened is None:
    st.title("結果", anchor=False)
    frame.nothing_open()

asked = opened.questionnaire
shown = shown_results(asked, opened.assessment)
depths = [each.depth for each in shown]

st.caption(f"{wording.assessment_text(opened.assessment)} 設問版 {opened.assessment.version}")
st.title("結果", anchor=False)
if not opened.is_editable:
    frame.read_only_notice()
for each in shown:
    st.html(
        markup.text("p", result_wording.depth_text(each, asked), css="note")
        + markup.text("p", result_wording.reached_sentence(each, asked.rules), css="reached")
        + markup.text("p", result_wording.next_step_sentence(each, asked.rules))
        + markup.text("p", result_wording.overall_sentence(each))
        + markup.text("p", result_wording.range_sentence(each, asked.rules))
    )
if opened.is_incomplete_in_depth:
    st.info(wording.incomplete_sentence(opened.assessment, asked))
with frame.ways_on():
    if opened.is_editable and opened.unanswered:
        pages.link_to_open_questions()
    pages.link(pages.output(), "報告書(PDF)などのファイルを受け取る")

depth = depths[-1]
if len(depths) > 1:
    depth = st.radio(
        "どちらの結果をくわしく見ますか", depths, format_func=wording.DEPTH_TEXTS.__getitem__, horizontal=True
    )
found = shown[depths.index(depth)]
assessment = replace(opened.assessment, depth=depth)
stored = plan.stored()
actions, unclear = open_actions(asked, assessment, stored.decisions), to_check(asked, assessment)

st.header("分野ごとの成熟度", anchor=False)
targets = list(stored.targets.values())
message = result_wording.strengths_sentence(found)
st.html(markup.text("p", message))
in_table = "同じ数字は、次の「ステップごとの達成率」の表にあります。"
chart.show(radar_with_targets(radar(found), asked, targets), message=message, table=in_table, radar="own")
tell_targets(asked, targets)

st.header("ステップごとの達成率", anchor=False)
header, rows = result_wording.result_table(found, asked.rules)
st.html(markup.table(result_wording.RANGE_NOTE, header, rows, numbers_from=2))
st.subheader("数字の内訳", anchor=False)
st.html(
    markup.text("p", figures_sentence(found), css="note")
    + "".join(explanation.axis_explanation(asked, assessment, found, axis) for axis in found.axes)
)

st.header("次の一手", anchor=False)
if actions:
    best = to_begin_with(actions, municipality(assessment.municipality).size)[:SHOWN_FIRST]
    st.html(
        markup.text("p", ORDER_NOTE)
        + rules_beside(asked.rules, "actions")
        + "".join(action_card(asked, action) for action in best)
    )
    pages.link(pages.actions(), f"次の一手をすべて見る({len(actions)}件)")
else:
    st.html(markup.text("p", nothing_to_do(unclear)))
if unclear:
    st.subheader(f"まず確かめる({len(unclear)}問)", anchor=False)
    st.html(check_list(asked, assessment, unclear))

if opened.can_go_deeper:
    with frame.on_screen_only("deepen"):
        st.header("くわしく調べる", anchor=False)
        deepening.deepen_button()

with frame.onwards():
    if opened.is_editable:
        st.html(markup.text("p", "ほかの団体と比べ、いつ何を進めるかを決め、この年度の診断として提出します。"))
    with st.container(horizontal=True):
        pages.link(pages.comparison(), "比較")
        pages.link(pages.roadmap(), "工程表")
        if opened.is_editable:
            pages.link(pages.submission(), "提出")

with frame.on_screen_only("files"):
    st.header("ファイルで受け取る", anchor=False)
    st.html(markup.text("p", "報告書(PDF)、ブック(XLSX)、図の画像、CSVを受け取れます。"))
    pages.link(pages.output(), "「出力」でファイルを受け取る")
    st.caption("この画面を紙にするときは Ctrl+P です。たたんだところの説明は、開いたものだけが印刷されます。")
