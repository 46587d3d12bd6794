"""What can be wrong with the content, said in one line an editor can act on."""

from collections.abc import Sequence
from typing import NamedTuple


class ContentFault(NamedTuple):
    """One fault: the file, the id of the entry (or "" for the whole file), and what is wrong, in Japanese."""

    file: str
    id: str
    what: str

    def __str__(self) -> str:
        return ": ".join(part for part in self if part)


class ContentError(Exception):
    """A version of the questionnaire was refused. `faults` holds every fault that was found."""

    def __init__(self, faults: Sequence[ContentFault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(map(str, self.faults)))
