"""An assessment with its history: taken out of one database, and put into another under new links."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Engine, insert, select

from questionnaire.core_levels import core_levels
from questionnaire.history import Revision, Submitted, WholeAssessment
from questionnaire.loader import questionnaire
from questionnaire.model import Depth
from questionnaire.peer import Consent, Sharing
from storage.assessments import Links, answer_of, columns_of
from storage.links import hashed, new_link
from storage.peer_changes import note_peer_change
from storage.peer_sets import read_sets, set_row
from storage.plan_rows import FIRST_REVISION, add, plan_columns, write_actions, write_first
from storage.plans import read_plans
from storage.snapshot import snapshot
from storage.submissions import AlreadySubmittedError, submitted_rows
from storage.tables import (
    ONE_OFFICIAL,
    answer_history,
    answers,
    assessments,
    consents,
    peer_sets,
    plans,
    submissions,
    submitted_answers,
)
from storage.transaction import now, only_one, transaction

Rows = list[dict[str, Any]]


def whole(engine: Engine, assessment: int) -> WholeAssessment | None:
    """Everything about the assessment as it stands at one moment, or None when it was removed."""
    with snapshot(engine) as connection:
        head = connection.execute(select(assessments).where(assessments.c.id == assessment)).one_or_none()
        if head is None:
            return None
        planned = read_plans(connection, assessment)
        return WholeAssessment(
            municipality=head.municipality,
            fiscal_year=head.fiscal_year,
            version=head.version,
            depth=Depth(head.depth),
            created_at=head.created_at,
            submitted_at=head.submitted_at,
            revisions=_revisions(connection, assessment),
            submissions=_submissions(connection, assessment),
            municipality_class=head.municipality_class or "",
            consents=_consents(connection, assessment),
            peer_sets=tuple(read_sets(connection, assessment)),
            decisions=planned.decisions,
            targets=planned.targets,
            plan=planned.plan,
        )


def insert_whole(engine: Engine, whole: WholeAssessment) -> Links:
    """Stores it as a further assessment and gives its new links. Others compare it as its consents say, from now on.

    Raises `AlreadySubmittedError` when it was submitted and the municipality and year have a submission here, and
    `StorageError`. Nothing is stored then.
    """
    links = Links(new_link(), new_link())
    with only_one(ONE_OFFICIAL, AlreadySubmittedError(whole)), transaction(engine) as connection:
        head = _head(whole) | {"edit_hash": hashed(links.edit), "read_hash": hashed(links.read)}
        key: int = connection.execute(insert(assessments).values(head).returning(assessments.c.id)).scalar_one()
        history = [_revision_row(key, revision) for revision in whole.revisions]
        add(connection, answer_history, history)
        add(connection, answers, list({row["question"]: row for row in history}.values()))
        add(connection, submissions, [_submission_row(key, whole, one) for one in whole.submissions])
        add(connection, submitted_answers, _submitted_rows(key, whole.submissions))
        add(connection, consents, _consent_rows(key, whole.consents))
        add(connection, peer_sets, [set_row(key, chosen) for chosen in whole.peer_sets])
        write_first(connection, key, whole.decisions, whole.targets)
        if whole.plan:
            row = plan_columns(whole.plan) | {"assessment": key, "revision": FIRST_REVISION, "saved_by": ""}
            add(connection, plans, [row])
            write_actions(connection, key, whole.plan.plan)
        note_peer_change(connection)
    return links


def _revisions(connection: Connection, assessment: int) -> tuple[Revision, ...]:
    rows = connection.execute(select(answer_history).where(answer_history.c.assessment == assessment))
    found = (Revision(row.question, row.revision, answer_of(row), row.saved_at, row.saved_by) for row in rows)
    # Here and not in SQL: every database sorts texts in its own way.
    return tuple(sorted(found, key=lambda revision: (revision.question, revision.number)))


def _submissions(connection: Connection, assessment: int) -> tuple[Submitted, ...]:
    return tuple(
        Submitted(
            number=head.number,
            version=head.version,
            depth=Depth(head.depth),
            submitted_at=head.submitted_at,
            answers=given,
            municipality_class=head.municipality_class or "",
        )
        for head, given in submitted_rows(connection, assessment)
    )


def _consents(connection: Connection, assessment: int) -> tuple[Consent, ...]:
    query = select(consents).where(consents.c.assessment == assessment).order_by(consents.c.number)
    return tuple(Consent(row.since, Sharing(row.sharing)) for row in connection.execute(query))


def _head(whole: WholeAssessment) -> dict[str, object]:
    return {
        "municipality": whole.municipality,
        "fiscal_year": whole.fiscal_year,
        "version": whole.version,
        "depth": whole.depth.value,
        "created_at": whole.created_at,
        "submitted_at": whole.submitted_at,
        "changes": 0,
        "municipality_class": whole.municipality_class or None,
        "imported_at": now(),
    }


def _revision_row(assessment: int, revision: Revision) -> dict[str, Any]:
    return columns_of(revision.answer) | {
        "assessment": assessment,
        "question": revision.question,
        "revision": revision.number,
        "saved_at": revision.saved_at,
        "saved_by": revision.saved_by,
    }


def _submission_row(assessment: int, whole: WholeAssessment, one: Submitted) -> dict[str, Any]:
    return {
        "assessment": assessment,
        "number": one.number,
        "municipality": whole.municipality,
        "fiscal_year": whole.fiscal_year,
        "version": one.version,
        "depth": one.depth.value,
        "submitted_at": one.submitted_at,
        "municipality_class": one.municipality_class or None,
        "levels": core_levels(questionnaire(one.version), {name: given.level for name, given in one.answers.items()}),
    }


def _consent_rows(assessment: int, given: Sequence[Consent]) -> Rows:
    return [
        {"assessment": assessment, "number": number, "since": consent.since, "sharing": consent.sharing.value}
        for number, consent in enumerate(given, start=1)
    ]


def _submitted_rows(assessment: int, submitted: Sequence[Submitted]) -> Rows:
    return [
        columns_of(answer) | {"assessment": assessment, "number": one.number, "question": question}
        for one in submitted
        for question, answer in one.answers.items()
    ]
