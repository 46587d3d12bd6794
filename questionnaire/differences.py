"""How a set of answers that was handed in differs from the one that is there."""

from typing import NamedTuple

from questionnaire.assessment import Answer, AnswerState, Assessment, with_provenance_of
from questionnaire.model import Question, Questionnaire


class Difference(NamedTuple):
    """A question that would be answered otherwise."""

    question: Question
    present: Answer
    given: Answer


def differences(questionnaire: Questionnaire, present: Assessment, given: Assessment) -> tuple[Difference, ...]:
    """What would change if `given` were taken over, in the order of the screens.

    What is 未回答 in `given` changes nothing: a form that was filled in part must not empty the rest. An answer that
    does not say who gave it, as in a CSV, keeps who gave the same choice before.
    """
    all_of_both = (
        Difference(question, present.answer(question.id), _told(given, present, question))
        for question in questionnaire.asked(present.depth)
        if given.answer(question.id).state is not AnswerState.UNANSWERED
    )
    return tuple(one for one in all_of_both if one.given != one.present)


def _told(given: Assessment, present: Assessment, question: Question) -> Answer:
    answer = given.answer(question.id)
    return answer if answer.has_provenance else with_provenance_of(answer, present.answer(question.id))


def mismatches(present: Assessment, given: Assessment) -> list[str]:
    """Why `given` is not meant for `present`, in Japanese; empty when it is."""
    pairs = [
        ("団体コード", present.municipality, given.municipality),
        ("年度", present.fiscal_year, given.fiscal_year),
        ("設問版", present.version, given.version),
    ]
    return [f"{name}が違います(この診断は{own}、ファイルは{other})" for name, own, other in pairs if own != other]
