"""What to do next: what is recommended, in which order, and what it gives (design.md §6)."""

from collections.abc import Iterable
from dataclasses import replace

import pytest

from questionnaire.assessment import UNANSWERED, Answer, Assessment
from questionnaire.loader import newest_version
from questionnaire.loader import questionnaire as version
from questionnaire.model import Action, Depth, Lift, Questionnaire, Size
from questionnaire.municipalities import municipality as municipality_of
from questionnaire.survey import read_assessment
from scoring.actions import NextAction, next_actions, to_begin_with, to_check
from scoring.result import result
from tests.builders import (
    AXIS_IDS,
    UNKNOWN,
    a_questionnaire,
    an_action,
    an_assessment,
    an_axis_with_second_questions,
    an_axis_with_three_questions_a_cell,
    answered_alike,
    answered_by_step,
    level,
    not_applicable,
    with_answers,
)

A1, A2, A3 = "axis-a-digitization", "axis-a-digitalization", "axis-a-dx"
B1, B3 = "axis-b-digitization", "axis-b-dx"
C1 = "axis-c-digitization"
REAL = version(newest_version())
SURVEYED = REAL.version.survey.municipalities


def asking(*actions: Action) -> Questionnaire:
    return a_questionnaire(actions=actions)


def asking_both_depths(*actions: Action) -> Questionnaire:
    return a_questionnaire([an_axis_with_second_questions(id) for id in AXIS_IDS], actions)


def recommended(questionnaire: Questionnaire, assessment: Assessment) -> list[str]:
    return [found.action.id for found in next_actions(questionnaire, assessment)]


def all_at(number: int) -> Assessment:
    """Every core question answered at this level."""
    return answered_alike(a_questionnaire(), level(number))


def the(id: str, found: Iterable[NextAction]) -> NextAction:
    return next(one for one in found if one.action.id == id)


def questions_lifted(found: Iterable[NextAction]) -> set[str]:
    return {trigger.question.id for one in found for trigger in one.triggers}


def prerequisites(id: str, questionnaire: Questionnaire, assessment: Assessment) -> list[str]:
    return [action.id for action in the(id, next_actions(questionnaire, assessment)).prerequisites]


def after_work(assessment: Assessment, actions: Iterable[Action]) -> Assessment:
    """What the office would answer after these actions, worked out answer by answer."""
    for action in actions:
        for lift in action.lifts:
            known = assessment.answer(lift.question).level
            if known is not None and known < lift.to:
                assessment = with_answers(assessment, {lift.question: level(lift.to)})
    return assessment


# What is recommended


@pytest.mark.parametrize(("number", "expected"), [(0, ["train"]), (1, ["train"]), (2, []), (3, [])])
def test_an_action_is_recommended_while_the_answer_is_below_what_it_leads_to(number: int, expected: list[str]) -> None:
    questionnaire = asking(an_action("train", A1, to=2))
    assert recommended(questionnaire, an_assessment({A1: level(number)})) == expected


@pytest.mark.parametrize("answer", [UNKNOWN, UNANSWERED, not_applicable()])
def test_an_answer_without_a_level_calls_for_no_action(answer: Answer) -> None:
    questionnaire = asking_both_depths(an_action("train", f"{A1}-2"))
    assert recommended(questionnaire, an_assessment({f"{A1}-2": answer}, depth=Depth.FULL)) == []


def test_a_question_without_any_entry_calls_for_no_action() -> None:
    assert recommended(asking(an_action("train", A1)), an_assessment({})) == []


def test_an_action_for_several_questions_is_recommended_for_those_that_are_still_below() -> None:
    both = an_action("train", A1, lifts=(Lift(question=A1, to=2), Lift(question=B1, to=3)))
    (found,) = next_actions(asking(both), an_assessment({A1: level(2), B1: level(2)}))
    assert [(trigger.question.id, trigger.level, trigger.to) for trigger in found.triggers] == [(B1, 2, 3)]


