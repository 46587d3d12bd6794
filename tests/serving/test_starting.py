"""What the server does as it starts: connections answer at once, pages when all is loaded, charts are drawn beside."""

import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

import app
from tests.asking import in_a_loop

ROOT = Path(app.__file__).parent
# In a process of its own, where nothing is loaded yet: a page and a file are asked for while it loads.
ASKED_WHILE_LOADING = """
import asyncio, sys
from app import load_pages
from serving.loading import Loading, load_beside

async def answer(scope, receive, send):
    print(scope["type"], hasattr(sys.modules.get("screens.warm_up"), "warm_up"))

async def ask():
    load_beside(load_pages)
    server = Loading(answer)
    await asyncio.gather(*(server({"type": kind}, None, None) for kind in ("websocket", "http")))

asyncio.run(ask())
"""


@pytest.fixture
def listening() -> Iterator[socket.socket]:
    """A socket of this process that waits for connections, opened as Streamlit opens its own."""
    with socket.socket(socket.AF_INET) as waiting:
        waiting.bind(("127.0.0.1", 0))
        waiting.listen()
        yield waiting


def answers_at_once(listening: socket.socket) -> bool:
    """Whether a connection that is accepted now sends small messages without waiting for the ones before."""
    with socket.create_connection(listening.getsockname()), listening.accept()[0] as accepted:
        return accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) != 0


async def started() -> None:
    """The beginning and the end of the server's life."""
    async with app.lifespan(app.app):
        pass


def test_connections_answer_at_once_and_charts_are_drawn_after_the_start(
    listening: socket.socket, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DX_DATA_DIR", str(tmp_path))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    assert not answers_at_once(listening)
    in_a_loop(started())
    assert answers_at_once(listening)
    for loading in (one for one in threading.enumerate() if one.name == "warm-up"):
        loading.join()  # an error in it fails this test


def test_files_come_at_once_but_no_page_runs_before_everything_is_loaded() -> None:
    command = [sys.executable, "-c", ASKED_WHILE_LOADING]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert told.splitlines() == ["http False", "websocket True"]
