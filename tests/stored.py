"""What is stored beside an open tab: made before it, looked up after it, and a disk that refuses meanwhile."""

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

from sqlalchemy import Engine, func, select, text
from sqlalchemy import table as table_of

from questionnaire.assessment import Answer, Assessment
from questionnaire.loader import newest_version, questionnaire
from questionnaire.model import Depth, Question
from scoring.wording import answer_text
from storage.assessments import Change, StoredAssessment, answer_at, create, find, load, record_answer
from storage.connect import FILE_NAME
from tests.builders import an_assessment, level

ASKED = questionnaire(newest_version())
QUESTIONS = ASKED.asked(Depth.CORE)
FURTHER = tuple(question for question in ASKED.questions if not question.core)
AXIS = ASKED.axes[1]
PAGE = f"answer-{AXIS.id}"
ALL_PAGES = [
    *("", *(f"answer-{axis.id}" for axis in ASKED.axes)),
    *(
        "result",
        "comparison",
        "actions",
        "roadmap",
        "trend",
        "practices",
        "output",
        "about",
        "submission",
        "links",
        "import",
        "peer-files",
        "indicators",
        "guide",
    ),
]


def core_questions(axis_page: str = PAGE) -> list[Question]:
    """What the quick check asks on this page."""
    axis = next(axis for axis in ASKED.axes if axis_page == f"answer-{axis.id}")
    return [question for question in axis.questions if question.core]


FIRST, SECOND, THIRD = core_questions()
# An answer to every core question, the four levels in turn.
ALL_LEVELS = {question.id: level(number % 4) for number, question in enumerate(QUESTIONS)}


def a_link(data: Engine, answers: Mapping[str, Answer] | None = None, depth: Depth = Depth.CORE) -> str:
    """The link to edit a stored assessment of 草加市."""
    return create(data, an_assessment(answers, version=ASKED.version.id, depth=depth)).edit


def a_key(data: Engine, assessment: Assessment) -> int:
    """The key of a new assessment like this one."""
    return key_of(data, create(data, assessment).edit)


def key_of(data: Engine, link: str) -> int:
    """The key of the assessment that this link opens."""
    found = find(data, link)
    assert found
    return found.id


def record(data: Engine, key: int, question: str, answer: Answer, saved_by: str = "") -> int:
    """Answers as a tab does that shows the newest revision, and gives the next one."""
    return record_answer(data, key, Change(question, answer, revisions_of(data, key).get(question, 0), saved_by))


def loaded(data: Engine, key: int) -> StoredAssessment:
    found = load(data, key)
    assert found
    return found


def answers_of(data: Engine, key: int) -> dict[str, Answer]:
    return dict(loaded(data, key).assessment.answers)


def revisions_of(data: Engine, key: int) -> dict[str, int]:
    return dict(loaded(data, key).revisions)


def history_of(data: Engine, key: int, question: str) -> list[Answer]:
    """What was answered to a question, from the first revision to the newest."""
    return [answer_at(data, key, question, number + 1) for number in range(revisions_of(data, key).get(question, 0))]


def stored(data: Engine, link: str) -> Assessment:
    found = find(data, link)
    assert found
    return found.assessment


def stored_answer(data: Engine, link: str, question: Question = FIRST) -> Answer:
    return stored(data, link).answer(question.id)


def count_of(data: Engine, table: str) -> int:
    """How many rows a table has."""
    with data.connect() as connection:
        return int(connection.execute(select(func.count()).select_from(table_of(table))).scalar_one())


def count_of_assessments(data: Engine) -> int:
    return count_of(data, "assessments")


def executed(data: Engine, statement: str) -> None:
    """SQL from outside, as an operator would type it."""
    with data.begin() as connection:
        connection.execute(text(statement))


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
