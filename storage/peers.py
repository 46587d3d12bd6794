"""What was shared in this installation, as others may compare it."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import zip_longest
from operator import itemgetter
from typing import Any, NamedTuple

from sqlalchemy import Connection, DateTime, Engine, Row, Select, String, literal, select, union, union_all

from questionnaire.classes import only_class
from questionnaire.peer import Consent, PeerSubmission, Sharing
from storage.joined import joined_assessments
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
SHARING = {sharing.value: sharing for sharing in Sharing}


class Head(NamedTuple):
    """A submission as it is read, in the order of the columns below; `until` only when it was removed."""

    assessment: int
    number: int
    municipality: str
    fiscal_year: int
    version: str
    municipality_class: str | None
    levels: str | None
    submitted_at: datetime
    until: datetime | None
    imported_at: datetime | None


class Allowed(NamedTuple):
    """A consent as it is read."""

    assessment: int
    number: int
    since: datetime
    sharing: str
    imported_at: datetime | None


def peer_submissions(engine: Engine, fiscal_year: int) -> list[PeerSubmission]:
    """Every submission of this year of an assessment that was ever shared, also those that ended or were removed.

    In the order of their keys; `consents` in the order in which they were given. What came from another installation
    begins with its import: figures shown here before had nothing of it. Raises `StorageError`.
    """
    live, removed = submissions.c.fiscal_year == fiscal_year, removed_submissions.c.fiscal_year == fiscal_year
    # As a set that is found once: for each consent, SQLite would go through the whole year.
    own = consents.c.assessment.in_(select(submissions.c.assessment).where(live))
    ended = removed_consents.c.assessment.in_(select(removed_submissions.c.assessment).where(removed))
    with snapshot(engine) as connection:
        given = connection.execute(union_all(_consents().where(own), _removed_consents().where(ended))).all()
        heads = connection.execute(union_all(_submissions().where(live), _removed_submissions().where(removed))).all()
    return [*_peers(heads, given)]


def submissions_shared(connection: Connection, assessment: int) -> list[PeerSubmission]:
    """The same for one assessment that is there."""
    given = connection.execute(_consents().where(consents.c.assessment == assessment)).all()
    heads = connection.execute(_submissions().where(submissions.c.assessment == assessment)).all()
    return [*_peers(heads, given)]


def submissions_by(engine: Engine, assessment: int, fiscal_year: int) -> list[PeerSubmission]:
    """What an office itself submitted for this year, whatever it shares: of this assessment, or of one joined to it.

    Raises `StorageError`.
    """
    with snapshot(engine) as connection:
        joined = joined_assessments(connection, assessment)
        given = connection.execute(_consents().where(consents.c.assessment.in_(joined))).all()
        heads = connection.execute(_submissions().where(submissions.c.assessment.in_(joined))).all()
    # Not asked of the database: by the year, SQLite would go through those of all municipalities.
    return [one for one in _every(heads, given) if one.fiscal_year == fiscal_year]


def peer_years(engine: Engine) -> list[int]:
    """The fiscal years of which something is shared or imported, the newest first. Raises `StorageError`."""
    used = select(consents.c.assessment).where(consents.c.sharing != Sharing.PRIVATE.value)
    shared = select(submissions.c.fiscal_year).where(submissions.c.assessment.in_(used))
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
    """The submissions of the assessments that were ever shared."""
    for one in _every(heads, given):
        if any(consent.sharing is not Sharing.PRIVATE for consent in one.consents):
            yield one


def _every(heads: Rows, given: Rows) -> Iterator[PeerSubmission]:
    """The submissions, without those of a version that is not known."""
    consents_of = _by_assessment(given)
    ordered = sorted(map(Head._make, heads), key=itemgetter(0, 1))
    for head, following in zip_longest(ordered, ordered[1:]):
        allowed = consents_of.get(head.assessment, ())
        until = head.until
        if until is None and following and following.assessment == head.assessment:
            until = following.submitted_at
        begun = _arrived(head.submitted_at, head.imported_at)
        # What ended before it came here was never part of a figure.
        is_over = until is not None and until <= begun
        if head.levels is not None and not is_over:
            yield _peer(head, begun, until, allowed)


def _peer(head: Head, begun: datetime, until: datetime | None, allowed: tuple[Consent, ...]) -> PeerSubmission:
    return PeerSubmission(
        key=(head.assessment, head.number),
        municipality=head.municipality,
        fiscal_year=head.fiscal_year,
        version=head.version,
        municipality_class=head.municipality_class or only_class(head.municipality),
        levels=head.levels or "",
        submitted_at=begun,
        until=until,
        consents=allowed,
    )


def _by_assessment(given: Rows) -> dict[int, tuple[Consent, ...]]:
    """The consents of each assessment in the order in which they were given."""
    found = defaultdict[int, list[Consent]](list)
    for row in sorted(map(Allowed._make, given), key=itemgetter(0, 1)):
        found[row.assessment].append(Consent(_arrived(row.since, row.imported_at), SHARING[row.sharing]))
    return {assessment: tuple(consents) for assessment, consents in found.items()}


def _arrived(moment: datetime, imported_at: datetime | None) -> datetime:
    """The moment, or that of the import when it came from another installation later."""
    return moment if imported_at is None else max(moment, imported_at)
