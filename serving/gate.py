"""What is let in: requests for a name of ours, from our own pages, to what the pages need, of a size that fits."""

import re
from typing import NamedTuple
from urllib.parse import urlsplit

import streamlit as st
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocketClose

from serving import hosts

MEGABYTE = 1024 * 1024
# What a form adds around the file in it.
FORM_AROUND_FILE = MEGABYTE

# Of what Streamlit serves under /_stcore/, the pages ask for these. The rest tells of the inside of the program
# (metrics) or lets other programs in (agent).
OPEN_ENDPOINTS = {"health", "host-config", "stream", "upload_file", "bidi-components"}
UPLOADS = "upload_file"
# Nobody logs in here, and no component of another maker is used.
CLOSED_PATHS = re.compile(r"/(auth/(login|logout)|oauth2callback|component/.*)$")
READING = {"GET", "HEAD", "OPTIONS"}
HANDING_IN = {"PUT", "DELETE"}

POLICY_VIOLATION = 1008  # RFC 6455 §7.4.1


class Refusal(NamedTuple):
    """Why a request is not answered: the status of HTTP, and what a person reads who sees it."""

    status: int
    reason: str


OTHER_NAME = Refusal(
    421,
    "このアドレスでは、診断を開けません。管理者は、環境変数 DX_ALLOWED_HOSTS に、開くときのホスト名を加えてください。",
)
OTHER_SITE = Refusal(403, "ほかのサイトのページからは、診断を使えません。")
NOT_HERE = Refusal(404, "ここには何もありません。")
NOT_SO = Refusal(405, "この方法では受け付けていません。")
TOO_LARGE = Refusal(413, "送られたものが大きすぎます。")


class Gate:
    """ASGI middleware that refuses what no page of ours would ask for."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.names = hosts.named_hosts()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes one request on, or refuses it."""
        if scope["type"] not in ("http", "websocket"):
            return await self.app(scope, receive, send)
        refusal = _refusal_of_sender(scope, self.names)
        if scope["type"] == "websocket":
            # To refuse it before it is opened is answered with 403.
            answer = WebSocketClose(POLICY_VIOLATION) if refusal else self.app
            return await answer(scope, receive, send)
        refusal = refusal or _refusal_of_request(scope)
        if refusal:
            return await PlainTextResponse(refusal.reason, refusal.status)(scope, receive, send)
        return await self.app(scope, _not_too_large(receive), send)


def most_bytes() -> int:
    """The size of the largest request: one file as large as `server.maxUploadSize` allows, and the form around it."""
    return int(st.get_option("server.maxUploadSize")) * MEGABYTE + FORM_AROUND_FILE


def _refusal_of_sender(scope: Scope, names: frozenset[str]) -> Refusal | None:
    headers = Headers(scope=scope)
    host, origin = headers.get("host", ""), headers.get("origin")
    if not hosts.is_allowed(host, (scope.get("server") or (None,))[0], names):
        return OTHER_NAME
    # Streamlit would ask a server on the internet whether the other origin is this machine.
    if origin is not None and urlsplit(origin).netloc.lower() != host.lower():
        return OTHER_SITE
    return None


def _refusal_of_request(scope: Scope) -> Refusal | None:
    endpoint = _endpoint(scope["path"])
    if CLOSED_PATHS.search(scope["path"]) or (endpoint is not None and endpoint not in OPEN_ENDPOINTS):
        return NOT_HERE
    if scope["method"] not in READING | (HANDING_IN if endpoint == UPLOADS else set()):
        return NOT_SO
    length = Headers(scope=scope).get("content-length", "0")
    if not length.isdecimal() or int(length) > most_bytes():
        return TOO_LARGE
    return None


def _endpoint(path: str) -> str | None:
    """The first word after /_stcore/, wherever in the path that stands; None when it does not."""
    found = re.search(r"/_stcore/+([^/]*)", path)
    return found[1] if found else None


def _not_too_large(receive: Receive) -> Receive:
    """The same request, ended when more comes than fits, whatever its head said."""
    received = 0

    async def counted() -> Message:
        nonlocal received
        message = await receive()
        received += len(message.get("body", b""))
        if received > most_bytes():
            raise HTTPException(TOO_LARGE.status, TOO_LARGE.reason)
        return message

    return counted
