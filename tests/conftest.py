"""What all tests share."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from sqlalchemy import Engine

from storage.connect import database
from tests.browser import Server, launch, new_context, running_server

# Examples are not remembered in the tree, and a slow machine is no failure.
settings.register_profile("clean", database=None, deadline=None)
settings.load_profile("clean")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browser tests come last: the quick ones fail first, and none finds Playwright's event loop running."""
    items.sort(key=lambda item: item.path.name.startswith("test_browser_"))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = launch(playwright)
        yield launched
        launched.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    opened = new_context(browser)
    yield opened
    opened.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The server for all tests that let it run."""
    with running_server(tmp_path_factory.mktemp("server")) as running:
        yield running


@pytest.fixture
def data(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Engine]:
    """The database that the pages use, in a folder of this test's own."""
    monkeypatch.setenv("DX_DATA_DIR", str(tmp_path))
    engine = database(tmp_path)
    yield engine
    engine.dispose()
