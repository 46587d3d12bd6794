"""No English comes up while a page is used. As they are opened, test_access.py looks at all of them."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import (
    ASKED,
    CUT_OFF,
    PRESS_MS,
    Server,
    main,
    new_context,
    running_server,
    visit,
    visit_axis,
)
from tests.builders import answered_alike, level
from tests.english import english_in, english_words


@pytest.mark.parametrize(
    "text",
    [
        "Running...",
        "Help for 問1",
        "Remove 回答.csv",
        "20MB per file",
        "Open",
        "図 visualization",
        "Press Enter to apply",
    ],
)
def test_english_is_found(text: str) -> None:
    assert english_words(text)


@pytest.mark.parametrize(
    "text",
    ["DX", "TX(RPA)", "AI-OCR", "eLTAX", "http://127.0.0.1:8501/?a=x-Yz", "20MB", "Ctrl+P", "CIO補佐官", "回答.csv"],
)
def test_what_is_no_english_is_let_through(text: str) -> None:
    assert english_words(text) == []


@pytest.fixture(scope="module")
def draft(server: Server) -> str:
    """The link of an answered assessment."""
    return server.new_link(answered_alike(ASKED, level(2)).answers)


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    context = new_context(browser)
    yield context.new_page()
    context.close()


def test_the_chart_and_its_tools_say_nothing_in_english(page: Page, server: Server, draft: str) -> None:
    visit(page, server.url("result", a=draft), "結果")
    chart = page.get_by_test_id("stVegaLiteChart")
    expect(chart.locator("svg")).to_be_visible()
    chart.hover()
    expect(page.get_by_role("button", name="全画面で表示")).to_be_visible()
    assert english_in(page) == set()
    page.get_by_role("button", name="全画面で表示").click()
    expect(page.get_by_role("button", name="全画面を閉じる")).to_be_visible()
    assert english_in(page) == set()
    page.get_by_role("button", name="全画面を閉じる").click()


@pytest.mark.soak
def test_lists_to_choose_from_say_nothing_in_english(page: Page, server: Server) -> None:
    visit(page, server.url("practices"), "事例")
    box = main(page).get_by_role("combobox").first
    box.click(delay=PRESS_MS)
    expect(page.get_by_role("listbox")).to_be_visible()
    assert english_in(page) == set()
    box.fill("どこにもない言葉")
    expect(page.get_by_text("当てはまるものがありません")).to_be_visible()
    assert english_in(page) == set()
    page.keyboard.press("Escape")


@pytest.mark.soak
def test_typing_says_nothing_in_english(page: Page, server: Server, draft: str) -> None:
    visit_axis(page, server, draft, ASKED.axes[0])
    main(page).locator("details summary").first.click()
    for box in main(page).get_by_role("textbox").all():
        if box.is_visible():
            box.fill("書いている途中")
            assert english_in(page) == set()
    visit(page, server.url(), "自治体DX成熟度診断")
    link = page.get_by_role("textbox", name="診断のリンクを貼り付けてください")
    link.fill("リンクではない")
    assert english_in(page) == set()
    link.press("Enter")
    expect(page.get_by_text("診断のリンクではありません")).to_be_visible()
    assert english_in(page) == set()


@pytest.mark.parametrize(
    "refused",
    [(1, "取り込めません"), (21 * 1024 * 1024, "ファイルが大きすぎます")],
    ids=["no-csv", "too-large"],
)
def test_a_file_that_is_refused_is_refused_in_japanese(
    page: Page, server: Server, draft: str, tmp_path: Path, refused: tuple[int, str]
) -> None:
    size, said = refused
    visit(page, server.url("import", a=draft), "回答の取り込み")
    (tmp_path / "回答.csv").write_bytes(b"x" * size)
    page.locator("input[type=file]").set_input_files(tmp_path / "回答.csv")
    expect(main(page).get_by_text(said).first).to_be_visible()
    assert english_in(page) == set()


@pytest.mark.soak
def test_a_narrow_screen_folds_its_list_of_pages_in_japanese(browser: Browser, server: Server) -> None:
    context = new_context(browser, 360, 740)
    page = context.new_page()
    visit(page, server.url("about"), "この診断について")
    page.get_by_role("button", name="画面の一覧を開く").click()
    expect(page.get_by_role("button", name="画面の一覧をたたむ")).to_be_visible()
    assert english_in(page) == set()
    context.close()


def test_a_page_that_is_not_there_is_told_in_japanese(page: Page, server: Server) -> None:
    page.goto(server.url("no-such-page"))
    expect(page.get_by_text("開こうとした画面")).to_be_visible()
    assert english_in(page) == set()


@pytest.mark.soak
def test_a_server_that_is_away_is_told_in_japanese(browser: Browser, tmp_path: Path) -> None:
    with running_server(tmp_path) as server:
        context = new_context(browser)
        page = context.new_page()
        visit_axis(page, server, server.new_link(), ASKED.axes[0])
        server.kill()
        expect(page.locator(CUT_OFF)).to_be_attached()
        assert english_in(page) == set()
        expect(page.get_by_role("dialog").get_by_text("診断のサーバーが応答しません")).to_be_visible()
        assert english_in(page) == set()
        context.close()


def test_what_somebody_wrote_stays_as_it_was_written(page: Page, server: Server) -> None:
    """A memo may say what Streamlit says."""
    question = ASKED.axes[0].questions[0]
    link = server.new_link({question.id: replace(level(1), memo="Upload", evidence="Remove all")})
    visit_axis(page, server, link, ASKED.axes[0])
    boxes = {box.input_value() for box in main(page).get_by_role("textbox", include_hidden=True).all()}
    assert {"Upload", "Remove all"} <= boxes
    page.evaluate("""() => document.querySelector(".stHtml").append("Running...")""")
    expect(main(page).get_by_text("Running...")).to_be_attached()
