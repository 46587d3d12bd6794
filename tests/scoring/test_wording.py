"""What figures and results read like: design.md §4.8, and §1 for the names of the steps."""

import re
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from math import floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionnaire.assessment import UNANSWERED, Answer, AnswerState, Assessment
from questionnaire.loader import newest_version
from questionnaire.loader import questionnaire as version
from questionnaire.model import Cost, Depth, Estimate
from scoring import wording
from scoring.result import Result, result
from scoring.wording import (
    answer_text,
    answered_text,
    cost_text,
    estimate_text,
    fiscal_year_text,
    maturity_range_text,
    maturity_text,
    next_step_sentence,
    overall_sentence,
    percent_range_text,
    percent_text,
    range_sentence,
    range_text,
    reached_sentence,
    result_table,
    rounded_down,
    step_text,
    strengths_sentence,
    whole_answer_text,
)
from tests.builders import (
    AXIS_IDS,
    UNKNOWN,
    a_question,
    a_questionnaire,
    an_assessment,
    an_axis_with_second_questions,
    answered_alike,
    answered_by_step,
    level,
    not_applicable,
    with_answers,
)

REAL = version(newest_version())
FIRST, SECOND, THIRD = (step.name for step in REAL.steps)
AXES = [axis.name for axis in REAL.axes]

# A step without its name: 総務省's own guide numbers other steps 0 to 3.
BARE_STEP_NUMBER = re.compile(r"(ステップ|第)\s*\d|\d\s*(番目の)?ステップ")

NOTHING = answered_alike(REAL, level(0))
FIRST_REACHED = answered_by_step(REAL, (3, 1, 2))
SECOND_REACHED = answered_by_step(REAL, *[(3, 2, 0)] * 6, *[(2, 1, 1)] * 2)
ALL_REACHED = answered_alike(REAL, level(2))


def scored(assessment: Assessment) -> Result:
    return result(REAL, assessment)


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


def core_question(axis: int, step: int) -> str:
    """The id of the core question of a cell of the real content."""
    asked = REAL.axes[axis].questions
    return next(question.id for question in asked if question.core and question.step == REAL.steps[step].id)


# Rounding


@pytest.mark.parametrize(
    ("maturity", "shown"),
    [
        (0.0, "0.0"),
        (1.9666, "1.9"),
        (1.99, "1.9"),
        (2.9999999, "2.9"),
        (2.9999999999, "3.0"),
        (0.1 + 0.2, "0.3"),
        (1.1 + 1.1 + 0.1, "2.3"),
        (1 + (1 / 3) / (2 / 3), "1.5"),
        (3.0, "3.0"),
    ],
)
def test_maturity_is_shown_with_one_decimal_rounded_down(maturity: float, shown: str) -> None:
    assert maturity_text(maturity) == shown


@pytest.mark.parametrize(
    ("share", "shown"),
    [
        (0.0, "0%"),
        (1 / 3, "33%"),
        (2 / 3, "66%"),
        (0.999, "99%"),
        (0.9999999999999, "100%"),
        (0.29, "29%"),  # 0.29 * 100 is 28.999999999999996
        (0.57, "57%"),  # 0.57 * 100 is 56.99999999999999
        (1.0, "100%"),
    ],
)
def test_a_share_is_shown_in_whole_per_cent_rounded_down(share: float, shown: str) -> None:
    assert percent_text(share) == shown


def test_every_whole_per_cent_is_shown_as_itself() -> None:
    assert [percent_text(number / 100) for number in range(101)] == [f"{number}%" for number in range(101)]


def test_every_share_of_48_questions_is_shown_as_its_exact_value_rounded_down() -> None:
    shares = [Fraction(part, whole) for whole in range(1, 49) for part in range(whole + 1)]
    assert [percent_text(float(share)) for share in shares] == [f"{floor(share * 100)}%" for share in shares]


@given(st.floats(0, 3), st.integers(0, 3))
def test_rounding_never_shows_more_than_there_is_and_loses_less_than_one_unit(value: float, digits: int) -> None:
    lost = Decimal(value) - rounded_down(value, digits)
    assert Decimal("-1e-9") <= lost < Decimal(1).scaleb(-digits)


@given(st.floats(0, 3), st.floats(0, 3))
def test_a_higher_value_is_never_shown_as_a_lower_one(one: float, other: float) -> None:
    assert rounded_down(min(one, other), 1) <= rounded_down(max(one, other), 1)


# Ranges and shares


def test_a_range_shows_both_ends_and_one_value_when_they_read_alike() -> None:
    assert range_text("1.0", "2.5") == "1.0から2.5"
    assert range_text("1.0", "1.0") == "1.0"
    assert percent_range_text(1 / 3, 2 / 3) == "33%から66%"
    assert percent_range_text(0.661, 0.668) == "66%"


def test_the_range_of_an_axis_is_that_of_its_maturity() -> None:
    opened = scored(with_answers(FIRST_REACHED, {core_question(0, 1): UNKNOWN}))
    assert maturity_range_text(opened.of_axis[0]) == "1.0から3.0"
    assert maturity_range_text(opened.of_axis[1]) == "1.5"


