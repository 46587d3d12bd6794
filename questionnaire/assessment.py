"""An assessment: who answered what, for which fiscal year, with which version and depth."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from questionnaire.model import HIGHEST_LEVEL, Depth, Question

# A memo longer than this is a document, and belongs where 根拠 points to.
LONGEST_TEXT = 10_000
# Of the office and of the person that answered.
LONGEST_NAME = 100


class AnswerState(StrEnum):
    """What is known about a question. Only an answered one has a level."""

    ANSWERED = "answered"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"
    UNANSWERED = "unanswered"


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer. `memo` and `evidence` are kept exactly as typed.

    A copy of last year's answer is not confirmed (未確認) until somebody says that it still holds: its level counts,
    but it does not belong to the answered share (design.md §8).

    An answer that came by an answer form says who gave it: section (回答課), person (回答者) and day (回答日).
    """

    state: AnswerState
    level: int | None = None
    memo: str = ""
    evidence: str = ""
    is_confirmed: bool = True
    section: str = ""
    person: str = ""
    answered_on: date | None = None

    @property
    def has_provenance(self) -> bool:
        """Whether it says who gave it, or when."""
        return bool(self.section or self.person or self.answered_on)


UNANSWERED = Answer(AnswerState.UNANSWERED)


@dataclass(frozen=True)
class Assessment:
    """The answers of one municipality (`municipality` is its code) for one fiscal year (2026 is 令和8年度)."""

    municipality: str
    fiscal_year: int
    version: str
    depth: Depth
    answers: Mapping[str, Answer] = field(default_factory=dict)

    def answer(self, question: str) -> Answer:
        """The answer to the question with this id; 未回答 when there is none."""
        return self.answers.get(question, UNANSWERED)


def with_provenance_of(answer: Answer, before: Answer) -> Answer:
    """The answer with who gave `before`, as long as its choice is still theirs; with nobody when it is a new one."""
    if (answer.state, answer.level) != (before.state, before.level):
        return replace(answer, section="", person="", answered_on=None)
    return replace(answer, section=before.section, person=before.person, answered_on=before.answered_on)


def is_open(answer: Answer, question: Question) -> bool:
    """Whether something is still to be done: nothing chosen, 未確認, or 該当しない without its reason.

    わからない is an answer.
    """
    if answer.state is AnswerState.UNANSWERED or not answer.is_confirmed:
        return True
    return answer.state is AnswerState.NOT_APPLICABLE and bool(_not_applicable_faults(answer, question))


def answer_faults(answer: Answer, question: Question) -> list[str]:
    """Why this answer may not be given to this question, in Japanese; empty when it may."""
    return [*choice_faults(answer, question), *text_faults(answer)]


def choice_faults(answer: Answer, question: Question) -> list[str]:
    """What is wrong with the choice itself, in Japanese; the texts may still be wrong."""
    return [*_level_faults(answer), *_not_applicable_faults(answer, question)]


def _level_faults(answer: Answer) -> list[str]:
    if answer.state is not AnswerState.ANSWERED:
        return ["回答状態が「回答」ではないのに段階があります"] if answer.level is not None else []
    if answer.level is None:
        return ["回答状態が「回答」なのに段階がありません"]
    return [] if 0 <= answer.level <= HIGHEST_LEVEL else [f"段階は0から{HIGHEST_LEVEL}までの整数です"]


def _not_applicable_faults(answer: Answer, question: Question) -> list[str]:
    if answer.state is not AnswerState.NOT_APPLICABLE:
        return []
    if not question.allows_not_applicable:
        return ["この設問は「該当しない」を選べません"]
    return [] if answer.memo.strip() else ["「該当しない」の理由をメモに書いてください"]


def text_faults(answer: Answer) -> list[str]:
    """Why the texts of an answer cannot be kept as they are typed, in Japanese; empty when they can."""
    texts = [
        ("メモ", answer.memo, LONGEST_TEXT),
        ("根拠", answer.evidence, LONGEST_TEXT),
        ("回答課", answer.section, LONGEST_NAME),
        ("回答者", answer.person, LONGEST_NAME),
    ]
    too_long = [f"{name}は{longest:,}文字までです" for name, text, longest in texts if len(text) > longest]
    # PostgreSQL keeps no NUL; what one database would lose is refused by both.
    return too_long + [f"{name}に使えない文字(NUL)があります" for name, text, _ in texts if "\0" in text]
