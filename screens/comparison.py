"""比較: where the office stands among others like it, without an order among them, and who could help where."""

import streamlit as st

from files.csv_files import csv_outputs
from files.report import Report
from questionnaire.clock import today
from scoring.peers.rules_wording import RULES
from scoring.peers.wording import NOBODY_YET, OBSTACLE_TEXTS, summary_text
from screens import pages, session
from screens.comparing import admission, chosen_set, peer_charts, viewer
from screens.comparing.question_peers import axis_peers
from screens.parts import frame, markup, published
from screens.parts.offer import offer
from screens.session import peers

opened = session.opened()
frame.head("比較")
if opened is None:
    frame.nothing_open()
if session.trouble():
    st.stop()
if opened.is_example:
    frame.read_only_notice()
else:
    admission.ask_for_code()

first, bases = st.container(), viewer.bases()
# The groups that can be chosen, if there are any, are those of what is compared with.
of_year, of_group = st.columns(2) if len(bases) > 1 else [st.container()] * 2
basis = bases[0]
if len(bases) > 1:
    with of_year:
        basis = st.selectbox("いつの、何と比べますか", bases, format_func=lambda one: one.name)
found = viewer.offered(basis)
groups = [state.group for state in found.states if state.is_shown]
group = None
if groups:
    with of_group:
        group = st.selectbox("どの団体と比べますか", groups, format_func=lambda one: viewer.group_name(found, one))
peers.note_compared(basis, group)
compared = viewer.compared(found, basis, group)
asked, own = found.view.table.questionnaire, found.view.viewer.assessment
name = viewer.group_name(found, compared.group)

told_first = markup.text("p", NOBODY_YET, css="here")
if group is not None:
    told_first = markup.text("p", summary_text(compared), css="here") + markup.text("p", name, css="mark")
    told_first += "".join(markup.text("p", note, css="note") for note in viewer.notes(found, compared, basis))
first.html(told_first)
hidden = [
    (viewer.group_name(found, state.group), OBSTACLE_TEXTS[state.obstacle]) for state in found.states if state.obstacle
]
# Where no group can be shown, why is what there is to read.
why = markup.folded(f"今は比べられないグループ({len(hidden)})", markup.described(hidden), is_open=group is None)
rules = markup.described((rule.title, f"{rule.text}{rule.reason}") for rule in RULES)
st.html((why if hidden else "") + markup.folded("数字の見方", rules))

if group is not None:
    st.header("分野ごとに見る", anchor=False)
    peer_charts.show(compared, f"{name}。{viewer.basis_text(compared, basis)}")
    with frame.printed_when_unfolded("questions"):
        st.header("設問ごとに見る", anchor=False)
        st.html("".join(axis_peers(asked, own, axis, compared.questions) for axis in compared.axes))

members = viewer.published_members(found.view, compared.group)
if told := published.comparison(own.municipality, name, members) if members else "":
    with frame.printed_when_unfolded("published"):
        st.header("公表データで見る", anchor=False)
        st.html(markup.folded(f"{name}の公表データ", told))

report = Report(asked, own, today(), viewer.in_files(found, basis, compared))
with frame.on_screen_only("files"):
    st.header("ファイルで受け取る", anchor=False)
    offer(csv_outputs.compared_result(report).output)
if opened.may_edit:
    with frame.on_screen_only("sets"):
        st.header("比べる団体を選ぶ", anchor=False)
        chosen_set.edit()
with frame.onwards(), frame.ways_on():
    pages.link(pages.actions(), "次の一手を見る")
    pages.link(pages.practices(), "事例をさがす")
