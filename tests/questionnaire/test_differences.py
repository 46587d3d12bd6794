"""How a set of answers that was handed in differs from the one that is there."""

import pytest

from questionnaire.assessment import UNANSWERED, Answer, AnswerState
from questionnaire.differences import differences, mismatches
from questionnaire.model import Depth
from tests.builders import (
    AXIS_IDS,
    KOSHIGAYA,
    SOKA,
    UNKNOWN,
    a_questionnaire,
    an_assessment,
    an_axis_with_second_questions,
    level,
    not_applicable,
)

ASKED = a_questionnaire([an_axis_with_second_questions(id) for id in AXIS_IDS])
FIRST, SECOND, FURTHER = "axis-a-digitization", "axis-a-digitalization", "axis-a-digitization-2"


def changed(present: dict[str, Answer], given: dict[str, Answer], depth: Depth = Depth.FULL) -> list[str]:
    """The ids of the questions that would be answered otherwise."""
    found = differences(ASKED, an_assessment(present, depth=depth), an_assessment(given, depth=depth))
    return [one.question.id for one in found]


def test_a_difference_holds_the_question_and_both_answers() -> None:
    (one,) = differences(ASKED, an_assessment({FIRST: level(1)}), an_assessment({FIRST: level(2)}))
    assert (one.question.id, one.present, one.given) == (FIRST, level(1), level(2))


@pytest.mark.parametrize(
    "given",
    [
        level(2),
        UNKNOWN,
        Answer(AnswerState.ANSWERED, 1, memo="メモ"),
        Answer(AnswerState.ANSWERED, 1, evidence="名簿"),
        Answer(AnswerState.ANSWERED, 1, is_confirmed=False),
    ],
    ids=["level", "state", "memo", "evidence", "confirmation"],
)
def test_every_part_of_an_answer_makes_a_difference(given: Answer) -> None:
    assert changed({FIRST: level(1)}, {FIRST: given}) == [FIRST]
    assert changed({}, {FIRST: given}) == [FIRST]
    assert changed({FIRST: given}, {FIRST: given}) == []


@pytest.mark.parametrize("given", [UNANSWERED, Answer(AnswerState.UNANSWERED, memo="あとで")])
def test_what_was_not_answered_empties_nothing(given: Answer) -> None:
    assert changed({FIRST: level(1), SECOND: level(2)}, {FIRST: given}) == []


def test_differences_stand_in_the_order_of_the_screens() -> None:
    given = {question.id: level(3) for question in reversed(ASKED.questions)}
    assert changed({}, given) == [question.id for question in ASKED.asked(Depth.FULL)]


def test_only_what_the_open_assessment_asks_makes_a_difference() -> None:
    assert changed({}, {FIRST: level(1), FURTHER: not_applicable()}, Depth.CORE) == [FIRST]


def test_answers_of_the_same_office_year_and_version_are_meant_for_each_other() -> None:
    assert mismatches(an_assessment({FIRST: level(1)}), an_assessment(depth=Depth.FULL)) == []


def test_everything_that_does_not_match_is_told_at_once() -> None:
    present = an_assessment(municipality=SOKA, fiscal_year=2026, version="v2026-1")
    given = an_assessment(municipality=KOSHIGAYA, fiscal_year=2025, version="v2025-2")
    assert mismatches(present, given) == [
        "団体コードが違います(この診断は112216、ファイルは112224)",
        "年度が違います(この診断は2026、ファイルは2025)",
        "設問版が違います(この診断はv2026-1、ファイルはv2025-2)",
    ]
