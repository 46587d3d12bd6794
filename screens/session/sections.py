"""Which section of the office is asked which question by answer form, as this tab was told.

It is needed only while the forms are handed out, so it is kept no longer than the tab.
"""

from collections.abc import Iterable, Mapping

import streamlit as st

from files.answer_form.form import usual_sections
from screens import session

# Asked by nobody: taken from one section and not given to another.
NOBODY = ""


def sections() -> Mapping[str, str]:
    """The section of each question id of the open assessment; at first the one that usually knows."""
    found = session.current()
    kept = st.session_state.get("sections")
    if kept is None or kept[0] != found.id:
        st.session_state.sections = kept = (found.id, usual_sections(found.questionnaire))
    of_question: Mapping[str, str] = kept[1]
    return of_question


def names() -> list[str]:
    """Every section that questions go to, or usually go to, in an order that does not change with the questions."""
    usual = usual_sections(session.current().questionnaire).values()
    return [name for name in dict.fromkeys([*usual, *sections().values()]) if name != NOBODY]


def ask(section: str, questions: Iterable[str]) -> None:
    """Lets this section be asked these questions and no others. Each question is asked of one section only."""
    chosen = set(questions)
    changed = {
        id: section if id in chosen else NOBODY if present == section else present for id, present in sections().items()
    }
    st.session_state.sections = (session.current().id, changed)
