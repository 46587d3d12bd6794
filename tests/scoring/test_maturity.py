"""How far attainments say that an axis and the whole office have come: design.md §4.2 to §4.4."""

from itertools import combinations_with_replacement, product

import numpy as np
import pytest

from questionnaire.model import Share
from scoring.maturity import axes_reaching, maturity, overall_step, reached_cells, reached_steps
from tests.builders import a_questionnaire

RULES = a_questionnaire().rules


def reached(*shares: float) -> int:
    return int(reached_steps(np.array(shares), RULES))


def mature(*shares: float) -> float:
    return float(maturity(np.array(shares), RULES))


def overall(*reached_of_axes: int) -> int:
    return int(overall_step(np.array([reached_of_axes]), 3, RULES)[0])


# Reached


def test_two_thirds_are_enough_for_a_cell() -> None:
    assert reached_cells(np.array([1.0, 2 / 3, 1 / 3, 0.0]), RULES).tolist() == [True, True, False, False]


def test_the_comparison_forgives_floating_point_noise_and_nothing_more() -> None:
    assert reached_cells(np.array([2 / 3 - 1e-10, 2 / 3 - 1e-8]), RULES).tolist() == [True, False]


@pytest.mark.parametrize("questions", range(1, 13))
def test_an_average_of_level_2_is_reached_with_any_number_of_questions(questions: int) -> None:
    points = np.array([2 * questions, 2 * questions - 1])
    assert reached_cells(points / (3 * questions), RULES).tolist() == [True, False]


def test_steps_count_from_the_first() -> None:
    assert reached(0.0, 0.0, 0.0) == 0
    assert reached(1.0, 0.0, 0.0) == 1
    assert reached(1.0, 1.0, 0.0) == 2
    assert reached(1.0, 1.0, 1.0) == 3


def test_a_step_above_a_gap_does_not_count() -> None:
    assert reached(0.0, 1.0, 1.0) == 0
    assert reached(1.0, 1 / 3, 1.0) == 1


# Maturity


def test_the_attainment_of_the_next_step_is_added_to_the_steps_reached() -> None:
    assert mature(0.0, 0.0, 0.0) == 0.0
    assert mature(1 / 3, 0.0, 0.0) == 0.5
    assert mature(2 / 3, 1 / 6, 0.0) == 1.25
    assert mature(1.0, 1.0, 1 / 2) == 2.75


def test_all_steps_reached_are_a_full_3() -> None:
    assert mature(2 / 3, 2 / 3, 2 / 3) == 3.0
    assert mature(1.0, 1.0, 1.0) == 3.0


def test_more_than_needed_at_a_reached_step_adds_nothing() -> None:
    assert mature(2 / 3, 1 / 3, 0.0) == mature(1.0, 1 / 3, 0.0)


def test_work_above_the_next_step_adds_nothing_to_maturity() -> None:
    assert mature(1 / 3, 1.0, 1.0) == mature(1 / 3, 0.0, 0.0) == 0.5


def test_maturity_reaches_a_whole_number_exactly_when_the_step_is_reached() -> None:
    for sixths in product(range(7), repeat=3):
        shares = [sixth / 6 for sixth in sixths]
        assert int(mature(*shares) + 1e-9) == reached(*shares), shares


def test_axes_and_assessments_may_stand_in_any_dimensions_before_the_steps() -> None:
    shares = np.array([[[1.0, 1 / 3, 2 / 3], [0.0, 0.0, 0.0]], [[1.0, 1.0, 1.0], [1 / 3, 1.0, 0.0]]])
    assert maturity(shares, RULES).tolist() == [[1.5, 0.0], [3.0, 0.5]]
    assert reached_steps(shares, RULES).tolist() == [[1, 0], [3, 0]]


# The whole office


def test_axes_are_counted_for_each_step_they_reached() -> None:
    assert axes_reaching(np.array([[3, 2, 2, 1, 0, 0, 0, 0]]), 3).tolist() == [[4, 3, 1]]


def test_six_of_eight_axes_are_enough_and_five_are_not() -> None:
    assert overall(1, 1, 1, 1, 1, 1, 0, 0) == 1
    assert overall(1, 1, 1, 1, 1, 0, 0, 0) == 0


def test_the_other_two_may_be_one_step_behind_but_not_two() -> None:
    assert overall(2, 2, 2, 2, 2, 2, 1, 1) == 2
    assert overall(2, 2, 2, 2, 2, 2, 2, 0) == 1
    assert overall(3, 3, 3, 3, 3, 3, 2, 2) == 3
    assert overall(3, 3, 3, 3, 3, 3, 3, 1) == 2


def test_one_axis_left_at_the_start_holds_the_office_at_the_first_step() -> None:
    assert overall(3, 3, 3, 3, 3, 3, 3, 0) == 1


def test_every_axis_beyond_gives_the_last_step() -> None:
    assert overall(3, 3, 3, 3, 3, 3, 3, 3) == 3
    assert overall(0, 0, 0, 0, 0, 0, 0, 0) == 0


def highest_step_by_the_rule(axes: tuple[int, ...]) -> int:
    """design.md §4.4 word for word, with its 6 of 8."""

    def holds(k: int) -> bool:
        return sum(r >= k for r in axes) >= 6 and not any(r < k - 1 for r in axes)

    return max(s for s in range(4) if all(holds(k) for k in range(1, s + 1)))


def test_every_mixture_of_axes_follows_the_rule() -> None:
    mixtures = list(combinations_with_replacement(range(4), 8))
    expected = [highest_step_by_the_rule(axes) for axes in mixtures]
    assert overall_step(np.array(mixtures), 3, RULES).tolist() == expected
    assert set(expected) == {0, 1, 2, 3}


# The thresholds are content


def test_the_threshold_of_a_cell_is_the_one_of_the_content() -> None:
    half = RULES.model_copy(update={"reached_at": Share(numerator=1, denominator=2)})
    assert reached_cells(np.array([1 / 2, 1 / 3]), half).tolist() == [True, False]
    assert float(maturity(np.array([1 / 2, 1 / 4, 0.0]), half)) == 1.5


def test_the_number_of_axes_needed_is_the_one_of_the_content() -> None:
    all_needed = RULES.model_copy(update={"axes_needed": 8})
    axes = np.array([[1, 1, 1, 1, 1, 1, 1, 0], [1] * 8])
    assert overall_step(axes, 3, all_needed).tolist() == [0, 1]
