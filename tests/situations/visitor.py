"""A browser before a server of its own, and what it comes with into a situation."""

from collections.abc import Mapping
from dataclasses import replace

from playwright.sync_api import Locator, Page, expect

from questionnaire.assessment import Answer, Assessment
from questionnaire.peer import Sharing
from storage.assessments import create
from storage.submissions import submit
from tests.browser import ASKED, Server, core_questions, eventually, main, wait_until_drawn
from tests.builders import an_assessment
from tests.stored import ALL_LEVELS, key_of

AXIS = ASKED.axes[0]
ANSWERS = f"answer-{AXIS.id}"
FIRST, SECOND, THIRD = core_questions(AXIS)
HALF = dict(list(ALL_LEVELS.items())[: len(ALL_LEVELS) // 2])
UNKNOWN_LINK = "nobody-has-this-link"
# Each in its own year, since a year has one submission. Nobody else is there to compare with.
SUBMITTED, REOPENED, COPIED, READ = 2019, 2020, 2021, 2022


class Visitor:
    """A browser before a server of its own, in whose database a region has submitted."""

    def __init__(self, page: Page, server: Server) -> None:
        self.page = page
        self.server = server
        self.data = server.database

    def open(self, path: str = "", **carried: str) -> Locator:
        """Opens a page by its address and gives it when it is drawn."""
        self.page.goto(self.server.url(path, **carried))
        expect(self.page.get_by_role("heading", level=1)).to_be_visible()
        return self.settled()

    def open_with(self, path: str, answers: Mapping[str, Answer], **changes: object) -> str:
        """Opens a page of a new assessment with these answers, and gives the link to it."""
        link = self.new_link(answers, **changes)
        self.open(path, a=link)
        return link

    def new_link(self, answers: Mapping[str, Answer], **changes: object) -> str:
        """The link to edit a new assessment of 草加市."""
        return create(self.data, made(answers, **changes)).edit

    def submitted(self, fiscal_year: int) -> str:
        """The link to an assessment of this year that was submitted."""
        link = self.new_link(ALL_LEVELS, fiscal_year=fiscal_year)
        submit(self.data, key_of(self.data, link), Sharing.PRIVATE)
        return link

    def press(self, name: str) -> None:
        """Presses a button of the page."""
        main(self.page).get_by_role("button", name=name, exact=True).click()
        self.settled()

    def hand_in(self, name: str, content: bytes) -> None:
        """Chooses a file; the page tells about it."""
        chosen = {"name": name, "mimeType": "application/octet-stream", "buffer": content}
        self.page.locator("input[type=file]").set_input_files(chosen)  # type: ignore[arg-type]
        expect(self.page.get_by_test_id("stFileChip")).to_be_visible()

    def told(self, words: str) -> None:
        """Waits until the page says this."""
        expect(main(self.page).get_by_text(words).first).to_be_visible()
        self.settled()

    def settled(self) -> Locator:
        """The page, when it rests."""
        wait_until_drawn(self.page)
        return main(self.page)

    def unfold_everything(self) -> None:
        """Opens whatever a click on its summary opens."""
        folded = "[data-testid=stMain] details:not([open]) > summary"

        def is_unfolded() -> bool:
            # A part that is drawn anew meanwhile is folded again.
            self.page.evaluate("folded => document.querySelectorAll(folded).forEach(one => one.click())", folded)
            return main(self.page).locator("details:not([open])").count() == 0

        eventually(is_unfolded)


def made(answers: Mapping[str, Answer], **changes: object) -> Assessment:
    """An assessment with these answers by the real questionnaire."""
    return replace(an_assessment(answers, version=ASKED.version.id), **changes)  # type: ignore[arg-type]
