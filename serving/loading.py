"""What pages need takes longer to load than everything before it, so the server answers already while it is loaded.

By one thread, and no page runs before: of two threads that load the same modules, one may find them half made.
"""

import asyncio
from collections.abc import Callable
from threading import Event, Thread

from starlette.types import ASGIApp, Receive, Scope, Send

_is_loaded = Event()
_is_loaded.set()  # without a server that starts, whoever needs a module loads it


def load_beside(load: Callable[[], None]) -> None:
    """Begins to load in a thread beside the server, and gives back at once."""
    _is_loaded.clear()
    Thread(target=_load, args=(load,), name="warm-up", daemon=True).start()


def _load(load: Callable[[], None]) -> None:
    try:
        load()
    finally:
        # What cannot be loaded is told by the page that needs it.
        _is_loaded.set()


class Loading:
    """ASGI middleware: the websocket, over which pages run, opens once all is loaded and drawn. Files come at once."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes one request on."""
        if scope["type"] == "websocket" and not _is_loaded.is_set():
            await asyncio.to_thread(_is_loaded.wait)
        await self.app(scope, receive, send)
