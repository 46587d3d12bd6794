"""What is recommended with the real content for what the survey of 2021 tells."""

import pytest

from questionnaire.municipalities import municipality as municipality_of
from questionnaire.survey import read_assessment
from scoring.actions.ranking import next_actions, to_begin_with, to_check
from scoring.result import result
from tests.builders import (
    answered_alike,
    level,
)
from tests.recommending import REAL, SURVEYED, after_work, questions_lifted


@pytest.mark.parametrize("municipality", SURVEYED)
def test_every_reading_has_something_that_can_be_begun_at_once(municipality: str) -> None:
    found = next_actions(REAL, read_assessment(REAL, municipality))
    place = municipality_of(municipality)
    assert place
    first = to_begin_with(found, place.size)
    assert first
    assert [one for one in found if one in first] == list(first)
    assert not {needed.id for one in first for needed in one.prerequisites} & {one.action.id for one in found}
    for number, one in enumerate(first):
        assert questions_lifted([one]) - questions_lifted(first[:number])


@pytest.mark.parametrize("municipality", SURVEYED)
def test_a_reading_gets_recommendations_and_questions_to_check(municipality: str) -> None:
    reading = read_assessment(REAL, municipality)
    assert next_actions(REAL, reading)
    assert to_check(REAL, reading)


@pytest.mark.parametrize("municipality", SURVEYED)
def test_nothing_is_recommended_for_a_reading_that_it_shows_as_done(municipality: str) -> None:
    reading = read_assessment(REAL, municipality)
    for found in next_actions(REAL, reading):
        assert found.triggers
        for trigger in found.triggers:
            assert reading.answer(trigger.question.id).level == trigger.level < trigger.to


@pytest.mark.parametrize("municipality", SURVEYED)
def test_no_prerequisite_for_a_reading_is_one_that_it_shows_as_done(municipality: str) -> None:
    reading = read_assessment(REAL, municipality)
    for needed in {
        needed.id: needed for found in next_actions(REAL, reading) for needed in found.prerequisites
    }.values():
        levels = [(reading.answer(lift.question).level, lift.to) for lift in needed.lifts]
        assert any(known is None or known < to for known, to in levels), needed.id


@pytest.mark.parametrize("municipality", SURVEYED)
def test_no_question_of_a_reading_is_both_to_be_checked_and_to_be_lifted(municipality: str) -> None:
    reading = read_assessment(REAL, municipality)
    assert not questions_lifted(next_actions(REAL, reading)) & {question.id for question in to_check(REAL, reading)}


@pytest.mark.parametrize("municipality", SURVEYED)
def test_every_gain_for_a_reading_is_that_of_a_real_scoring(municipality: str) -> None:
    reading = read_assessment(REAL, municipality)
    before = result(REAL, reading).overall
    for found in next_actions(REAL, reading):
        after = result(REAL, after_work(reading, [*found.prerequisites, found.action])).overall
        assert found.maturity == (before.maturity, after.maturity)
        assert found.attainment_gain == sum(after.attainment) - sum(before.attainment)


@pytest.mark.parametrize("number", range(3))
def test_the_prerequisites_of_every_real_action_can_be_worked_through_and_counted(number: int) -> None:
    assessment = answered_alike(REAL, level(number))
    for found in next_actions(REAL, assessment):
        work = [*found.prerequisites, found.action]
        names = [action.id for action in work]
        assert len(set(names)) == len(names)
        assert found.days == sum(action.effort_days.plan for action in work)
        for place, action in enumerate(work):
            to_come = set(action.requires) & set(names)
            assert to_come <= set(names[:place]), found.action.id


@pytest.mark.parametrize("municipality", SURVEYED)
def test_real_recommendations_never_get_worse_down_the_list(municipality: str) -> None:
    found = next_actions(REAL, read_assessment(REAL, municipality))
    gains = [(round(one.gain_per_day, 9), round(one.attainment_gain, 9), -one.days) for one in found]
    assert gains == sorted(gains, reverse=True)
