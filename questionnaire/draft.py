"""A version as it was read from its files, before it is known to make sense."""

from dataclasses import dataclass

from questionnaire.fault import ContentFault
from questionnaire.model import Action, Axis, Document, Practice, Question, Reading, Rules, Version


@dataclass(frozen=True)
class Draft:
    """A version as read, before its meaning is checked. `name` is that of its folder.

    `files` and `kinds` give the file and the kind of every id, also of entries that could not be read. `broken` names
    the files with such entries, of which nothing can be said to be missing; `unread` the kinds of which a whole file
    could not be read, so that no id of them can be said to be unknown.
    """

    name: str
    version: Version
    rules: Rules
    documents: tuple[Document, ...]
    axes: tuple[Axis, ...]
    actions: tuple[Action, ...]
    practices: tuple[Practice, ...]
    readings: tuple[Reading, ...]
    files: dict[str, str]
    kinds: dict[str, str]
    broken: frozenset[str]
    unread: frozenset[str]

    @property
    def questions(self) -> tuple[Question, ...]:
        """The questions of all axes that could be read."""
        return tuple(question for axis in self.axes for question in axis.questions)

    def fault(self, entry: str, what: str) -> ContentFault:
        """A fault of the entry with this id, in the file that it stands in."""
        return ContentFault(self.files.get(entry, "version.toml"), entry, what)


def reading_name(municipality: str, question: str) -> str:
    """What a reading is called in a fault, since it has no id."""
    return f"{municipality} {question}".strip()
