"""On paper: 結果 black on white also from the dark screen, whole, and without what is pressed."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import Server, main, new_context, sidebar, visit
from tests.stored import ALL_LEVELS

A4_WIDTH_PX = 680  # at 96 px an inch, without margins of 15 mm
BLACK, WHITE, DARK = "rgb(26, 26, 26)", "rgb(255, 255, 255)", "rgb(26, 26, 28)"


@pytest.fixture(scope="module")
def page(browser: Browser, server: Server) -> Iterator[Page]:
    """結果 as it is printed by somebody with a dark screen."""
    context = new_context(browser, A4_WIDTH_PX)
    opened = context.new_page()
    opened.emulate_media(color_scheme="dark")
    visit(opened, server.url("result", a=server.new_link(ALL_LEVELS)), "結果")
    expect(main(opened).locator("[data-testid=stVegaLiteChart] svg")).to_be_visible()
    assert style_of(opened, "[data-testid=stApp]", "backgroundColor") == DARK
    opened.emulate_media(media="print", color_scheme="dark")
    yield opened
    context.close()


def style_of(page: Page, selector: str, name: str) -> str:
    found: str = page.locator(selector).first.evaluate("(element, name) => getComputedStyle(element)[name]", name)
    return found


def test_it_is_black_on_white(page: Page) -> None:
    assert style_of(page, "body", "backgroundColor") == WHITE
    for selector in ("h1", ".reached", ".stHtml th", ".stHtml td", ".stHtml .note", ".stHtml summary"):
        assert style_of(page, f"[data-testid=stMain] {selector}", "color") == BLACK


def test_nothing_that_is_pressed_is_printed(page: Page) -> None:
    expect(sidebar(page)).to_be_hidden()
    for role in ("button", "link"):
        assert [one.inner_text() for one in main(page).get_by_role(role).all() if one.is_visible()] == []
    expect(page.get_by_role("heading", name="ファイルで受け取る")).to_be_hidden()


def test_what_says_something_is_printed_and_fits_the_paper(page: Page) -> None:
    expect(page.get_by_role("heading", name="数字の内訳")).to_be_visible()
    expect(main(page).locator("summary").first).to_be_visible()
    expect(main(page).locator("section summary").first).to_be_hidden()
    for selector in ("table", "svg.marks"):
        box = main(page).locator(selector).first.bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= A4_WIDTH_PX
