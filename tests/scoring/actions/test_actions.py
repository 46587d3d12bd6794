"""What to do next: what is recommended, what it gives, and in which order (design.md §6)."""

from dataclasses import replace

import pytest

from questionnaire.assessment import UNANSWERED, Answer
from questionnaire.model import Depth, Lift
from scoring.actions.ranking import next_actions, to_check
from scoring.result import result
from tests.builders import (
    AXIS_IDS,
    UNKNOWN,
    a_questionnaire,
    an_action,
    an_assessment,
    an_axis_with_three_questions_a_cell,
    answered_alike,
    answered_by_step,
    level,
    not_applicable,
    with_answers,
)
from tests.recommending import A1, A2, A3, B1, B3, C1, REAL, all_at, asking, asking_both_depths, recommended, the

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
