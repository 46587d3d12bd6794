"""What can be wrong with a file that somebody hands in, said in one line that names the place."""

from collections.abc import Sequence
from typing import NamedTuple


class FileFault(NamedTuple):
    """One fault: the file as it was named, the line (the first is 1), and what is wrong, in Japanese.

    In a workbook `sheet` names the sheet, `line` is the row and `column` its letter. Line 0 is the file as a whole.
    """

    file: str
    line: int
    what: str
    sheet: str = ""
    column: str = ""

    @property
    def place(self) -> str:
        """Where the fault is: 3行目, or 「回答」シートのF12; empty for the file as a whole."""
        if not self.line:
            return ""
        return f"「{self.sheet}」シートの{self.column}{self.line}" if self.sheet else f"{self.line}行目"

    @property
    def told(self) -> str:
        """The fault with its place, for those who know which file they handed in."""
        return f"{self.place}:{self.what}" if self.place else self.what

    def __str__(self) -> str:
        return f"{' '.join(filter(None, (self.file, self.place)))}: {self.what}"


class FileError(Exception):
    """A file was refused as a whole. `faults` holds every fault that was found."""

    def __init__(self, faults: Sequence[FileFault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(map(str, self.faults)))


class FaultList:
    """Gathers the faults of one file, or of one sheet of it, so that all are told at once."""

    def __init__(self, file: str, sheet: str = "") -> None:
        self.file = file
        self.sheet = sheet
        self.faults: list[FileFault] = []

    def note(self, line: int, what: str, column: str = "") -> None:
        """Adds one fault. In a workbook `column` is the letter of the cell's column."""
        self.faults.append(FileFault(self.file, line, what, self.sheet, column))

    def raise_if_any(self) -> None:
        """Raises `FileError` with every fault noted so far, in the order of the lines."""
        if self.faults:
            raise FileError(sorted(self.faults, key=lambda fault: fault.line))
