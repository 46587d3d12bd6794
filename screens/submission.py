"""提出: what is still open, the official submission and who sees of it, its correction, and the next fiscal year."""

import streamlit as st

from files.csv_files import csv_outputs
from files.report import Report
from questionnaire.clock import today
from questionnaire.fiscal_year import day_text, fiscal_year_text
from questionnaire.model import Axis
from screens import pages, session
from screens.comparing import sharing
from screens.opened import Opened
from screens.parts import frame, markup
from screens.parts.code_field import ask_code
from screens.parts.offer import offer
from screens.session import lifecycle


def open_numbers(opened: Opened, axis: Axis) -> list[str]:
    """The numbers of the questions of this axis that are still open: 問4, 問6(未確認)."""
    numbered = [
        (opened.number_of[q.id], opened.assessment.answer(q.id)) for q in opened.unanswered if q in axis.questions
    ]
    return [f"問{number}{'' if answer.is_confirmed else '(未確認)'}" for number, answer in numbered]


opened = session.opened()
frame.head("提出")
if opened is None or opened.is_example:
    frame.nothing_open()

past = lifecycle.submitted()
if not opened.may_edit and opened.submitted_at is None:
    st.info("まだ提出されていません。閲覧用のリンクで開いているため、ここでは提出できません。")
elif opened.submitted_at is None:
    with frame.news(f"draft-{len(past)}"):
        st.html(
            markup.text("p", "提出すると、今の回答が、この年度の正式な診断として固定されます。")
            + markup.text(
                "p",
                "このシステムの中で確定するもので、国や都道府県に送られることはありません。"
                "ほかの団体に何が見えるかは、提出するときに選びます。",
            )
            + markup.text(
                "p",
                "「わからない」の設問があっても提出できます。提出したものは残したまま、あとから直して、もう一度提出することもできます。",
            )
        )
    if opened.unanswered:
        st.warning(f"未回答または未確認の設問が{len(opened.unanswered)}問あります。すべて答えると提出できます。")
        for axis in [axis for axis in opened.questionnaire.axes if opened.count_of_open[axis.id]]:
            pages.link(pages.answer(axis), f"{axis.name}:{'、'.join(open_numbers(opened, axis))}に答える")
    else:
        wish = sharing.ask(opened)
        code = ask_code()
        if st.button("正式に提出する", type="primary"):
            trouble = lifecycle.submit(*wish, code) if wish.sharing else "比較での使い方を1つ選んでください。"
            if trouble:
                st.error(f"提出できませんでした。{trouble}")
            else:
                st.rerun()
else:
    with frame.news(f"submitted-{len(past)}"):
        st.success(f"{day_text(opened.submitted_at)}に提出しました。回答は固定されています。")
    if opened.may_edit:
        sharing.change(opened)
        st.header("次の年度を始める", anchor=False)
        following = fiscal_year_text(opened.assessment.fiscal_year + 1)
        st.html(
            markup.text(
                "p", f"今の回答を写して、{following}の診断を作ります。写した回答は、確かめるまで「未確認」です。"
            )
        )
        if st.button(f"{following}の診断を始める"):
            trouble = lifecycle.begin_next_year()
            if not trouble:
                st.switch_page(pages.links(), query_params=session.address())
            st.error(f"{following}の診断を作れませんでした。{trouble}")
        st.header("提出したものを直す", anchor=False)
        st.html(
            markup.text(
                "p", "回答をもう一度変えられるようにします。提出したものは、次に提出するまで正式なものとして残ります。"
            )
        )
        if st.button("直すために開く"):
            trouble = lifecycle.reopen()
            if trouble:
                st.error(f"開けませんでした。{trouble}")
            else:
                st.rerun()

if past:
    st.header("これまでの提出", anchor=False)
    for one in past:
        report = Report(opened.questionnaire, one.assessment, today())
        offer(csv_outputs.submitted_answers(report, one.number, one.submitted_at).output)
