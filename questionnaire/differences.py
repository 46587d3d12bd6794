"""How a set of answers that was handed in differs from the one that is there."""

from typing import NamedTuple

from questionnaire.assessment import Answer, AnswerState, Assessment
from questionnaire.model import Question, Questionnaire


class Difference(NamedTuple):
    """A question that would be answered otherwise."""

    question: Question
    present: Answer
    given: Answer


def differences(questionnaire: Questionnaire, present: Assessment, given: Assessment) -> tuple[Difference, ...]:
    """What would change if `given` were taken over, in the order of the screens.

    What is 未回答 in `given` changes nothing: a form that was filled in part must not empty the rest.
    """
    return tuple(
        Difference(question, present.answer(question.id), given.answer(question.id))
        for question in questionnaire.asked(present.depth)
        if given.answer(question.id).state is not AnswerState.UNANSWERED
        and given.answer(question.id) != present.answer(question.id)
    )


def mismatches(present: Assessment, given: Assessment) -> list[str]:
    """Why `given` is not meant for `present`, in Japanese; empty when it is."""
    pairs = [
        ("団体コード", present.municipality, given.municipality),
        ("年度", present.fiscal_year, given.fiscal_year),
        ("設問版", present.version, given.version),
    ]
    return [f"{name}が違います(この診断は{own}、ファイルは{other})" for name, own, other in pairs if own != other]
