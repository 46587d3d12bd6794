"""Which situations there are."""

from collections.abc import Callable

from tests.situations.visitor import Visitor

Situation = Callable[[Visitor], object]
SITUATIONS: dict[str, Situation] = {}
# Those in which little differs from another one of the same page.
FURTHER: set[str] = set()


def situation(come_into: Situation) -> Situation:
    """Counts this among the situations that the tests go through."""
    SITUATIONS[come_into.__name__] = come_into
    return come_into


def further_situation(come_into: Situation) -> Situation:
    """The same; `make check` leaves it out, `make soak` goes through it."""
    FURTHER.add(come_into.__name__)
    return situation(come_into)