def test_an_action_for_several_questions_lifts_only_what_is_known() -> None:
    both = an_action("train", A1, lifts=(Lift(question=A1, to=2), Lift(question=B1, to=2)))
    (found,) = next_actions(asking(both), an_assessment({A1: level(0), B1: UNKNOWN}))
    assert [trigger.question.id for trigger in found.triggers] == [A1]
    assert [change.axis.id for change in found.changes] == ["axis-a"]


def test_the_quick_check_recommends_nothing_for_questions_it_does_not_ask() -> None:
    questionnaire = asking_both_depths(an_action("train", f"{A1}-2"))
    answers = {A1: level(0), f"{A1}-2": level(0)}
    assert recommended(questionnaire, an_assessment(answers, depth=Depth.CORE)) == []
    assert recommended(questionnaire, an_assessment(answers, depth=Depth.FULL)) == ["train"]


def test_an_office_at_the_top_gets_no_recommendation() -> None:
    assert next_actions(REAL, answered_alike(REAL, level(3))) == ()


# What is to be checked


def test_open_questions_are_to_be_checked_in_the_order_of_the_screens() -> None:
    assessment = with_answers(all_at(1), {C1: UNKNOWN, A3: UNANSWERED})
    assert [question.id for question in to_check(a_questionnaire(), assessment)] == [A3, C1]


def test_a_question_without_any_entry_is_to_be_checked() -> None:
    everything = a_questionnaire().questions
    assert to_check(a_questionnaire(), an_assessment({})) == everything


def test_what_has_a_level_or_does_not_apply_need_not_be_checked() -> None:
    questionnaire = asking_both_depths()
    answers = {q.id: not_applicable() for q in questionnaire.questions if q.allows_not_applicable}
    full = with_answers(answered_alike(questionnaire, level(0), Depth.FULL), answers)
    assert to_check(questionnaire, full) == ()


def test_the_quick_check_has_nothing_to_check_beyond_what_it_asks() -> None:
    questionnaire = asking_both_depths()
    core_only = answered_alike(questionnaire, level(1), Depth.CORE)
    assert to_check(questionnaire, core_only) == ()
    assert len(to_check(questionnaire, replace(core_only, depth=Depth.FULL))) == 24


# What an action gives


def test_the_gain_is_that_of_a_result_with_the_answer_lifted() -> None:
    questionnaire = asking(an_action("train", A1, to=2, days=10))
    assessment = answered_by_step(questionnaire, (1, 0, 2))
    before = result(questionnaire, assessment)
    after = result(questionnaire, with_answers(assessment, {A1: level(2)}))
    (found,) = next_actions(questionnaire, assessment)
    assert found.maturity == (before.overall.maturity, after.overall.maturity)
    assert found.attainment_gain == sum(after.overall.attainment) - sum(before.overall.attainment)
    assert found.gain_per_day == (after.overall.maturity - before.overall.maturity) / 10


def test_the_change_of_a_cell_is_told_with_the_maturity_of_its_axis() -> None:
    questionnaire = asking(an_action("train", A1, to=2))
    (found,) = next_actions(questionnaire, answered_by_step(questionnaire, (1, 1, 2)))
    (change,) = found.changes
    assert (change.axis.id, change.step.id) == ("axis-a", "digitization")
    assert change.attainment == (1 / 3, 2 / 3)
    assert change.maturity == (0.5, 1.5)


def test_the_changes_of_prerequisites_are_told_with_those_of_the_action() -> None:
    questionnaire = asking(an_action("plan", B1, 1), an_action("train", A1, 2, requires=("plan",)))
    found = the("train", next_actions(questionnaire, all_at(0)))
    assert [(change.axis.id, change.attainment) for change in found.changes] == [
        ("axis-a", (0.0, 2 / 3)),
        ("axis-b", (0.0, 1 / 3)),
    ]
    assert [trigger.question.id for trigger in found.triggers] == [A1]


def test_a_gain_counts_what_prerequisites_lift() -> None:
    questionnaire = asking(an_action("plan", B1, 2), an_action("train", A1, 2, requires=("plan",)))
    found = {one.action.id: one.maturity for one in next_actions(questionnaire, all_at(0))}
    assert found == {"plan": (0.0, 1 / 8), "train": (0.0, 2 / 8)}


