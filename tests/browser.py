"""A real server and a real browser for tests: the program as a process of its own, Chromium as a user drives it."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import psutil
import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Playwright, expect
from sqlalchemy import URL

from questionnaire.assessment import Answer, AnswerState, Assessment
from questionnaire.loader import newest_version, questionnaire
from questionnaire.model import Axis, Depth, Question
from storage import assessments
from storage.connect import open_database, sqlite_url
from tests.builders import an_assessment

ROOT = Path(__file__).parents[1]
LOOPBACK = "127.0.0.1"
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")
LAUNCH_FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--no-first-run",
)  # fmt: skip
# The machine may be slow and busy: how long something may take is not what these tests are about.
PATIENCE_S = 30
POLL_S = 0.05
# A press and release within one moment, which no finger does, opens a list and closes it again.
PRESS_MS = 80
UNFOLDED_WITHIN_MS = 3000
# More stops of the tabulator than any page has before what is looked for.
MOST_STOPS = 60

CONNECTED = "[data-testid=stApp][data-test-connection-state=CONNECTED]"
READY = f"{CONNECTED}[data-test-script-state=notRunning]"
CUT_OFF = "[data-testid=stApp]:not([data-test-connection-state=CONNECTED])"

# Playwright cannot cut a websocket, so the page remembers its own; it asks for the health before it opens another.
REMEMBER_SOCKETS = """
    window.sockets = [];
    window.WebSocket = class extends WebSocket {
        constructor(...given) { super(...given); window.sockets.push(this); }
    };
