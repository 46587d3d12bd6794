"""推移: how far the office has come year by year, axis by axis, and which answers rose and fell."""

import streamlit as st

from questionnaire.loader import questionnaire
from questionnaire.municipalities import municipality
from scoring.charts.target_marks import panels_with_targets
from scoring.trend import wording as trend_wording
from scoring.trend.chart import is_long, trend_panels
from scoring.trend.years import Year, trend
from screens import pages, session
from screens.parts import chart, frame, markup
from screens.parts.changes import changed_answers
from screens.planning.aims import tell_targets
from screens.session import lifecycle, plan
from storage.transaction import StorageError

opened = session.opened()
if opened is None:
    st.title("推移", anchor=False)
    frame.nothing_open()

place = municipality(opened.assessment.municipality)
st.caption(place.label if place else opened.assessment.municipality)
st.title("推移", anchor=False)
if opened.is_example:
    frame.read_only_notice()

try:
    years = lifecycle.years()
except StorageError:
    years = []
if session.is_away() or not years:
    st.error("ほかの年度の診断を読めないため、推移を示せません。保存した回答は失われていません。")
    pages.link(pages.result(), "この年度の結果を見る")
    st.stop()

found = trend(
    Year(questionnaire(each.assessment.version), each.assessment, is_submitted=each.number > 0) for each in years
)
if not found.pairs:
    st.info(trend_wording.ONE_YEAR)
    pages.link(pages.result(), "この年度の結果を見る")
    st.stop()

first, before, newest = found.years[0], *found.years[-2:]
st.html(
    markup.text("p", trend_wording.maturity_sentence(before, newest), css="reached")
    + (markup.text("p", trend_wording.maturity_sentence(first, newest)) if first is not before else "")
    + markup.text("p", trend_wording.step_sentence(before, newest))
    + markup.listed(trend_wording.notes(found))
)

st.header("分野ごとの成熟度", anchor=False)
st.html(markup.text("p", trend_wording.axes_sentence(found)) + markup.text("p", trend_wording.LEGEND, css="note"))
targets = list(plan.stored().targets.values())
tell_targets(opened.questionnaire, targets)
panels = panels_with_targets(trend_panels(found), opened.questionnaire, targets)
with st.grid(2 if is_long(panels[0]) else 3, min_column_width=280):
    for panel in panels:
        chart.show(panel)
header, rows = trend_wording.maturity_table(found)
st.html(
    markup.table("成熟度(0.0から3.0まで)。幅があるときは、下の端から上の端までです。", header, rows, numbers_from=1)
)

st.header("到達ステップ", anchor=False)
header, rows = trend_wording.step_table(found)
st.html(markup.table("各年度に到達したステップです。", header, rows))

st.header("変わった回答", anchor=False)
for pair in reversed(found.pairs):
    st.subheader(
        f"{trend_wording.marked_year_text(pair.before)}から{trend_wording.marked_year_text(pair.after)}", anchor=False
    )
    st.html(changed_answers(found, pair))

with frame.onwards(), frame.ways_on():
    pages.link(pages.roadmap(), "工程表で、いつ何を進めるかを決める")