def test_a_prerequisite_never_lowers_an_answer() -> None:
    questionnaire = asking(
        an_action("plan", A1, lifts=(Lift(question=A1, to=1), Lift(question=B1, to=2))),
        an_action("train", A2, 2, requires=("plan",)),
    )
    assessment = with_answers(all_at(0), {A1: level(3)})
    found = the("train", next_actions(questionnaire, assessment))
    assert [change.attainment for change in found.changes if change.step.id == "digitization"] == [(0.0, 2 / 3)]


# Days and prerequisites


def test_the_days_are_those_planned_for_the_action() -> None:
    (found,) = next_actions(asking(an_action("train", A1, days=7)), all_at(0))
    assert (found.days, found.prerequisites) == (7, ())


def test_the_days_of_everything_to_be_done_before_are_counted_in() -> None:
    questionnaire = asking(
        an_action("train", A3, days=1, requires=("plan",)),
        an_action("plan", A2, days=20, requires=("decide",)),
        an_action("decide", A1, days=300),
    )
    assert the("train", next_actions(questionnaire, all_at(0))).days == 321


def test_prerequisites_stand_in_an_order_that_can_be_worked_through() -> None:
    questionnaire = asking(
        an_action("train", A3, requires=("plan", "budget")),
        an_action("plan", A2, requires=("decide",)),
        an_action("budget", B3, requires=("plan",)),
        an_action("decide", A1),
    )
    assert prerequisites("train", questionnaire, all_at(0)) == ["decide", "plan", "budget"]


def test_a_prerequisite_named_before_what_it_needs_still_comes_after_it() -> None:
    questionnaire = asking(
        an_action("train", A3, requires=("budget", "plan")),
        an_action("budget", B3, requires=("plan",)),
        an_action("plan", A2),
    )
    assert prerequisites("train", questionnaire, all_at(0)) == ["plan", "budget"]


def test_a_prerequisite_that_is_done_costs_no_days() -> None:
    questionnaire = asking(an_action("plan", A1, to=2, days=50), an_action("train", B1, days=5, requires=("plan",)))
    found = the("train", next_actions(questionnaire, with_answers(all_at(0), {A1: level(2)})))
    assert (found.prerequisites, found.days) == ((), 5)


def test_a_prerequisite_that_is_half_done_is_still_open() -> None:
    plan = an_action("plan", A1, days=50, lifts=(Lift(question=A1, to=2), Lift(question=C1, to=2)))
    questionnaire = asking(plan, an_action("train", B1, days=5, requires=("plan",)))
    found = the("train", next_actions(questionnaire, with_answers(all_at(0), {A1: level(3), C1: level(1)})))
    assert (found.prerequisites, found.days) == ((plan,), 55)


def test_a_prerequisite_that_two_others_share_is_counted_once() -> None:
    questionnaire = asking(
        an_action("train", A3, days=1, requires=("plan", "budget")),
        an_action("plan", A2, days=20, requires=("decide",)),
        an_action("budget", B3, days=300, requires=("decide",)),
        an_action("decide", A1, days=4000),
    )
    assert prerequisites("train", questionnaire, all_at(0)) == ["decide", "plan", "budget"]
    assert the("train", next_actions(questionnaire, all_at(0))).days == 4321


def test_a_prerequisite_answered_in_the_full_check_stays_done_while_the_core_result_is_shown() -> None:
    questionnaire = asking_both_depths(
        an_action("plan", f"{A1}-2", to=2, days=50), an_action("train", A2, days=5, requires=("plan",))
    )
    answers = {A2: level(0), f"{A1}-2": level(3)}
    (found,) = next_actions(questionnaire, an_assessment(answers, depth=Depth.CORE))
    assert (found.prerequisites, found.days) == ((), 5)


def open_prerequisites(depth: Depth, answers: dict[str, Answer], *questions: str) -> list[str]:
    """What stands before an action, when it requires one that leads these questions to level 2."""
    plan = an_action("plan", A1, lifts=tuple(Lift(question=question, to=2) for question in questions))
    asked = asking_both_depths(plan, an_action("train", A2, requires=("plan",)))
    return prerequisites("train", asked, an_assessment({A2: level(0)} | answers, depth=depth))


