"""Whether the database is sound: what SQLite says of its file, and the rules that hold between our tables."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from math import prod
from typing import Any

from sqlalchemy import Connection, Engine, Row, Table, and_, exists, func, or_, select
from sqlalchemy.exc import DatabaseError

from questionnaire.assessment import UNANSWERED, Answer, AnswerState, is_open
from questionnaire.core_levels import core_levels
from questionnaire.loader import questionnaire
from questionnaire.model import Depth
from storage.assessments import answer_of
from storage.backup import row_counts
from storage.peer_soundness import broken_sharing
from storage.plan_soundness import broken_plans
from storage.snapshot import snapshot
from storage.tables import (
    answer_history,
    answers,
    assessments,
    consents,
    indicator_tables,
    indicator_values,
    submissions,
    submitted_answers,
)
from storage.transaction import StorageError, let_it_take_long


@dataclass(frozen=True)
class Soundness:
    """The number of rows in each table, and every fault in Japanese; none when the database is sound."""

    rows: Mapping[str, int]
    faults: tuple[str, ...]


def soundness(engine: Engine) -> Soundness:
    """Reads the whole database as it stands at one moment, and changes nothing. Raises `StorageError`."""
    try:
        with snapshot(engine) as connection:
            let_it_take_long(connection)
            if broken := tuple(_broken_file(connection)):
                return Soundness({}, broken)
            return Soundness(row_counts(connection), tuple(_broken_rules(connection)))
    except StorageError as error:
        # Of the kinds below this one, none says that the file itself cannot be understood.
        if type(error.__cause__) is DatabaseError:
            return Soundness({}, (f"データベースのファイルが壊れています: {error.__cause__.orig}",))
        raise


def _broken_file(connection: Connection) -> Iterator[str]:
    """What SQLite finds. PostgreSQL has no such check, and never lets a reference break."""
    if connection.dialect.name != "sqlite":
        return
    found = [what for (what,) in connection.exec_driver_sql("PRAGMA integrity_check")]
    if found != ["ok"]:
        yield from (f"データベースのファイルが壊れています: {what}" for what in found)
        return
    for table, row, parent, _ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        yield f"表 {table} の行 {row} が指す {parent} の行がありません"


def _broken_rules(connection: Connection) -> Iterator[str]:
    for table in (answers, answer_history, submitted_answers):
        yield from _unknown_states(connection, table)
        yield from _unreadable_days(connection, table)
    yield from _answers_unlike_history(connection)
    yield from _gaps(connection, answer_history, "revision", "回答の履歴の番号")
    yield from _gaps(connection, submissions, "number", "提出の番号")
    yield from _gaps(connection, consents, "number", "共有の選択の番号")
    yield from _frozen_without_submission(connection)
    yield from broken_sharing(connection)
    yield from broken_plans(connection)
    for submission in connection.execute(select(submissions).order_by(*submissions.primary_key)).all():
        yield from _submission_faults(connection, submission)
    yield from _indicator_faults(connection)


def _unknown_states(connection: Connection, table: Table) -> Iterator[str]:
    unknown = table.c.state.not_in([state.value for state in AnswerState])
    for row in connection.execute(select(table.c.assessment, table.c.question).where(unknown)):
        yield f"{_place(row)}: 回答状態を読み取れません"


def _unreadable_days(connection: Connection, table: Table) -> Iterator[str]:
    told = select(table.c.assessment, table.c.question, table.c.answered_on).where(table.c.answered_on.is_not(None))
    for row in connection.execute(told):
        if not _is_day(row.answered_on):
            yield f"{_place(row)}: 回答日「{row.answered_on}」を読み取れません"


def _answers_unlike_history(connection: Connection) -> Iterator[str]:
    """Every answer is the newest of its history, and every history has an answer."""
    now, then = answers.c, answer_history.c
    same_question = and_(now.assessment == then.assessment, now.question == then.question)
    differs = or_(*(column.is_distinct_from(then[column.name]) for column in now))
    beside = answers.outerjoin(answer_history, and_(same_question, now.revision == then.revision))
    for row in connection.execute(select(now.assessment, now.question).select_from(beside).where(differs)):
        yield f"{_place(row)}: いまの回答が、履歴のその回と違います"
    above = answer_history.outerjoin(answers, same_question)
    newer = or_(now.revision.is_(None), then.revision > now.revision)
    query = select(then.assessment, then.question).select_from(above).where(newer).distinct()
    for row in connection.execute(query):
        yield f"{_place(row)}: いまの回答が、履歴のいちばん新しい回答ではありません"


def _gaps(connection: Connection, table: Table, column: str, name: str) -> Iterator[str]:
    counted, others = table.c[column], [key for key in table.primary_key if key.name != column]
    broken = or_(func.min(counted) != 1, func.max(counted) != func.count())
    for row in connection.execute(select(*others).group_by(*others).having(broken)):
        yield f"{_place(row)}: {name}が1から続いていません"


def _frozen_without_submission(connection: Connection) -> Iterator[str]:
    missing = ~exists().where(submissions.c.assessment == assessments.c.id)
    query = select(assessments.c.id.label("assessment")).where(assessments.c.submitted_at.is_not(None), missing)
    for row in connection.execute(query):
        yield f"{_place(row)}: 提出済みなのに、提出した内容がありません"


def _submission_faults(connection: Connection, submission: Row[Any]) -> Iterator[str]:
    """Every question that was asked has an answer, and nothing differs from it while the assessment is frozen."""
    place = f"{_place(submission)} 提出{submission.number}"
    try:
        asked = questionnaire(submission.version).asked(Depth(submission.depth))
        given = _answers(connection, submitted_answers, submission.assessment, submission.number)
        now = _answers(connection, answers, submission.assessment)
    except (KeyError, ValueError):
        yield f"{place}: 設問版 {submission.version}、深さ {submission.depth} の回答として読み取れません"
        return
    for question in asked:
        if is_open(given.get(question.id, UNANSWERED), question):
            yield f"{place} 設問 {question.id}: 提出した回答がそろっていません"
    if submission.levels != core_levels(questionnaire(submission.version), {q: a.level for q, a in given.items()}):
        yield f"{place}: 比較に使う段階が、提出した回答と違います"
    if _stands_frozen(connection, submission) and given != now:
        yield f"{place}: 提出した回答と、いまの回答が違います"


def _indicator_faults(connection: Connection) -> Iterator[str]:
    """One table of published indicators is kept, with a value for each of its municipalities and indicators."""
    kept = connection.execute(select(indicator_tables.c.as_of)).scalars().all()
    if len(kept) > 1:
        yield f"公表データの表が{len(kept)}つあります"
    for as_of in kept:
        if not _is_day(as_of):
            yield f"公表データの表の日付「{as_of}」を読み取れません"
        columns = (indicator_values.c.municipality, indicator_values.c.indicator)
        counts = (func.count(column.distinct()) for column in columns)
        query = select(func.count(), *counts).where(indicator_values.c.as_of == as_of)
        values, *kinds = connection.execute(query).one()
        if values != prod(kinds):
            yield f"公表データの表({as_of})の値がそろっていません"


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _stands_frozen(connection: Connection, submission: Row[Any]) -> bool:
    """Whether nothing was reopened since this submission."""
    latest = select(func.max(submissions.c.number)).where(submissions.c.assessment == submission.assessment)
    submitted_at = select(assessments.c.submitted_at).where(assessments.c.id == submission.assessment)
    is_newest = connection.execute(latest).scalar_one() == submission.number
    return is_newest and connection.execute(submitted_at).scalar_one() is not None


def _answers(connection: Connection, table: Table, assessment: int, number: int | None = None) -> dict[str, Answer]:
    """The answers now, or those of this submission. Raises `ValueError` for one that cannot be read."""
    query = select(table).where(table.c.assessment == assessment)
    rows = connection.execute(query if number is None else query.where(table.c.number == number))
    return {row.question: answer_of(row) for row in rows}


def _place(row: Row[*tuple[Any, ...]]) -> str:
    found = row._mapping
    return f"診断 {found['assessment']}" + (f" 設問 {found['question']}" if "question" in found else "")
