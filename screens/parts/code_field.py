"""The field for the code of a municipality (利用コード)."""

import streamlit as st

from screens.session import lifecycle


def ask_code() -> str:
    """The code as it was typed, where the installation asks for it; else "" without a field."""
    return st.text_input("利用コード", autocomplete="off") if lifecycle.requires_code() else ""
