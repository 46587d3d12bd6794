"""Answering in a real browser: nothing moves, the saved state stays in view, and the focus is where one goes on."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser import (
    ASKED,
    CUT_OFF,
    CUT_SOCKETS,
    HEALTH,
    QUESTIONS,
    READY,
    REMEMBER_SOCKETS,
    Server,
    choices,
    choose,
    click_choice,
    core_questions,
    eventually,
    link_onward,
    main,
    memo_box,
    new_context,
    number_of,
    visit_axis,
    wait_for,
)
from tests.builders import level

AXIS = ASKED.axes[0]
FIRST, SECOND, THIRD = core_questions(AXIS)
# Where everything stands that one reads or presses, seen from the heading: scrolling does not count.
PLACES = """() => {
    const top = document.querySelector("h1").getBoundingClientRect().top;
    const parts = "[data-testid=stMainBlockContainer] :is(h2, [role=radiogroup], summary, .stPageLink a)";
    return [...document.querySelectorAll(parts)].map((part) => Math.round(part.getBoundingClientRect().top - top));
}"""
SETTLED_LOOKS = 5
# Whatever the browser itself calls a shift, but for the words in the line at the bottom.
WATCH_SHIFTS = """() => {
    window.shifts = [];
    const isOfPage = (part) => part?.closest("[data-testid=stBottom]") === null;
    const note = ({ sources }) => window.shifts.push(
        ...sources.map(({ node }) => node?.parentElement).filter(isOfPage).map((part) => part.innerText)
    );
    new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({ type: "layout-shift" });
}"""
IN_VIEW = """(part) => {
    const { top, bottom } = part.getBoundingClientRect();
    const covered = document.querySelector("[data-testid=stBottom]").getBoundingClientRect().top;
    return top >= 0 && bottom <= (part.closest("[data-testid=stBottom]") ? innerHeight : covered);
}"""


@pytest.fixture(scope="module")
def page(browser: Browser, server: Server) -> Iterator[Page]:
    """One page for all tests of this module; each opens an assessment of its own in it."""
    context = new_context(browser)
    opened = context.new_page()
    opened.add_init_script(REMEMBER_SOCKETS)
    yield opened
    context.close()


def standing(page: Page) -> Locator:
    """The line at the bottom, as a screen reader finds it."""
    return page.locator(".st-key-standing").get_by_role("status")


def standing_of_connection(page: Page) -> Locator:
    return page.locator("#standing-of-connection")


def to_unanswered(page: Page, count: int) -> Locator:
    return main(page).get_by_role("link", name=f"未回答の設問へ(残り{count}問)", exact=True)


def settled_places(page: Page) -> list[int]:
    """Where everything stands once that was the same for several looks: the page is drawn bit by bit."""
    looks: list[list[int]] = []
    eventually(lambda: looks.append(page.evaluate(PLACES)) or looks.count(looks[-1]) > SETTLED_LOOKS)
    return looks[-1]


def is_on(page: Page, part: Locator) -> bool:
    return bool(part.evaluate("part => part.contains(document.activeElement)"))


def test_nothing_moves_when_answers_are_stored_or_confirmed(page: Page, server: Server) -> None:
    copied = replace(level(1), is_confirmed=False)
    entered = replace(level(1), section="総務課")
    visit_axis(page, server, server.new_link({FIRST.id: copied, THIRD.id: entered}), AXIS)
    expect(standing(page)).to_contain_text("24問中1問に答えました")
    places = settled_places(page)
    page.evaluate(WATCH_SHIFTS)
    for question, number, told in ((SECOND, 0, "2問"), (SECOND, 3, "2問"), (THIRD, 2, "2問")):
        choose(page, question, level(number))
        expect(standing(page)).to_contain_text(f"24問中{told}に答えました")
        expect(standing(page)).to_contain_text(f"({number_of(question)})")
        assert page.evaluate(PLACES) == places
    page.get_by_role("button", name=f"{number_of(FIRST)}は今年度も同じ", exact=True).click()
    expect(standing(page)).to_contain_text("24問中3問に答えました")
    assert page.evaluate(PLACES) == places
    assert page.evaluate("window.shifts") == []
    # The button went away with what it did.
    eventually(lambda: is_on(page, choices(page, FIRST)))


@pytest.mark.soak
def test_when_the_last_answer_was_stored_stays_in_view_also_after_a_reload(page: Page, server: Server) -> None:
    visit_axis(page, server, server.new_link(), AXIS)
    expect(standing(page)).to_contain_text("選ぶとすぐに保存します。")
    for question in (FIRST, THIRD):
        choose(page, question, level(2))
        expect(standing(page)).to_contain_text("保存しました")
        expect(standing(page)).to_contain_text(f"({number_of(question)})")
        assert standing(page).evaluate(IN_VIEW)
    page.reload()
    wait_for(page, AXIS.name)
    expect(standing(page)).to_contain_text("最後の保存は")
    expect(standing(page)).to_contain_text(f"({number_of(THIRD)})")


@pytest.mark.soak
def test_the_way_to_the_unanswered_ends_at_the_question_itself(page: Page, server: Server) -> None:
    answered = {question.id: level(1) for question in QUESTIONS if question not in (SECOND, QUESTIONS[-1])}
    visit_axis(page, server, server.new_link(answered), AXIS)
    to_unanswered(page, 2).click()
    eventually(lambda: is_on(page, choices(page, SECOND)))
    eventually(lambda: choices(page, SECOND).evaluate(IN_VIEW))
    page.keyboard.press("Space")
    expect(standing(page)).to_contain_text("24問中23問に答えました")
    to_unanswered(page, 1).click()
    wait_for(page, ASKED.axes[-1].name)
    eventually(lambda: is_on(page, choices(page, QUESTIONS[-1])))
    eventually(lambda: choices(page, QUESTIONS[-1]).evaluate(IN_VIEW))
    page.keyboard.press("Space")
    expect(main(page).get_by_role("link", name="結果へ(すべて答えました)", exact=True)).to_be_visible()


def test_the_tabulator_goes_from_the_choices_to_their_background_and_on_to_the_next_question(
    page: Page, server: Server
) -> None:
    visit_axis(page, server, server.new_link(), AXIS)
    for question in (FIRST, SECOND, THIRD):
        block = page.locator(f".st-key-question-{question.id}")
        while not is_on(page, choices(page, question)):
            page.keyboard.press("Tab")
        page.keyboard.press("Space")
        for name in ("なぜ聞くか・見る資料・言葉の説明・事例", "メモと根拠を書く"):
            page.keyboard.press("Tab")
            expect(block.locator("summary").filter(has_text=name)).to_be_focused()
            assert block.locator("summary").filter(has_text=name).evaluate(IN_VIEW)
        page.keyboard.press("Tab")
    expect(link_onward(page, AXIS)).to_be_focused()
    page.keyboard.press("Enter")
    wait_for(page, ASKED.axes[1].name)
    expect(page.get_by_role("heading", level=1)).to_be_focused()


@pytest.mark.soak
def test_whoever_answers_learns_that_the_server_is_slow_or_away_and_that_it_is_back(page: Page, server: Server) -> None:
    link = server.new_link()
    visit_axis(page, server, link, AXIS)
    with server.paused():
        click_choice(page, FIRST, level(1))
        expect(standing_of_connection(page)).to_have_text("保存しています。この画面を閉じずにお待ちください。")
    expect(standing_of_connection(page)).to_have_text("")
    expect(standing(page)).to_contain_text("保存しました")
    page.route(HEALTH, lambda route: route.abort())
    page.evaluate(CUT_SOCKETS)
    expect(page.locator(CUT_OFF)).to_be_attached()
    expect(standing_of_connection(page)).to_contain_text("つながるまで回答は保存されません。")
    page.unroute(HEALTH)
    expect(page.locator(READY)).to_be_attached()
    expect(standing_of_connection(page)).to_have_text("")
    assert server.stored(link).answers == {FIRST.id: level(1)}


@pytest.mark.soak
def test_what_is_refused_is_told_and_never_taken_for_being_stored(page: Page, server: Server) -> None:
    visit_axis(page, server, server.new_link(), AXIS)
    memo_box(page, SECOND).fill("x\x00y")
    memo_box(page, SECOND).press("Tab")
    expect(standing(page)).to_contain_text("保存していません。")
    # As when its run was too short to be seen.
    page.evaluate("takenIn = new WeakMap(fields().map(field => [field, '']))")
    eventually(lambda: page.evaluate("performance.now() - takenInAt > SLOW_MS + 200"))
    expect(standing_of_connection(page)).to_have_text("")
