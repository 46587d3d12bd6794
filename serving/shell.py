"""What surrounds every page: its language and title, our scripts and style in it, and the headers of HTTP around it."""

from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import FileResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from serving.ahead import UNUSED_FONT, links_ahead
from serving.headers import STREAMLIT_FILES, STREAMLIT_PAGE, is_page, with_ours

LANGUAGE, TITLE = "ja", "DX成熟度診断"
# Streamlit's page has no setting for these two.
STREAMLIT_HTML, STREAMLIT_TITLE = b'<html lang="en">', b"<title>Streamlit</title>"
OWN_SCRIPTS = ("browser.js", "translation.js", "semantics.js")
OWN_STYLE = "style.css"
OWN_TITLE = f"<title>{TITLE}</title>"
HEAD_END, OWN_HEAD_END = b"</head>", f"{links_ahead(STREAMLIT_PAGE)}</head>"
# At the end: where two rules weigh the same, ours wins over those that Streamlit adds to the head. Streamlit's scripts
# do not wait for ours, which the browser fetches last.
BODY_END = b"</body>"
OWN_BODY_END = (
    f'<link rel="stylesheet" href="./{OWN_STYLE}" />'
    + "".join(f'<script src="./{name}" async></script>' for name in OWN_SCRIPTS)
    + "</body>"
)
FOLDER = Path(__file__).parent / "browser"
PICTURES = sorted(path.relative_to(FOLDER).as_posix() for path in FOLDER.glob("pictures/*.png"))
# What our scripts are and what they read, the look, and the pictures of 使い方.
OWN_FILES = (
    dict.fromkeys(OWN_SCRIPTS, "text/javascript")
    | {"framework_words.json": "application/json", OWN_STYLE: "text/css"}
    | dict.fromkeys(PICTURES, "image/png")
)
# The page is patched, so what Streamlit says of its length, age and pieces would be true of another text.
VALIDATORS = (b"content-length", b"etag", b"last-modified", b"accept-ranges")
CONDITIONS = (b"if-none-match", b"if-modified-since", b"if-range", b"range")
# A compressed page could not be patched; it is 8 kB.
NOT_FOR_PAGES = (*CONDITIONS, b"accept-encoding")


class Shell:
    """ASGI middleware that patches HTML pages and adds headers; websockets pass through as they are."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes one request on."""
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        return await self.app(_plain(scope), receive, _Patch(send, scope["path"]).message)


class _Patch:
    """Sends one response on: HTML is gathered and patched, anything else goes out piece by piece."""

    def __init__(self, send: Send, path: str) -> None:
        self.send = send
        self.path = path
        self.start: Message | None = None
        self.body = bytearray()

    async def message(self, message: Message) -> None:
        """Takes the next message of the response."""
        if message["type"] == "http.response.start":
            await self._begin(message)
        elif self.start is None:
            await self.send(message)
        else:
            self.body += message.get("body", b"")
            if not message.get("more_body"):
                await self._finish(self.start)

    async def _begin(self, message: Message) -> None:
        headers = with_ours(message["headers"], self.path)
        begun = {**message, "headers": headers.raw}
        if is_page(headers):
            self.start = begun
        else:
            await self.send(begun)

    async def _finish(self, start: Message) -> None:
        page = bytes(self.body).replace(STREAMLIT_HTML, f'<html lang="{LANGUAGE}">'.encode(), 1)
        page = UNUSED_FONT.sub(b"", page.replace(STREAMLIT_TITLE, OWN_TITLE.encode(), 1), count=1)
        page = page.replace(HEAD_END, OWN_HEAD_END.encode(), 1).replace(BODY_END, OWN_BODY_END.encode(), 1)
        headers = [(name, value) for name, value in start["headers"] if name not in VALIDATORS]
        if page:  # the answer to HEAD has no body, and its length would be that of the page
            headers.append((b"content-length", str(len(page)).encode()))
        await self.send({**start, "headers": headers})
        await self.send({"type": "http.response.body", "body": page})


def own_file(request: Request) -> FileResponse:
    """A file of ours for the browser, which asks each time whether its copy is still right."""
    name = next(name for name in OWN_FILES if request.url.path.endswith(f"/{name}"))
    return FileResponse(FOLDER / name, media_type=OWN_FILES[name], headers={"cache-control": "no-cache"})


def _plain(scope: Scope) -> dict[str, Any]:
    """The request for a page without what would be answered for the unpatched file, or compressed."""
    if scope["path"].startswith(STREAMLIT_FILES):
        return dict(scope)
    headers = [(name, value) for name, value in scope["headers"] if name not in NOT_FOR_PAGES]
    return {**scope, "headers": headers}
