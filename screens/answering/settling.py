"""What is told about an answer: who gave it, that it is only a copy of last year's, that a colleague changed it too."""

import streamlit as st

from questionnaire.assessment import Answer, text_faults
from questionnaire.model import Question
from scoring.wording import ANSWERED_BY, answer_text, provenance_text
from screens.answering.question import answered_by
from screens.parts import markup
from screens.session import answers
from screens.session.answering import Answering


def provenance(question: Question, of_tab: Answering, shown: Answer) -> None:
    """Says who gave the answer by an answer form."""
    told = answered_by(shown)
    if of_tab.stays_told(question, "provenance", is_so=bool(told)):
        st.html(told or markup.text("p", f"{ANSWERED_BY}:この画面で答え直しました", css="note"))


def conflict_choice(question: Question, number: str, of_tab: Answering, mine: Answer) -> None:
    """Shows both answers when a colleague changed the same one, and lets the person choose. Nothing was overwritten."""
    theirs = answers.conflict_of(question, of_tab)
    if theirs is None:
        return
    st.warning(f"{number}は、この画面で変えている間に、ほかの人も変えました。どちらを残すか選んでください。")
    st.html(markup.described(_told("ほかの人の回答", theirs.answer, mine, question)))
    st.html(markup.described(_told("この画面の回答(まだ保存していません)", mine, theirs.answer, question)))
    # The keys name both: a click is void when the colleague changed the answer once more meanwhile.
    on_screen = f"{question.id}:{theirs.revision}"
    if st.button(f"{number}は、ほかの人の回答を残す", key=f"theirs:{on_screen}"):
        answers.keep_theirs(question, of_tab)
    if st.button(f"{number}は、この画面の回答で置き換える", key=f"mine:{on_screen}"):
        answers.keep_mine(question, of_tab)


def copied_choice(question: Question, number: str, of_tab: Answering, shown: Answer) -> None:
    """Lets the person say that the copy of last year's answer still holds, and says when that was done."""
    is_open = not shown.is_confirmed
    if not of_tab.stays_told(question, "copy", is_so=is_open) or answers.conflict_of(question, of_tab):
        return
    told = f"{number}は前の年度の回答の写しです。確かめるまで「未確認」です。変わったときは選び直してください。"
    st.html(markup.text("p", told, css="note"))
    # Streamlit can draw the sentence before it takes the button away: in here both have the same place.
    with st.container(key=f"one-place:{question.id}"):
        if not is_open:
            st.html(markup.text("p", "今年度の回答として確かめました。", css="in-place-of-a-button"))
        elif st.button(f"{number}は今年度も同じ"):
            answers.confirm(question, of_tab)


def refused_texts(number: str, shown: Answer) -> None:
    """Says that nothing of this answer is stored because of what was typed, and what to do."""
    if faults := text_faults(shown):
        st.error(
            f"{number}は、選択肢もメモも根拠も、いまの内容では保存していません。{'。'.join(faults)}。"
            "直すと、選択肢といっしょに保存します。どこを直すかわからないときは、その欄をすべて消して書き直してください。"
        )


def _told(whose: str, answer: Answer, other: Answer, question: Question) -> list[tuple[str, str]]:
    """An answer with its texts; a text that only the other one has is told as missing."""
    texts = [
        ("メモ", answer.memo, other.memo),
        ("根拠", answer.evidence, other.evidence),
        (ANSWERED_BY, provenance_text(answer), provenance_text(other)),
    ]
    return [(whose, answer_text(answer, question)), *((name, own or "なし") for name, own, its in texts if own or its)]
