"""The result of one assessment and of many: design.md §4.4 to §4.6 and the worked example."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest

from questionnaire.assessment import UNANSWERED, Answer, AnswerState, Assessment
from questionnaire.loader import newest_version
from questionnaire.loader import questionnaire as version
from questionnaire.model import Depth, Question
from scoring.example import worked_example
from scoring.result import Result, result, results, shown_results
from scoring.wording import percent_text
from tests.builders import (
    AXIS_IDS,
    UNKNOWN,
    a_questionnaire,
    an_assessment,
    an_axis_with_second_questions,
    an_axis_with_three_questions_a_cell,
    answered_alike,
    answered_by_step,
    level,
    not_applicable,
    with_answers,
)

QUICK = a_questionnaire()
BOTH = a_questionnaire([an_axis_with_second_questions(id) for id in AXIS_IDS])
# Two questions a cell give means without floating-point errors, in which no order of adding up shows.
THREE = a_questionnaire([an_axis_with_three_questions_a_cell(id) for id in AXIS_IDS])
SOME_ANSWERS = [*map(level, range(4)), UNKNOWN, UNANSWERED, not_applicable()]


def many_assessments(count: int) -> list[Assessment]:
    """Assessments with every state among their answers, both depths mixed; the same ones each time."""
    chosen = np.random.default_rng(2026).integers(0, 42, (count, len(THREE.questions)))
    return [
        an_assessment(
            {
                question.id: answers[choice % len(answers)]
                for question, choice in zip(THREE.questions, row, strict=True)
                for answers in [SOME_ANSWERS[: 7 if question.allows_not_applicable else 6]]
            },
            depth=Depth.FULL if number % 2 else Depth.CORE,
        )
        for number, row in enumerate(chosen)
    ]


# The worked example


@pytest.mark.parametrize("axis", range(8))
def test_the_worked_example_of_the_design_comes_out_on_every_axis(axis: int) -> None:
    found = result(QUICK, answered_by_step(QUICK, (3, 1, 2))).of_axis[axis]
    assert found.attainment == (1.0, 1 / 3, 2 / 3)
    assert found.reached == 1
    assert found.maturity == 1.5
    assert percent_text(found.attainment[2]) == "66%"


def test_the_worked_example_that_is_shown_is_the_one_of_the_design() -> None:
    shown = worked_example(version(newest_version()))
    assert (shown.attainment, shown.reached, shown.maturity) == ((1.0, 1 / 3, 2 / 3), 1, 1.5)


def test_the_worked_example_that_is_shown_is_what_a_real_axis_with_its_levels_gets() -> None:
    questionnaire = version(newest_version())
    scored = result(questionnaire, answered_by_step(questionnaire, questionnaire.rules.worked_example))
    assert worked_example(questionnaire) == scored.of_axis[0]


# The whole office


def test_the_overall_figures_are_the_means_of_the_axes() -> None:
    rows = [(3, 3, 3)] * 3 + [(3, 1, 2)] * 4 + [(1, 0, 0)]
    overall = result(QUICK, answered_by_step(QUICK, *rows)).overall
    assert overall.maturity == (3 * 3.0 + 4 * 1.5 + 0.5) / 8
    assert overall.attainment == pytest.approx(((7 + 1 / 3) / 8, (3 + 4 / 3) / 8, (3 + 8 / 3) / 8), abs=1e-12)


def test_the_axes_that_reached_each_step_are_counted() -> None:
    rows = [(3, 3, 3)] * 3 + [(3, 2, 0)] * 3 + [(3, 1, 2)] + [(1, 3, 3)]
    found = result(QUICK, answered_by_step(QUICK, *rows))
    assert found.axes_reached == (7, 6, 3)
    assert [standing.reached for standing in found.of_axis] == [3, 3, 3, 2, 2, 2, 1, 0]
    assert found.overall.reached == 1


def test_early_work_on_a_later_step_is_shown_although_it_is_not_reached() -> None:
    found = result(QUICK, answered_by_step(QUICK, (1, 0, 3))).overall
    assert (found.reached, found.attainment) == (0, (1 / 3, 0.0, 1.0))


def test_axes_and_steps_stand_in_the_order_of_the_questionnaire() -> None:
    found = result(QUICK, an_assessment())
    assert [axis.id for axis in found.axes] == list(AXIS_IDS)
    assert [step.id for step in found.steps] == ["digitization", "digitalization", "dx"]


# The range


@pytest.mark.parametrize("open_answer", [UNKNOWN, UNANSWERED])
def test_an_open_answer_spans_from_level_0_to_level_3(open_answer: Answer) -> None:
    closed = answered_by_step(QUICK, (3, 1, 2))
    spanned = result(QUICK, with_answers(closed, {"axis-a-digitalization": open_answer}))
    lowest = result(QUICK, with_answers(closed, {"axis-a-digitalization": level(0)}))
    highest = result(QUICK, with_answers(closed, {"axis-a-digitalization": level(3)}))
    for ours, low, high in zip(
        (*spanned.of_axis, spanned.overall),
        (*lowest.of_axis, lowest.overall),
        (*highest.of_axis, highest.overall),
        strict=True,
    ):
        assert (ours.attainment, ours.reached, ours.maturity) == (low.attainment, low.reached, low.maturity)
        assert ours.attainment_upper == high.attainment
        assert (ours.reached_upper, ours.maturity_upper) == (high.reached, high.maturity)
    assert (spanned.of_axis[0].maturity, spanned.of_axis[0].maturity_upper) == (1.0, 3.0)


def test_nothing_answered_spans_everything() -> None:
    overall = result(QUICK, an_assessment()).overall
    assert (overall.maturity, overall.maturity_upper) == (0.0, 3.0)
    assert (overall.reached, overall.reached_upper) == (0, 3)
    assert (overall.attainment, overall.attainment_upper) == ((0.0, 0.0, 0.0), (1.0, 1.0, 1.0))


def test_a_range_closes_when_everything_is_answered() -> None:
    found = result(QUICK, answered_by_step(QUICK, (3, 1, 2)))
    assert all(standing.is_certain for standing in (*found.of_axis, found.overall))
    assert all(standing.maturity == standing.maturity_upper for standing in (*found.of_axis, found.overall))


def test_an_open_answer_widens_only_its_own_axis() -> None:
    found = result(QUICK, with_answers(answered_alike(QUICK, level(1)), {"axis-c-dx": UNKNOWN}))
    assert [standing.is_certain for standing in found.of_axis] == [True, True, False] + [True] * 5
    assert not found.overall.is_certain


# The answered share


def test_levels_and_what_does_not_apply_count_as_answered_and_open_ones_do_not() -> None:
    answers = {
        "axis-a-digitization": level(0),
        "axis-a-digitization-2": not_applicable(),
        "axis-a-digitalization": UNKNOWN,
        "axis-a-digitalization-2": UNANSWERED,
    }
    found = result(BOTH, an_assessment(answers, depth=Depth.FULL))
    assert (found.of_axis[0].answered, found.of_axis[0].asked, found.of_axis[0].answered_share) == (2, 6, 2 / 6)
    assert (found.overall.answered, found.overall.asked, found.overall.answered_share) == (2, 48, 2 / 48)


def test_what_does_not_apply_stays_among_the_asked() -> None:
    answers = {f"{id}-dx-2": not_applicable() for id in AXIS_IDS}
    overall = result(BOTH, with_answers(answered_alike(BOTH, level(1), Depth.FULL), answers)).overall
    assert (overall.answered, overall.asked, overall.is_certain) == (48, 48, True)


def test_the_quick_check_asks_24_questions_and_the_other_ones_never_count_as_answered() -> None:
    everything = answered_alike(BOTH, level(2), Depth.FULL).answers
    overall = result(BOTH, an_assessment(everything, depth=Depth.CORE)).overall
    assert (overall.answered, overall.asked) == (24, 24)


def test_the_quick_check_is_certain_though_further_questions_are_open() -> None:
    found = result(BOTH, with_answers(answered_alike(BOTH, level(2)), {"axis-a-dx-2": UNKNOWN}))
    assert found.overall.is_certain
    assert found.overall.maturity == found.overall.maturity_upper == 3.0


def test_a_copy_that_nobody_confirmed_counts_with_its_level_but_not_as_answered() -> None:
    copied = {id: replace(answer, is_confirmed=False) for id, answer in answered_alike(QUICK, level(2)).answers.items()}
    confirmed = {"axis-a-digitization": level(2)}
    overall = result(QUICK, an_assessment(copied | confirmed)).overall
    assert overall.maturity == result(QUICK, answered_alike(QUICK, level(2))).overall.maturity == 3.0
    assert (overall.answered, overall.asked) == (1, 24)


def test_a_copy_of_what_does_not_apply_stays_out_of_the_score_and_is_not_answered() -> None:
    answers = dict(answered_alike(BOTH, level(3), Depth.FULL).answers)
    copied = {"axis-a-dx": level(0), "axis-a-dx-2": replace(not_applicable(), is_confirmed=False)}
    found = result(BOTH, an_assessment(answers | copied, depth=Depth.FULL)).of_axis[0]
    assert (found.attainment[2], found.answered, found.asked) == (0.0, 5, 6)


# Depths


def test_the_depth_of_an_assessment_decides_what_is_scored() -> None:
    answers = {question.id: level(3 if question.core else 0) for question in BOTH.questions}
    core, full = (result(BOTH, an_assessment(answers, depth=depth)) for depth in (Depth.CORE, Depth.FULL))
    assert (core.depth, core.overall.maturity, core.overall.attainment) == (Depth.CORE, 3.0, (1.0, 1.0, 1.0))
    assert (full.depth, full.overall.maturity, full.overall.attainment) == (Depth.FULL, 0.75, (0.5, 0.5, 0.5))


def test_both_depths_can_be_scored_in_one_call() -> None:
    answers = {question.id: level(3 if question.core else 0) for question in BOTH.questions}
    mixed = [an_assessment(answers, depth=depth) for depth in (Depth.FULL, Depth.CORE, Depth.FULL)]
    assert results(BOTH, mixed) == [result(BOTH, assessment) for assessment in mixed]


def test_going_deeper_does_not_change_the_core_result() -> None:
    core_only = answered_by_step(BOTH, (3, 1, 2))
    deeper = with_answers(core_only, {"axis-a-dx-2": level(3), "axis-b-dx-2": not_applicable()})
    assert result(BOTH, deeper) == result(BOTH, core_only)


# Which results are shown


def shown_depths(answers: Mapping[str, Answer], depth: Depth = Depth.FULL) -> list[Depth]:
    """The depths of the results that an assessment with these answers shows."""
    return [found.depth for found in shown_results(BOTH, an_assessment(answers, depth=depth))]


ALL_ANSWERED = {question.id: level(1) for question in BOTH.questions}


def test_the_quick_check_shows_the_core_result_whatever_else_is_answered() -> None:
    assert shown_depths({}, Depth.CORE) == [Depth.CORE]
    assert shown_depths(ALL_ANSWERED, Depth.CORE) == [Depth.CORE]


@pytest.mark.parametrize("question", BOTH.questions[::5], ids=lambda question: question.id)
def test_while_one_of_48_questions_is_open_the_core_result_is_shown_alone(question: Question) -> None:
    without = {id: answer for id, answer in ALL_ANSWERED.items() if id != question.id}
    only_noted = Answer(AnswerState.UNANSWERED, memo="総務課に聞く")
    assert shown_depths(without) == [Depth.CORE]
    assert shown_depths(without | {question.id: only_noted}) == [Depth.CORE]
    assert shown_depths(without | {question.id: replace(level(1), is_confirmed=False)}) == [Depth.CORE]


def test_once_every_question_has_a_state_both_results_are_shown() -> None:
    assert shown_depths(ALL_ANSWERED) == [Depth.CORE, Depth.FULL]
    assert shown_depths(dict.fromkeys(ALL_ANSWERED, UNKNOWN)) == [Depth.CORE, Depth.FULL]
    assert shown_depths(ALL_ANSWERED | {"axis-a-dx-2": not_applicable()}) == [Depth.CORE, Depth.FULL]


@pytest.mark.parametrize("memo", ["", " ", "　\n"], ids=ascii)
def test_what_does_not_apply_keeps_its_question_open_until_its_reason_is_given(memo: str) -> None:
    assert shown_depths(ALL_ANSWERED | {"axis-a-dx-2": not_applicable(memo)}) == [Depth.CORE]


def test_each_shown_result_is_the_one_of_its_depth() -> None:
    answers = {question.id: level(3 if question.core else 0) for question in BOTH.questions}
    assert shown_results(BOTH, an_assessment(answers, depth=Depth.FULL)) == tuple(
        result(BOTH, an_assessment(answers, depth=depth)) for depth in Depth
    )


# One and a thousand


@pytest.fixture(scope="module")
def thousand() -> list[Assessment]:
    return many_assessments(1000)


def test_one_assessment_gets_exactly_its_row_among_a_thousand(thousand: list[Assessment]) -> None:
    together = results(THREE, thousand)
    assert len({found.overall.maturity for found in together}) > 20
    assert [result(THREE, assessment) for assessment in thousand[::5]] == together[::5]


def test_the_order_of_the_assessments_does_not_matter(thousand: list[Assessment]) -> None:
    together = results(THREE, thousand)
    assert results(THREE, thousand[::-1]) == together[::-1]
    assert results(THREE, thousand[500:] + thousand[:500]) == together[500:] + together[:500]


def test_no_assessments_give_no_results() -> None:
    assert results(QUICK, []) == []


def test_figures_are_plain_python_numbers_for_files_and_screens() -> None:
    found: Result = result(QUICK, answered_by_step(QUICK, (3, 1, 2)))
    for standing in (*found.of_axis, found.overall):
        values = (*standing.attainment, *standing.attainment_upper, standing.maturity, standing.maturity_upper)
        assert {type(value) for value in values} == {float}
        assert {type(value) for value in (standing.reached, standing.reached_upper, standing.answered)} == {int}
    assert {type(value) for value in found.axes_reached} == {int}
