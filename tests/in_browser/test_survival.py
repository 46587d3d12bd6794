"""Every answer is stored when the browser shows it as chosen, whatever happens next (design.md §8)."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, WebSocket, expect
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from questionnaire.assessment import Answer
from tests.browser import (
    ASKED,
    CUT_OFF,
    CUT_SOCKETS,
    HEALTH,
    QUESTIONS,
    READY,
    REMEMBER_SOCKETS,
    UNKNOWN,
    Server,
    choice,
    choose,
    click_choice,
    core_questions,
    eventually,
    link_onward,
    memo_box,
    new_context,
    running_server,
    sidebar,
    visit_axis,
    wait_for,
)
from tests.builders import level

AXIS = ASKED.axes[0]
FIRST, SECOND, THIRD = core_questions(AXIS)
SHORT_TTL_S = 2


@pytest.fixture
def forgetful_server(tmp_path: Path) -> Iterator[Server]:
    """A server that forgets a session soon after its browser is gone, as the real one does after hours."""
    with running_server(tmp_path, f"--server.disconnectedSessionTTL={SHORT_TTL_S}") as running:
        yield running


def becomes_stored(server: Server, link: str, answers: dict[str, Answer]) -> None:
    """Waits until the database holds these answers and nothing else."""
    eventually(lambda: server.stored(link).answers == answers)


def sessions_of(page: Page) -> list[str]:
    """The sessions of the server that this page comes to belong to, in order; filled while the page is used."""
    seen: list[str] = []

    def note(frame: str | bytes) -> None:
        if isinstance(frame, bytes):
            session = ForwardMsg.FromString(frame).new_session.initialize.session_id
            if session and session not in seen:
                seen.append(session)

    page.on("websocket", lambda socket: _listen(socket, note))
    return seen


def _listen(socket: WebSocket, note: object) -> None:
    socket.on("framereceived", note)


@pytest.mark.soak
def test_answers_are_shown_again_after_a_reload_and_in_another_browser(
    page: Page, browser: Browser, server: Server
) -> None:
    link = server.new_link()
    visit_axis(page, server, link, AXIS)
    choose(page, FIRST, level(3))
    choose(page, SECOND, UNKNOWN)
    becomes_stored(server, link, {FIRST.id: level(3), SECOND.id: UNKNOWN})
    page.reload()
    wait_for(page, AXIS.name)
    colleague = new_context(browser).new_page()
    visit_axis(colleague, server, link, AXIS)
    for seen in (page, colleague):
        expect(choice(seen, FIRST, level(3))).to_be_checked()
        expect(choice(seen, SECOND, UNKNOWN)).to_be_checked()
        expect(choice(seen, THIRD, level(0))).not_to_be_checked()
    colleague.context.close()


def test_an_answer_given_just_before_the_server_is_killed_is_stored_after_its_restart(
    page: Page, mortal_server: Server
) -> None:
    link = mortal_server.new_link()
    visit_axis(page, mortal_server, link, AXIS)
    with mortal_server.paused():
        choose(page, FIRST, level(2))
        mortal_server.kill()
    mortal_server.restart_after_kill(page)
    becomes_stored(mortal_server, link, {FIRST.id: level(2)})
    expect(choice(page, FIRST, level(2))).to_be_checked()


@pytest.mark.soak
def test_a_click_as_soon_as_the_server_is_back_is_stored_beside_what_was_stored_before(
    page: Page, mortal_server: Server
) -> None:
    link = mortal_server.new_link()
    visit_axis(page, mortal_server, link, AXIS)
    choose(page, FIRST, level(2))
    becomes_stored(mortal_server, link, {FIRST.id: level(2)})
    mortal_server.restart_after_kill(page)
    choose(page, SECOND, level(1))
    becomes_stored(mortal_server, link, {FIRST.id: level(2), SECOND.id: level(1)})
    choose(page, FIRST, level(3))
    becomes_stored(mortal_server, link, {FIRST.id: level(3), SECOND.id: level(1)})


@pytest.mark.soak
def test_the_first_click_after_a_restart_is_stored_in_every_question(
    context: BrowserContext, mortal_server: Server
) -> None:
    clicks = {FIRST.id: level(0), SECOND.id: level(3), THIRD.id: UNKNOWN}
    # A tab and an assessment for each, so that each click is the first one.
    tabs = [(context.new_page(), mortal_server.new_link(), question) for question in (FIRST, SECOND, THIRD)]
    for tab, link, _question in tabs:
        visit_axis(tab, mortal_server, link, AXIS)
    mortal_server.restart_after_kill(*(tab for tab, _link, _question in tabs))
    for tab, link, question in tabs:
        choose(tab, question, clicks[question.id])
        becomes_stored(mortal_server, link, {question.id: clicks[question.id]})


@pytest.mark.soak
def test_clicks_faster_than_the_server_answers_are_all_stored(page: Page, server: Server) -> None:
    link = server.new_link()
    visit_axis(page, server, link, ASKED.axes[0])
    given = {question.id: level(number % 4) for number, question in enumerate(QUESTIONS)}
    for axis in ASKED.axes:
        expect(page.get_by_role("heading", level=1, name=axis.name, exact=True)).to_be_visible()
        for question in core_questions(axis):
            click_choice(page, question, given[question.id])
        link_onward(page, axis).click()
    wait_for(page, "結果")
    becomes_stored(server, link, given)


def test_answers_are_stored_when_the_next_page_is_asked_for_before_the_server_came_to_them(
    page: Page, server: Server
) -> None:
    link = server.new_link()
    visit_axis(page, server, link, AXIS)
    with server.paused():
        choose(page, FIRST, level(1))
        choose(page, SECOND, level(2))
        link_onward(page, AXIS).click()
    wait_for(page, ASKED.axes[1].name)
    becomes_stored(server, link, {FIRST.id: level(1), SECOND.id: level(2)})


@pytest.mark.soak
def test_the_first_click_after_a_network_drop_longer_than_the_session_lives_is_stored(
    page: Page, forgetful_server: Server
) -> None:
    sessions = sessions_of(page)
    page.add_init_script(REMEMBER_SOCKETS)
    link = forgetful_server.new_link()
    visit_axis(page, forgetful_server, link, AXIS)
    choose(page, FIRST, level(1))
    becomes_stored(forgetful_server, link, {FIRST.id: level(1)})
    page.route(HEALTH, lambda route: route.abort())
    page.evaluate(CUT_SOCKETS)
    expect(page.locator(CUT_OFF)).to_be_attached()
    # The server tells nobody when it forgets a session: only time shows it.
    page.wait_for_timeout(1000 * (SHORT_TTL_S + 2))
    page.unroute(HEALTH)
    expect(page.locator(READY)).to_be_attached()
    choose(page, SECOND, level(3))
    becomes_stored(forgetful_server, link, {FIRST.id: level(1), SECOND.id: level(3)})
    assert len(sessions) == 2


@pytest.mark.parametrize(
    ("way", "press_ms"),
    [
        ("onward", 80),
        *(pytest.param(*one, marks=pytest.mark.soak) for one in (("onward", 0), ("sidebar", 0), ("sidebar", 80))),
    ],
)
def test_a_memo_is_stored_and_the_next_page_reached_by_a_click_right_after_typing(
    page: Page, server: Server, way: str, press_ms: int
) -> None:
    link = server.new_link()
    visit_axis(page, server, link, AXIS)
    memo_box(page, FIRST).press_sequentially("説明会は5月と10月。")
    onward, beside = link_onward(page, AXIS), sidebar(page).get_by_role("link", name="この診断について")
    # A finger or a script lets go at once, a hand on a mouse after about this time.
    (onward if way == "onward" else beside).click(delay=press_ms)
    eventually(lambda: server.stored(link).answer(FIRST.id).memo == "説明会は5月と10月。")
    wait_for(page, ASKED.axes[1].name if way == "onward" else "この診断について")


@pytest.mark.soak
def test_memo_and_evidence_typed_in_one_go_are_both_stored(page: Page, server: Server) -> None:
    link = server.new_link()
    visit_axis(page, server, link, AXIS)
    memo_box(page, FIRST).press_sequentially("説明会は5月。")
    page.keyboard.press("Tab")
    # The memo is stored while the next field is already being typed in.
    eventually(lambda: server.stored(link).answer(FIRST.id).memo == "説明会は5月。")
    page.keyboard.type("実施の記録")
    page.keyboard.press("Tab")
    eventually(lambda: server.stored(link).answer(FIRST.id).evidence == "実施の記録")
