"""Municipalities that submitted in the months before this one, written into a database as time would have left them."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import Engine, delete, insert, select, update

from questionnaire.model import Depth
from questionnaire.month import Month, month_of
from questionnaire.peer import PeerSubmission, Sharing
from storage.links import hashed
from storage.peer_changes import note_peer_change
from storage.tables import (
    answers,
    assessments,
    consents,
    removed_consents,
    removed_submissions,
    submissions,
    submitted_answers,
)
from storage.transaction import now
from tests.region import FISCAL_YEAR, QUESTIONS, REAL, SAITAMA, Region, in_month, mixed

CORE = REAL.asked(Depth.CORE)


def this_month() -> Month:
    return month_of(now())


def months_ago(count: int) -> datetime:
    """A moment in the month that many months before this one."""
    year, number = divmod(this_month().index - count, 12)
    return in_month(Month(year, number + 1))


def share_of(
    data: Engine,
    codes: Sequence[str] = SAITAMA,
    levels: Sequence[str] | None = None,
    *,
    sharing: Sharing = Sharing.ANONYMOUS,
    fiscal_year: int = FISCAL_YEAR,
    municipality_class: str | None = None,
    months: int = 1,
) -> list[int]:
    """Each of these municipalities submitted such levels that many months ago; the keys of their assessments."""
    given = mixed(len(codes)) if levels is None else levels
    places = list(zip(codes, given, strict=False))
    moment = months_ago(months)
    with data.begin() as connection:
        first = (connection.execute(select(assessments.c.id).order_by(assessments.c.id.desc())).scalar() or 0) + 1
        keys = [first + number for number in range(len(places))]
        about = [
            {
                "municipality": code,
                "fiscal_year": fiscal_year,
                "version": REAL.version.id,
                "depth": "core",
                "municipality_class": municipality_class,
                "submitted_at": moment + timedelta(seconds=number),
            }
            for number, (code, _) in enumerate(places)
        ]
        connection.execute(
            insert(assessments),
            [
                row | {"id": key, "edit_hash": f"{key}", "created_at": moment, "changes": 1}
                for key, row in zip(keys, about, strict=True)
            ],
        )
        connection.execute(
            insert(submissions),
            [
                row | {"assessment": key, "number": 1, "levels": text}
                for key, row, (_, text) in zip(keys, about, places, strict=True)
            ],
        )
        connection.execute(
            insert(consents),
            [
                {"assessment": key, "number": 1, "since": row["submitted_at"], "sharing": sharing.value}
                for key, row in zip(keys, about, strict=True)
            ],
        )
        rows = [_answer(key, *pair) for key, (_, text) in zip(keys, places, strict=True) for pair in enumerate(text)]
        connection.execute(insert(submitted_answers), [row | {"number": 1} for row in rows])
        saved = {"revision": 1, "saved_at": moment, "saved_by": ""}
        connection.execute(insert(answers), [row | saved for row in rows])
        note_peer_change(connection)
    return keys


def set_levels(data: Engine, key: int, levels: str) -> None:
    """As if this municipality had submitted other levels in the first place."""
    with data.begin() as connection:
        connection.execute(update(submissions).where(submissions.c.assessment == key).values(levels=levels))
        note_peer_change(connection)


def set_month(data: Engine, key: int, months: int) -> None:
    """As if this assessment had been submitted that many months ago."""
    moment = months_ago(months)
    with data.begin() as connection:
        connection.execute(update(submissions).where(submissions.c.assessment == key).values(submitted_at=moment))
        connection.execute(update(consents).where(consents.c.assessment == key).values(since=moment))
        connection.execute(update(assessments).where(assessments.c.id == key).values(submitted_at=moment))
        note_peer_change(connection)


def _answer(key: int, number: int, level: str) -> dict[str, object]:
    assert number < QUESTIONS
    return {
        "assessment": key,
        "question": CORE[number].id,
        "state": "unknown" if level == "-" else "answered",
        "level": None if level == "-" else int(level),
        "memo": "",
        "evidence": "",
        "is_confirmed": True,
    }


def write(data: Engine, region: Region, month: Month) -> None:
    """The history of a region in place of all assessments, moved in time so that `month` is this month.

    The link to each is its code. Nothing is answered yet, and everything may be.
    """
    months = this_month().index - month.index
    present = [one for several in region.of.values() for one in several]
    newest = [several[-1] for several in region.of.values()]
    gone = {one.key[0]: one for one in region.removed}.values()
    with data.begin() as connection:
        for table in (removed_consents, removed_submissions, assessments):
            connection.execute(delete(table))
        for table, rows in {
            assessments: [_whole_head(one, months) for one in newest],
            submissions: [_submission(one, months) | {"depth": "core", "levels": one.levels} for one in present],
            consents: [*_consents(newest, months)],
            removed_submissions: [
                _submission(one, months) | {"until": _moved(one.until or one.submitted_at, months)}
                for one in region.removed
            ],
            removed_consents: [*_consents(gone, months)],
        }.items():
            if rows:
                connection.execute(insert(table), rows)
        note_peer_change(connection)


def _moved(moment: datetime, months: int) -> datetime:
    year, number = divmod(moment.year * 12 + moment.month - 1 + months, 12)
    return moment.replace(year=year, month=number + 1)


def _whole_head(one: PeerSubmission, months: int) -> dict[str, object]:
    about = {"municipality": one.municipality, "fiscal_year": one.fiscal_year, "version": one.version, "depth": "core"}
    created = {"created_at": _moved(one.consents[0].since, months), "changes": 0}
    return about | created | {"id": one.key[0], "edit_hash": hashed(one.municipality)}


def _submission(one: PeerSubmission, months: int) -> dict[str, object]:
    return {
        "assessment": one.key[0],
        "number": one.key[1],
        "municipality": one.municipality,
        "fiscal_year": one.fiscal_year,
        "version": one.version,
        "municipality_class": one.municipality_class,
        "submitted_at": _moved(one.submitted_at, months),
    }


def _consents(of_each: Iterable[PeerSubmission], months: int) -> Iterable[dict[str, object]]:
    for one in of_each:
        for number, consent in enumerate(one.consents, start=1):
            given = {"since": _moved(consent.since, months), "sharing": consent.sharing.value}
            yield {"assessment": one.key[0], "number": number} | given