"""
CUT_SOCKETS = "window.sockets.forEach(socket => socket.close())"
HEALTH = "**/_stcore/*"

ASKED = questionnaire(newest_version())
QUESTIONS = ASKED.asked(Depth.CORE)
UNKNOWN = Answer(AnswerState.UNKNOWN)


class Server:
    """The program as users start it, on a free port of this machine, with a data folder of its own."""

    def __init__(self, folder: Path, *options: str, database_url: URL | None = None) -> None:
        self.folder = folder
        self.database_url = database_url
        self.options = options
        self.port = _free_port()
        self.database = open_database(database_url or sqlite_url(folder / "data"))
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        """Where the server is, without a path."""
        return f"http://{LOOPBACK}:{self.port}"

    @property
    def log(self) -> str:
        """What the server wrote since it was first started."""
        return (self.folder / "log").read_text(encoding="utf-8")

    def expect_no_error(self, before: str = "") -> None:
        """Fails with what the server wrote since, when an error is in it: the log is gone with the server."""
        told = self.log.removeprefix(before)
        if "Traceback" in told:
            pytest.fail(told)

    @property
    def process(self) -> psutil.Process:
        """The process of the program."""
        assert self._process is not None
        return psutil.Process(self._process.pid)

    def url(self, path: str = "", **carried: str) -> str:
        """The address of a page."""
        return f"{self.address}/{path}{'?' if carried else ''}{urlencode(carried)}"

    def start(self) -> None:
        """Starts the program and waits until it answers."""
        command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(self.port), *self.options]
        environment = os.environ | {
            "DX_DATA_DIR": str(self.folder / "data"),
            "DATABASE_URL": self.database_url.render_as_string(hide_password=False) if self.database_url else "",
        }
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log
            )
        eventually(self._is_healthy)

    def kill(self) -> None:
        """Ends the program as a power failure would: signal 9."""
        if self._process:
            self._process.kill()
            self._process.wait()
            self._process = None

    def restart_after_kill(self, *pages: Page) -> None:
        """Kills the program and starts it again on the same port; the pages notice and come back by themselves."""
        self.kill()
        for page in pages:
            expect(page.locator(CUT_OFF)).to_be_attached()
        self.start()
        for page in pages:
            expect(page.locator(READY)).to_be_attached()

    @contextmanager
    def paused(self) -> Iterator[None]:
        """Meanwhile the program takes nothing in, as on a machine that is busy; connections stay open."""
        assert self._process is not None
        paused = self._process
        paused.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            # Does nothing to a process that was killed meanwhile.
            paused.send_signal(signal.SIGCONT)

    def stop(self) -> None:
        """Ends everything that this server holds."""
        self.kill()
        self.database.dispose()

    def new_link(self, answers: Mapping[str, Answer] | None = None) -> str:
        """The secret to edit a new assessment of 草加市 with these answers."""
        return assessments.create(self.database, an_assessment(answers, version=ASKED.version.id)).edit

    def stored(self, link: str) -> Assessment:
        """The assessment as it stands in the database."""
        found = assessments.find(self.database, link)
        assert found is not None
        return found.assessment

    def _is_healthy(self) -> bool:
        assert self._process is not None
        assert self._process.poll() is None, self.log
        try:
            with urllib.request.urlopen(f"{self.address}/_stcore/health", timeout=PATIENCE_S) as response:  # noqa: S310  # our own address
                return response.status == 200
        except OSError:
            return False


@contextmanager
def running_server(folder: Path, *options: str, database_url: URL | None = None) -> Iterator[Server]:
    """A server that is up and is ended afterwards."""
    server = Server(folder, *options, database_url=database_url)
    try:
        server.start()
        yield server
    finally:
        server.stop()


def launch(playwright: Playwright) -> Browser:
    """The Chromium of this machine; Playwright brings none."""
    path = next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
    if path is None:
        pytest.fail(f"The browser tests need one of {', '.join(CHROMIUM_NAMES)}: run make check")
    expect.set_options(timeout=PATIENCE_S * 1000)
    return playwright.chromium.launch(executable_path=path, args=list(LAUNCH_FLAGS))


def new_context(browser: Browser, width: int = 1366, height: int = 768) -> BrowserContext:
    """A browser without memory, as on another machine; by default with the screen of an office PC."""
    context = browser.new_context(locale="ja-JP", viewport={"width": width, "height": height})
    context.set_default_timeout(PATIENCE_S * 1000)
    return context


def eventually(holds: Callable[[], Any]) -> None:
    """Waits until this holds, for what the browser cannot wait for."""
    end = time.monotonic() + PATIENCE_S
    while not holds():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(POLL_S)


def visit(page: Page, url: str, heading: str) -> None:
    """Opens an address and waits until the page with this heading is drawn."""
    page.goto(url)
    wait_for(page, heading)


def wait_for(page: Page, heading: str) -> None:
    """Waits until the page with this heading is drawn."""
    expect(page.get_by_role("heading", level=1, name=heading, exact=True)).to_be_visible()
    wait_until_drawn(page)


def wait_until_drawn(page: Page) -> None:
    """Waits until the run of the page is over, and each part of it has loaded the program that draws it."""
    expect(page.locator(READY)).to_be_attached()
    expect(page.get_by_test_id("stSkeleton")).to_have_count(0)


def visit_axis(page: Page, server: Server, link: str, axis: Axis) -> None:
    """Opens an axis of the assessment that the link opens."""
    visit(page, server.url(f"answer-{axis.id}", a=link), axis.name)
    # The browser loads a widget's program when it first draws one: only then a server that is away is not missed.
    for question in core_questions(axis):
        expect(choices(page, question)).to_be_visible()


def main(page: Page) -> Locator:
    """The page without the sidebar."""
    return page.get_by_test_id("stMain")


def sidebar(page: Page) -> Locator:
    """The list of pages beside the page."""
    return page.get_by_test_id("stSidebar")


def link_onward(page: Page, axis: Axis) -> Locator:
    """The link at the end of an axis: to the next one, or to the result."""
    following = axis_after(axis)
    name = f"次の分野:{following.name}" if following else "結果を見る"
    return main(page).get_by_role("link", name=name, exact=True)


def axis_after(axis: Axis) -> Axis | None:
    """The axis that follows."""
    return next(iter(ASKED.axes[ASKED.axes.index(axis) + 1 :]), None)


def core_questions(axis: Axis) -> list[Question]:
    """What the quick check asks about this axis."""
    return [question for question in axis.questions if question in QUESTIONS]


def number_of(question: Question, depth: Depth = Depth.CORE) -> str:
    """The number that the screens give a question."""
    return f"問{ASKED.asked(depth).index(question) + 1}"


def choices(page: Page, question: Question, depth: Depth = Depth.CORE) -> Locator:
    """The group of choices of a question."""
    return page.get_by_role("radiogroup", name=f"{number_of(question, depth)} {question.text}", exact=True)


def choice(page: Page, question: Question, answer: Answer, depth: Depth = Depth.CORE) -> Locator:
    """One choice; the text beside it is what a user clicks, since the button itself is drawn over."""
    return choices(page, question, depth).get_by_role("radio", name=words(question, answer), exact=True)


def words(question: Question, answer: Answer) -> str:
    """The choice as the screen words it."""
    return "わからない" if answer.level is None else question.levels[answer.level]


def choose(page: Page, question: Question, answer: Answer, depth: Depth = Depth.CORE) -> None:
    """Clicks a choice and sees it chosen."""
    click_choice(page, question, answer, depth)
    expect(choice(page, question, answer, depth)).to_be_checked()


def click_choice(page: Page, question: Question, answer: Answer, depth: Depth = Depth.CORE) -> None:
    """Clicks a choice and waits for nothing."""
    choices(page, question, depth).get_by_text(words(question, answer), exact=True).click()


def choose_in_list(page: Page, label: str, option: str) -> None:
    """Unfolds a list and takes one of its choices; a list that is pressed while it still moves stays folded."""
    box, choice = page.get_by_role("combobox", name=label), page.get_by_role("option", name=option, exact=True)
    box.click(delay=PRESS_MS)
    with suppress(AssertionError):
        expect(choice).to_be_visible(timeout=UNFOLDED_WITHIN_MS)
    if not choice.is_visible():
        box.click(delay=PRESS_MS)
    choice.click(delay=PRESS_MS)


def tab_to(page: Page, target: Locator) -> None:
    """Goes on with the tabulator until this has the focus."""
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        if target.evaluate("element => element === document.activeElement"):
            return
    pytest.fail(f"The tabulator does not reach {target}")


def link_in(page: Page) -> str:
    """The secret in the address of the page."""
    return parse_qs(urlsplit(page.url).query)["a"][0]


def memo_box(page: Page, question: Question) -> Locator:
    """The box for the memo of a question, unfolded."""
    return _text_box(page, question, f"{number_of(question)}のメモ")


def evidence_box(page: Page, question: Question) -> Locator:
    """The box for the evidence of a question, unfolded."""
    return _text_box(page, question, f"{number_of(question)}の根拠(資料名、画面、数など)")


def _text_box(page: Page, question: Question, name: str) -> Locator:
    box = page.get_by_role("textbox", name=name, exact=True)
    fold = page.get_by_test_id("stExpander").filter(has=page.get_by_label(name, exact=True))
    if not box.is_visible():
        fold.locator("summary").click()
    expect(box).to_be_visible()
    return box


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        port: int = probe.getsockname()[1]
        return port
