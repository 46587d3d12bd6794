"""The frame around the recorded page, which app.py serves. No answer is read or stored."""

import streamlit as st
from replay import pages


@st.fragment(run_every="12h")
def timer() -> None:
    """The timer that every page of the application has."""


shown = st.navigation(pages(), expanded=True)
st.set_page_config(page_title=shown.title, page_icon="📊", layout="centered")
shown.run()
timer()
