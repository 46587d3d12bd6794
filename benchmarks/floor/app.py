"""The floor, served as the application is: `streamlit run benchmarks/floor/app.py`.

Otherwise the servers would be compared too: to send each message at once takes processor time (serving/listening.py).
"""

import contextlib
from collections.abc import AsyncIterator

import streamlit as st

from serving.listening import answer_at_once
from serving.stack import STACK


@contextlib.asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[None]:
    """As in app.py, but for what only the pages of the application need."""
    answer_at_once()
    yield


app = st.App(
    "main.py",
    lifespan=lifespan,
    middleware=STACK,
)
