"""No English is left on any page in any state, to the eye or to a screen reader."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect

from questionnaire.peer import Sharing
from storage import assessments, submissions
from tests.browser import (
    ASKED,
    CUT_OFF,
    PRESS_MS,
    READY,
    ROOT,
    Server,
    main,
    new_context,
    running_server,
    visit,
    visit_axis,
)
from tests.builders import KOSHIGAYA, SOKA, an_assessment, answered_alike, level

# Names of products and keys, which are written like this in Japanese too, and a folder that 「この診断について」 names.
NAMES = {"Excel", "Saitama", "kintone", "Ctrl", "Enter", "Esc", "actions"}
# Addresses, names of files, and the name of a product.
NO_WORDS = re.compile(r"https?://\S+|(?:[\w./-]|</?\w+>)+\.(?:csv|json|md|toml|py)(?![a-z])|for LGWAN")


# Streamlit looks below the address of the page first, in case the program lies there, and then at the root.
SEARCH_FOR_BASE = re.compile(r"/[\w-]+/_stcore/(health|host-config)$")

# What is seen or read aloud in the page: texts and names, without what is hidden from both.
SAID = """
() => {
    const attributes = ["aria-label", "title", "placeholder", "alt", "aria-description", "aria-roledescription"];
    const said = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const node = walker.currentNode;
        const element = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
        const isSaid = element.checkVisibility({ visibilityProperty: true }) && !element.closest("[aria-hidden=true]");
        // The letters of an icon are drawn as its picture.
        if (!isSaid || element.closest("[data-testid=stIconMaterial], script, style, noscript")) continue;
        if (node.nodeType === Node.TEXT_NODE) said.push(node.data);
        else said.push(...attributes.map((name) => node.getAttribute(name)).filter((value) => value));
    }
    return said.map((text) => text.trim()).filter((text) => text);
}
"""


def english_in(page: Page) -> set[str]:
    """Every text of the page with an English word in it."""
    return {text for text in page.evaluate(SAID) if english_words(text)}


def english_words(text: str) -> list[str]:
    words = re.findall(r"[A-Za-z]{2,}", NO_WORDS.sub("", text))
    return [word for word in words if not is_abbreviation(word) and word not in NAMES]


def is_abbreviation(word: str) -> bool:
    """DX, LGWAN, eLTAX: what an office knows by its capital letters."""
    return sum(letter.isupper() for letter in word) * 2 >= len(word)


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


class Links:
    """One assessment in each state that a link can open."""

    def __init__(self, server: Server) -> None:
        self.server = server
        answers = answered_alike(ASKED, level(2)).answers
        self.empty, self.draft = server.new_link(), server.new_link(answers)
        whole = an_assessment(answers, version=ASKED.version.id, municipality=KOSHIGAYA, fiscal_year=2024)
        made = assessments.create(server.database, whole)
        found = assessments.find(server.database, made.edit)
        assert found is not None
        submissions.submit(server.database, found.id, Sharing.PRIVATE)
        self.submitted, self.read_only = made.edit, made.read


@pytest.fixture(scope="module")
def links(server: Server) -> Links:
    return Links(server)


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    context = new_context(browser)
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def complaints(page: Page) -> list[str]:
    """What the browser writes into its console, as it does when the policy of the page forbids something."""
    written: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not SEARCH_FOR_BASE.search(message.location["url"]):
            written.append(message.text)

    page.on("console", note)
    page.on("pageerror", lambda error: written.append(str(error)))
    return written


# Every page that there is, the first one at the root, and of those for an axis two.
NAMED = re.findall(r'url_path="([\w-]+)"', (ROOT / "screens" / "pages.py").read_text(encoding="utf-8"))
PATHS = [name.removesuffix("start") for name in NAMED] + [f"answer-{axis.id}" for axis in ASKED.axes[:2]]
# Where a state shows something of its own.
ELSEWHERE = {
    "wrong": ["", "result"],
    "example": ["", "result", PATHS[-1]],
    "empty": ["", "result", "submission", PATHS[-1]],
    "submitted": ["", "submission", "trend", "import", PATHS[-1]],
    "read_only": ["", "submission", "links", "import", PATHS[-1]],
}
VISITS = [(state, path) for state in ("nothing", "draft") for path in PATHS]
VISITS += [(state, path) for state, paths in ELSEWHERE.items() for path in paths]


def carried_in(state: str, links: Links) -> dict[str, str]:
    """What the address carries in this state."""
    if state == "nothing":
        return {}
    if state == "example":
        return {"example": SOKA}
    return {"a": getattr(links, state, "nobody-has-this-link")}


@pytest.mark.parametrize(("state", "path"), VISITS)
def test_a_page_says_nothing_in_english_and_the_browser_complains_of_nothing(
    page: Page, complaints: list[str], links: Links, state: str, path: str
) -> None:
    complaints.clear()
    page.goto(links.server.url(path, **carried_in(state, links)))
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator(READY)).to_be_attached()
    assert english_in(page) == set()
    assert complaints == []


def test_the_chart_and_its_tools_say_nothing_in_english(page: Page, server: Server, links: Links) -> None:
    visit(page, server.url("result", a=links.draft), "結果")
    chart = page.get_by_test_id("stVegaLiteChart")
    expect(chart.locator("svg")).to_be_visible()
    chart.hover()
    expect(page.get_by_role("button", name="全画面で表示")).to_be_visible()
    assert english_in(page) == set()
    page.get_by_role("button", name="全画面で表示").click()
    expect(page.get_by_role("button", name="全画面を閉じる")).to_be_visible()
    assert english_in(page) == set()
    page.get_by_role("button", name="全画面を閉じる").click()


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


def test_typing_says_nothing_in_english(page: Page, server: Server, links: Links) -> None:
    visit_axis(page, server, links.draft, ASKED.axes[0])
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
    ("content", "said"),
    [(b"x", "取り込めません"), (b"x" * 21 * 1024 * 1024, "ファイルが大きすぎます")],
    ids=["no-csv", "too-large"],
)
def test_a_file_that_is_refused_is_refused_in_japanese(
    page: Page, server: Server, links: Links, content: bytes, said: str
) -> None:
    visit(page, server.url("import", a=links.draft), "回答の取り込み")
    chosen = {"name": "回答.csv", "mimeType": "text/csv", "buffer": content}
    page.locator("input[type=file]").set_input_files(chosen)
    expect(main(page).get_by_text(said).first).to_be_visible()
    assert english_in(page) == set()


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
