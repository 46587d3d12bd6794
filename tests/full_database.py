"""A database in which every table holds something, and all that a database holds."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from sqlalchemy import Engine, select

from questionnaire.assessment import LONGEST_NAME, LONGEST_TEXT, Answer, AnswerState
from questionnaire.indicator_table import IndicatorTable
from questionnaire.loader import newest_version
from questionnaire.model import Depth
from questionnaire.peer import NamedPeer, Origin, Sharing
from questionnaire.peer_set import PeerSet
from questionnaire.plan import Target
from storage.assessments import Links, create, find, remove
from storage.connect import open_database, sqlite_url
from storage.imported_peers import import_peers
from storage.indicators import keep
from storage.links import issue_code
from storage.peer_sets import keep_set
from storage.plans import decide, keep_plan, set_targets
from storage.revised import PlanChange
from storage.sharing import choose_class
from storage.submissions import begin_next_year, reopen, submit
from storage.tables import metadata
from tests.builders import KOSHIGAYA, MATSUBUSHI, SOKA, UNKNOWN, an_assessment, level
from tests.planned import a_plan
from tests.postgres import MIGRATED, PostgresServer
from tests.stored import ASKED, FURTHER, QUESTIONS, record

HOSTILE_TEXTS = (
    "あ" * LONGEST_TEXT,
    "𠮷" * LONGEST_TEXT,
    "👩🏽‍💻🏴󠁧󠁢󠁥󠁮󠁧󠁿",
    "葛󠄀城市 が か\u3099 é e\u0301",
    "\u202eרק ימין\u202c \u200f\u200e",
    " 前後の空白 \t\r\n\n\x01\x7f\x85\u2028\u2029\ufeff\ufffe",
    '"}]}\\ {"sha256": "0"}\n{"sha256":"0"}',
    "'; DROP TABLE answers; -- %s :memo $1",
)


class Filled(NamedTuple):
    """What is needed to come back to a full database: the first assessment, its links, and the code of its office."""

    key: int
    links: Links
    code: str


def filled(engine: Engine) -> Filled:
    """Submits, reopens, changes and submits again, begins the next year, and has a second assessment beside it.

    Indicators are kept, something is shared, a class and a set are chosen, something is decided and planned, a peer is
    imported, and an anonymous submission was removed.
    """
    answers = {question.id: level(index % 4) for index, question in enumerate(QUESTIONS)}
    for question, typed in zip(QUESTIONS, HOSTILE_TEXTS, strict=False):
        who = {"section": typed[:LONGEST_NAME], "person": typed[-LONGEST_NAME:], "answered_on": date(2026, 11, 20)}
        answers[question.id] = Answer(AnswerState.ANSWERED, 1, memo=typed, evidence=typed[::-1], **who)
    links = create(engine, an_assessment(answers))
    key = key_of(engine, links)
    choose_class(engine, key, "former-special")
    keep_set(engine, key, PeerSet("5市1町", (SOKA, KOSHIGAYA)))
    decide(engine, key, {action: PlanChange(decision, 0) for action, decision in a_plan().settings.decisions.items()})
    set_targets(engine, key, {axis.id: PlanChange(Target(axis.id, "dx", 2028), 0) for axis in ASKED.axes[:2]})
    keep_plan(engine, key, PlanChange(a_plan(), 0))
    submit(engine, key, Sharing.ANONYMOUS)
    reopen(engine, key)
    record(engine, key, QUESTIONS[0].id, UNKNOWN, saved_by="a-tab")
    record(engine, key, QUESTIONS[0].id, level(0), saved_by="a-tab")
    submit(engine, key, Sharing.NAMED)
    begin_next_year(engine, key, newest_version())
    import_peers(engine, [("比較.csv", [NamedPeer(MATSUBUSHI, 2026, newest_version(), "", "3" * 24, Origin.IMPORTED)])])
    create(engine, an_assessment({FURTHER[0].id: Answer(AnswerState.UNANSWERED, memo="後で")}, depth=Depth.FULL))
    keep(engine, IndicatorTable(date(2024, 7, 12), {SOKA: {"a-word": "実施", "a-number": 72.5, "nothing": None}}))
    leave_a_trace(engine)
    return Filled(key, links, issue_code(engine, SOKA))


def leave_a_trace(engine: Engine) -> int:
    """越谷市 submits anonymously and removes all of it; gives the key that it had."""
    answers = {question.id: level(3) for question in QUESTIONS}
    key = key_of(engine, create(engine, an_assessment(answers, municipality=KOSHIGAYA)))
    submit(engine, key, Sharing.ANONYMOUS)
    remove(engine, key)
    return key


def key_of(engine: Engine, links: Links) -> int:
    """The key of the assessment that these links open."""
    found, read = find(engine, links.edit), find(engine, links.read)
    assert found
    assert read
    assert found.id == read.id
    return found.id


def everything(engine: Engine) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table."""
    with engine.connect() as connection:
        return {
            table.name: sorted(map(tuple, connection.execute(select(table))), key=repr)
            for table in metadata.sorted_tables
        }


@contextmanager
def a_database(kind: str, folder: Path, request: pytest.FixtureRequest) -> Iterator[Engine]:
    """A further empty database of this kind."""
    if kind == "sqlite":
        engine = open_database(sqlite_url(folder))
        yield engine
        engine.dispose()
        return
    server: PostgresServer = request.getfixturevalue("postgres")
    with server.new_database(MIGRATED) as address:
        engine = open_database(address)
        yield engine
        engine.dispose()
