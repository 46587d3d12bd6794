"""What a result reads like in sentences and in its table; design.md §1 for the names of the steps."""

import re

import pytest

from questionnaire.assessment import Assessment
from scoring.result import Result, result
from scoring.result_wording import (
    next_step_sentence,
    overall_sentence,
    range_sentence,
    reached_sentence,
    result_table,
    strengths_sentence,
)
from scoring.wording import step_text
from tests.builders import (
    UNKNOWN,
    a_questionnaire,
    an_assessment,
    answered_alike,
    answered_by_step,
    level,
    with_answers,
)
from tests.standings import (
    ALL_REACHED,
    AXES,
    FIRST,
    FIRST_REACHED,
    NOTHING,
    REAL,
    SECOND,
    SECOND_REACHED,
    THIRD,
    core_question,
    scored,
)

# A step without its name: 総務省's own guide numbers other steps 0 to 3.
BARE_STEP_NUMBER = re.compile(r"(ステップ|第)\s*\d|\d\s*(番目の)?ステップ")


def every_sentence(found: Result) -> str:
    return "".join(
        [
            reached_sentence(found, REAL.rules),
            next_step_sentence(found, REAL.rules),
            range_sentence(found, REAL.rules),
            overall_sentence(found),
            strengths_sentence(found),
        ]
    )


# The step reached


def test_a_step_is_named_and_none_of_them_reads_as_not_yet() -> None:
    names = [step_text(reached, REAL.steps, REAL.rules) for reached in range(4)]
    assert names == ["これから", FIRST, SECOND, THIRD]


def test_an_office_that_reached_nothing_reads_which_step_is_the_first() -> None:
    sentence = reached_sentence(scored(NOTHING), REAL.rules)
    assert "「これから」" in sentence
    assert f"「{FIRST}」にまだ到達していません" in sentence


@pytest.mark.parametrize(
    ("assessment", "name"), [(FIRST_REACHED, FIRST), (SECOND_REACHED, SECOND), (ALL_REACHED, THIRD)]
)
def test_an_office_that_reached_a_step_reads_its_name(assessment: Assessment, name: str) -> None:
    assert reached_sentence(scored(assessment), REAL.rules) == f"「{name}」に到達しています。"


# The next step


def test_the_next_step_is_told_as_n_of_8_axes() -> None:
    sentence = next_step_sentence(scored(NOTHING), REAL.rules)
    assert f"「{FIRST}」に到達しているのは8分野中0分野です" in sentence
    assert "6分野以上" in sentence


def test_the_next_step_after_one_that_is_reached_counts_the_axes_of_that_next_step() -> None:
    five_at_the_second = answered_by_step(REAL, *[(3, 2, 0)] * 5, *[(3, 1, 0)] * 3)
    sentence = next_step_sentence(scored(five_at_the_second), REAL.rules)
    assert f"「{SECOND}」に到達しているのは8分野中5分野です" in sentence
    sentence = next_step_sentence(scored(SECOND_REACHED), REAL.rules)
    assert f"「{THIRD}」に到達しているのは8分野中0分野です" in sentence


def test_enough_axes_with_one_left_behind_reads_that_none_may_be_left_behind() -> None:
    held_back = answered_by_step(REAL, *[(3, 3, 0)] * 7, (0, 0, 0))
    sentence = next_step_sentence(scored(held_back), REAL.rules)
    assert f"「{SECOND}」に到達しているのは8分野中7分野です" in sentence
    assert f"残りの分野も「{FIRST}」に到達していることが必要です" in sentence


def test_nothing_is_asked_of_the_other_axes_below_the_first_step() -> None:
    assert "残りの分野" not in next_step_sentence(scored(NOTHING), REAL.rules)


def test_all_steps_reached_leaves_no_next_step_to_name() -> None:
    sentence = next_step_sentence(scored(ALL_REACHED), REAL.rules)
    assert f"「{THIRD}」に到達しているのは8分野中8分野です" in sentence
    assert "必要" not in sentence


def test_all_steps_reached_with_two_axes_behind_says_how_many_axes_are_there() -> None:
    two_behind = answered_by_step(REAL, *[(3, 3, 3)] * 6, *[(3, 3, 0)] * 2)
    assert f"「{THIRD}」に到達しているのは8分野中6分野です" in next_step_sentence(scored(two_behind), REAL.rules)


# The range


def test_a_certain_result_says_nothing_about_a_range() -> None:
    assert range_sentence(scored(FIRST_REACHED), REAL.rules) == ""


def test_an_uncertain_result_reads_both_ends_of_maturity_and_of_the_step() -> None:
    sentence = range_sentence(scored(an_assessment()), REAL.rules)
    assert "成熟度は0.0から3.0まで" in sentence
    assert f"到達ステップは「これから」から「{THIRD}」まで" in sentence


