"""What can be wrong with a file that somebody hands in, said in one line that names the place."""

from collections.abc import Sequence
from typing import NamedTuple


class FileFault(NamedTuple):
    """One fault: the file as it was named, the line (the first is 1), and what is wrong, in Japanese."""

    file: str
    line: int
    what: str

    def __str__(self) -> str:
        return f"{self.file} {self.line}行目: {self.what}"


class FileError(Exception):
    """A file was refused as a whole. `faults` holds every fault that was found."""

    def __init__(self, faults: Sequence[FileFault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(map(str, self.faults)))


class FaultList:
    """Gathers the faults of one file, so that all are told at once."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.faults: list[FileFault] = []

    def note(self, line: int, what: str) -> None:
        """Adds one fault."""
        self.faults.append(FileFault(self.file, line, what))

    def raise_if_any(self) -> None:
        """Raises `FileError` with every fault noted so far, in the order of the lines."""
        if self.faults:
            raise FileError(sorted(self.faults, key=lambda fault: fault.line))
