"""What every page keeps: language, title, heading, focus; typed text as text; the keyboard; the narrow screen."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from files.csv_files import answers_csv
from tests.browser import (
    ASKED,
    Server,
    choice,
    choices,
    core_questions,
    eventually,
    evidence_box,
    link_in,
    link_onward,
    main,
    memo_box,
    new_context,
    sidebar,
    tab_to,
    visit,
    visit_axis,
    wait_for,
)
from tests.builders import SOKA, answered_alike, level
from tests.csv_files import is_japanese, rows_of

START = "自治体DX成熟度診断"
AXIS = ASKED.axes[0]
FIRST, SECOND, THIRD = core_questions(AXIS)
NARROW, OFFICE_PC = (360, 740), (1366, 768)
# Longer than a link waits before it is followed once more (browser.js).
LINK_ASKED_AGAIN_MS = 4000
HOSTILE_TEXTS = (
    "<img src=x onerror=alert(1)>",
    "![](http://evil.invalid/x.png)",
    "$x$ http://evil.invalid/",
    ":red[a]\n# 見出し\n<script>alert(2)</script>",
    "=1+1",
)


@dataclass
class Tour:
    """What a browser met on its way over every page of the program."""

    hosts: set[str] = field(default_factory=set)
    complaints: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    pages: list["Seen"] = field(default_factory=list)


@dataclass(frozen=True)
class Seen:
    """One page of the tour."""

    address: str
    language: str | None
    title: str
    expected_title: str
    headings: int
    text: str


@pytest.fixture(scope="module")
def tour(browser: Browser, server: Server) -> Iterator[Tour]:
    """Every page, opened once by the list of pages; the tests below look at what was seen."""
    context = new_context(browser)
    page, found = context.new_page(), Tour()
    context.on("request", lambda request: found.hosts.add(host_of(request.url)))
    page.on("websocket", lambda socket: found.hosts.add(host_of(socket.url)))
    page.on("console", lambda message: found.complaints.append(message.text))
    link = server.new_link(answered_alike(ASKED, level(2)).answers)
    for carried, pages in (({"a": link}, every_page()), ({"example": SOKA}, pages_of_an_example())):
        visit(page, server.url(**carried), START)
        for path, heading, title in pages:
            sidebar(page).locator(f'a[href$="/{path}"]').click()
            wait_for(page, heading)
            if heading == "結果":
                expect(radar_of(page)).to_be_visible()
            found.pages.append(seen(page, title))
    found.kept = [cookie["name"] for cookie in context.cookies()] + page.evaluate("Object.keys(localStorage)")
    yield found
    context.close()


def every_page() -> list[tuple[str, str, str]]:
    """Path, heading and the beginning of the title of every page."""
    return [
        ("guide", "使い方", "使い方"),
        *((f"answer-{axis.id}", axis.name, f"{axis.name}(3/3)") for axis in ASKED.axes),
        ("result", "結果", "結果"),
        ("comparison", "比較", "比較"),
        ("actions", "次の一手", "次の一手"),
        ("roadmap", "工程表", "工程表"),
        ("trend", "推移", "推移"),
        ("practices", "事例", "事例"),
        ("about", "この診断について", "この診断について"),
        ("submission", "提出", "提出"),
        ("links", "リンクと復元票", "リンクと復元票"),
        ("output", "出力", "出力"),
        ("import", "回答の取り込み", "回答の取り込み"),
        ("peer-files", "他団体のデータ", "他団体のデータ"),
        ("indicators", "公表データの読み込み", "公表データの読み込み"),
        ("", START, "はじめに"),
    ]


def pages_of_an_example() -> list[tuple[str, str, str]]:
    """The same of an example, where a page shows something else then."""
    return [
        ("result", "結果", "結果"),
        ("answer-people", "デジタル人材", "デジタル人材(6/6)"),
        ("comparison", "比較", "比較"),
    ]


def seen(page: Page, title: str) -> Seen:
    title = f"{title} | DX成熟度診断"
    # A title that never comes is told by the test, with all others.
    with suppress(AssertionError):
        expect(page).to_have_title(title, timeout=2000)
    return Seen(
        page.url,
        page.locator("html").get_attribute("lang"),
        page.title(),
        title,
        page.get_by_role("heading", level=1).count(),
        page.locator("body").inner_text(),
    )


def host_of(url: str) -> str:
    """Who is asked: host and port; nobody for what the browser makes itself."""
    parts = urlsplit(url)
    return "" if parts.scheme in ("data", "blob") else parts.netloc


def radar_of(page: Page) -> Locator:
    """The drawing of the radar."""
    return page.locator("[data-testid=stVegaLiteChart] svg")


def test_every_request_goes_to_the_server_itself_and_nobody_is_followed(tour: Tour, server: Server) -> None:
    assert tour.hosts - {""} == {urlsplit(server.address).netloc}
    assert [name for name in tour.kept if "ajs" in name] == []
    assert [text for text in tour.complaints if "Content Security Policy" in text] == []


def test_every_page_says_that_it_is_japanese(tour: Tour) -> None:
    assert {page.address: page.language for page in tour.pages if page.language != "ja"} == {}
    assert all(is_japanese(page.text) for page in tour.pages)


def test_every_page_has_its_title_and_one_heading(tour: Tour) -> None:
    assert [page.title for page in tour.pages] == [page.expected_title for page in tour.pages]
    assert {page.headings for page in tour.pages} == {1}


def test_no_page_shows_an_error(tour: Tour) -> None:
    for sign in ("Traceback", "Error", "画面を表示できませんでした"):
        assert [page.address for page in tour.pages if sign in page.text] == []


@pytest.mark.parametrize("entry", ["", "answer-awareness"], ids=["from-start", "after-reload"])
def test_the_next_axis_begins_at_its_top_with_the_focus_on_its_heading(page: Page, server: Server, entry: str) -> None:
    page.goto(server.url(entry, a=server.new_link()))
    if not entry:
        main(page).get_by_role("link", name="回答を続ける").click()
    wait_for(page, AXIS.name)
    link_onward(page, AXIS).click()
    wait_for(page, ASKED.axes[1].name)
    expect(page.get_by_role("heading", level=1)).to_be_focused(timeout=5000)
    eventually(lambda: main(page).evaluate("box => box.scrollTop") == 0)


@pytest.mark.soak
def test_nobody_is_fetched_back_to_a_page_that_was_left_by_a_button(page: Page, server: Server) -> None:
    visit(page, server.url("output", a=server.new_link(answered_alike(ASKED, level(2)).answers)), "出力")
    sidebar(page).get_by_role("link", name="結果", exact=True).click()
    wait_for(page, "結果")
    main(page).get_by_role("button", name="くわしく診断(48問)に進む").click()
    wait_for(page, AXIS.name)
    page.wait_for_timeout(LINK_ASKED_AGAIN_MS)
    wait_for(page, AXIS.name)


def test_hostile_texts_are_shown_as_typed_and_guarded_in_the_file(page: Page, server: Server, tmp_path: Path) -> None:
    dialogs: list[str] = []
    requests: list[str] = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    page.context.on("request", lambda request: requests.append(request.url))
    link = server.new_link()
    visit_axis(page, server, link, AXIS)
    typed = dict(zip((FIRST.id, SECOND.id, THIRD.id), HOSTILE_TEXTS[:3], strict=True))
    evidence = {FIRST.id: HOSTILE_TEXTS[4]}
    for question in (FIRST, SECOND, THIRD):
        memo_box(page, question).fill(typed[question.id])
    evidence_box(page, FIRST).fill(evidence[FIRST.id])
    evidence_box(page, FIRST).press("Tab")
    eventually(lambda: server.stored(link).answer(FIRST.id).evidence == evidence[FIRST.id])
    page.reload()
    wait_for(page, AXIS.name)
    for question in (FIRST, SECOND, THIRD):
        expect(memo_box(page, question)).to_have_value(typed[question.id])
    expect(evidence_box(page, FIRST)).to_have_value(evidence[FIRST.id])
    visit(page, server.url("output", a=link), "出力")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="回答CSV").click()
    content = Path(waiting.value.path()).read_bytes()
    assert rows_of(content)[0]["根拠"] == "'=1+1"
    read = answers_csv.read(content, "回答.csv")
    assert {id: read.answer(id).memo for id in typed} == typed
    assert read.answer(FIRST.id).evidence == evidence[FIRST.id]
    assert dialogs == []
    assert not [url for url in requests if "evil.invalid" in url]


def test_the_keyboard_alone_chooses_the_municipality_begins_and_answers_an_axis(page: Page, server: Server) -> None:
    visit(page, server.url(), "自治体DX成熟度診断")
    tab_to(page, page.get_by_role("textbox", name="団体名の一部、よみがな、または団体コード"))
    page.keyboard.type("草")
    found = page.get_by_role("radiogroup", name="団体を選んでください")
    expect(found).to_be_visible()
    tab_to(page, found.get_by_role("radio").first)
    page.keyboard.press("Space")
    expect(found.get_by_role("radio").first).to_be_checked()
    soka = found.get_by_role("radio", name="草加市(埼玉県)", exact=True)
    for _ in range(found.get_by_role("radio").count()):
        if soka.is_checked():
            break
        page.keyboard.press("ArrowDown")
    expect(soka).to_be_checked()
    tab_to(page, page.get_by_role("button", name="この団体で診断をはじめる"))
    page.keyboard.press("Space")
    wait_for(page, "リンクと復元票")
    tab_to(page, main(page).get_by_role("link", name="回答を始める"))
    page.keyboard.press("Enter")
    wait_for(page, AXIS.name)
    for question, number in ((FIRST, 0), (SECOND, 1), (THIRD, 2)):
        tab_to(page, choices(page, question).get_by_role("radio").first)
        page.keyboard.press("Space")
        for _ in range(number):
            page.keyboard.press("ArrowDown")
        expect(choice(page, question, level(number))).to_be_checked()
    link = link_in(page)
    answers = {FIRST.id: level(0), SECOND.id: level(1), THIRD.id: level(2)}
    eventually(lambda: server.stored(link).answers == answers)
    tab_to(page, link_onward(page, AXIS))
    page.keyboard.press("Enter")
    wait_for(page, ASKED.axes[1].name)


@pytest.mark.soak
@pytest.mark.parametrize("screen", [(320, 640), NARROW, OFFICE_PC], ids=["reflow", "narrow", "office-pc"])
def test_no_label_of_the_radar_is_cut_or_meets_another_and_no_room_is_lost(
    browser: Browser, server: Server, screen: tuple[int, int]
) -> None:
    opened = new_context(browser, *screen)
    page = opened.new_page()
    visit(page, server.url("result", example=SOKA), "結果")
    chart = radar_of(page)
    expect(chart).to_be_visible()
    cut = """
        chart => {
            const box = chart.getBoundingClientRect();
            return [...chart.querySelectorAll("text")].filter(text => {
                const own = text.getBoundingClientRect();
                return own.left < box.left || own.right > box.right || own.top < box.top || own.bottom > box.bottom;
            }).map(text => text.textContent);
        }
    """
    eventually(lambda: chart.locator("text").count() > len(ASKED.axes))
    meeting = """
        chart => {
            const labels = [...chart.querySelectorAll("text")].filter(text => text.querySelector("tspan"));
            const boxes = labels.map(label => label.getBoundingClientRect());
            return labels.filter((_, one) => boxes.some((box, other) => one !== other &&
                box.left < boxes[one].right - 1 && box.right > boxes[one].left + 1 &&
                box.top < boxes[one].bottom - 1 && box.bottom > boxes[one].top + 1)).map(label => label.textContent);
        }
    """
    eventually(lambda: chart.evaluate(cut) == [])
    eventually(lambda: chart.evaluate(meeting) == [])
    drawn = chart.bounding_box()
    assert drawn
    assert drawn["height"] < drawn["width"] + 90
    opened.close()
