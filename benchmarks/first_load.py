"""How long a person looks at an empty page: the first page in a real Chromium, with and without its files kept."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import NamedTuple
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, Request, expect, sync_playwright

from benchmarks.server import APP, EMPTY, Server, running
from benchmarks.table import Row, tell
from tests.browser import launch

VISITORS = 5
WITHIN_MS = 30_000


class Visit(NamedTuple):
    """Seconds until the heading is to be seen, with nothing kept in the browser and with everything."""

    cold: float
    warm: float


def first_load(folder: Path) -> Iterator[Row]:
    """From the address that is typed to the heading that is seen, each visitor with a browser profile of their own."""
    tell("first load in Chromium")
    elsewhere = list[str]()
    own, plain = list[Visit](), list[Visit]()
    with _servers(folder) as (server, floor), sync_playwright() as playwright:
        browser = launch(playwright)
        for _ in range(VISITORS + 1):
            own.append(_visit(browser, server.base, elsewhere))
            plain.append(_visit(browser, floor.base, []))
        browser.close()
    # The first one comes while the server still draws its charts.
    yield Row("first load, content visible, nothing kept", median(visit.cold for visit in own[1:]), "s", 1.5)
    yield Row("the same, files kept by the browser", median(visit.warm for visit in own[1:]), "s", 0.8)
    yield Row("first load of an empty page of Streamlit", median(visit.cold for visit in plain[1:]), "s")
    yield Row("the same, files kept by the browser", median(visit.warm for visit in plain[1:]), "s")
    yield Row("first load just after the start", own[0].cold, "s")
    yield Row("requests outside the host", len(elsewhere), "", 0)


@contextmanager
def _servers(folder: Path) -> Iterator[tuple[Server, Server]]:
    """The application, and the floor: Streamlit's own page with one heading, by turns on the same machine."""
    with running(APP, folder / "first-load") as own, running(EMPTY, folder / "first-load-floor") as plain:
        yield own, plain


def _visit(browser: Browser, base: str, elsewhere: list[str]) -> Visit:
    with browser.new_context(locale="ja-JP") as context:
        page = context.new_page()
        page.on("request", lambda request: _note(request, base, elsewhere))
        return Visit(_seconds(page, base), _seconds(page, base))


def _seconds(page: Page, base: str) -> float:
    begun = time.perf_counter()
    page.goto(base, wait_until="commit")
    expect(page.get_by_role("heading", level=1)).to_be_visible(timeout=WITHIN_MS)
    return time.perf_counter() - begun


def _note(request: Request, base: str, elsewhere: list[str]) -> None:
    """Notes a request that leaves the host; what the page makes itself (data:, blob:) does not."""
    if request.url.startswith(("http", "ws")) and urlsplit(request.url).netloc != urlsplit(base).netloc:
        elsewhere.append(request.url)
