"""Requests to the running program as any other program on the network may send them."""

import asyncio
import http.client
from collections.abc import Coroutine, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple, TypeVar

from tests.browser import LOOPBACK, PATIENCE_S, Server

Result = TypeVar("Result")

# What a browser sends to open a websocket (RFC 6455 §4.1); the key is the example of §1.3.
HANDSHAKE = {
    "Upgrade": "websocket",
    "Connection": "Upgrade",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
}


class Response(NamedTuple):
    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def rules(self) -> dict[str, list[str]]:
        """The content security policy: what may come from where."""
        directives = [directive.split() for directive in self.headers["content-security-policy"].split(";")]
        return {name: sources for name, *sources in directives}


def ask(
    server: Server,
    path: str,
    headers: Mapping[str, str] | None = None,
    method: str = "GET",
    body: bytes | Iterable[bytes] | None = None,
) -> Response:
    connection = http.client.HTTPConnection(LOOPBACK, server.port, timeout=PATIENCE_S)
    try:
        connection.request(method, path, body, dict(headers or {}))
        response = connection.getresponse()
        return Response(response.status, response.headers, response.read())
    finally:
        connection.close()


def websocket_status(server: Server, headers: Mapping[str, str] | None = None) -> int:
    """101 when the server opens the websocket of a page, otherwise how it refuses."""
    connection = http.client.HTTPConnection(LOOPBACK, server.port, timeout=PATIENCE_S)
    try:
        connection.request("GET", "/_stcore/stream", headers=HANDSHAKE | dict(headers or {}))
        return connection.getresponse().status
    finally:
        connection.close()


def in_a_loop(work: Coroutine[Any, Any, Result]) -> Result:
    """What the work gives, in a thread of its own: beside it a browser's tests may keep a running loop in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()
