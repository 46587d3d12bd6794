"""The office's clock: its day, and a moment in its words."""

import time
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from questionnaire.clock import moment_text, today
from questionnaire.fiscal_year import day_text

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


def in_japan() -> date:
    return datetime.now(ZoneInfo("Asia/Tokyo")).date()


@pytest.mark.parametrize("zone", ["UTC", "Asia/Tokyo", "America/New_York"])
def test_the_day_is_that_of_japan_wherever_the_server_keeps_its_time(
    zone: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        before, day, after = in_japan(), today(), in_japan()
        assert before <= day <= after
        assert day_text(datetime(2026, 3, 31, 15, 0)) == "令和8年4月1日"
        assert day_text(datetime(2026, 3, 31, 14, 59)) == "令和8年3月31日"
    finally:
        monkeypatch.undo()
        time.tzset()
