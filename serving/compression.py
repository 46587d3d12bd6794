"""Streamlit's own files, compressed once and kept: the first page is a third as large on its way.

Streamlit leaves this to a proxy, since it would compress anew for each browser. Nothing else is compressed here: these
files hold no secret, so nothing can be told from their length.
"""

import asyncio
import gzip
from pathlib import Path

import streamlit
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

PLACE = Path(streamlit.__file__).parent / "static"
FOLDER = PLACE / "static"
COMPRESSIBLE = {".js", ".css", ".svg", ".json", ".txt"}
LEVEL = 6
# Of less than this, a compressed copy would hardly be shorter.
WORTH_IT_BYTES = 1000
# With one of these the browser asks for a part, or whether its copy is still right: the file itself answers.
CONDITIONS = ("range", "if-range", "if-none-match", "if-modified-since")


class Compressed:
    """ASGI middleware that answers for Streamlit's files in compressed form where the browser can read it."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        # By exact path, so that no other spelling of a path fills the memory.
        self.files = {f"/{path.relative_to(PLACE).as_posix()}": path for path in _worth_compressing()}
        self.kept: dict[Path, bytes] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes one request on; a whole file goes out compressed."""
        file = self.files.get(scope["path"]) if scope["type"] == "http" and scope["method"] == "GET" else None
        if file is None or not _reads_compressed(Headers(scope=scope)):
            return await self.app(scope, receive, send)
        content = await self._content(file)

        async def replace(message: Message) -> None:
            if message["type"] == "http.response.start":
                await send(_head(message, len(content)))
                await send({"type": "http.response.body", "body": content})

        # Asked for its head alone, Streamlit does not read the file.
        return await self.app({**scope, "method": "HEAD"}, receive, replace)

    async def _content(self, file: Path) -> bytes:
        if file not in self.kept:
            # In a thread, so that clicks of others are answered meanwhile.
            self.kept[file] = await asyncio.to_thread(_compressed, file)
        return self.kept[file]


def _worth_compressing() -> list[Path]:
    files = (path for path in FOLDER.rglob("*") if path.suffix in COMPRESSIBLE)
    return [path for path in files if path.stat().st_size >= WORTH_IT_BYTES]


def _reads_compressed(headers: Headers) -> bool:
    accepted = headers.get("accept-encoding", "").lower().replace(" ", "").split(",")
    # Whoever can but would rather not (`gzip;q=0.5`) is given the file as it is.
    return "gzip" in accepted and not any(name in headers for name in CONDITIONS)


def _compressed(file: Path) -> bytes:
    return gzip.compress(file.read_bytes(), LEVEL, mtime=0)


def _head(message: Message, length: int) -> Message:
    headers = MutableHeaders(raw=[*message["headers"]])
    headers["content-length"] = str(length)
    headers["content-encoding"] = "gzip"
    headers.add_vary_header("Accept-Encoding")
    del headers["accept-ranges"]
    # Other bytes with the same meaning: a weak validator (RFC 9110 §8.8.1).
    if "etag" in headers and not headers["etag"].startswith("W/"):
        headers["etag"] = f"W/{headers['etag']}"
    return {**message, "headers": headers.raw}