def test_the_answered_share_is_told_with_its_counts_and_rounded_down() -> None:
    one_open = with_answers(NOTHING, {core_question(0, 0): UNKNOWN})
    asked = len(NOTHING.answers)
    assert answered_text(scored(one_open).overall) == f"{100 * (asked - 1) // asked}%({asked}問中{asked - 1}問)"
    assert answered_text(scored(NOTHING).overall) == f"100%({asked}問中{asked}問)"
    assert answered_text(scored(an_assessment()).overall) == f"0%({asked}問中0問)"


# Fiscal years


@pytest.mark.parametrize(
    ("year", "shown"),
    [(2019, "令和元年度"), (2020, "令和2年度"), (2026, "令和8年度"), (2028, "令和10年度"), (2018, "2018年度")],
)
def test_a_fiscal_year_is_shown_as_offices_write_it(year: int, shown: str) -> None:
    assert fiscal_year_text(year) == shown


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


# Answers, estimates, costs


def test_an_answer_reads_as_the_sentence_of_its_level() -> None:
    question = a_question("a")
    assert [answer_text(level(number), question) for number in range(4)] == list(question.levels)


@pytest.mark.parametrize(
    ("answer", "read"), [(UNKNOWN, "わからない"), (UNANSWERED, "未回答"), (not_applicable(), "該当しない")]
)
def test_an_answer_without_a_level_reads_as_its_state(answer: Answer, read: str) -> None:
    assert answer_text(answer, a_question("a")) == read


def test_a_whole_answer_reads_with_its_texts_and_whether_it_was_confirmed() -> None:
    question = a_question("a")
    whole = Answer(AnswerState.ANSWERED, 2, "メモ", "名簿", is_confirmed=False)
    assert whole_answer_text(whole, question) == f"{question.levels[2]}(未確認) メモ:メモ 根拠:名簿"
    assert whole_answer_text(Answer(AnswerState.UNKNOWN, evidence="名簿"), question) == "わからない 根拠:名簿"
    assert whole_answer_text(UNANSWERED, question) == "未回答"


def test_an_estimate_reads_its_planning_value_and_its_range() -> None:
    assert estimate_text(Estimate(low=4, plan=7, high=12), "人日") == "7人日(4から12人日)"


def test_a_cost_of_nothing_reads_as_time_only() -> None:
    assert cost_text(Cost(first=0, yearly=0)) == "職員の時間のみ"


def test_a_cost_reads_the_first_and_the_following_years() -> None:
    told = cost_text(Cost(first=50, yearly=12))
    assert "50万円" in told
    assert "毎年12万円" in told


def test_the_words_follow_the_content_of_the_version() -> None:
    other = a_questionnaire()
    found = result(other, answered_alike(other, level(0)))
    assert other.steps[0].name in reached_sentence(found, other.rules)
    assert FIRST not in reached_sentence(found, other.rules)


def test_every_state_and_depth_has_its_word() -> None:
    words = [*wording.STATE_TEXTS.values(), *wording.DEPTH_TEXTS.values()]
    assert words == ["回答", "わからない", "該当しない", "未回答", "かんたん診断", "くわしく診断"]


# Depths


@pytest.mark.parametrize(
    ("depth", "read"), [(Depth.CORE, "かんたん診断(24問)の結果"), (Depth.FULL, "くわしく診断(48問)の結果")]
)
def test_a_result_says_how_many_questions_it_stands_on(depth: Depth, read: str) -> None:
    found = result(REAL, answered_alike(REAL, level(1), depth))
    assert wording.depth_text(found, REAL) == read


def test_what_is_missing_to_the_full_result_is_told_with_counts() -> None:
    deepened = an_assessment(answered_alike(REAL, UNKNOWN).answers, depth=Depth.FULL)
    assert wording.incomplete_sentence(deepened, REAL) == (
        "くわしく診断は48問中24問に答えました。すべてに答えると(「わからない」も答えです)、その結果も並べて示します。"
    )


def test_what_does_not_apply_counts_as_answered_once_its_reason_is_given() -> None:
    asked = a_questionnaire([an_axis_with_second_questions(id) for id in AXIS_IDS])
    for memo, answered in (("", 0), ("所管の施設がない", 1)):
        deepened = an_assessment({"axis-a-dx-2": not_applicable(memo)}, depth=Depth.FULL)
        assert f"48問中{answered}問に答えました" in wording.incomplete_sentence(deepened, asked)


# Copies of last year's answers


def test_the_progress_tells_how_many_copies_nobody_confirmed_yet() -> None:
    copied = {id: replace(answer, is_confirmed=False) for id, answer in answered_alike(REAL, level(1)).answers.items()}
    done = {core_question(0, 0): level(1)}
    told = wording.progress_sentence(an_assessment(copied | done), REAL)
    assert told == "24問中1問に答えました(未確認の写し23問)。"


def test_without_copies_the_progress_tells_nothing_of_them() -> None:
    told = wording.progress_sentence(NOTHING, REAL)
    assert told == "24問中24問に答えました。"


def test_copies_beyond_the_depth_are_not_told() -> None:
    further = next(question.id for question in REAL.questions if not question.core)
    copied = {further: replace(level(1), is_confirmed=False)}
    assert "未確認" not in wording.progress_sentence(an_assessment(copied), REAL)


def test_what_is_missing_to_the_full_result_counts_no_copies_as_answered() -> None:
    copied = {question.id: replace(level(1), is_confirmed=False) for question in REAL.questions}
    assert "48問中0問に答えました" in wording.incomplete_sentence(an_assessment(copied, depth=Depth.FULL), REAL)
