"""Which assessments belong together: each is joined to the one of the year before that it was copied from."""

from sqlalchemy import Connection, select

from storage.tables import assessments


def joined_assessments(connection: Connection, assessment: int) -> list[int]:
    """The keys of all assessments that this one was copied from, or that were copied from it; its own too."""
    found, ahead = set[int](), [assessment]
    while ahead:
        key = ahead.pop()
        if key in found:
            continue
        found.add(key)
        before = select(assessments.c.previous).where(assessments.c.id == key, assessments.c.previous.is_not(None))
        after = select(assessments.c.id).where(assessments.c.previous == key)
        ahead += connection.execute(before.union(after)).scalars()
    return sorted(found)
