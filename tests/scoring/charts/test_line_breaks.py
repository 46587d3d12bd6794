"""How a text is broken into lines: none lost, none too long, none that begins with what may not begin a line."""

import pytest

from questionnaire.loader import newest_version, questionnaire
from scoring.charts.line_breaks import BEGIN_NO_LINE, in_lines

TITLES = [action.title for action in questionnaire(newest_version()).actions]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("DX", ["DX"]),
        ("情報セキュリティポリシーを改定して施行する", ["情報セキュリティポリシー", "を改定して施行する"]),
        ("ああああっッー", ["ああああっッー"]),
        ("毎年見直す。", ["毎年見", "直す。"]),
    ],
)
def test_a_line_takes_what_may_not_begin_the_next_one(text: str, lines: list[str]) -> None:
    assert in_lines(text, 20 if len(text) > 8 else 5) == lines


def test_no_title_of_an_action_loses_a_letter_or_begins_a_line_wrongly() -> None:
    for title in TITLES:
        lines = in_lines(title, 20)
        assert "".join(lines) == title
        assert {line[0] for line in lines}.isdisjoint(BEGIN_NO_LINE)
        assert max(map(len, lines)) <= 22
