"""The least that a browser waits for: a page of Streamlit with one heading on it."""

import streamlit as st

st.title("空")
