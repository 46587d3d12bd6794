"""What figures read like: rounded down, as ranges and as shares (design.md §4.8)."""

from decimal import Decimal
from fractions import Fraction
from math import floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.wording import (
    answered_text,
    maturity_range_text,
    maturity_text,
    percent_range_text,
    percent_text,
    range_text,
    rounded_down,
)
from tests.builders import UNKNOWN, an_assessment, with_answers
from tests.standings import FIRST_REACHED, NOTHING, core_question, scored

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
