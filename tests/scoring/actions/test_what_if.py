"""What if: the result before and after the actions that somebody chose."""

import pytest

from questionnaire.loader import newest_version
from questionnaire.loader import questionnaire as version
from questionnaire.model import Cost
from questionnaire.survey import read_assessment
from scoring.actions.ranking import next_actions
from scoring.actions.what_if import what_if
from scoring.result import result
from tests.builders import UNKNOWN, a_questionnaire, an_action, an_assessment, answered_alike, level, with_answers

A1, A2, B1 = "axis-a-digitization", "axis-a-digitalization", "axis-b-digitization"
ASKED = a_questionnaire(
    actions=[
        an_action("plan", B1, 1, days=3),
        an_action("train", A1, 2, days=5, requires=("plan",), cost_man_yen=Cost(first=10, yearly=2)),
        an_action("spread", A2, 2, days=7, requires=("train",), cost_man_yen=Cost(first=1, yearly=0)),
    ]
)
AT_ZERO = answered_alike(ASKED, level(0))
REAL = version(newest_version())


def test_without_any_action_nothing_changes() -> None:
    seen = what_if(ASKED, AT_ZERO, [])
    assert seen.before == seen.after == result(ASKED, AT_ZERO)
    assert (seen.actions, seen.days, seen.reaching) == ((), 0, ())


def test_the_result_afterwards_is_scored_with_the_answers_lifted() -> None:
    seen = what_if(ASKED, AT_ZERO, ["plan", "train"])
    assert seen.before == result(ASKED, AT_ZERO)
    assert seen.after == result(ASKED, with_answers(AT_ZERO, {A1: level(2), B1: level(1)}))


def test_open_prerequisites_come_along_in_the_order_of_work() -> None:
    seen = what_if(ASKED, AT_ZERO, ["spread"])
    assert [action.id for action in seen.actions] == ["plan", "train", "spread"]
    assert [action.id for action in seen.added] == ["plan", "train"]
    assert (seen.days, seen.first_man_yen, seen.yearly_man_yen) == (15, 11, 2)


def test_a_prerequisite_that_is_chosen_too_counts_once() -> None:
    seen = what_if(ASKED, AT_ZERO, ["spread", "train", "plan"])
    assert [action.id for action in seen.actions] == ["plan", "train", "spread"]
    assert (seen.added, seen.days) == ((), 15)


def test_the_axes_that_reach_a_further_step_are_told() -> None:
    seen = what_if(ASKED, AT_ZERO, ["spread"])
    assert [(change.axis.id, change.before, change.after) for change in seen.reaching] == [("axis-a", 0, 2)]


def test_what_is_not_known_is_not_lifted() -> None:
    seen = what_if(ASKED, an_assessment({A1: UNKNOWN, B1: level(3)}), ["train"])
    assert seen.after == seen.before


def test_an_unknown_action_is_refused() -> None:
    with pytest.raises(ValueError, match="sing"):
        what_if(ASKED, AT_ZERO, ["sing"])


@pytest.mark.parametrize("municipality", REAL.version.survey.municipalities)
def test_a_single_action_gives_what_the_next_actions_tell_of_it(municipality: str) -> None:
    reading = read_assessment(REAL, municipality)
    for found in next_actions(REAL, reading)[:10]:
        seen = what_if(REAL, reading, [found.action.id])
        assert (seen.before.overall.maturity, seen.after.overall.maturity) == found.maturity
        assert seen.days == found.days
