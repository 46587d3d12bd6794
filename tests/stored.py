"""What is stored beside an open tab: made before it, looked up after it, and a disk that refuses meanwhile."""

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

from sqlalchemy import Engine, text

from questionnaire.assessment import Answer, Assessment
from questionnaire.loader import newest_version, questionnaire
from questionnaire.model import Depth, Question
from scoring.wording import answer_text
from storage.assessments import create, find
from storage.connect import FILE_NAME
from tests.builders import an_assessment

ASKED = questionnaire(newest_version())
QUESTIONS = ASKED.asked(Depth.CORE)
FURTHER = tuple(question for question in ASKED.questions if not question.core)
AXIS = ASKED.axes[1]
PAGE = f"answer-{AXIS.id}"
ALL_PAGES = ["", *(f"answer-{axis.id}" for axis in ASKED.axes), "result", "practices", "about"]


def core_questions(axis_page: str = PAGE) -> list[Question]:
    """What the quick check asks on this page."""
    axis = next(axis for axis in ASKED.axes if axis_page == f"answer-{axis.id}")
    return [question for question in axis.questions if question.core]


FIRST, SECOND, THIRD = core_questions()


def a_link(data: Engine, answers: Mapping[str, Answer] | None = None, depth: Depth = Depth.CORE) -> str:
    """The link of a stored assessment of 草加市."""
    return create(data, an_assessment(answers, version=ASKED.version.id, depth=depth))


def stored(data: Engine, link: str) -> Assessment:
    found = find(data, link)
    assert found
    return found.assessment


def stored_answer(data: Engine, link: str, question: Question = FIRST) -> Answer:
    return stored(data, link).answer(question.id)


def count_of_assessments(data: Engine) -> int:
    with data.connect() as connection:
        return int(connection.execute(text("SELECT count(*) FROM assessments")).scalar_one())


def words(question: Question, answer: Answer) -> str:
    """The choice as the pages word it."""
    return answer_text(answer, question)


def refuse_writing(folder: Path, table: str) -> None:
    """From now on the database takes nothing new into this table, as with a full disk."""
    for verb in ("INSERT", "UPDATE"):
        _raw(
            folder,
            f"CREATE TRIGGER no_{verb} BEFORE {verb} ON {table} BEGIN SELECT RAISE(ABORT, 'the disk is full'); END",
        )


def allow_writing(folder: Path) -> None:
    _raw(folder, "DROP TRIGGER no_INSERT", "DROP TRIGGER no_UPDATE")


def _raw(folder: Path, *statements: str) -> None:
    """SQL from outside, as an operator or a broken disk would interfere."""
    with closing(sqlite3.connect(folder / FILE_NAME)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()
