"""File names: what is inside, whose and when, on any Windows."""

import re
from datetime import date

import pytest

from files.file_name import file_name, is_safe
from tests.builders import an_assessment

TODAY = date(2026, 11, 22)
FORM = re.compile(r"dx-[^_]+_(\d{6}|団体未定)_\d{4}_\d{8}\.\w+")


def named(what: str) -> str:
    return file_name(what, an_assessment(), TODAY, "xlsx")


def test_a_name_says_what_whose_for_which_year_and_when() -> None:
    assert named("診断結果") == "dx-診断結果_112216_2026_20261122.xlsx"


def test_a_code_keeps_its_leading_zero() -> None:
    assert file_name("回答", an_assessment(municipality="012025"), TODAY, "csv") == "dx-回答_012025_2026_20261122.csv"


def test_where_no_municipality_is_chosen_yet_the_name_says_so() -> None:
    assert file_name("回答", an_assessment(municipality=""), TODAY, "csv") == "dx-回答_団体未定_2026_20261122.csv"


@pytest.mark.parametrize(
    "what",
    [
        "回答票-市民課/戸籍係",
        '<>:"/\\|?*',
        "a_b",
        "..",
        "課\r\n係",
        "\u202eslx",
        "課\0",
        "長" * 300,
        "課 係",
        "x\ufeffy",
        ". ",
    ],
)
def test_whatever_a_section_is_called_the_name_is_safe_and_of_the_same_form(what: str) -> None:
    assert is_safe(named(what))
    assert FORM.fullmatch(named(what))
    assert len(named(what)) < 80


def test_letters_that_differ_only_in_how_they_are_put_together_give_the_same_name() -> None:
    assert named("か\u3099") == named("が")


@pytest.mark.parametrize("name", ["datapackage.json", "dx-診断結果_112216_2026_20261122.pdf", "𠮷.txt"])
def test_a_plain_name_is_safe(name: str) -> None:
    assert is_safe(name)


@pytest.mark.parametrize(
    "name",
    ["", "a/b", "..\\a", "a:b", "CON", "con.txt", "nul.csv", "COM1.txt", "lpt9", "a.", "a b", "a\nb", "a\u202eb", "a?"],
)
def test_a_name_that_windows_refuses_or_hides_something_is_not(name: str) -> None:
    assert not is_safe(name)
