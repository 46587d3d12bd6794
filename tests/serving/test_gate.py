"""What the running program lets in, and what it refuses."""

import asyncio
import contextlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.middleware.exceptions import ExceptionMiddleware
from starlette.types import Message, Receive, Scope, Send
from websockets.exceptions import ConnectionClosedError

from benchmarks.tab import Address, opened
from serving import hosts
from serving.gate import Gate, most_bytes
from serving.readiness import make_ready
from tests.asking import ask, in_a_loop, websocket_status
from tests.browser import LOOPBACK, PATIENCE_S, Server, running_server

HERE = "診断を開けません"
MEGABYTE = 1024 * 1024


@pytest.fixture(scope="module")
def named_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server whose operator gave it names."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("DX_ALLOWED_HOSTS", "dx.example.jp, DX2.example.jp")
        with running_server(tmp_path_factory.mktemp("named")) as running:
            yield running


# Names


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "LOCALHOST:8501", "localhost.", "[::1]:8501"])
def test_a_name_of_this_machine_itself_is_answered(server: Server, host: str) -> None:
    assert ask(server, "/", {"Host": host}).status == 200
    assert websocket_status(server, {"Host": host}) == 101


@pytest.mark.parametrize(
    "host",
    ["evil.example", "dx.example.jp", "localhost.evil.example", "localhost@evil.example", "192.168.1.5", "", "["],
)
def test_a_name_that_nobody_gave_this_installation_gets_nothing(server: Server, host: str) -> None:
    refused = ask(server, "/", {"Host": host})
    assert refused.status == 421
    assert HERE in refused.text
    assert "<html" not in refused.text
    assert websocket_status(server, {"Host": host}) == 403


def test_files_and_health_are_refused_under_a_strange_name_too(server: Server) -> None:
    for path in ("/_stcore/health", "/browser.js", "/_stcore/host-config", "/media/x.csv"):
        assert ask(server, path, {"Host": "evil.example"}).status == 421


@pytest.mark.parametrize("host", ["dx.example.jp", "dx.example.jp:8443", "dx2.example.jp", "127.0.0.1"])
def test_the_names_that_the_operator_gives_are_answered(named_server: Server, host: str) -> None:
    assert ask(named_server, "/", {"Host": host}).status == 200
    assert websocket_status(named_server, {"Host": host}) == 101


@pytest.mark.parametrize("host", ["dx3.example.jp", "sub.dx.example.jp", "evil.example"])
def test_no_name_besides_those_is_answered(named_server: Server, host: str) -> None:
    assert ask(named_server, "/", {"Host": host}).status == 421


@pytest.mark.parametrize(
    ("host", "arrived_at", "is_right"),
    [
        ("192.168.1.5:8501", "192.168.1.5", True),
        ("192.168.1.5", "::ffff:192.168.1.5", True),
        ("[fd00:0:0::5]:8501", "fd00::5", True),
        ("192.168.1.6", "192.168.1.5", False),
        ("evil.example", "192.168.1.5", False),
        ("192.168.1.5.evil.example", "192.168.1.5", False),
        ("192.168.1.5", None, False),
        ("pc-name", "192.168.1.5", True),
    ],
)
def test_the_address_that_a_request_came_to_is_always_right(host: str, arrived_at: str | None, is_right: bool) -> None:
    """On a machine that listens on its network, colleagues type its number."""
    assert hosts.is_allowed(host, arrived_at, frozenset({"pc-name"})) is is_right


@pytest.mark.parametrize(
    "told", ["dx.example.jp:8443", "https://DX.example.jp/", "http://dx.example.jp:8080/result?a=x", "dx.example.jp."]
)
def test_an_address_copied_from_a_browser_names_its_host(monkeypatch: pytest.MonkeyPatch, told: str) -> None:
    monkeypatch.setenv("DX_ALLOWED_HOSTS", f"other.example.jp, {told}")
    assert {"dx.example.jp", "other.example.jp"} <= hosts.named_hosts()
    assert hosts.not_understood() == []


def test_what_names_no_host_allows_nothing_and_is_told_in_the_log(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.delenv("DX_ALLOWED_HOSTS", raising=False)
    before = hosts.named_hosts()
    monkeypatch.setenv("DX_DATA_DIR", str(tmp_path))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("DX_ALLOWED_HOSTS", "*, *.example.jp, a@b, https://, dx example:x")
    assert hosts.named_hosts() == before
    make_ready()
    assert [record.message.split("は、")[0] for record in caplog.records] == [
        f"環境変数 DX_ALLOWED_HOSTS の「{told}」" for told in ("*", "*.example.jp", "a@b", "https://", "dx example:x")
    ]


# Other sites


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", "https://localhost.evil.example", "http://localhost"]
)
def test_a_page_of_another_site_can_neither_read_here_nor_open_a_websocket(server: Server, origin: str) -> None:
    refused = ask(server, "/_stcore/host-config", {"Origin": origin})
    assert refused.status == 403
    assert refused.headers["access-control-allow-origin"] is None
    assert websocket_status(server, {"Origin": origin}) == 403


