"""Who may see 比較 of a municipality: where codes are issued, only whoever has its code."""

import streamlit as st

from screens.session import peers


def ask_for_code() -> None:
    """Asks for the code, once for each tab, and ends the page until it is right."""
    if peers.is_admitted():
        return
    st.info("比較を見るには、この団体の利用コードがいります。")
    code = st.text_input("利用コード", autocomplete="off")
    if st.button("比較を開く"):
        trouble = peers.admit(code)
        if not trouble:
            st.rerun()
        st.error(trouble)
    st.stop()
