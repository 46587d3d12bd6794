"""推移: the years side by side, and which answers rose or fell between them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionnaire.assessment import UNANSWERED, Answer
from questionnaire.model import Depth
from scoring.result import result
from scoring.trend.years import WHOLE, Movement, maturity_movement, step_movement, trend
from tests.builders import (
    UNKNOWN,
    answered_alike,
    level,
    not_applicable,
)
from tests.years import (
    ASKED,
    DEEPER,
    FIRST_AXIS,
    FURTHER,
    QUESTION,
    a_year,
    all_changes,
    changed,
    compared,
    copied,
)

# The years


def test_years_stand_from_the_oldest_to_the_newest() -> None:
    found = trend([a_year(2026), a_year(2024), a_year(2025)])
    assert [year.assessment.fiscal_year for year in found.years] == [2024, 2025, 2026]


def test_each_year_is_compared_with_the_one_before() -> None:
    found = trend([a_year(2024), a_year(2025), a_year(2026)])
    pairs = [(pair.before.assessment.fiscal_year, pair.after.assessment.fiscal_year) for pair in found.pairs]
    assert pairs == [(2024, 2025), (2025, 2026)]


def test_a_single_year_is_compared_with_nothing() -> None:
    assert trend([a_year(2026)]).pairs == ()


@pytest.mark.parametrize("submitted_first", [True, False])
def test_of_several_assessments_of_a_year_the_submitted_one_counts(submitted_first: bool) -> None:
    submitted, draft = a_year(2026, {QUESTION.id: level(3)}), a_year(2026, is_submitted=False)
    given_years = [submitted, draft] if submitted_first else [draft, submitted]
    assert trend([a_year(2025), *given_years]).years[-1] == submitted


def test_the_figures_are_those_of_the_core_result_whatever_the_depth() -> None:
    further = {question.id: level(3) for question in DEEPER.questions if not question.core}
    year = a_year(2026, further, asked=DEEPER, depth=Depth.FULL)
    core = result(DEEPER, replace(year.assessment, depth=Depth.CORE))
    found = trend([year])
    assert year.result == core
    assert [line.standings for line in found.lines] == [*((standing,) for standing in core.of_axis), (core.overall,)]
    assert core.overall.maturity < result(DEEPER, year.assessment).overall.maturity


def test_the_whole_office_stands_behind_the_axes() -> None:
    assert [line.name for line in trend([a_year(2026)]).lines] == [*(axis.name for axis in ASKED.axes), WHOLE]


# Rise and fall of figures


def maturity_of(before: Mapping[str, Answer], after: Mapping[str, Answer]) -> Movement:
    years = [a_year(2025, before), a_year(2026, after)]
    return maturity_movement(*(year.standing(FIRST_AXIS) for year in years))


@pytest.mark.parametrize(
    ("before", "after", "movement"),
    [
        (level(1), level(2), Movement.ROSE),
        (level(2), level(1), Movement.FELL),
        (level(1), level(1), Movement.SAME),
        # わからない could be any level: lower and upper end of the ranges touch.
        (level(1), UNKNOWN, Movement.UNCLEAR),
        (UNKNOWN, level(0), Movement.UNCLEAR),
        (UNKNOWN, level(1), Movement.UNCLEAR),
        (level(1), UNANSWERED, Movement.UNCLEAR),
        (UNKNOWN, UNKNOWN, Movement.UNCLEAR),
    ],
)
def test_a_maturity_rises_or_falls_only_where_it_is_certain(before: Answer, after: Answer, movement: Movement) -> None:
    assert maturity_of({QUESTION.id: before}, {QUESTION.id: after}) is movement


def test_a_rise_that_no_unknown_could_undo_is_a_rise() -> None:
    first, second, _ = FIRST_AXIS.questions
    reached = {first.id: level(3), second.id: UNKNOWN}
    assert maturity_of({first.id: level(0)}, reached) is Movement.ROSE
    assert maturity_of(reached, {first.id: level(0)}) is Movement.FELL


@pytest.mark.parametrize(("later", "movement"), [(0.59, Movement.SAME), (0.6, Movement.ROSE)])
def test_only_a_difference_that_one_decimal_shows_is_one(later: float, movement: Movement) -> None:
    before = a_year(2025).result.overall
    assert before.maturity == 0.5
    assert maturity_movement(before, replace(before, maturity=later, maturity_upper=later)) is movement


@pytest.mark.parametrize(
    ("before", "after", "movement"),
    [
        (level(1), level(2), Movement.ROSE),
        (level(2), level(1), Movement.FELL),
        (level(2), level(3), Movement.SAME),
        (level(2), UNKNOWN, Movement.UNCLEAR),
    ],
)
def test_a_step_is_gained_or_lost_only_where_it_is_certain(before: Answer, after: Answer, movement: Movement) -> None:
    overall = [
        a_year(number, answered_alike(ASKED, answer).answers).result.overall
        for number, answer in ((2025, before), (2026, after))
    ]
    assert step_movement(*overall) is movement


# Rise and fall of answers


@pytest.mark.parametrize(
    ("before", "after", "movements"),
    [
        (level(1), level(2), [Movement.ROSE]),
        (level(3), level(0), [Movement.FELL]),
        (level(2), level(2), []),
        (level(2), replace(level(2), memo="確かめた", evidence="起案"), []),
        # what cannot be said
        (level(2), UNKNOWN, [Movement.UNCLEAR]),
        (UNKNOWN, level(2), [Movement.UNCLEAR]),
        (level(2), UNANSWERED, [Movement.UNCLEAR]),
        (UNANSWERED, UNKNOWN, [Movement.UNCLEAR]),
        (UNKNOWN, UNKNOWN, []),
        (level(2), copied(level(2)), [Movement.UNCLEAR]),
        (level(2), copied(level(1)), [Movement.UNCLEAR]),
        (copied(level(2)), level(1), [Movement.UNCLEAR]),
    ],
)
def test_an_answer_rises_or_falls_only_between_confirmed_levels(
    before: Answer, after: Answer, movements: list[Movement]
) -> None:
    assert changed(before, after) == movements


def test_a_change_names_its_axis_and_both_answers() -> None:
    (change,) = compared(a_year(2025), a_year(2026, {QUESTION.id: level(3)})).changes
    assert change.axis == FIRST_AXIS
    assert change.before
    assert change.after
    assert (change.before.answer, change.after.answer) == (level(1), level(3))
    assert not change.is_reworded


def test_changes_are_found_by_their_axis() -> None:
    second = ASKED.axes[1]
    pair = compared(a_year(2025), a_year(2026, {QUESTION.id: level(3), second.questions[2].id: level(0)}))
    assert [change.movement for change in pair.of_axis(FIRST_AXIS)] == [Movement.ROSE]
    assert [change.movement for change in pair.of_axis(second)] == [Movement.FELL]
    assert pair.of_axis(ASKED.axes[2]) == []


def test_further_questions_are_compared_where_both_years_ask_them() -> None:
    years = [a_year(2025 + n, {FURTHER.id: level(1 + n)}, asked=DEEPER, depth=Depth.FULL) for n in (0, 1)]
    (change,) = compared(*years).changes
    assert (change.question.id, change.movement) == (FURTHER.id, Movement.ROSE)


@pytest.mark.parametrize("depths", [(Depth.CORE, Depth.FULL), (Depth.FULL, Depth.CORE)])
def test_going_deeper_or_less_deep_is_no_change(depths: Sequence[Depth]) -> None:
    years = [a_year(2025 + n, asked=DEEPER, depth=depth) for n, depth in enumerate(depths)]
    assert compared(*years).changes == ()


def test_a_question_that_does_not_apply_is_neither_rise_nor_fall() -> None:
    years = [
        a_year(2025 + n, {FURTHER.id: answer}, asked=DEEPER, depth=Depth.FULL)
        for n, answer in enumerate([level(2), not_applicable()])
    ]
    assert [change.movement for change in compared(*years).changes] == [Movement.UNCLEAR]


# What holds for any answers

ANSWERS = st.sampled_from([*map(level, range(4)), UNKNOWN, UNANSWERED, *(copied(level(n)) for n in range(4))])
YEARS_ANSWERS = st.fixed_dictionaries({question.id: ANSWERS for question in ASKED.questions})


@given(answers=YEARS_ANSWERS)
def test_a_year_beside_itself_has_no_change(answers: dict[str, Answer]) -> None:
    found = trend([a_year(2025, answers), a_year(2026, answers)])
    assert all_changes(found) == []
    assert {maturity_movement(*line.standings) for line in found.lines} <= {Movement.SAME, Movement.UNCLEAR}


@given(
    answers=YEARS_ANSWERS, which=st.sampled_from([q.id for q in ASKED.questions]), lower=st.integers(0, 2), by=st.data()
)
def test_a_rising_answer_never_shows_a_fall(
    answers: dict[str, Answer], which: str, lower: int, by: st.DataObject
) -> None:
    higher = by.draw(st.integers(lower + 1, 3))
    before, after = (a_year(year, answers | {which: level(at)}) for year, at in ((2025, lower), (2026, higher)))
    found = trend([before, after])
    assert all_changes(found) == [Movement.ROSE]
    assert Movement.FELL not in {maturity_movement(*line.standings) for line in found.lines}
    assert step_movement(before.result.overall, after.result.overall) is not Movement.FELL


@given(answers=st.lists(YEARS_ANSWERS, min_size=3, max_size=3), order=st.permutations(range(3)))
def test_the_order_in_which_the_years_come_does_not_matter(answers: list[dict[str, Answer]], order: list[int]) -> None:
    years = [a_year(2024 + number, given_answers) for number, given_answers in enumerate(answers)]
    found = trend([years[place] for place in order])
    assert found == trend(years)
    assert found.pairs == trend(years).pairs


@given(before=YEARS_ANSWERS, after=YEARS_ANSWERS)
def test_backwards_every_rise_is_a_fall(before: dict[str, Answer], after: dict[str, Answer]) -> None:
    forwards = all_changes(trend([a_year(2025, before), a_year(2026, after)]))
    backwards = all_changes(trend([a_year(2025, after), a_year(2026, before)]))
    opposite = {Movement.ROSE: Movement.FELL, Movement.FELL: Movement.ROSE}
    assert backwards == [opposite.get(movement, movement) for movement in forwards]
