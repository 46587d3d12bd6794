"""Two people in one assessment, in two browsers: seen within seconds, nothing overwritten, also after a restart."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from questionnaire.assessment import Answer
from questionnaire.model import Question
from tests.browser import (
    ASKED,
    QUESTIONS,
    Server,
    choice,
    choose,
    click_choice,
    core_questions,
    eventually,
    main,
    memo_box,
    new_context,
    number_of,
    tab_to,
    visit_axis,
)
from tests.builders import level
from tests.stored import key_of, record

AXIS = ASKED.axes[0]
FIRST, SECOND, THIRD = core_questions(AXIS)
# Whatever a colleague does is to be seen within this time, without a reload.
SEEN_WITHIN_MS = 10_000


@pytest.fixture
def colleague(browser: Browser) -> Iterator[Page]:
    """A page in another browser."""
    context = new_context(browser)
    yield context.new_page()
    context.close()


def conflict(page: Page, question: Question = FIRST) -> Locator:
    """The message that both changed an answer."""
    return page.get_by_test_id("stAlert").filter(
        has_text=f"{number_of(question)}は、この画面で変えている間に、ほかの人も変えました。"
    )


def keep_theirs(page: Page, question: Question = FIRST) -> Locator:
    return page.get_by_role("button", name=f"{number_of(question)}は、ほかの人の回答を残す", exact=True)


def keep_mine(page: Page, question: Question = FIRST) -> Locator:
    return page.get_by_role("button", name=f"{number_of(question)}は、この画面の回答で置き換える", exact=True)


def shows(page: Page, question: Question, answer: Answer) -> None:
    """Waits until the page shows this answer as chosen, without a reload."""
    expect(choice(page, question, answer)).to_be_checked(timeout=SEEN_WITHIN_MS)


def change_at_once(server: Server, *clicks: tuple[Page, Question, Answer]) -> None:
    """All of these are clicked before the server comes to any of them."""
    with server.paused():
        for page, question, answer in clicks:
            click_choice(page, question, answer)


def test_two_browsers_show_each_others_answers_and_leave_the_choice_when_both_change_one(
    page: Page, colleague: Page, server: Server
) -> None:
    link, logged = server.new_link(), server.log
    for each in (page, colleague):
        visit_axis(each, server, link, AXIS)
    choose(page, FIRST, level(2))
    memo_box(colleague, SECOND).fill("総務課に聞く")
    memo_box(colleague, SECOND).press("Tab")
    shows(colleague, FIRST, level(2))
    expect(memo_box(page, SECOND)).to_have_value("総務課に聞く", timeout=SEEN_WITHIN_MS)

    change_at_once(server, (page, FIRST, level(1)), (colleague, FIRST, level(3)))
    asked, other = which_was_asked(page, colleague)
    theirs = server.stored(link).answer(FIRST.id)
    mine = level(1) if theirs == level(3) else level(3)
    expect(choice(asked, FIRST, mine)).to_be_checked()
    for answer in (theirs, mine):
        expect(main(asked).locator("dd").get_by_text(FIRST.levels[answer.level or 0], exact=True)).to_be_visible()
    tab_to(asked, keep_theirs(asked))
    asked.keyboard.press("Enter")
    shows(asked, FIRST, theirs)
    expect(conflict(asked)).to_have_count(0)
    assert server.stored(link).answer(FIRST.id) == theirs

    change_at_once(server, (page, THIRD, level(0)), (colleague, THIRD, level(3)))
    asked, other = which_was_asked(page, colleague, THIRD)
    mine = level(0) if server.stored(link).answer(THIRD.id) == level(3) else level(3)
    tab_to(asked, keep_mine(asked, THIRD))
    asked.keyboard.press("Space")
    shows(other, THIRD, mine)
    expect(conflict(asked, THIRD)).to_have_count(0)
    assert server.stored(link).answer(THIRD.id) == mine
    server.expect_no_error(logged)


def which_was_asked(page: Page, colleague: Page, question: Question = FIRST) -> tuple[Page, Page]:
    """The page that has to choose, which is the one that came second, and the other one."""
    eventually(lambda: conflict(page, question).count() + conflict(colleague, question).count() == 1)
    return (page, colleague) if conflict(page, question).count() else (colleague, page)


@pytest.mark.soak
def test_after_a_kill_a_stale_page_follows_and_a_fresh_click_overwrites_nothing(
    page: Page, colleague: Page, mortal_server: Server
) -> None:
    link = mortal_server.new_link({FIRST.id: level(0), SECOND.id: level(0)})
    for each in (page, colleague):
        visit_axis(each, mortal_server, link, AXIS)
    with mortal_server.paused():
        choose(page, FIRST, level(1))
        mortal_server.kill()
    key = key_of(mortal_server.database, link)
    for question in (FIRST, SECOND):
        record(mortal_server.database, key, question.id, level(3), saved_by="another tab")
    mortal_server.restart_after_kill(page, colleague)
    # Nobody touched this page: it shows what was answered meanwhile, and asks nothing.
    shows(colleague, FIRST, level(3))
    shows(colleague, SECOND, level(3))
    expect(conflict(colleague)).to_have_count(0)
    # This one was clicked upon what it showed: both are kept.
    expect(conflict(page)).to_be_visible(timeout=SEEN_WITHIN_MS)
    expect(choice(page, FIRST, level(1))).to_be_checked()
    shows(page, SECOND, level(3))
    assert mortal_server.stored(link).answers == {FIRST.id: level(3), SECOND.id: level(3)}
    keep_mine(page).click()
    shows(colleague, FIRST, level(1))
    assert mortal_server.stored(link).answers == {FIRST.id: level(1), SECOND.id: level(3)}


def test_what_the_browser_keeps_of_a_page_is_neither_seen_nor_reached(page: Page, server: Server) -> None:
    visit_axis(page, server, server.new_link(), AXIS)
    hidden = page.locator("input[aria-label=revisions]")
    expect(hidden).to_have_count(1)
    expect(hidden).to_be_hidden()
    hidden.evaluate("box => box.focus()")
    assert not hidden.evaluate("box => box === document.activeElement")
    assert page.get_by_role("textbox", name="revisions").count() == 0


@pytest.mark.soak
def test_a_page_that_waits_for_the_choice_rests(page: Page, server: Server) -> None:
    """It asks the server nothing but whether anything changed: no run after run."""
    link = server.new_link({question.id: level(1) for question in QUESTIONS})
    visit_axis(page, server, link, AXIS)
    with server.paused():
        click_choice(page, FIRST, level(2))
        record(server.database, key_of(server.database, link), FIRST.id, level(3), saved_by="another tab")
    expect(conflict(page)).to_be_visible()
    page.wait_for_timeout(500)
    states = "document.querySelector('[data-testid=stApp]').dataset.testScriptState"
    seen = [page.evaluate(states) for _ in range(20) if page.wait_for_timeout(50) is None]
    assert seen.count("notRunning") > 15
