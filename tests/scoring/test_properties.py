"""What holds for any answers: design.md §4, against a slow implementation written from its text alone."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from fractions import Fraction
from math import floor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from files.csv_files import result_csv
from questionnaire.assessment import UNANSWERED, Answer, AnswerState, Assessment
from questionnaire.loader import newest_version
from questionnaire.loader import questionnaire as version
from questionnaire.model import Depth, Question, Questionnaire
from scoring.result import Result, Standing, result, results, shown_results
from scoring.wording import maturity_text, percent_text
from tests.builders import (
    AXIS_IDS,
    UNKNOWN,
    a_questionnaire,
    an_assessment,
    an_axis_with_second_questions,
    an_axis_with_three_questions_a_cell,
    level,
    not_applicable,
    with_answers,
)

# These take longest.
few = settings(max_examples=settings().max_examples // 2)
both_depths = pytest.mark.parametrize("depth", list(Depth))


# The real one has two questions in each cell; a cell of three finds what holds for pairs only.
ASKED = a_questionnaire(
    [*map(an_axis_with_second_questions, AXIS_IDS[:6]), *map(an_axis_with_three_questions_a_cell, AXIS_IDS[6:])]
)
# None leaves the question out of the dict.
OPEN = [UNKNOWN, UNANSWERED, None]


@st.composite
def answers(draw: st.DrawFn) -> dict[str, Answer]:
    """Answers to all questions; the office as a whole is weak or strong and knows much or little about itself."""
    weakest, certainty = draw(st.integers(0, 3)), draw(st.sampled_from([1, 4, 16]))
    levels = [level(number) for number in range(weakest, 4)] * certainty
    of_core = [*levels, *draw(st.lists(st.sampled_from(OPEN), max_size=2))]
    of_further = [*of_core, *[not_applicable()] * draw(st.sampled_from([0, certainty]))]
    chosen = {
        question.id: draw(st.sampled_from(of_further if question.allows_not_applicable else of_core))
        for question in ASKED.questions
    }
    copied = draw(st.sets(st.sampled_from(list(chosen)), max_size=12))
    return {
        question: replace(answer, is_confirmed=question not in copied) for question, answer in chosen.items() if answer
    }


def figures(found: Result) -> dict[str, float]:
    """Every number of a result by its place."""
    places = {"overall": found.overall} | {axis.id: s for axis, s in zip(found.axes, found.of_axis, strict=True)}
    numbers = {f"axes reaching {step.id}": n for step, n in zip(found.steps, found.axes_reached, strict=True)}
    for place, standing in places.items():
        numbers |= {f"{place} {name}": number for name, number in _numbers(standing)}
    return numbers


def _numbers(standing: Standing) -> Iterator[tuple[str, float]]:
    for field in fields(standing):
        value = getattr(standing, field.name)
        several = value if isinstance(value, tuple) else (value,)
        yield from ((f"{field.name} {number}", figure) for number, figure in enumerate(several))


# What holds for any answers


@both_depths
@few
@given(given_answers=answers(), which=st.integers(0, len(ASKED.questions) - 1))
def test_a_higher_level_never_lowers_any_figure(depth: Depth, given_answers: dict[str, Answer], which: int) -> None:
    assessment = an_assessment(given_answers, depth=depth)
    # Six questions of every example, spread over axes, steps and places in their cells.
    moved = [ASKED.questions[(which + 10 * stride) % len(ASKED.questions)] for stride in range(6)]
    ladder = [with_answers(assessment, {question.id: level(n)}) for question in moved for n in range(4)]
    found = [figures(one) for one in results(ASKED, ladder)]
    for start in range(0, len(found), 4):
        for lower, higher in zip(found[start : start + 3], found[start + 1 : start + 4], strict=True):
            assert {place: lower[place] for place in lower if higher[place] < lower[place]} == {}


@both_depths
@given(given_answers=answers())
def test_the_lower_end_is_never_above_the_upper_end(depth: Depth, given_answers: dict[str, Answer]) -> None:
    found = result(ASKED, an_assessment(given_answers, depth=depth))
    for standing in (*found.of_axis, found.overall):
        assert all(low <= high for low, high in zip(standing.attainment, standing.attainment_upper, strict=True))
        assert standing.reached <= standing.reached_upper
        assert standing.maturity <= standing.maturity_upper


@both_depths
@given(given_answers=answers())
def test_every_figure_stays_within_its_scale(depth: Depth, given_answers: dict[str, Answer]) -> None:
    found = result(ASKED, an_assessment(given_answers, depth=depth))
    for standing in (*found.of_axis, found.overall):
        assert all(0 <= share <= 1 for share in (*standing.attainment, *standing.attainment_upper))
        assert all(0 <= maturity <= 3 for maturity in (standing.maturity, standing.maturity_upper))
        assert 0 <= standing.answered <= standing.asked


@both_depths
@given(given_answers=answers())
def test_the_radar_touches_a_ring_exactly_when_its_step_is_reached(
    depth: Depth, given_answers: dict[str, Answer]
) -> None:
    for standing in result(ASKED, an_assessment(given_answers, depth=depth)).of_axis:
        assert floor(standing.maturity + 1e-9) == standing.reached
        assert floor(standing.maturity_upper + 1e-9) == standing.reached_upper


@both_depths
@given(given_answers=answers(), data=st.data())
def test_the_order_of_the_answers_does_not_matter(
    depth: Depth, given_answers: dict[str, Answer], data: st.DataObject
) -> None:
    shuffled = dict(data.draw(st.permutations(list(given_answers.items()))))
    assert result(ASKED, an_assessment(shuffled, depth=depth)) == result(
        ASKED, an_assessment(given_answers, depth=depth)
    )


@few
@given(several=st.lists(st.tuples(answers(), st.sampled_from(Depth)), min_size=1, max_size=5), data=st.data())
def test_the_order_of_the_assessments_does_not_matter(
    several: list[tuple[dict[str, Answer], Depth]], data: st.DataObject
) -> None:
    assessments = [an_assessment(given_answers, depth=depth) for given_answers, depth in several]
    places = data.draw(st.permutations(range(len(assessments))))
    in_order = results(ASKED, assessments)
    assert results(ASKED, [assessments[place] for place in places]) == [in_order[place] for place in places]
    assert in_order == [result(ASKED, assessment) for assessment in assessments]


@both_depths
@given(given_answers=answers())
def test_confirming_changes_no_figure_but_the_answered_share(depth: Depth, given_answers: dict[str, Answer]) -> None:
    confirmed = {question: replace(answer, is_confirmed=True) for question, answer in given_answers.items()}
    before, after = (figures(result(ASKED, an_assessment(some, depth=depth))) for some in (given_answers, confirmed))
    changed = {place for place in before if before[place] != after[place]}
    assert {place.split()[1] for place in changed} <= {"answered"}
    assert all(before[place] < after[place] for place in changed)


# Going deeper, with the questions that are really asked

REAL = version(newest_version())
STATES = [*map(level, range(4)), UNKNOWN, UNANSWERED]


def core_result_csv(assessment: Assessment) -> bytes:
    """What is handed on of the core result, which is the first one shown."""
    return result_csv.write([result_csv.Scored(REAL, assessment, shown_results(REAL, assessment)[0])])


@given(data=st.data())
def test_going_deeper_leaves_the_core_result_as_it_was_down_to_the_byte(data: st.DataObject) -> None:
    given_answers = {q.id: data.draw(st.sampled_from(STATES)) for q in REAL.questions}
    quick = an_assessment({q.id: given_answers[q.id] for q in REAL.questions if q.core}, version=REAL.version.id)
    deeper = an_assessment(given_answers, version=REAL.version.id, depth=Depth.FULL)
    assert shown_results(REAL, deeper)[0] == result(REAL, quick)
    assert core_result_csv(deeper) == core_result_csv(quick)


@given(open_ones=st.sets(st.sampled_from(list(REAL.by_id)), max_size=3), answered=st.lists(st.sampled_from(STATES[:5])))
def test_the_full_result_is_shown_exactly_when_no_real_question_is_open(
    open_ones: set[str], answered: list[Answer]
) -> None:
    given_answers = dict.fromkeys(REAL.by_id, UNKNOWN)
    given_answers |= dict(zip(REAL.by_id, answered, strict=False)) | dict.fromkeys(open_ones, UNANSWERED)
    shown = shown_results(REAL, an_assessment(given_answers, version=REAL.version.id, depth=Depth.FULL))
    assert [found.depth for found in shown] == [Depth.CORE, *([] if open_ones else [Depth.FULL])]


# The rules a second time: no arrays, no floating point, nothing but the text of design.md §4


@dataclass(frozen=True)
class Figures:
    attainment: tuple[Fraction, ...]
    reached: int
    maturity: Fraction


@dataclass(frozen=True)
class Office:
    axes: tuple[Figures, ...]
    overall: Figures


def cell_by_the_book(asked: list[Question], given_answers: Mapping[str, Answer], unknown: int) -> Fraction:
    """§4.1 and §4.5."""
    points, applying = 0, 0
    for question in asked:
        answer = given_answers.get(question.id, UNANSWERED)
        if answer.state is AnswerState.NOT_APPLICABLE:
            continue
        applying += 1
        points += answer.level if answer.level is not None else unknown
    return Fraction(points, 3 * applying)


def axis_by_the_book(shares: tuple[Fraction, ...]) -> Figures:
    """§4.2 and §4.3."""
    enough = Fraction(2, 3)
    reached = 0
    while reached < 3 and shares[reached] >= enough:
        reached += 1
    return Figures(shares, reached, Fraction(3) if reached == 3 else reached + shares[reached] / enough)


def overall_by_the_book(axes: tuple[Figures, ...]) -> Figures:
    """§4.4."""
    reached = 0
    for k in (1, 2, 3):
        if sum(axis.reached >= k for axis in axes) < 6 or any(axis.reached < k - 1 for axis in axes):
            break
        reached = k
    shares = tuple(sum(axis.attainment[s] for axis in axes) / Fraction(8) for s in range(3))
    return Figures(shares, reached, sum((axis.maturity for axis in axes), Fraction(0)) / 8)


def office_by_the_book(questionnaire: Questionnaire, assessment: Assessment, unknown: int) -> Office:
    axes = []
    for axis in questionnaire.axes:
        asked = [q for q in axis.questions if q.core or assessment.depth is Depth.FULL]
        cells = [[q for q in asked if q.step == step.id] for step in questionnaire.steps]
        axes.append(axis_by_the_book(tuple(cell_by_the_book(cell, assessment.answers, unknown) for cell in cells)))
    return Office(tuple(axes), overall_by_the_book(tuple(axes)))


@both_depths
@given(given_answers=answers())
def test_every_figure_is_the_one_of_the_design(depth: Depth, given_answers: dict[str, Answer]) -> None:
    assessment = an_assessment(given_answers, depth=depth)
    found = result(ASKED, assessment)
    lower, upper = (office_by_the_book(ASKED, assessment, unknown) for unknown in (0, 3))
    for ours, low, high in zip(
        (*found.of_axis, found.overall), (*lower.axes, lower.overall), (*upper.axes, upper.overall), strict=True
    ):
        assert (ours.reached, ours.reached_upper) == (low.reached, high.reached)
        assert ours.attainment == pytest.approx([float(share) for share in low.attainment], abs=1e-12)
        assert ours.attainment_upper == pytest.approx([float(share) for share in high.attainment], abs=1e-12)
        assert (ours.maturity, ours.maturity_upper) == pytest.approx(
            (float(low.maturity), float(high.maturity)), abs=1e-12
        )
    assert found.axes_reached == tuple(sum(axis.reached >= k for axis in lower.axes) for k in (1, 2, 3))


@both_depths
@given(given_answers=answers())
def test_the_answered_share_is_the_one_of_the_design(depth: Depth, given_answers: dict[str, Answer]) -> None:
    found = result(ASKED, an_assessment(given_answers, depth=depth))
    for axis, standing in zip(ASKED.axes, found.of_axis, strict=True):
        asked = [question.id for question in axis.questions if question.core or depth is Depth.FULL]
        answers = [given_answers.get(question, UNANSWERED) for question in asked]
        # §8: what nobody confirmed counts with its level, but not as answered.
        states = [answer.state for answer in answers if answer.is_confirmed]
        known = states.count(AnswerState.ANSWERED) + states.count(AnswerState.NOT_APPLICABLE)
        assert (standing.answered, standing.asked) == (known, len(asked))
    assert found.overall.answered == sum(standing.answered for standing in found.of_axis)
    assert found.overall.asked == sum(standing.asked for standing in found.of_axis)


@both_depths
@given(given_answers=answers())
def test_what_is_shown_is_the_exact_value_rounded_down(depth: Depth, given_answers: dict[str, Answer]) -> None:
    assessment = an_assessment(given_answers, depth=depth)
    found, exact = result(ASKED, assessment), office_by_the_book(ASKED, assessment, 0)
    for ours, low in zip((*found.of_axis, found.overall), (*exact.axes, exact.overall), strict=True):
        tenths = floor(low.maturity * 10)
        assert maturity_text(ours.maturity) == f"{tenths // 10}.{tenths % 10}"
        assert [percent_text(share) for share in ours.attainment] == [f"{floor(p * 100)}%" for p in low.attainment]
