"""The pages and the ways between them. Each axis is a page of its own, so that the browser begins it at the top."""

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from questionnaire.model import Axis
from screens import markup, session
from screens.session import lifecycle

APPLICATION = "DX成熟度診断"


def start() -> StreamlitPage:
    """はじめに."""
    return st.Page("start.py", title="はじめに", url_path="start", default=True)


def answer(axis: Axis) -> StreamlitPage:
    """回答 for one axis; its title tells how many of its questions are answered."""
    return st.Page("answer.py", title=progress_text(axis), url_path=f"answer-{axis.id}")


def result() -> StreamlitPage:
    """結果."""
    return st.Page("result.py", title="結果", url_path="result")


def comparison() -> StreamlitPage:
    """比較."""
    return st.Page("comparison.py", title="比較", url_path="comparison")


def peer_files() -> StreamlitPage:
    """他団体のデータ."""
    return st.Page("peer_files.py", title="他団体のデータ", url_path="peer-files")


def practices() -> StreamlitPage:
    """事例."""
    return st.Page("practices.py", title="事例", url_path="practices")


def actions() -> StreamlitPage:
    """次の一手."""
    return st.Page("actions.py", title="次の一手", url_path="actions")


def roadmap() -> StreamlitPage:
    """工程表."""
    return st.Page("roadmap.py", title="工程表", url_path="roadmap")


def trend() -> StreamlitPage:
    """推移."""
    return st.Page("trend.py", title="推移", url_path="trend")


def output() -> StreamlitPage:
    """出力."""
    return st.Page("output.py", title="出力", url_path="output")


def submission() -> StreamlitPage:
    """提出."""
    return st.Page("submission.py", title="提出", url_path="submission")


def links() -> StreamlitPage:
    """リンクと復元票."""
    return st.Page("links.py", title="リンクと復元票", url_path="links")


def take_over() -> StreamlitPage:
    """回答の取り込み."""
    return st.Page("take_over.py", title="回答の取り込み", url_path="import")


def indicators() -> StreamlitPage:
    """公表データの読み込み."""
    return st.Page("indicators.py", title="公表データの読み込み", url_path="indicators")


def about() -> StreamlitPage:
    """この診断について."""
    return st.Page("about.py", title="この診断について", url_path="about")


def progress_text(axis: Axis) -> str:
    """The name of an axis, with answered and asked questions while an assessment is open: 働き方(2/3)."""
    opened = session.opened()
    if opened is None:
        return axis.name
    count = len(opened.asked_of(axis))
    return f"{axis.name}({count - opened.count_of_open[axis.id]}/{count})"


def axis_of(page: StreamlitPage) -> Axis | None:
    """The axis that this page asks about, if it is one of 回答."""
    return next((axis for axis in session.asked().axes if page.url_path == f"answer-{axis.id}"), None)


def link(page: StreamlitPage, label: str) -> None:
    """A link to a page of the open assessment."""
    st.page_link(page, label=label, query_params=session.address())


def link_to_open_questions() -> None:
    """A link to the first axis with an open question, if there is one."""
    if opened := session.opened():
        is_copy = any(not opened.assessment.answer(question.id).is_confirmed for question in opened.unanswered)
        what = "未回答・未確認" if is_copy else "未回答"
        link(answer(session.next_axis()), f"{what}の設問へ(残り{len(opened.unanswered)}問)")


def read_only_notice() -> None:
    """Says why nothing can be changed: a filled example, a submitted assessment, or a link that only reads."""
    opened = session.opened()
    if opened is None:
        return
    if opened.is_example:
        st.info(session.asked().version.survey.label)
        if session.own_address():
            st.page_link(start(), label="自分の診断に戻る", query_params=session.own_address())
    elif not opened.may_edit:
        st.info("閲覧用のリンクで開いています。回答は変えられません。")
    elif opened.submitted_at:
        st.info("提出済みです。直すときは「提出」の画面で、直すために開きます。")


def plan_notice() -> None:
    """Says why no mark, target or roadmap can be changed: a filled example, or a link that only reads.

    What was submitted may go on being planned: a plan is no answer.
    """
    opened = session.opened()
    if opened and not opened.may_edit:
        st.info("見るだけの画面です。印・目標・工程表は、編集用のリンクで開くと変えられます。")


def deepen_button() -> None:
    """Leads from かんたん診断 to くわしく診断; no answer is lost, and the core result stays what it was."""
    count = len(session.asked().questions)
    st.html(markup.text("p", f"くわしく診断({count}問)に進むと、今の回答はそのまま残り、残りの設問に答えられます。"))
    if st.button(f"くわしく診断({count}問)に進む"):
        trouble = lifecycle.deepen()
        if not trouble:
            st.switch_page(answer(session.next_axis()), query_params=session.address())
        st.error(f"くわしく診断に進めませんでした。{trouble}")


def nothing_open() -> None:
    """Says that no assessment is open, leads to where one is opened, and ends the page."""
    st.info("まだ診断を開いていません。")
    link(start(), "「はじめに」で団体を選ぶ")
    st.stop()
