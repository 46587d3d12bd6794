"""How far one is, and whether everything is stored: the line that stays in view while somebody answers."""

from collections.abc import Iterable, Mapping

import streamlit as st

from questionnaire.assessment import Answer, text_faults
from questionnaire.clock import moment_text
from questionnaire.model import Axis
from scoring.wording import progress_sentence
from screens import pages
from screens.opened import Opened
from screens.parts import markup
from screens.session.answering import Answering
from screens.session.tab import Tab
from storage.transaction import now


def standing(here: Tab, of_tab: Answering, shown: Mapping[str, Answer]) -> None:
    """Draws the line after the questions of a page, with what they show: only then it is known what was stored."""
    opened, axis = here.opened, here.shown_axis
    if opened is None:
        return
    with st.bottom.container(key="standing", horizontal=True, vertical_alignment="center", gap="small"):
        told = markup.element("div", progress(opened), saving(opened, of_tab, shown, is_away=bool(here.trouble)))
        st.html(markup.element("div", axis_marks(opened, axis), told, css="told"))
        if opened.unanswered:
            pages.link_to_open_questions(here, axis)
        else:
            pages.link(pages.result(), "結果へ(すべて答えました)", here)


def axis_marks(opened: Opened, here: Axis) -> str:
    """A mark for each axis, as HTML: done, begun or untouched. What it says is said in words beside it."""
    axes = opened.questionnaire.axes
    return markup.element("div", *(markup.text("span", "", css=_mark(opened, axis, here)) for axis in axes), css="axes")


def progress(opened: Opened) -> str:
    """How many questions and axes are answered, as HTML."""
    done = sum(not opened.count_of_open[axis.id] for axis in opened.questionnaire.axes)
    told = progress_sentence(opened.assessment, opened.questionnaire)
    finished = markup.text("span", f"{done}分野が終わりました。" if done else "", css="finished")
    return markup.element("p", markup.text("span", told), finished)


def saving(opened: Opened, of_tab: Answering, shown: Mapping[str, Answer], *, is_away: bool) -> str:
    """What is not stored and what to do, else when the last answer was stored, as HTML."""
    refused = [id for id, answer in shown.items() if text_faults(answer)]
    trouble = _trouble(opened, of_tab, refused, is_away=is_away)
    return markup.text("p", trouble or _saved(opened, of_tab), css="not-saved" if trouble else "saved")


def _trouble(opened: Opened, of_tab: Answering, refused: list[str], *, is_away: bool) -> str:
    if waiting := of_tab.waiting:
        return f"{_numbers(opened, waiting)}を保存できていません。自動でやり直します。画面を閉じずにお待ちください。"
    if disputed := of_tab.conflicts:
        return f"{_numbers(opened, disputed)}は、まだ保存していません。どちらの回答を残すか選んでください。"
    if refused:
        return f"{_numbers(opened, refused)}は、保存していません。メモか根拠の下の注意を見て直してください。"
    return "保存先に接続できません。選んだ回答は、つながると保存します。" if is_away else ""


def _saved(opened: Opened, of_tab: Answering) -> str:
    saved = opened.saved
    if saved is None:
        return "選ぶとすぐに保存します。"
    when, which = moment_text(saved.at, now()), _numbers(opened, [saved.question])
    if of_tab.is_own(saved):
        return f"保存しました {when}{f'({which})' if which else ''}"
    return f"最後の保存は {when}{f'({which})' if which else ''}"


def _numbers(opened: Opened, ids: Iterable[str]) -> str:
    """The numbers of the asked ones among these questions: 問4、問6."""
    numbers = sorted(opened.number_of[id] for id in ids if id in opened.number_of)
    return "、".join(f"問{number}" for number in numbers)


def _mark(opened: Opened, axis: Axis, here: Axis) -> str:
    still_open, asked = opened.count_of_open[axis.id], len(opened.asked_of(axis))
    state = "done" if not still_open else "begun" if still_open < asked else "untouched"
    return f"{state} here-now" if axis is here else state
