"""What was shared in this installation, as others may compare it."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import groupby, zip_longest
from typing import Any

from sqlalchemy import Connection, DateTime, Engine, Row, Select, String, exists, literal, select, union, union_all

from questionnaire.classes import only_class
from questionnaire.peer import Consent, PeerSubmission, Sharing
from storage.snapshot import snapshot
from storage.tables import (
    assessments,
    consents,
    imported_peers,
    removed_consents,
    removed_submissions,
    submissions,
)
from storage.transaction import transaction

Rows = Sequence[Row[Any]]


def peer_submissions(engine: Engine, fiscal_year: int) -> list[PeerSubmission]:
    """Every submission of this year of an assessment that was ever shared, also those that ended or were removed.

    In the order of their keys; `consents` in the order in which they were given. What came from another installation
    begins with its import: figures shown here before had nothing of it. Raises `StorageError`.
    """
    live, removed = submissions.c.fiscal_year == fiscal_year, removed_submissions.c.fiscal_year == fiscal_year
    own = submissions.c.assessment == consents.c.assessment
    ended = removed_submissions.c.assessment == removed_consents.c.assessment
    with snapshot(engine) as connection:
        given = connection.execute(
            union_all(
                _consents().where(exists().where(own, live)),
                _removed_consents().where(exists().where(ended, removed)),
            )
        ).all()
        heads = connection.execute(union_all(_submissions().where(live), _removed_submissions().where(removed))).all()
    return [*_peers(heads, given)]


def submissions_shared(connection: Connection, assessment: int) -> list[PeerSubmission]:
    """The same for one assessment that is there."""
    given = connection.execute(_consents().where(consents.c.assessment == assessment)).all()
    heads = connection.execute(_submissions().where(submissions.c.assessment == assessment)).all()
    return [*_peers(heads, given)]


def peer_years(engine: Engine) -> list[int]:
    """The fiscal years of which something is shared or imported, the newest first. Raises `StorageError`."""
    is_shared = exists().where(
        consents.c.assessment == submissions.c.assessment, consents.c.sharing != Sharing.PRIVATE.value
    )
    shared = select(submissions.c.fiscal_year).where(is_shared)
    with transaction(engine) as connection:
        found = connection.execute(union(shared, select(imported_peers.c.fiscal_year)))
        return sorted(found.scalars(), reverse=True)


def _submissions() -> Select[Any]:
    head = submissions.c
    return select(
        head.assessment, head.number, head.municipality, head.fiscal_year, head.version, head.municipality_class,
        head.levels, head.submitted_at, literal(None, DateTime()).label("until"), assessments.c.imported_at,
    ).join(assessments)  # fmt: skip


def _removed_submissions() -> Select[Any]:
    head = removed_submissions.c
    return select(
        head.assessment, head.number, head.municipality, head.fiscal_year, head.version, head.municipality_class,
        literal("", String()), head.submitted_at, head.until, literal(None, DateTime()),
    )  # fmt: skip


def _consents() -> Select[Any]:
    return select(*consents.c, assessments.c.imported_at).join(assessments)


def _removed_consents() -> Select[Any]:
    return select(*removed_consents.c, literal(None, DateTime()))


def _peers(heads: Rows, given: Rows) -> Iterator[PeerSubmission]:
    """The submissions, without those of assessments that were never shared, or of a version that is not known."""
    consents_of = {key: tuple(map(_consent, rows)) for key, rows in _by_assessment(given)}
    for key, rows in _by_assessment(heads):
        allowed = consents_of.get(key, ())
        if any(consent.sharing is not Sharing.PRIVATE for consent in allowed):
            for row, following in zip_longest(rows, rows[1:]):
                until = row.until or (following.submitted_at if following else None)
                begun = _arrived(row.submitted_at, row.imported_at)
                # What ended before it came here was never part of a figure.
                if row.levels is not None and (until is None or until > begun):
                    yield _peer(row, begun, until, allowed)


def _peer(row: Row[Any], begun: datetime, until: datetime | None, allowed: tuple[Consent, ...]) -> PeerSubmission:
    return PeerSubmission(
        key=(row.assessment, row.number),
        municipality=row.municipality,
        fiscal_year=row.fiscal_year,
        version=row.version,
        municipality_class=row.municipality_class or only_class(row.municipality),
        levels=row.levels,
        submitted_at=begun,
        until=until,
        consents=allowed,
    )


def _consent(row: Row[Any]) -> Consent:
    return Consent(_arrived(row.since, row.imported_at), Sharing(row.sharing))


def _arrived(moment: datetime, imported_at: datetime | None) -> datetime:
    """The moment, or that of the import when it came from another installation later."""
    return moment if imported_at is None else max(moment, imported_at)


def _by_assessment(rows: Rows) -> Iterator[tuple[int, Rows]]:
    ordered = sorted(rows, key=lambda row: (row.assessment, row.number))
    return ((key, [*group]) for key, group in groupby(ordered, key=lambda row: row.assessment))
