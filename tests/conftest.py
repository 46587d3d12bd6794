"""What all tests share."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from sqlalchemy import URL, Engine
from xdist.remote import Producer
from xdist.scheduler import LoadFileScheduling

from storage.connect import FILE_NAME, database, open_database, sqlite_url
from tests.browser import Server, launch, new_context, running_server
from tests.copied_database import KINDS, Original
from tests.office import Office
from tests.postgres import MIGRATED, PostgresServer, running_postgres

# Examples are not remembered in the tree, and a slow machine is no failure.
settings.register_profile("check", database=None, deadline=None, max_examples=30)
settings.register_profile("thorough", database=None, deadline=None, max_examples=300)
settings.load_profile("thorough" if os.environ.get("DX_THOROUGH") else "check")


# Modules of these folders run one after the other in one process: a browser or a PostgreSQL takes long to start. They
# come first, since together they take longest.
TOGETHER = ("tests/in_browser/", "tests/storage/")


class Together(LoadFileScheduling):
    """Hands out whole modules to the processes, and those of such a folder to the same one."""

    def _split_scope(self, nodeid: str) -> str:
        module = super()._split_scope(nodeid)
        return next((folder for folder in TOGETHER if module.startswith(folder)), module)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Together:
    return Together(config, log)


@pytest.hookimpl(wrapper=True)  # before those who read the marks
def pytest_collection_modifyitems(items: list[pytest.Item]) -> Iterator[None]:
    """Puts first what takes longest, and leaves to `make soak` what PostgreSQL is asked more than once."""
    items.sort(key=lambda item: not item.nodeid.startswith(TOGETHER))
    _ask_postgres_once(items)
    yield


def _ask_postgres_once(items: list[pytest.Item]) -> None:
    """The first case of each test runs on both kinds of database, the others in `make check` on SQLite alone."""
    asked = set[str]()
    for item in items:
        if _is_on_postgres(item):
            name = item.nodeid.partition("[")[0]
            if name in asked:
                item.add_marker(pytest.mark.soak)
            asked.add(name)


def _is_on_postgres(item: pytest.Item) -> bool:
    values = item.callspec.params.values() if hasattr(item, "callspec") else ()
    return any(isinstance(value, str) and value == "postgresql" for value in values)


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


@pytest.fixture(scope="session")
def known_context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser that comes again: it has the files of the program already, and keeps nothing else."""
    opened = new_context(browser)
    yield opened
    opened.close()


@pytest.fixture
def page(known_context: BrowserContext) -> Iterator[Page]:
    opened = known_context.new_page()
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The server for all tests that let it run."""
    with running_server(tmp_path_factory.mktemp("server")) as running:
        yield running


@pytest.fixture
def mortal_server(tmp_path: Path) -> Iterator[Server]:
    """A server for one test, which may kill it."""
    with running_server(tmp_path) as running:
        yield running


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite database without an assessment, which the tests' own are copied from: quicker than migrating each."""
    folder = tmp_path_factory.mktemp("migrated")
    open_database(sqlite_url(folder)).dispose()
    return folder / FILE_NAME


@pytest.fixture
def data(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, migrated_file: Path) -> Iterator[Engine]:
    """The database that the pages use, in a folder of this test's own."""
    shutil.copy(migrated_file, tmp_path)
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("DX_DATA_DIR", str(tmp_path))
    engine = database()
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """The server for all tests that let it run."""
    with running_postgres() as running:
        running.make_template()
        yield running


@pytest.fixture(scope="module")
def mortal_postgres() -> Iterator[PostgresServer]:
    """A server that the tests of a module stop and start again. It keeps every commit, as an office's server does."""
    with running_postgres(is_durable=True) as running:
        running.make_template()
        yield running


@pytest.fixture(params=KINDS)
def url(request: pytest.FixtureRequest, tmp_path: Path, migrated_file: Path) -> Iterator[URL]:
    """The address of a database of this test's own; whoever asks for it runs on both kinds."""
    if request.param == "sqlite":
        shutil.copy(migrated_file, tmp_path)
        yield sqlite_url(tmp_path)
        return
    # Only asked for here: whoever runs tests on SQLite alone need not have the server.
    server: PostgresServer = request.getfixturevalue("postgres")
    with server.new_database(MIGRATED) as address:
        yield address


@pytest.fixture
def old_url(original: Original, tmp_path: Path) -> Iterator[URL]:
    """The address of a copy of the database of an older release that the test module makes."""
    with original.copied_to(tmp_path) as address:
        yield address


@pytest.fixture
def migrated(old_url: URL) -> Iterator[Engine]:
    """The same, opened by this release."""
    opened = open_database(old_url)
    yield opened
    opened.dispose()


@pytest.fixture
def engine(url: URL) -> Iterator[Engine]:
    opened = open_database(url)
    yield opened
    opened.dispose()


@pytest.fixture
def other_engine(engine: Engine, url: URL) -> Iterator[Engine]:
    """Another process would open the same database in the same way."""
    opened = open_database(url)
    yield opened
    opened.dispose()


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """One LibreOffice for all tests of a process: its profile takes seconds to make."""
    return Office(tmp_path_factory.mktemp("office"))
