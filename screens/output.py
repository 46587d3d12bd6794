"""出力: every file of the open assessment, each with whom it is for, made when it is asked for."""

from dataclasses import replace

import streamlit as st

from files import outputs
from files.answer_form.form import Form
from files.planned import planned
from files.report import Report
from questionnaire.assessment import LONGEST_NAME
from questionnaire.clock import today
from scoring.roadmap.outcome import roadmap
from screens import pages, session
from screens.comparing import beside
from screens.parts import frame, markup
from screens.parts.offer import offer, offer_to_section
from screens.session import plan, sections

opened = session.opened()
frame.head("出力")
if opened is None:
    frame.nothing_open()
if not opened.is_editable:
    frame.read_only_notice()
st.html(markup.text("p", "押すとファイルを作って受け取ります。どのファイルも、画面と同じ数字と言葉です。"))

origin = opened.questionnaire.version.survey.label if opened.is_example else ""
stored = plan.stored()
report = Report(
    opened.questionnaire, opened.assessment, today(), beside.choose(), origin=origin, decisions=stored.decisions
)
found = None
if stored.plan:
    found = roadmap(report.questionnaire, report.at_shown_depth, stored.plan.plan, list(stored.targets.values()))
    report = replace(report, plan=planned(found))
whole_form = outputs.answer_form_of(report, Form(opened.questionnaire, opened.assessment))

st.header("読む・配る・資料に使う", anchor=False)
for_people = outputs.for_people(report)
for output in for_people:
    offer(output, is_main=output is for_people[0])

if opened.is_editable:
    st.header("各課に聞く", anchor=False)
    offer(whole_form)
    st.subheader("1つの課に聞く分だけの回答票", anchor=False)
    choice = st.container()
    added = st.text_input(
        "一覧にない課の名前(書くと、上で選ばれます)", max_chars=LONGEST_NAME, autocomplete="off"
    ).strip()
    names = list(dict.fromkeys([*sections.names(), *filter(None, [added])]))
    at = names.index(added) if added else None
    section = choice.selectbox("聞く課", names, index=at, placeholder="課を選んでください")
    if section:
        offer_to_section(report, section)

st.header("ほかのプログラムに渡す", anchor=False)
for_programs = outputs.for_programs(report, found)
for output in for_programs:
    offer(output)
st.caption("CSVをExcelで直接開くと、0で始まる団体コードの先頭の0が消えます。Excelで使うときはXLSXを選んでください。")

st.header("まとめて受け取る", anchor=False)
offer(outputs.together(report, [*for_people, *for_programs, *([whole_form] if opened.is_editable else [])]))
if opened.is_editable:
    with frame.onwards(), frame.ways_on():
        pages.link(pages.submission(), "この年度の診断として提出する")
