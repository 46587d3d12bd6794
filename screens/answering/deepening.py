"""The way from かんたん診断 to くわしく診断."""

import streamlit as st

from screens import pages, session
from screens.parts import markup
from screens.session import lifecycle


def deepen_button() -> None:
    """Leads from かんたん診断 to くわしく診断; no answer is lost, and the core result stays what it was."""
    count = len(session.asked().questions)
    st.html(markup.text("p", f"くわしく診断({count}問)に進むと、今の回答はそのまま残り、残りの設問に答えられます。"))
    if st.button(f"くわしく診断({count}問)に進む"):
        trouble = lifecycle.deepen()
        if not trouble:
            st.switch_page(pages.answer(session.next_axis()), query_params=session.address())
        st.error(f"くわしく診断に進めませんでした。{trouble}")
