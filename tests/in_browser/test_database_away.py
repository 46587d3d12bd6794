"""PostgreSQL goes away before a real browser: the page says so, keeps the answer, and stores it when it is back.

`make soak` alone goes through it, and lets it be away for `DX_AWAY_S` seconds; tests/screens/test_away.py and
tests/storage/test_survival.py say the same of the page and of the storage in `make check`.
"""

import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect
from sqlalchemy import URL

from tests.browser import ASKED, Server, choice, choose, core_questions, eventually, running_server, visit_axis
from tests.builders import level
from tests.postgres import MIGRATED, PostgresServer

AWAY_S = float(os.environ.get("DX_AWAY_S", "3"))
AXIS = ASKED.axes[0]
FIRST, SECOND, THIRD = core_questions(AXIS)
UNSAVED = "回答を保存できていません。この画面を閉じずにお待ちください。"
AWAY = "保存先に接続できません。"


@pytest.fixture
def url(mortal_postgres: PostgresServer) -> Iterator[URL]:
    with mortal_postgres.new_database(MIGRATED) as address:
        yield address


@pytest.fixture
def server(tmp_path: Path, url: URL) -> Iterator[Server]:
    with running_server(tmp_path, database_url=url) as running:
        yield running


@contextmanager
def stopped(postgres: PostgresServer) -> Iterator[None]:
    """Meanwhile nobody takes a connection."""
    postgres.stop()
    yield
    postgres.start()


def away(postgres: PostgresServer, how: str) -> AbstractContextManager[None]:
    return stopped(postgres) if how == "stopped" else postgres.standing_still()


def alerts(page: Page, words: str) -> Locator:
    return page.get_by_role("alert").filter(has_text=words)


@pytest.mark.soak
@pytest.mark.parametrize("how", ["stopped", "standing still"])
def test_an_answer_given_while_postgresql_is_away_stays_in_the_page_and_is_stored_when_it_is_back(
    page: Page, server: Server, mortal_postgres: PostgresServer, how: str
) -> None:
    link = server.new_link()
    visit_axis(page, server, link, AXIS)
    choose(page, FIRST, level(1))
    eventually(lambda: server.stored(link).answers == {FIRST.id: level(1)})
    with away(mortal_postgres, how):
        choose(page, FIRST, level(2))
        choose(page, SECOND, level(3))
        for words in (UNSAVED, AWAY):
            expect(alerts(page, words)).to_be_visible()
        page.wait_for_timeout(1000 * AWAY_S)
        for words in (UNSAVED, AWAY):
            expect(alerts(page, words)).to_be_visible()
        expect(choice(page, FIRST, level(2))).to_be_checked()
        expect(choice(page, SECOND, level(3))).to_be_checked()
    # Nobody touches the page: it tries again by itself.
    for words in (UNSAVED, AWAY):
        expect(alerts(page, words)).to_have_count(0)
    eventually(lambda: server.stored(link).answers == {FIRST.id: level(2), SECOND.id: level(3)})
    choose(page, THIRD, level(0))
    given = {FIRST.id: level(2), SECOND.id: level(3), THIRD.id: level(0)}
    eventually(lambda: server.stored(link).answers == given)
