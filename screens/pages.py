"""The pages and the ways between them. Each axis is a page of its own, so that the browser begins it at the top."""

from copy import copy
from functools import cache

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from questionnaire.model import Axis, Questionnaire
from screens import session
from screens.opened import Opened
from screens.session.tab import Tab, tab

APPLICATION = "DX成熟度診断"


def start() -> StreamlitPage:
    """はじめに."""
    return _page("start.py", "はじめに", "start", is_default=True)


def guide() -> StreamlitPage:
    """使い方."""
    return _page("guide.py", "使い方", "guide")


def answer(axis: Axis) -> StreamlitPage:
    """回答 for one axis."""
    return _answer(axis, axis.name)


def answers(here: Tab) -> list[StreamlitPage]:
    """回答 for each axis; the titles tell how many of its questions are answered."""
    return [_answer(axis, progress_text(axis, here.opened)) for axis in here.asked.axes]


def _answer(axis: Axis, title: str) -> StreamlitPage:
    return _page("answer.py", title, f"answer-{axis.id}")


def result() -> StreamlitPage:
    """結果."""
    return _page("result.py", "結果", "result")


def comparison() -> StreamlitPage:
    """比較."""
    return _page("comparison.py", "比較", "comparison")


def peer_files() -> StreamlitPage:
    """他団体のデータ."""
    return _page("peer_files.py", "他団体のデータ", "peer-files")


def practices() -> StreamlitPage:
    """事例."""
    return _page("practices.py", "事例", "practices")


def actions() -> StreamlitPage:
    """次の一手."""
    return _page("actions.py", "次の一手", "actions")


def roadmap() -> StreamlitPage:
    """工程表."""
    return _page("roadmap.py", "工程表", "roadmap")


def trend() -> StreamlitPage:
    """推移."""
    return _page("trend.py", "推移", "trend")


def output() -> StreamlitPage:
    """出力."""
    return _page("output.py", "出力", "output")


def submission() -> StreamlitPage:
    """提出."""
    return _page("submission.py", "提出", "submission")


def links() -> StreamlitPage:
    """リンクと復元票."""
    return _page("links.py", "リンクと復元票", "links")


def take_over() -> StreamlitPage:
    """回答の取り込み."""
    return _page("take_over.py", "回答の取り込み", "import")


def indicators() -> StreamlitPage:
    """公表データの読み込み."""
    return _page("indicators.py", "公表データの読み込み", "indicators")


def about() -> StreamlitPage:
    """この診断について."""
    return _page("about.py", "この診断について", "about")


def _page(file: str, title: str, url_path: str, *, is_default: bool = False) -> StreamlitPage:
    """A page of its own for each run: Streamlit notes in it whether it may be shown now."""
    return copy(_made(file, title, url_path, is_default))


@cache
def _made(file: str, title: str, url_path: str, is_default: bool) -> StreamlitPage:
    """The same as it was first made, since making it looks for its file each time. There are few: titles only count."""
    return st.Page(file, title=title, url_path=url_path, default=is_default)


def progress_text(axis: Axis, opened: Opened | None) -> str:
    """The name of an axis, with answered and asked questions while an assessment is open: 働き方(2/3)."""
    if opened is None:
        return axis.name
    count = len(opened.asked_of(axis))
    return f"{axis.name}({count - opened.count_of_open[axis.id]}/{count})"


def axis_of(page: StreamlitPage, asked: Questionnaire) -> Axis | None:
    """The axis that this page asks about, if it is one of 回答."""
    return next((axis for axis in asked.axes if page.url_path == f"answer-{axis.id}"), None)


def neighbours(axis: Axis, asked: Questionnaire) -> tuple[Axis | None, Axis | None]:
    """The axes before and after this one."""
    here = asked.axes.index(axis)
    return asked.axes[here - 1] if here else None, next(iter(asked.axes[here + 1 :]), None)


def link_to_answers() -> None:
    """A link to the answers, where they may be changed: to the next open question while there is one."""
    if (opened := session.opened()) and opened.is_editable:
        link(answer(session.next_axis()), "回答を続ける" if opened.unanswered else "回答を見直す")


def link(page: StreamlitPage, label: str, here: Tab | None = None) -> None:
    """A link to a page of the open assessment. Who holds the tab already hands it on (session/tab.py)."""
    st.page_link(page, label=label, query_params=(here or tab()).address)


def link_to_open_questions(here: Tab | None = None, first: Axis | None = None) -> None:
    """A link to the next axis with an open question, if there is one: this one, those after it, then from the first."""
    here = here or tab()
    if opened := here.opened:
        is_copy = any(not opened.assessment.answer(question.id).is_confirmed for question in opened.unanswered)
        what = "未回答・未確認" if is_copy else "未回答"
        link(answer(here.next_axis(first)), f"{what}の設問へ(残り{len(opened.unanswered)}問)", here)
