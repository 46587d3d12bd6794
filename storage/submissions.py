"""提出: an assessment is frozen with its version, reopened as a further number, and followed by the next year's."""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, Row, func, insert, literal, select, update

from questionnaire.assessment import Answer, AnswerState, Assessment, is_open
from questionnaire.core_levels import core_levels
from questionnaire.loader import questionnaire
from questionnaire.model import Depth, Questionnaire
from questionnaire.peer import Sharing
from storage.assessments import Links, answer_of, insert_assessment, load_within
from storage.head import change_head, hold_head
from storage.joined import joined_assessments
from storage.links import new_link
from storage.peer_sets import carry_over_sets
from storage.plans import carry_over_plans
from storage.sharing import carry_over_class, give_consent
from storage.snapshot import snapshot
from storage.tables import ONE_NEXT_YEAR, ONE_OFFICIAL, answers, assessments, submissions, submitted_answers
from storage.transaction import now, only_one, transaction

COPIED = ("question", "state", "level", "memo", "evidence", "is_confirmed", "section", "person", "answered_on")


class IncompleteError(Exception):
    """Some questions are still unanswered or 未確認, so nothing was submitted. `open` names their ids."""

    def __init__(self, open: tuple[str, ...]) -> None:
        super().__init__(f"{len(open)} questions are open")
        self.open = open


class NotSubmittedError(Exception):
    """The assessment is not submitted, or open again, so that no year can follow it yet."""


class AlreadyBegunError(Exception):
    """The year after was begun already."""


class AlreadySubmittedError(Exception):
    """Another assessment of this municipality and year was submitted already."""


@dataclass(frozen=True)
class Submission:
    """What was submitted, or for a year not submitted yet (`number` 0) what stands there now."""

    assessment: Assessment
    number: int
    submitted_at: datetime | None


def submit(engine: Engine, assessment: int, sharing: Sharing) -> int:
    """Freezes the assessment as its next submission, shared from now on as was chosen, and gives its number.

    Raises `IncompleteError`, `AlreadySubmittedError`, `FrozenError` when it was submitted or removed meanwhile, and
    `StorageError`. Nothing is submitted then.
    """
    with only_one(ONE_OFFICIAL, AlreadySubmittedError(assessment)), transaction(engine) as connection:
        change_head(connection, assessment)
        return _submit(connection, assessment, sharing)


def reopen(engine: Engine, assessment: int) -> None:
    """Lets the answers be changed again. What was submitted stays as it is until the next submission.

    Raises `FrozenError` when the assessment was removed, and `StorageError`.
    """
    with transaction(engine) as connection:
        change_head(connection, assessment, even_if_submitted=True, submitted_at=None)


def begin_next_year(engine: Engine, assessment: int, version: str) -> Links:
    """A new assessment for the year after, with the answers as 未確認 where the version still asks the question.

    The class of the municipality, the sets to compare with, decisions and targets go on too; what is shared is chosen
    anew, and a plan is made anew.

    Raises `NotSubmittedError`, `AlreadyBegunError`, `FrozenError` when the assessment was removed, and `StorageError`.
    """
    links = Links(new_link(), new_link())
    with only_one(ONE_NEXT_YEAR, AlreadyBegunError(assessment)), transaction(engine) as connection:
        hold_head(connection, assessment)
        before = load_within(connection, assessment)
        if before is None or before.submitted_at is None:
            raise NotSubmittedError(assessment)
        following = _following(before.assessment, version)
        key = insert_assessment(connection, following, links, previous=assessment)
        carry_over_class(connection, assessment, key)
        carry_over_sets(connection, assessment, key)
        carry_over_plans(connection, assessment, key, version, following.fiscal_year)
    return links


def _following(before: Assessment, version: str) -> Assessment:
    asked = questionnaire(version)
    copied = {
        question: replace(answer, is_confirmed=False)
        for question, answer in before.answers.items()
        if question in asked.by_id and answer.state is not AnswerState.UNANSWERED
    }
    return replace(before, fiscal_year=before.fiscal_year + 1, version=version, answers=copied)


def submissions_of(engine: Engine, assessment: int) -> list[Submission]:
    """What was submitted of this assessment, the first number first."""
    with snapshot(engine) as connection:
        return [_submission(*found) for found in submitted_rows(connection, assessment)]


def years_of(engine: Engine, assessment: int) -> list[Submission]:
    """One entry for each year that this assessment is joined to by 次年度を始める, the oldest first.

    The newest submission of the year, or what stands there now while nothing was submitted. Other assessments of the
    same municipality are not shown: whoever has this link need not have theirs.
    """
    with snapshot(engine) as connection:
        found = [year for key in joined_assessments(connection, assessment) if (year := _year(connection, key))]
    return sorted(found, key=lambda year: (year.assessment.fiscal_year, year.submitted_at is not None))


def _year(connection: Connection, assessment: int) -> Submission | None:
    if submitted := submitted_rows(connection, assessment):
        return _submission(*submitted[-1])
    present = load_within(connection, assessment)
    return Submission(present.assessment, 0, None) if present else None


def _submit(connection: Connection, assessment: int, sharing: Sharing) -> int:
    head = connection.execute(select(assessments).where(assessments.c.id == assessment)).one()
    rows = connection.execute(select(answers).where(answers.c.assessment == assessment))
    asked, given = questionnaire(head.version), {row.question: answer_of(row) for row in rows}
    _refuse_if_open(asked, Depth(head.depth), given)
    latest = select(func.max(submissions.c.number)).where(submissions.c.assessment == assessment)
    number: int = (connection.execute(latest).scalar_one() or 0) + 1
    moment = now()
    connection.execute(
        insert(submissions).values(
            assessment=assessment,
            number=number,
            municipality=head.municipality,
            fiscal_year=head.fiscal_year,
            version=head.version,
            depth=head.depth,
            submitted_at=moment,
            municipality_class=head.municipality_class,
            levels=core_levels(asked, {question: answer.level for question, answer in given.items()}),
        )
    )
    source = select(answers.c.assessment, literal(number), *(answers.c[name] for name in COPIED))
    connection.execute(
        insert(submitted_answers).from_select(
            ["assessment", "number", *COPIED], source.where(answers.c.assessment == assessment)
        )
    )
    connection.execute(update(assessments).where(assessments.c.id == assessment).values(submitted_at=moment))
    give_consent(connection, assessment, sharing, moment)
    return number


def _refuse_if_open(asked: Questionnaire, depth: Depth, given: dict[str, Answer]) -> None:
    state = Assessment("", 0, asked.version.id, depth, given)
    still_open = tuple(question.id for question in asked.asked(depth) if is_open(state.answer(question.id), question))
    if still_open:
        raise IncompleteError(still_open)


def submitted_rows(connection: Connection, assessment: int) -> list[tuple[Row[Any], dict[str, Answer]]]:
    """The row of each submission with the answers that were submitted, the first number first."""
    given = defaultdict[int, dict[str, Answer]](dict)
    for row in connection.execute(select(submitted_answers).where(submitted_answers.c.assessment == assessment)):
        given[row.number][row.question] = answer_of(row)
    heads = select(submissions).where(submissions.c.assessment == assessment).order_by(submissions.c.number)
    return [(head, given[head.number]) for head in connection.execute(heads)]


def _submission(head: Row[Any], given: dict[str, Answer]) -> Submission:
    submitted = Assessment(head.municipality, head.fiscal_year, head.version, Depth(head.depth), given)
    return Submission(submitted, head.number, head.submitted_at)
