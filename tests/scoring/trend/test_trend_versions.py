"""推移 over different versions: questions are compared by their id, and what was reworded is noted."""

import pytest

from questionnaire.model import Depth
from scoring.trend.years import Movement, maturity_movement, trend
from tests.builders import (
    AXIS_IDS,
    a_question,
    an_axis,
    level,
)
from tests.years import FIRST_AXIS, OTHER_LEVELS, QUESTION, a_version, a_year, compared, reworded, with_questions


@pytest.mark.parametrize("changes", [{"text": "別の言い方ですか。"}, {"levels": OTHER_LEVELS}])
def test_a_reworded_question_is_noted_though_its_level_is_the_same(changes: dict[str, object]) -> None:
    (change,) = compared(a_year(2025), a_year(2026, asked=reworded(**changes))).changes
    assert (change.movement, change.is_reworded) == (Movement.SAME, True)


def test_a_rise_of_a_reworded_question_is_noted_as_such() -> None:
    after = a_year(2026, {QUESTION.id: level(2)}, asked=reworded(text="別の言い方ですか。"))
    (change,) = compared(a_year(2025), after).changes
    assert (change.movement, change.is_reworded) == (Movement.ROSE, True)
    assert change.question.text == "別の言い方ですか。"


def test_other_words_around_the_question_do_not_matter() -> None:
    assert compared(a_year(2025), a_year(2026, asked=reworded(why="別の理由です。"))).changes == ()


def test_questions_are_compared_by_their_id_wherever_they_stand() -> None:
    moved = with_questions(*reversed(FIRST_AXIS.questions))
    (change,) = compared(a_year(2025), a_year(2026, {QUESTION.id: level(2)}, asked=moved)).changes
    assert (change.question.id, change.movement) == (QUESTION.id, Movement.ROSE)


def test_a_question_of_one_version_only_is_neither_rise_nor_fall() -> None:
    replaced = with_questions(a_question("new-one", QUESTION.step), *FIRST_AXIS.questions[1:])
    pair = compared(a_year(2025), a_year(2026, asked=replaced))
    assert {change.question.id: change.movement for change in pair.changes} == {
        "new-one": Movement.NEW,
        QUESTION.id: Movement.GONE,
    }
    assert not any(change.is_reworded for change in pair.changes)
    assert {change.axis.id for change in pair.changes} == {FIRST_AXIS.id}


def test_a_further_question_that_a_version_lacks_is_noted() -> None:
    added = with_questions(*FIRST_AXIS.questions, a_question("further-one", core=False))
    before, after = a_year(2025, depth=Depth.FULL), a_year(2026, asked=added, depth=Depth.FULL)
    assert [change.movement for change in compared(before, after).changes] == [Movement.NEW]


def test_a_question_that_became_a_core_one_is_noted() -> None:
    demoted = with_questions(
        a_question("new-one", QUESTION.step), QUESTION.model_copy(update={"core": False}), *FIRST_AXIS.questions[1:]
    )
    pair = compared(a_year(2025, asked=demoted), a_year(2026))
    assert {change.question.id: change.movement for change in pair.changes} == {
        QUESTION.id: Movement.NEW,
        "new-one": Movement.GONE,
    }


def test_an_axis_of_one_version_only_has_no_figure_in_the_other() -> None:
    other = a_version("v2027-1", an_axis("axis-new"))
    found = trend([a_year(2025), a_year(2026, asked=other)])
    by_name = {line.name: line.standings for line in found.lines}
    assert [axis.id for axis in found.axes] == ["axis-new", *AXIS_IDS[1:], FIRST_AXIS.id]
    assert by_name["分野axis-new"][0] is None
    assert by_name[FIRST_AXIS.name][1] is None
    assert maturity_movement(*by_name["分野axis-new"]) is Movement.NEW
    assert maturity_movement(*by_name[FIRST_AXIS.name]) is Movement.GONE
