"""Answers that came by an answer form: who gave them, and when."""

from dataclasses import replace
from datetime import date
from typing import Any

from questionnaire.assessment import Answer

BY_FORM: dict[str, Any] = {"section": "総務課", "person": "山田太郎", "answered_on": date(2026, 11, 20)}
BY_FORM_TEXT = "回答票で答えた人:総務課 山田太郎(令和8年11月20日)"


def by_form(answer: Answer) -> Answer:
    """The same answer, as 総務課 gave it by an answer form."""
    return replace(answer, **BY_FORM)
