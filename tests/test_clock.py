"""A moment in the words of the office's clock."""

from datetime import datetime

import pytest

from questionnaire.clock import moment_text

NOW = datetime(2026, 11, 22, 5, 30)  # 14:30 in Japan


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (datetime(2026, 11, 22, 5, 5), "14:05"),
        (datetime(2026, 11, 21, 15, 0), "00:00"),
        (datetime(2026, 11, 21, 14, 59), "11月21日 23:59"),
        (datetime(2025, 12, 31, 15, 0), "1月1日 00:00"),
        (datetime(2025, 12, 31, 14, 59), "令和7年12月31日 23:59"),
    ],
)
def test_a_moment_is_told_in_japanese_time_with_the_day_unless_it_is_today(moment: datetime, words: str) -> None:
    assert moment_text(moment, NOW) == words
