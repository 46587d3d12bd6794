"""What an action needs before it, what that costs, and what one begins with (design.md §6)."""

import pytest

from questionnaire.assessment import Answer, Assessment
from questionnaire.model import Depth, Lift, Questionnaire, Size
from scoring.actions.ranking import next_actions, to_begin_with
from tests.builders import (
    UNKNOWN,
    an_action,
    an_assessment,
    level,
    with_answers,
)
from tests.recommending import (
    A1,
    A2,
    A3,
    B1,
    B3,
    C1,
    all_at,
    asking,
    asking_both_depths,
    prerequisites,
    recommended,
    the,
)

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
