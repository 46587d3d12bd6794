"""How much of each cell is done: design.md §4.1."""

import pytest

from questionnaire.assessment import UNANSWERED, Answer, Assessment
from questionnaire.model import Axis, Depth, Questionnaire
from scoring.attainment import attainment
from scoring.levels import NO_LEVEL, level_table
from tests.builders import (
    UNKNOWN,
    a_question,
    a_questionnaire,
    an_assessment,
    an_axis,
    an_axis_with_second_questions,
    answered_alike,
    level,
    not_applicable,
)

LOWER, UPPER = 0, 3


def of_cells(questionnaire: Questionnaire, assessment: Assessment, unknown: int = LOWER) -> list[list[float]]:
    """Attainments of one assessment: a row for each axis, a value for each step."""
    cells: list[list[float]] = attainment(level_table(questionnaire, [assessment]), unknown)[0].tolist()
    return cells


def an_axis_with_a_large_first_cell(questions: int) -> Axis:
    """The first cell has the core question `a-digitization` and further ones, `a-2`, `a-3` and so on."""
    further = [a_question(f"a-{n}", core=False, allows_not_applicable=True) for n in range(2, questions + 1)]
    return an_axis("a", [*an_axis("a").questions, *further])


def of_first_cell(*answers: Answer, unknown: int = LOWER) -> float:
    """Attainment of a cell with as many questions as there are answers."""
    axis = an_axis_with_a_large_first_cell(len(answers))
    asked = [question.id for question in axis.questions if question.step == "digitization"]
    given = an_assessment(dict(zip(asked, answers, strict=True)), depth=Depth.FULL)
    return of_cells(a_questionnaire([axis]), given, unknown)[0][0]


@pytest.mark.parametrize(("number", "share"), [(0, 0.0), (1, 1 / 3), (2, 2 / 3), (3, 1.0)])
def test_one_question_gives_its_level_as_a_share_of_the_highest(number: int, share: float) -> None:
    assert of_first_cell(level(number)) == share


def test_the_questions_of_a_cell_count_alike() -> None:
    assert of_first_cell(level(3), level(0)) == 1 / 2
    assert of_first_cell(level(0), level(3)) == 1 / 2


def test_a_cell_may_have_any_number_of_questions() -> None:
    assert of_first_cell(level(3), level(2), level(1), level(1)) == 7 / 12
    assert of_first_cell(level(3), level(3), level(1), level(0), level(0)) == 7 / 15


def test_equal_shares_of_different_counts_are_the_same_number() -> None:
    assert of_first_cell(level(2)) == of_first_cell(level(3), level(1)) == of_first_cell(level(3), level(2), level(1))


@pytest.mark.parametrize("open_answer", [UNKNOWN, UNANSWERED])
def test_what_is_open_counts_nothing_at_the_lower_end(open_answer: Answer) -> None:
    assert of_first_cell(level(3), open_answer) == 1 / 2


@pytest.mark.parametrize("open_answer", [UNKNOWN, UNANSWERED])
def test_what_is_open_counts_fully_at_the_upper_end(open_answer: Answer) -> None:
    assert of_first_cell(level(1), open_answer, unknown=UPPER) == 4 / 6


def test_a_question_without_any_entry_counts_like_one_that_is_not_answered() -> None:
    questionnaire = a_questionnaire([an_axis("a")])
    silent, told = an_assessment({}), an_assessment({"a-dx": UNANSWERED})
    assert of_cells(questionnaire, silent) == of_cells(questionnaire, told) == [[0.0, 0.0, 0.0]]
    assert of_cells(questionnaire, silent, UPPER) == of_cells(questionnaire, told, UPPER) == [[1.0, 1.0, 1.0]]


@pytest.mark.parametrize("unknown", [LOWER, UPPER])
def test_what_does_not_apply_leaves_numerator_and_denominator(unknown: int) -> None:
    assert of_first_cell(level(1), not_applicable(), unknown=unknown) == 1 / 3
    assert of_first_cell(level(3), not_applicable(), level(2), unknown=unknown) == 5 / 6


def test_what_does_not_apply_differs_from_level_0() -> None:
    assert of_first_cell(level(2), not_applicable()) == 2 / 3
    assert of_first_cell(level(2), level(0)) == 1 / 3


def test_each_answer_counts_in_its_own_cell_only() -> None:
    questionnaire = a_questionnaire([an_axis("a"), an_axis("b"), an_axis("c")])
    assert of_cells(questionnaire, an_assessment({"b-digitalization": level(3)})) == [
        [0.0, 0.0, 0.0],
        [0.0, 1.0, 0.0],
        [0.0, 0.0, 0.0],
    ]


def test_cells_are_found_by_the_step_of_the_question_and_not_by_its_place() -> None:
    back_to_front = an_axis("a", list(reversed(an_axis("a").questions)))
    given = an_assessment({"a-digitization": level(3), "a-digitalization": level(1), "a-dx": level(2)})
    assert of_cells(a_questionnaire([back_to_front]), given) == [[1.0, 1 / 3, 2 / 3]]


def test_the_quick_check_counts_core_questions_only() -> None:
    questionnaire = a_questionnaire([an_axis_with_second_questions("a")])
    answers = {"a-digitization": level(2), "a-digitization-2": level(3), "a-dx-2": level(3)}
    assert of_cells(questionnaire, an_assessment(answers, depth=Depth.CORE)) == [[2 / 3, 0.0, 0.0]]
    assert of_cells(questionnaire, an_assessment(answers, depth=Depth.FULL)) == [[5 / 6, 0.0, 1 / 2]]


def test_a_second_question_that_does_not_apply_changes_nothing_in_the_quick_check() -> None:
    questionnaire = a_questionnaire([an_axis_with_second_questions("a")])
    answers = {"a-digitization": level(1), "a-digitization-2": not_applicable()}
    assert of_cells(questionnaire, an_assessment(answers, depth=Depth.CORE)) == [[1 / 3, 0.0, 0.0]]


def test_there_is_one_row_for_each_assessment_in_the_order_given() -> None:
    questionnaire = a_questionnaire([an_axis("a")])
    table = level_table(questionnaire, [an_assessment({"a-dx": level(number)}) for number in (3, 0, 2)])
    assert attainment(table, LOWER)[:, 0, 2].tolist() == [1.0, 0.0, 2 / 3]


def test_the_table_holds_no_level_for_what_is_not_asked() -> None:
    questionnaire = a_questionnaire([an_axis_with_second_questions("a")])
    table = level_table(questionnaire, [answered_alike(questionnaire, level(2), Depth.FULL)] * 2)
    quick = level_table(questionnaire, [an_assessment({q.id: level(2) for q in questionnaire.questions})])
    assert table.levels.tolist() == [[2] * 6] * 2
    assert quick.levels[0].tolist() == [2 if question.core else NO_LEVEL for question in questionnaire.questions]
