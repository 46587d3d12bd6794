"""A file on offer: for whom it is, and the button that makes it."""

import streamlit as st

from files import outputs
from files.answer_form.form import Form
from files.output import Output
from files.report import Report
from screens.parts import markup
from screens.parts.handing_out import hand_out
from screens.session import sections


def offer(output: Output, *, is_main: bool = False) -> None:
    """The button, and below it what the file is good for."""
    hand_out(output, is_main=is_main)
    st.html(markup.text("p", output.for_whom, css="note"))


def offer_to_section(report: Report, section: str) -> None:
    """The questions that a section is asked, which may be changed, and the form with them."""
    form = Form(report.questionnaire, report.assessment)
    numbered = {question.id: f"問{number} {question.text}" for number, question in form.questions}
    present = [id for id in numbered if sections.sections()[id] == section]
    chosen = st.multiselect(
        "この課に聞く設問(足すことも、外すこともできます)",
        list(numbered),
        present,
        format_func=numbered.__getitem__,
        key=f"asked-of-{section}",
        placeholder="設問を選んでください",
    )
    if set(chosen) != set(present):
        sections.ask(section, chosen)
        st.rerun()
    if chosen:
        offer(outputs.answer_form_of(report, Form(form.questionnaire, form.assessment, section, sections.sections())))
    if left_out := [numbered[id].split()[0] for id in numbered if sections.sections()[id] == sections.NOBODY]:
        st.warning(f"どの課にも聞かない設問があります:{'、'.join(left_out)}。聞く課を選んで、設問を足してください。")
    st.caption("設問の割り当ては、この画面を閉じるまで残ります。どの設問も、聞く課は1つです。")
