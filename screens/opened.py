"""What is open in a tab: an assessment with its questionnaire, and how far its answers are."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property

from questionnaire.assessment import Answer, Assessment, is_open
from questionnaire.model import Axis, Depth, Question, Questionnaire
from scoring.result import shown_results
from storage.assessments import Saved


@dataclass(frozen=True, eq=False)
class Opened:
    """What is open in this tab. `id` is None for a filled example, which belongs to nobody and can only be read.

    `revisions` tells how often each answer was changed, `changes` how often anything was; `municipality_class` is the
    類似団体類型, "" while none was chosen; `saved` is the answer that was stored last, if any was.
    """

    questionnaire: Questionnaire
    assessment: Assessment
    id: int | None = None
    may_edit: bool = False
    submitted_at: datetime | None = None
    changes: int = 0
    revisions: Mapping[str, int] = field(default_factory=dict)
    municipality_class: str = ""
    saved: Saved | None = None

    @property
    def is_example(self) -> bool:
        """Whether it is a filled example."""
        return self.id is None

    @property
    def is_editable(self) -> bool:
        """Whether answers can be changed here: by a link that allows it, and before 提出."""
        return self.may_edit and self.submitted_at is None

    @property
    def can_go_deeper(self) -> bool:
        """Whether more questions could be asked than are."""
        offers_more = Depth.FULL in self.questionnaire.version.depths
        return self.is_editable and offers_more and self.assessment.depth is Depth.CORE

    @property
    def is_incomplete_in_depth(self) -> bool:
        """Whether all questions are asked and some are still unanswered, so that only the core result is shown."""
        return self.is_editable and self.assessment.depth is Depth.FULL and bool(self.unanswered)

    def with_answer(self, question: Question, answer: Answer, revision: int) -> "Opened":
        """The same with this answer as this revision."""
        return replace(
            self,
            assessment=replace(self.assessment, answers={**self.assessment.answers, question.id: answer}),
            revisions={**self.revisions, question.id: revision},
        )

    @cached_property
    def as_shown(self) -> Assessment:
        """The assessment at the depth of the result that is shown: the core one until all questions have a state."""
        return replace(self.assessment, depth=shown_results(self.questionnaire, self.assessment)[-1].depth)

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """What is asked, in the order of the screens."""
        return self.questionnaire.asked(self.assessment.depth)

    @cached_property
    def number_of(self) -> dict[str, int]:
        """The number of each asked question, from 1."""
        return {question.id: number for number, question in enumerate(self.questions, start=1)}

    def asked_of(self, axis: Axis) -> list[Question]:
        """What is asked of this axis."""
        return [question for question in axis.questions if question.core or self.assessment.depth is Depth.FULL]

    @cached_property
    def unanswered(self) -> list[Question]:
        """The asked questions that are still open, 未確認 too; わからない is an answer."""
        return [question for question in self.questions if is_open(self.assessment.answer(question.id), question)]

    @cached_property
    def count_of_open(self) -> Counter[str]:
        """How many questions of each axis id are still open."""
        return Counter(self.questionnaire.axis_of[question.id].id for question in self.unanswered)
