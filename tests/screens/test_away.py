"""When the database is away or must not be used: told in Japanese, nothing lost, and well again by itself."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, text

from scoring.trend.wording import ONE_YEAR
from storage.connect import database, open_database, sqlite_url
from storage.schema import revisions
from storage.transaction import StorageError
from tests.builders import SOKA, level
from tests.postgres import PostgresServer
from tests.stored import (
    ALL_PAGES,
    FIRST,
    PAGE,
    SECOND,
    a_link,
    count_of_assessments,
    executed,
    stored,
    stored_answer,
)
from tests.tab import a_tab, chosen, click, messages, radio, text_of, turn_to

AWAY = "保存先に接続できません。しばらくしてからもう一度お試しください。"
UNSAVED = "回答を保存できていません。"


@pytest.fixture
def away(mortal_postgres: PostgresServer, monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    """The database that the pages use, on a server that can go away."""
    with mortal_postgres.new_database() as url:
        monkeypatch.setenv("DATABASE_URL", url.render_as_string(hide_password=False))
        engine = database()
        yield engine
        engine.dispose()


def test_an_answer_given_while_the_database_is_away_stays_in_the_page_and_is_stored_later(
    away: Engine, mortal_postgres: PostgresServer
) -> None:
    link = a_link(away, {FIRST.id: level(0)})
    tab = a_tab(PAGE, a=link)
    mortal_postgres.stop()
    radio(tab, FIRST).set_value(FIRST.levels[2]).run()
    assert not tab.exception
    assert AWAY in messages(tab)
    assert any(UNSAVED in message for message in messages(tab))
    radio(tab, SECOND).set_value(SECOND.levels[1]).run()
    assert (chosen(tab, FIRST), chosen(tab, SECOND)) == (FIRST.levels[2], SECOND.levels[1])
    mortal_postgres.start()
    tab.run()
    assert messages(tab) == []
    assert stored(away, link).answers == {FIRST.id: level(2), SECOND.id: level(1)}


def test_every_page_tells_that_the_database_is_away_and_shows_what_was_read_last(
    away: Engine, mortal_postgres: PostgresServer
) -> None:
    link = a_link(away, {FIRST.id: level(2)})
    tab = a_tab(PAGE, a=link)
    mortal_postgres.stop()
    for path in ALL_PAGES:
        turn_to(tab, path)
        assert not tab.exception
        assert AWAY in messages(tab)
        assert not any("見つかりません" in message for message in messages(tab))
    turn_to(tab, PAGE)
    assert chosen(tab, FIRST) == FIRST.levels[2]
    mortal_postgres.start()
    for path in ALL_PAGES:
        turn_to(tab, path)
        assert AWAY not in messages(tab)


def test_a_link_that_is_opened_while_the_database_is_away_opens_when_it_is_back(
    away: Engine, mortal_postgres: PostgresServer
) -> None:
    link = a_link(away, {FIRST.id: level(2)})
    mortal_postgres.stop()
    tab = a_tab(PAGE, a=link)
    assert not tab.exception
    assert AWAY in messages(tab)
    assert not any("見つかりません" in message for message in messages(tab))
    mortal_postgres.start()
    tab.run()
    assert chosen(tab, FIRST) == FIRST.levels[2]


def test_years_that_cannot_be_read_are_not_taken_for_years_that_are_not_there(
    away: Engine, mortal_postgres: PostgresServer
) -> None:
    tab = a_tab(PAGE, a=a_link(away, {FIRST.id: level(2)}))
    mortal_postgres.stop()
    turn_to(tab, "trend")
    assert "ほかの年度の診断を読めないため、推移を示せません。" in " ".join(messages(tab))
    assert ONE_YEAR not in messages(tab)
    mortal_postgres.start()
    turn_to(tab, "trend")
    assert messages(tab) == [ONE_YEAR]


def test_an_example_can_be_read_while_the_database_is_away(away: Engine, mortal_postgres: PostgresServer) -> None:
    assert count_of_assessments(away) == 0
    mortal_postgres.stop()
    tab = a_tab("result", example=SOKA)
    assert not tab.exception
    assert "全体の成熟度は" in text_of(tab)
    mortal_postgres.start()


# A database that must not be used


@pytest.fixture
def newer(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> str:
    """A link to an assessment in a database that a newer release of the program made."""
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("DX_DATA_DIR", str(tmp_path))
    engine = open_database(sqlite_url(tmp_path))
    link = a_link(engine, {FIRST.id: level(2)})
    executed(engine, "UPDATE alembic_version SET version_num = '9999'")
    engine.dispose()
    return link


@pytest.mark.parametrize("path", ["", PAGE, "submission"])
def test_a_database_of_a_newer_release_is_told_on_the_screen(newer: str, path: str) -> None:
    tab = a_tab(path, a=newer)
    assert not tab.exception
    told = messages(tab)[0]
    assert "データベースは新しい版のプログラムで作られています(スキーマ 9999)。" in told
    assert "データには手を付けていません。" in told
    assert not tab.radio


def test_a_database_of_a_newer_release_is_told_before_anybody_begins(newer: str, tmp_path: Path) -> None:
    assert newer
    tab = a_tab()
    assert "新しい版のプログラム" in messages(tab)[0]
    tab.text_input(key="municipality-search").set_value("そうか").run()
    click(tab, "この団体で診断をはじめる")
    assert not tab.exception
    with pytest.raises(StorageError):
        database()
    engine = open_database_again(tmp_path)
    assert count_of_assessments(engine) == 1
    assert stored_answer(engine, newer) == level(2)
    engine.dispose()


def open_database_again(folder: Path) -> Engine:
    """The database after the operator put the newer release back, here by giving it this one's number."""
    engine = create_engine(sqlite_url(folder))
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :newest"), {"newest": revisions()[0]})
    engine.dispose()
    return open_database(sqlite_url(folder))
