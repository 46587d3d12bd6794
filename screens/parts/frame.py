"""What frames a page: its name, why nothing can be changed or shown, and the parts that stand apart."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from scoring.wording import assessment_text
from screens import pages, session


def head(title: str) -> None:
    """The name of a page, below the office and the year that it tells of."""
    if opened := session.opened():
        st.caption(assessment_text(opened.assessment))
    st.title(title, anchor=False)


def on_screen_only(name: str) -> DeltaGenerator:
    """A part of a page that paper has no use for; `name` tells it from others on the page."""
    return st.container(key=f"on-screen-{name}")


def printed_when_unfolded(name: str) -> DeltaGenerator:
    """A part of a page that says nothing on paper while all in it is folded."""
    return st.container(key=f"unfolds-{name}")


def news(name: str) -> DeltaGenerator:
    """The part at the top that tells what a button further down did; the browser goes there when `name` is new."""
    return st.container(key=f"news-{name}")


def onwards() -> DeltaGenerator:
    """The part of a page that leads on, on screen only: below its heading stand the ways on."""
    part = on_screen_only("onwards")
    part.header("この先に進む", anchor=False)
    return part


def ways_on() -> DeltaGenerator:
    """The ways on from a page or from its top, side by side; the first one is what most go on with, and stands out."""
    return st.container(horizontal=True, key="ways-on")


def read_only_notice() -> None:
    """Says why nothing can be changed: a filled example, a submitted assessment, or a link that only reads."""
    opened = session.opened()
    if opened is None:
        return
    if opened.is_example:
        st.info(session.asked().version.survey.label)
        if session.own_address():
            st.page_link(pages.start(), label="自分の診断に戻る", query_params=session.own_address())
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


def nothing_open() -> None:
    """Says that no assessment is open, leads to where one is opened, and ends the page."""
    st.info("まだ診断を開いていません。")
    pages.link(pages.start(), "「はじめに」で団体を選ぶ")
    st.stop()
