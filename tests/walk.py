"""`python -m tests.walk`: walks in a real browser from はじめに to the downloaded report, and counts what that takes.

It does what a person does who has never seen the program: reads a question when it is wholly in view, follows the links
of the page and never the list of pages beside it. The figures go into docs/usability.md by hand.
"""

import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import FloatRect, Locator, Page, expect, sync_playwright

from questionnaire.model import Question
from tests import browser
from tests.browser import ASKED, QUESTIONS, Server
from tests.builders import level

# How much of what is in view a turn of the wheel moves, by habit, and what then stays above the thing looked for.
TURN, MARGIN = 0.9, 0.08
MIDDLE = (700, 400)
# What is seen between the head of Streamlit and what is pinned to the bottom, and what there is above and below.
VIEW = """() => {
    const edge = (name) => document.querySelector(`[data-testid=${name}]`)?.getBoundingClientRect();
    const box = document.querySelector("[data-testid=stMain]");
    return {
        top: edge("stHeader")?.bottom ?? 0,
        bottom: edge("stBottom")?.top ?? innerHeight,
        above: box.scrollTop,
        below: box.scrollHeight - box.clientHeight - box.scrollTop,
    };
}"""


class Walk:
    """A person before an office PC: what was clicked, scrolled and waited for so far, by page."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.where = "はじめに"
        self.clicks: Counter[str] = Counter()
        self.scrolls: Counter[str] = Counter()
        self.seconds: Counter[str] = Counter()

    def click(self, target: Locator, *seen_with: Locator) -> None:
        """Clicks it once it is in view, with what has to be read together with it."""
        self.bring_into_view(target, *seen_with)
        target.click()
        self.clicks[self.where] += 1

    def bring_into_view(self, *targets: Locator) -> None:
        """Turns the wheel, a page at most each time, until all of these are seen whole or from their beginning."""
        while distance := self._distance_to(targets):
            self.scrolls[self.where] += 1
            self.page.mouse.move(*MIDDLE)
            self.page.mouse.wheel(0, distance)
            browser.eventually(lambda: self._stands_still(targets[0]))

    @contextmanager
    def waiting(self, where: str = "") -> Iterator[None]:
        """The time until what is done here is there counts as waiting; afterwards the person is on that page."""
        since = time.monotonic()
        yield
        self.seconds[self.where] += time.monotonic() - since
        self.where = where or self.where

    def _distance_to(self, targets: Sequence[Locator]) -> int:
        """How far the next turn of the wheel goes, in pixels; 0 when there is no need or no way to go on."""
        boxes = list(map(_box, targets))
        top, bottom = min(box["y"] for box in boxes), max(box["y"] + box["height"] for box in boxes)
        view = self.page.evaluate(VIEW)
        if view["top"] <= top and bottom <= view["bottom"]:
            return 0
        height = view["bottom"] - view["top"]
        wanted = min(top - view["top"] - MARGIN * height, TURN * height)
        return round(max(-view["above"], min(view["below"], wanted)))

    def _stands_still(self, target: Locator) -> bool:
        before = target.bounding_box()
        self.page.wait_for_timeout(100)
        return before == target.bounding_box()


def _box(target: Locator) -> FloatRect:
    """Where it is; a page that is drawn anew may take it away for a moment."""
    found: list[FloatRect] = []
    browser.eventually(lambda: found.extend(filter(None, [target.bounding_box()])) or found)
    return found[0]


def begin(walk: Walk, server: Server) -> None:
    page = walk.page
    browser.visit(page, server.url(), "自治体DX成熟度診断")
    walk.click(page.get_by_role("textbox", name="団体名の一部、よみがな、または団体コード"))
    page.keyboard.type("そうか", delay=50)
    expect(page.get_by_role("radio", name="草加市(埼玉県)", exact=True)).to_be_checked()
    walk.click(page.get_by_role("button", name="この団体で診断をはじめる"))
    with walk.waiting("復元票"):
        browser.wait_for(page, "リンクと復元票")
    walk.click(browser.main(page).get_by_role("link", name="回答を始める"))


def answer_everything(walk: Walk) -> None:
    for axis in ASKED.axes:
        with walk.waiting("回答"):
            browser.wait_for(walk.page, axis.name)
        for question in browser.core_questions(axis):
            answer_one(walk, question)
        walk.click(browser.link_onward(walk.page, axis))
    with walk.waiting("結果"):
        browser.wait_for(walk.page, "結果")


def answer_one(walk: Walk, question: Question) -> None:
    given = level(QUESTIONS.index(question) % 4)
    group = browser.choices(walk.page, question)
    text = browser.main(walk.page).get_by_role("heading", level=2).get_by_text(question.text, exact=True)
    walk.click(group.get_by_text(browser.words(question, given), exact=True), text, group)
    expect(browser.choice(walk.page, question, given)).to_be_checked()


def fetch_report(walk: Walk) -> None:
    page = walk.page
    expect(page.locator("[data-testid=stVegaLiteChart] svg")).to_be_visible()
    walk.bring_into_view(page.locator(".reached").first)
    walk.click(browser.main(page).get_by_role("link", name="受け取る").first)
    with walk.waiting("出力"):
        browser.wait_for(page, "出力")
    with walk.waiting(), page.expect_download() as waiting:
        walk.click(page.get_by_role("button", name="PDF").first)
    file = Path(waiting.value.path())
    assert file.read_bytes().startswith(b"%PDF")


def main() -> None:
    """Walks and prints the figures, page by page."""
    with (
        tempfile.TemporaryDirectory() as folder,
        browser.running_server(Path(folder)) as server,
        sync_playwright() as playwright,
    ):
        launched = browser.launch(playwright)
        walk = Walk(browser.new_context(launched).new_page())
        begin(walk, server)
        answer_everything(walk)
        fetch_report(walk)
        launched.close()
    print("| 画面 | クリック | スクロール | 待ち(秒) |\n|---|---|---|---|")
    for where in walk.clicks:
        print(f"| {where} | {walk.clicks[where]} | {walk.scrolls[where]} | {walk.seconds[where]:.1f} |")
    print(f"| 計 | {walk.clicks.total()} | {walk.scrolls.total()} | {sum(walk.seconds.values()):.1f} |")


if __name__ == "__main__":
    main()
