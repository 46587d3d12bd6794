"""A database as the release before peers left it: schema 0002, with submissions in it."""

from datetime import datetime
from typing import Any

from sqlalchemy import URL, Connection, MetaData, Table, insert, select

from questionnaire.assessment import Answer, AnswerState
from tests.builders import KOSHIGAYA, SOKA, level
from tests.old_database import connected, upgrade
from tests.stored import ASKED, FURTHER, QUESTIONS

MADE_AT = datetime(2026, 6, 1, 3, 4, 5, 678901)
SUBMITTED_AT = (datetime(2026, 9, 1, 1, 2, 3, 4), datetime(2026, 10, 1, 1, 2, 3, 4))
REMOVED_KEY = 41

Answers = dict[str, Answer]

# 草加市 submitted twice, the second time in full; 越谷市 with a version that no program knows any more.
IN_TURN: Answers = {question.id: level(number % 4) for number, question in enumerate(QUESTIONS)}
FIRST_ANSWERS = IN_TURN | {QUESTIONS[2].id: Answer(AnswerState.UNKNOWN, memo="聞く")}
SECOND_ANSWERS = IN_TURN | {question.id: level(3) for question in FURTHER}
FIRST_LEVELS = "01-3" + "0123" * 5
SECOND_LEVELS = "0123" * 6


def make_submitted_database(url: URL) -> None:
    """Makes schema 0002 and fills it: keys 1 and 2 are there, and one that was removed had the key 41."""
    with connected(url) as connection:
        upgrade(connection, "0002")
        tables = MetaData()
        tables.reflect(connection)
        _add(connection, tables, SOKA, ASKED.version.id, [FIRST_ANSWERS, SECOND_ANSWERS])
        _add(connection, tables, KOSHIGAYA, "v1999-1", [{"asked-in-1999": level(2)}])
        _use_key(connection, tables.tables["assessments"])


def _add(connection: Connection, tables: MetaData, place: str, version: str, submitted: list[Answers]) -> None:
    table = tables.tables["assessments"]
    key = connection.execute(insert(table).values(_head(place, version)).returning(table.c.id)).scalar_one()
    for number, answers in enumerate(submitted, start=1):
        connection.execute(
            insert(tables.tables["submissions"]).values(
                assessment=key,
                number=number,
                municipality=place,
                fiscal_year=2026,
                version=version,
                depth="core" if number == 1 else "full",
                submitted_at=SUBMITTED_AT[number - 1],
            )
        )
        rows = [{"assessment": key, "question": question} | _columns(given) for question, given in answers.items()]
        connection.execute(insert(tables.tables["submitted_answers"]), [row | {"number": number} for row in rows])
    saved = {"revision": 1, "saved_at": MADE_AT, "saved_by": ""}
    for name in ("answers", "answer_history"):
        connection.execute(insert(tables.tables[name]), [row | saved for row in rows])


def _head(place: str, version: str) -> dict[str, Any]:
    return {
        "edit_hash": place * 10,
        "municipality": place,
        "fiscal_year": 2026,
        "version": version,
        "depth": "full",
        "created_at": MADE_AT,
        "submitted_at": SUBMITTED_AT[-1],
        "changes": 3,
    }


def _columns(answer: Answer) -> dict[str, Any]:
    return {
        "state": answer.state.value,
        "level": answer.level,
        "memo": answer.memo,
        "evidence": answer.evidence,
        "is_confirmed": True,
    }


def _use_key(connection: Connection, table: Table) -> None:
    """Somebody had an assessment with a high key, and removed it; a tab may still hold it."""
    connection.execute(insert(table).values(_head(SOKA, ASKED.version.id) | {"id": REMOVED_KEY, "edit_hash": "gone"}))
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SELECT setval(pg_get_serial_sequence('assessments', 'id'), {REMOVED_KEY})")
    connection.execute(table.delete().where(table.c.edit_hash == "gone"))
    assert len(connection.execute(select(table.c.id)).all()) == 2
