"""Takes the pictures of 使い方 and of the READMEs anew, from the program as it runs: `make pictures`."""

import tempfile
from collections.abc import Callable
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, expect, sync_playwright

from questionnaire.assessment import Answer
from screens.parts.stages import PICTURE_SIZE
from tests.browser import ASKED, QUESTIONS, ROOT, Server, launch, main, new_context, running_server, visit
from tests.builders import level
from tests.stored_region import share_of

IN_THE_PROGRAM, IN_THE_READMES = ROOT / "serving" / "browser" / "pictures", ROOT / "docs" / "pictures"
# A page of few colours needs no more, and the files stay small.
COLOURS = 64
SHOWN_AXIS = ASKED.axes[2]

# What an office on its way may answer: the later the step, the less is done, and not alike in every axis.
LEVELS_OF_STEP = ("33223322", "21132212", "10021101")


def usual_answers() -> dict[str, Answer]:
    """An answer to every question of the quick check."""
    steps = [step.id for step in ASKED.steps]
    return {
        question.id: level(int(LEVELS_OF_STEP[steps.index(question.step)][number]))
        for number, axis in enumerate(ASKED.axes)
        for question in axis.questions
        if question in QUESTIONS
    }


def begin(page: Page, server: Server) -> None:
    """はじめに with a municipality that was found."""
    visit(page, server.url(), "自治体DX成熟度診断")
    page.get_by_role("textbox", name="団体名の一部、よみがな、または団体コード").fill("そうか")
    expect(page.get_by_role("button", name="この団体で診断をはじめる")).to_be_visible()
    scroll(page, 120)


def answer(page: Page, server: Server) -> None:
    """回答 with the first question of an axis answered."""
    first = next(question for question in SHOWN_AXIS.questions if question in QUESTIONS)
    link = server.new_link({id: one for id, one in usual_answers().items() if id == first.id})
    visit(page, server.url(f"answer-{SHOWN_AXIS.id}", a=link), SHOWN_AXIS.name)
    group = main(page).get_by_role("radiogroup").first
    expect(group).to_be_visible()
    scroll(page, 60)


def opened(path: str, heading: str, down: int = 0) -> Callable[[Page, Server], None]:
    """A page of an assessment in which everything is answered, scrolled down by so many pixels."""

    def show(page: Page, server: Server) -> None:
        visit(page, server.url(path, a=server.new_link(usual_answers())), heading)
        if path in ("result", "comparison"):
            expect(main(page).locator("[data-testid=stVegaLiteChart] svg").first).to_be_visible()
        scroll(page, down)

    return show


PICTURES: dict[Path, Callable[[Page, Server], None]] = {
    IN_THE_PROGRAM / "start.png": begin,
    IN_THE_PROGRAM / "answer.png": answer,
    IN_THE_PROGRAM / "result.png": opened("result", "結果", 40),
    IN_THE_PROGRAM / "actions.png": opened("actions", "次の一手"),
    IN_THE_PROGRAM / "output.png": opened("output", "出力"),
    IN_THE_READMES / "comparison.png": opened("comparison", "比較"),
}


def scroll(page: Page, pixels: int) -> None:
    """Moves the page, and takes the focus off what shows a ring."""
    page.evaluate("document.activeElement.blur()")
    main(page).evaluate("(box, pixels) => box.scrollTo(0, pixels)", pixels)


def take(page: Page, path: Path) -> None:
    """Writes what is seen now as a small picture."""
    path.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=path, animations="disabled")
    with Image.open(path) as taken:
        small = taken.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    small.save(path, optimize=True)


def take_all() -> None:
    """Takes every picture, in a region where the others have submitted."""
    with (
        tempfile.TemporaryDirectory() as folder,
        running_server(Path(folder)) as server,
        sync_playwright() as playwright,
    ):
        share_of(server.database)
        browser = launch(playwright)
        page = new_context(browser, *PICTURE_SIZE).new_page()
        for path, show in PICTURES.items():
            show(page, server)
            # Until the browser has a part's program it shows a grey bar in its place.
            expect(page.get_by_test_id("stSkeleton")).to_have_count(0)
            page.wait_for_load_state("networkidle")
            take(page, path)
        browser.close()


if __name__ == "__main__":
    take_all()
