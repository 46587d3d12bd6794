"""What a tab knows of the answers that its page shows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from questionnaire.assessment import Answer
from questionnaire.model import Question
from screens.answering.revisions import new_tab
from storage.assessments import Saved

PARTS = ("choice", "memo", "evidence")


class Seen(NamedTuple):
    """An answer as this tab last saw it stored."""

    answer: Answer
    revision: int


@dataclass(eq=False)
class Answering:
    """What this tab saw and shows of one assessment, by question id.

    `tab` is a name that no other tab has. `unsaved` waits to be stored, `conflicts` for a choice between two answers;
    `to_show` and `pushed` are what the browser is to show or was sent, `told` is what was said beside a question,
    `compared` are the revisions that were compared with a file.
    """

    assessment: int | None
    compared: Mapping[str, int]
    tab: str = field(default_factory=new_tab)
    seen: dict[str, Seen] = field(default_factory=dict)
    unsaved: dict[str, Answer] = field(default_factory=dict)
    conflicts: set[str] = field(default_factory=set)
    to_show: set[str] = field(default_factory=set)
    pushed: set[str] = field(default_factory=set)
    told: set[tuple[str, str]] = field(default_factory=set)
    is_refused: bool = False
    is_outdated: bool = False

    def widget_keys(self, question: Question) -> dict[str, str]:
        """The keys of a question's widgets. They name the assessment, so that no answer strays into another one."""
        return {part: f"{part}:{self.assessment}:{question.id}" for part in PARTS}

    def stays_told(self, question: Question, what: str, *, is_so: bool) -> bool:
        """Whether this was so at any time since the page was opened: what is told of a question keeps its place until
        the page is left, so that nothing jumps when an answer is stored."""
        if is_so:
            self.told.add((question.id, what))
        return (question.id, what) in self.told

    @property
    def waiting(self) -> set[str]:
        """The ids of the questions whose answers could not be stored yet."""
        return self.unsaved.keys() - self.conflicts

    def is_own(self, saved: Saved) -> bool:
        """Whether it was stored by this tab."""
        return saved.by == self.tab