def test_our_own_page_reads_and_opens_its_websocket(server: Server) -> None:
    own = {"Origin": server.address, "Host": f"{LOOPBACK}:{server.port}"}
    assert ask(server, "/_stcore/host-config", own).status == 200
    assert websocket_status(server, own) == 101


# What is served


@pytest.mark.parametrize(
    "path",
    [
        "/_stcore/metrics",
        "/_stcore//metrics",
        "/_stcore%2fmetrics",
        "/x/_stcore/metrics",
        "/_stcore/script-health-check",
        "/_stcore/agent/interact",
        "/_stcore/agent/openapi.json",
        "/_stcore/agent/mcp",
        "/_stcore/",
        "/_stcore/anything",
        "/auth/login",
        "/auth/logout",
        "/oauth2callback",
        "/component/anything/index.html",
    ],
)
@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS", "POST"])
def test_what_no_page_asks_for_is_not_there(server: Server, path: str, method: str) -> None:
    assert ask(server, path, method=method).status == 404


@pytest.mark.parametrize("path", ["/_stcore/health", "/_stcore/host-config"])
def test_what_the_pages_ask_for_is_there(server: Server, path: str) -> None:
    assert ask(server, path).status == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "TRACE", "CONNECT", "NONSENSE"])
@pytest.mark.parametrize("path", ["/", "/result", "/browser.js", "/_stcore/health"])
def test_nothing_is_handed_in_where_nothing_is_taken(server: Server, path: str, method: str) -> None:
    # A server answers CONNECT and nonsense by itself, before any page is reached.
    assert ask(server, path, method=method).status in (400, 405)


def test_a_file_is_taken_from_an_open_page_of_ours_only(server: Server) -> None:
    path = "/_stcore/upload_file/no-session/no-file"
    assert ask(server, path, method="PUT", body=b"x").status == 403  # without the page's token
    assert ask(server, path, method="POST", body=b"x").status == 405


# Sizes


@pytest.mark.parametrize("path", ["/", "/_stcore/upload_file/some-session/some-file"])
@pytest.mark.parametrize("length", [str(22 * MEGABYTE), str(10**30), "-1", "many"])
def test_what_says_that_it_is_too_large_is_refused_before_it_is_sent(server: Server, path: str, length: str) -> None:
    refused = ask(server, path, {"Content-Length": length}, method="PUT" if "upload" in path else "GET")
    # What is no number at all, the server itself refuses.
    assert refused.status in (400, 413)


def read_through_the_gate(sizes: list[int], head: dict[str, str]) -> list[Message]:
    """What comes back when a body comes in pieces of these sizes, from a program that reads all of it."""
    pieces = [{"type": "http.request", "body": b"x" * size, "more_body": True} for size in sizes]
    pieces.append({"type": "http.request", "body": b"", "more_body": False})
    sent: list[Message] = []

    async def receive() -> Message:
        return pieces.pop(0)

    async def send(message: Message) -> None:
        sent.append(message)

    async def reader(_scope: Scope, receive: Receive, send: Send) -> None:
        while (await receive()).get("more_body"):
            pass
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    scope = {
        "type": "http",
        "method": "PUT",
        "path": "/_stcore/upload_file/s/f",
        "server": (LOOPBACK, 8501),
        "headers": [(name.encode(), value.encode()) for name, value in ({"host": LOOPBACK} | head).items()],
    }
    # As in the program: what answers errors stands within the gate.
    in_a_loop(Gate(ExceptionMiddleware(reader))(scope, receive, send))
    return sent


def test_a_body_that_is_larger_than_it_said_is_cut_off() -> None:
    for head in ({}, {"content-length": "5"}):
        assert read_through_the_gate([most_bytes() // 2] * 3, head)[0]["status"] == 413
        assert read_through_the_gate([most_bytes() // 2] * 2, head)[0]["status"] == 200


def test_a_file_as_large_as_is_allowed_fits_with_the_form_around_it() -> None:
    settings = (Path(__file__).parents[2] / ".streamlit" / "config.toml").read_text(encoding="utf-8")
    assert "maxUploadSize = 20 " in settings
    assert most_bytes() == 21 * MEGABYTE


async def closed_after(address: Address, message: bytes) -> int | None:
    """Why the websocket of a page is closed after this was sent."""
    async with opened(address) as tab:
        with contextlib.suppress(ConnectionClosedError):  # the server need not wait for the end of it
            await tab.socket.send(message)
        await asyncio.wait_for(tab.socket.wait_closed(), PATIENCE_S)
        return tab.socket.close_code


@pytest.mark.parametrize("megabytes", [6, 21])
def test_a_message_that_no_page_sends_for_its_size_ends_the_connection(server: Server, megabytes: int) -> None:
    too_big = 1009  # RFC 6455 §7.4.1
    assert in_a_loop(closed_after(Address(server.address), b"x" * megabytes * MEGABYTE)) == too_big
