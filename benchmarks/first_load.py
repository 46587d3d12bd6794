"""How long a person looks at an empty page: the first page in a real Chromium, with and without its files kept."""

import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import NamedTuple
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, Request, expect, sync_playwright

from benchmarks.server import APP, running
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
    with running(APP, folder / "first-load") as server, sync_playwright() as playwright:
        browser = launch(playwright)
        visits = [_visit(browser, server.base, elsewhere) for _ in range(VISITORS + 1)]
        browser.close()
    measured = visits[1:]  # the first one comes while the server still loads its charts
    yield Row("first load, content visible, nothing kept", median(visit.cold for visit in measured), "s", 1.5)
    yield Row("the same, files kept by the browser", median(visit.warm for visit in measured), "s", 0.8)
    yield Row("first load just after the start", visits[0].cold, "s")
    yield Row("requests outside the host", len(elsewhere), "", 0)


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
