"""A database as the first release left it: schema 0001, filled with what offices had typed by then."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import URL, Connection, Engine, MetaData, NullPool, create_engine, insert

from questionnaire.assessment import Answer, AnswerState
from questionnaire.model import Depth
from storage.schema import MIGRATIONS
from tests.builders import KOSHIGAYA, MATSUBUSHI, SOKA, level, not_applicable
from tests.stored import ASKED

MADE_AT = datetime(2026, 4, 1, 3, 4, 5, 678901)
ANSWERED_AT = datetime(2026, 9, 30, 23, 59, 59)
HOSTILE_MEMOS = (
    "'; DROP TABLE answers; -- \" ` \\ %s %(x)s :memo",
    "𠮷野家 👩🏽‍💻 葛󠄀城市 か\u3099 \u202eימין",
    " 前後の空白 \t\r\n\n",
    "あ" * 10_000,
)


@dataclass(frozen=True)
class OldAssessment:
    """An assessment of the first release, with the link that its office keeps."""

    link: str
    municipality: str
    fiscal_year: int
    depth: Depth
    answers: dict[str, Answer]


def _mixed() -> dict[str, Answer]:
    ids = [question.id for question in ASKED.questions]
    hostile = {ids[number]: Answer(AnswerState.UNKNOWN, memo=memo) for number, memo in enumerate(HOSTILE_MEMOS)}
    return hostile | {
        ids[10]: level(0),
        ids[11]: Answer(AnswerState.ANSWERED, 3, "メモ", "根拠"),
        ids[12]: not_applicable("保育所がない"),
        ids[13]: Answer(AnswerState.UNANSWERED, memo="先に書いたメモ"),
        "asked-in-an-older-version": level(2),
    }


# Two of one office and year, one without an answer, one with every answer.
OLD = (
    OldAssessment("old-link-of-soka-000001", SOKA, 2026, Depth.FULL, _mixed()),
    OldAssessment("old-link-of-soka-000002", SOKA, 2026, Depth.CORE, {}),
    OldAssessment(
        "old-link-of-koshigaya-1", KOSHIGAYA, 2025, Depth.FULL, {question.id: level(1) for question in ASKED.questions}
    ),
    OldAssessment("old-link-of-matsubushi", MATSUBUSHI, 2026, Depth.CORE, _mixed()),
)


def make_old_database(url: URL) -> None:
    """Makes schema 0001 and fills it."""
    with connected(url) as connection:
        upgrade(connection, "0001")
        tables = MetaData()
        tables.reflect(connection)
        for old in OLD:
            key = connection.execute(
                insert(tables.tables["assessments"]).values(_head_row(old)).returning(tables.tables["assessments"].c.id)
            ).scalar_one()
            if old.answers:
                connection.execute(insert(tables.tables["answers"]), [*_answer_rows(key, old)])


def upgrade(connection: Connection, revision: str) -> None:
    """Runs the migrations up to this revision."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


@contextmanager
def connected(url: URL) -> Iterator[Connection]:
    """A connection to the database as it is, without migrating it; committed at the end."""
    engine = plain_engine(url)
    with engine.begin() as connection:
        yield connection


def plain_engine(url: URL) -> Engine:
    """The database as it is, without migrating it; nothing stays open."""
    driver = "postgresql+psycopg" if url.get_backend_name() == "postgresql" else url.drivername
    return create_engine(url.set(drivername=driver), poolclass=NullPool)


def _head_row(old: OldAssessment) -> dict[str, Any]:
    return {
        "link_hash": hashlib.sha256(old.link.encode()).hexdigest(),
        "municipality": old.municipality,
        "fiscal_year": old.fiscal_year,
        "version": ASKED.version.id,
        "depth": old.depth.value,
        "created_at": MADE_AT,
    }


def _answer_rows(key: int, old: OldAssessment) -> Iterator[dict[str, Any]]:
    for question, answer in old.answers.items():
        yield {
            "assessment": key,
            "question": question,
            "state": answer.state.value,
            "level": answer.level,
            "memo": answer.memo,
            "evidence": answer.evidence,
            "saved_at": ANSWERED_AT,
        }
