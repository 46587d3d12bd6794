"""What can be chosen for a question, and how a choice and an answer stand for each other."""

from collections.abc import Mapping
from functools import cache

from questionnaire.assessment import Answer, AnswerState
from questionnaire.loader import questionnaire
from questionnaire.model import HIGHEST_LEVEL, Question
from scoring.wording import answer_text

LEVELS = tuple(map(str, range(HIGHEST_LEVEL + 1)))
STATES = {state.value: state for state in (AnswerState.UNKNOWN, AnswerState.NOT_APPLICABLE)}


def choices(question: Question) -> tuple[str, ...]:
    """The levels, わからない, and 該当しない where the question allows it."""
    return _choices(question.allows_not_applicable)


@cache
def _choices(allows_not_applicable: bool) -> tuple[str, ...]:
    states = [AnswerState.UNKNOWN, *([AnswerState.NOT_APPLICABLE] if allows_not_applicable else [])]
    return (*LEVELS, *(state.value for state in states))


@cache
def choice_texts(version: str, id: str) -> Mapping[str, str]:
    """What can be chosen for a question of a version, each choice with its words. It is content, alike for everyone."""
    question = questionnaire(version).by_id[id]
    return {choice: answer_text(answer_of(choice, "", ""), question) for choice in choices(question)}


def answer_of(choice: str | None, memo: str, evidence: str) -> Answer:
    """The answer that a choice stands for; nothing chosen, or nothing that can be chosen, is 未回答."""
    if choice in LEVELS:
        return Answer(AnswerState.ANSWERED, int(choice), memo, evidence)
    state = STATES.get(choice or "", AnswerState.UNANSWERED)
    return Answer(state, memo=memo, evidence=evidence)


def choice_of(answer: Answer) -> str | None:
    """The choice that stands for an answer; None for 未回答."""
    if answer.state is AnswerState.UNANSWERED:
        return None
    return answer.state.value if answer.level is None else str(answer.level)


def index_of(answer: Answer, question: Question) -> int | None:
    """The place of an answer among the choices; None for 未回答."""
    choice = choice_of(answer)
    return None if choice is None else choices(question).index(choice)
