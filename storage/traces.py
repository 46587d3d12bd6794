"""The trace that a shared submission leaves when its assessment is removed: that it was there, and never what."""

from sqlalchemy import Connection, insert

from questionnaire.peer import PeerSubmission
from storage.peers import submissions_shared
from storage.tables import removed_consents, removed_submissions
from storage.transaction import now


def keep_trace(connection: Connection, assessment: int) -> None:
    """Notes the submissions of an assessment that is about to be removed, if they were ever shared.

    Figures that were shown with them stay known to those who saw them; the trace keeps later figures from telling the
    removed values by their difference (design.md §5). That goes for named ones too: one axis of theirs stood in
    anonymous figures only.
    """
    found = submissions_shared(connection, assessment)
    if not found:
        return
    moment = now()
    heads = [_row(one) | {"until": one.until or moment} for one in found]
    allowed = [
        {"assessment": assessment, "number": number, "since": consent.since, "sharing": consent.sharing.value}
        for number, consent in enumerate(found[0].consents, start=1)
    ]
    connection.execute(insert(removed_submissions), heads)
    connection.execute(insert(removed_consents), allowed)


def _row(one: PeerSubmission) -> dict[str, object]:
    return {
        "assessment": one.key[0],
        "number": one.key[1],
        "municipality": one.municipality,
        "fiscal_year": one.fiscal_year,
        "version": one.version,
        "municipality_class": one.municipality_class or None,
        "submitted_at": one.submitted_at,
    }
