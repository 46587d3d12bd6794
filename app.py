"""The web application: `streamlit run app.py`, or any ASGI server with `app:app`."""

import contextlib
import logging
from collections.abc import AsyncIterator
from typing import Any

import streamlit as st
from starlette.routing import Route

from serving.listening import answer_at_once
from serving.loading import load_beside
from serving.readiness import make_ready
from serving.shell import OWN_FILES, own_file
from serving.solver import SOLVER
from serving.stack import STACK
from serving.workshop import WORKSHOP

log = logging.getLogger(__name__)


@contextlib.asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[dict[str, Any] | None]:
    """Makes ready before the server answers, and loads what the pages need while it does."""
    make_ready()
    answer_at_once()
    load_beside(load_pages)
    try:
        yield None
    finally:
        SOLVER.end()
        WORKSHOP.end()


def load_pages() -> None:
    """Loads what every page needs, and draws once what the first visitor would wait for: drawing loads more."""
    from screens.warm_up import warm_up  # noqa: PLC0415

    warm_up()


def tell_in_japanese(error: Exception) -> bool:
    """Shows our own message instead of a traceback; the log keeps the details."""
    log.error("A page could not be shown", exc_info=error)
    st.error(
        "画面を表示できませんでした。保存済みの回答は失われていません。"
        "ページを再読み込みしてください。続くときは、このツールの管理者に時刻を伝えてください。"
    )
    return True


app = st.App(
    "screens/main.py",
    lifespan=lifespan,
    routes=[Route(f"/{name}", own_file) for name in OWN_FILES],
    middleware=STACK,
    on_script_error=tell_in_japanese,
)
