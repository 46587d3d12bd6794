"""What the server does as it starts: connections answer at once, and the charts are drawn beside it."""

import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

import app
from tests.asking import in_a_loop


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
