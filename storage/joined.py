"""Which assessments belong together: each is joined to the one of the year before that it was copied from."""

from sqlalchemy import Connection, bindparam, select

from storage.tables import assessments

_BEFORE = select(assessments.c.previous).where(
    assessments.c.id == bindparam("key"), assessments.c.previous.is_not(None)
)
_AFTER = select(assessments.c.id).where(assessments.c.previous == bindparam("key"))
_NEIGHBOURS = _BEFORE.union(_AFTER)


def joined_assessments(connection: Connection, assessment: int) -> list[int]:
    """The keys of all assessments that this one was copied from, or that were copied from it; its own too."""
    found, ahead = set[int](), [assessment]
    while ahead:
        key = ahead.pop()
        if key in found:
            continue
        found.add(key)
        ahead += connection.execute(_NEIGHBOURS, {"key": key}).scalars()
    return sorted(found)