def test_a_question_that_the_depth_does_not_ask_holds_no_prerequisite_open() -> None:
    assert open_prerequisites(Depth.CORE, {A1: level(2)}, A1, f"{A1}-2") == []


def test_a_question_that_the_depth_asks_holds_a_prerequisite_open_until_it_is_answered() -> None:
    assert open_prerequisites(Depth.FULL, {A1: level(2)}, A1, f"{A1}-2") == ["plan"]
    assert open_prerequisites(Depth.FULL, {A1: level(2), f"{A1}-2": level(2)}, A1, f"{A1}-2") == []


@pytest.mark.parametrize("answer", [level(1), UNKNOWN])
def test_an_answer_that_the_depth_does_not_ask_for_still_tells_that_a_prerequisite_is_open(answer: Answer) -> None:
    assert open_prerequisites(Depth.CORE, {A1: level(2), f"{A1}-2": answer}, A1, f"{A1}-2") == ["plan"]


def test_an_asked_question_below_its_level_holds_a_prerequisite_open_at_any_depth() -> None:
    assert open_prerequisites(Depth.CORE, {A1: level(1)}, A1, f"{A1}-2") == ["plan"]


def test_a_prerequisite_of_which_nothing_is_known_is_open() -> None:
    assert open_prerequisites(Depth.CORE, {}, f"{A1}-2") == ["plan"]


# The order


def test_the_most_maturity_for_each_day_comes_first() -> None:
    questionnaire = asking(
        an_action("slow", A1, days=30), an_action("quick", B1, days=10), an_action("middling", C1, days=20)
    )
    assert recommended(questionnaire, all_at(0)) == ["quick", "middling", "slow"]


def test_a_greater_gain_may_be_worth_more_days() -> None:
    small = an_action("small", A1, to=1, days=10)
    large = an_action("large", B1, days=15, lifts=(Lift(question=B1, to=2), Lift(question=C1, to=2)))
    assert recommended(asking(small, large), all_at(0)) == ["large", "small"]


def test_the_days_of_prerequisites_push_an_action_back() -> None:
    questionnaire = asking(
        an_action("groundwork", B3, to=1, days=50),
        an_action("quick", A1, days=5, requires=("groundwork",)),
        an_action("plain", C1, days=20),
    )
    assert recommended(questionnaire, all_at(0)) == ["plain", "quick", "groundwork"]
    groundwork_done = with_answers(all_at(0), {B3: level(1)})
    assert recommended(questionnaire, groundwork_done) == ["quick", "plain"]


def test_without_a_gain_in_maturity_the_greater_gain_in_attainment_comes_first() -> None:
    # Nothing is reached, so the third step adds to its attainment only.
    questionnaire = asking(an_action("a-little", A3, to=1, days=1), an_action("a-lot", B3, to=3, days=99))
    assert recommended(questionnaire, all_at(0)) == ["a-lot", "a-little"]


def test_any_gain_in_maturity_comes_before_gains_in_attainment_alone() -> None:
    questionnaire = asking(an_action("early", A3, to=3, days=1), an_action("next", B1, to=1, days=200))
    assert recommended(questionnaire, all_at(0)) == ["next", "early"]


def test_between_equal_gains_the_one_of_fewer_days_comes_first() -> None:
    questionnaire = asking(an_action("long", A3, days=20), an_action("short", B3, days=10))
    assert recommended(questionnaire, all_at(0)) == ["short", "long"]


def test_full_ties_stand_in_the_order_of_the_content_whatever_the_order_of_the_answers() -> None:
    names = ["third", "first", "second"]
    questionnaire = asking(*(an_action(name, cell) for name, cell in zip(names, (C1, A1, B1), strict=True)))
    forwards = all_at(0)
    backwards = replace(forwards, answers=dict(reversed(forwards.answers.items())))
    assert recommended(questionnaire, forwards) == recommended(questionnaire, backwards) == names