def test_an_uncertain_result_names_the_steps_between_which_it_lies() -> None:
    seconds = {core_question(axis, 1): UNKNOWN for axis in range(8)}
    sentence = range_sentence(scored(with_answers(FIRST_REACHED, seconds)), REAL.rules)
    assert "成熟度は1.0から3.0まで" in sentence
    assert f"「{FIRST}」から「{THIRD}」まで" in sentence


def test_a_maturity_that_can_change_and_a_step_that_cannot_are_told_apart() -> None:
    firsts = {core_question(axis, 0): UNKNOWN for axis in range(2)}
    told = range_sentence(
        scored(with_answers(answered_by_step(REAL, *[(3, 0, 0)] * 4, *[(0, 0, 0)] * 4), firsts)), REAL.rules
    )
    assert told.endswith("まで変わることがあります。到達ステップは「これから」のままです。")


def test_a_range_of_one_value_is_not_said_to_change() -> None:
    # The third step is open, but the second is not reached: only its attainment can change.
    open_beyond = with_answers(FIRST_REACHED, {core_question(0, 2): UNKNOWN})
    found = scored(open_beyond)
    assert (found.overall.maturity, found.overall.maturity_upper) == (1.5, 1.5)
    kept = f"全体の成熟度は1.5のまま、到達ステップは「{FIRST}」のままです。"
    assert range_sentence(found, REAL.rules) == f"「わからない」と未回答を確かめても、{kept}"
    assert "1.5まで" not in range_sentence(found, REAL.rules)
    assert f"「{FIRST}」まで変わる" not in range_sentence(found, REAL.rules)


# Every sentence


@pytest.mark.parametrize(
    "assessment", [NOTHING, FIRST_REACHED, SECOND_REACHED, ALL_REACHED, an_assessment(), answered_alike(REAL, UNKNOWN)]
)
def test_no_sentence_and_no_table_names_a_step_by_its_number(assessment: Assessment) -> None:
    found = scored(assessment)
    header, rows = result_table(found, REAL.rules)
    told = "\n".join([every_sentence(found), *header, *(cell for row in rows for cell in row)])
    assert not BARE_STEP_NUMBER.search(told)


@pytest.mark.parametrize("wrong", ["ステップ1に到達", "第2ステップ", "3番目のステップ", "ステップ ２"])
def test_a_bare_step_number_would_be_found(wrong: str) -> None:
    assert BARE_STEP_NUMBER.search(wrong)


def test_the_overall_sentence_reads_maturity_and_answered_share() -> None:
    sentence = overall_sentence(scored(FIRST_REACHED))
    assert "成熟度は1.5" in sentence
    assert "回答率は100%" in sentence


def test_the_axes_that_stand_highest_and_lowest_are_named() -> None:
    mixed = answered_by_step(REAL, (3, 3, 3), *[(3, 0, 0)] * 5, (1, 0, 0), (1, 0, 0))
    assert strengths_sentence(scored(mixed)) == (
        f"いちばん進んでいるのは「{AXES[0]}」(3.0)です。いちばん遅れているのは「{AXES[6]}」、「{AXES[7]}」(0.5)です。"
    )


def test_axes_that_stand_lowest_because_nobody_knows_are_told_to_be_so() -> None:
    open_axis = with_answers(FIRST_REACHED, {core_question(0, 0): UNKNOWN})
    assert strengths_sentence(scored(open_axis)).endswith(
        f"「{AXES[0]}」は、「わからない」と未回答を段階0として数えています。"
    )


def test_axes_that_stand_alike_are_not_set_against_each_other() -> None:
    sentence = strengths_sentence(scored(FIRST_REACHED))
    assert "1.5" in sentence
    assert "いちばん" not in sentence


def test_the_words_follow_the_content_of_the_version() -> None:
    other = a_questionnaire()
    found = result(other, answered_alike(other, level(0)))
    assert other.steps[0].name in reached_sentence(found, other.rules)
    assert FIRST not in reached_sentence(found, other.rules)


# The table


def test_the_table_has_a_row_for_each_axis_and_one_for_the_office() -> None:
    header, rows = result_table(scored(FIRST_REACHED), REAL.rules)
    assert [row[0] for row in rows] == [*AXES, "全体"]
    assert {len(row) for row in rows} == {len(header)}


def test_a_row_reads_step_attainments_maturity_and_answered_share() -> None:
    _, rows = result_table(scored(FIRST_REACHED), REAL.rules)
    assert rows[0] == [AXES[0], FIRST, "100%", "33%", "66%", "1.5", "100%"]


def test_the_table_shows_both_ends_where_answers_are_open() -> None:
    _, rows = result_table(scored(with_answers(FIRST_REACHED, {core_question(0, 1): UNKNOWN})), REAL.rules)
    assert rows[0][1:6] == [FIRST, "100%", "0%から100%", "66%", "1.0から3.0"]