def test_noise_of_floating_point_does_not_decide_between_equal_gains_in_attainment() -> None:
    # Each lifts one cell by a third, from another height: the same gain, though not the same float.
    heights = [(id, height) for height in range(3) for id in AXIS_IDS[height::3]]
    assessment = with_answers(all_at(0), {f"{id}-dx": level(height) for id, height in heights})
    actions = [an_action(f"lift-{id}", f"{id}-dx", to=height + 1) for id, height in heights]
    assert len({found.attainment_gain for found in next_actions(asking(*actions), assessment)}) > 1
    for order in (actions, actions[::-1], actions[3:] + actions[:3]):
        assert recommended(asking(*order), assessment) == [action.id for action in order]


def test_noise_of_floating_point_does_not_decide_between_equal_gains_for_each_day() -> None:
    # Each lifts a first cell of three questions by a ninth, towards the first step.
    axes = [an_axis_with_three_questions_a_cell(id) for id in AXIS_IDS]
    heights = {id: number % 5 for number, id in enumerate(AXIS_IDS)}
    answers = {f"{id}-digitization": level(0) for id in heights}
    answers |= {f"{id}-digitization-2": level(min(height, 3)) for id, height in heights.items()}
    answers |= {f"{id}-digitization-3": level(max(height - 3, 0)) for id, height in heights.items()}
    assessment = an_assessment(answers, depth=Depth.FULL)
    actions = [an_action(f"lift-{id}", f"{id}-digitization", to=1) for id in heights]
    assert len({found.gain_per_day for found in next_actions(a_questionnaire(axes, actions), assessment)}) > 1
    for order in (actions, actions[::-1], actions[3:] + actions[:3]):
        assert recommended(a_questionnaire(axes, order), assessment) == [action.id for action in order]


# What to begin with


def begun_with(questionnaire: Questionnaire, assessment: Assessment, size: Size = Size.CITY) -> list[str]:
    return [found.action.id for found in to_begin_with(next_actions(questionnaire, assessment), size)]


def test_one_begins_with_the_best_action_of_each_question_only() -> None:
    questionnaire = asking(an_action("slow", A1, days=30), an_action("quick", A1, days=10), an_action("other", B1))
    assert begun_with(questionnaire, all_at(0)) == ["quick", "other"]


def test_an_action_that_also_lifts_another_question_is_kept() -> None:
    both = an_action("both", A1, days=99, lifts=(Lift(question=A1, to=2), Lift(question=B3, to=2)))
    assert begun_with(asking(both, an_action("quick", A1, days=10)), all_at(0)) == ["quick", "both"]


def test_an_action_waits_behind_its_open_prerequisites() -> None:
    questionnaire = asking(an_action("train", A1, to=2, days=1, requires=("plan",)), an_action("plan", A1, to=1))
    assert recommended(questionnaire, all_at(0)) == ["train", "plan"]
    assert begun_with(questionnaire, all_at(0)) == ["plan"]
    assert begun_with(questionnaire, all_at(1)) == ["train"]


def test_an_action_that_waits_does_not_hide_another_way_to_its_end() -> None:
    questionnaire = asking(
        an_action("train", A1, days=1, requires=("plan",)),
        an_action("plan", B3, days=1),
        an_action("hire", A1, days=99),
    )
    assert recommended(questionnaire, all_at(0))[0] == "train"
    assert begun_with(questionnaire, all_at(0)) == ["hire", "plan"]


def test_an_action_does_not_wait_for_what_must_be_checked_first() -> None:
    questionnaire = asking(an_action("train", A1, requires=("plan",)), an_action("plan", B1))
    assert begun_with(questionnaire, with_answers(all_at(0), {B1: UNKNOWN})) == ["train"]


def test_an_office_begins_with_what_suits_its_size() -> None:
    hiring = an_action("hire", A1, days=1, sizes=(Size.LARGE_CITY,))
    questionnaire = asking(hiring, an_action("borrow", A1, days=5))
    assert begun_with(questionnaire, all_at(0), Size.LARGE_CITY) == ["hire"]
    assert begun_with(questionnaire, all_at(0), Size.TOWN) == ["borrow"]
    assert recommended(questionnaire, all_at(0)) == ["hire", "borrow"]


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


# The real content with the readings of the survey


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
