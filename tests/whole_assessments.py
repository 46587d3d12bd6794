"""Whole assessments of 草加市, and files of them that somebody changed."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from files.assessment_json import write
from questionnaire.assessment import Answer
from questionnaire.history import Revision, Submitted, WholeAssessment
from questionnaire.model import Depth
from tests.builders import SOKA, level
from tests.stored import ASKED, QUESTIONS

A_TIME = datetime(2026, 11, 22, 1, 2, 3, 456_789)
A_TIME_TEXT = "2026-11-22T01:02:03.456789Z"

Content = dict[str, Any]


def revision(question: str, number: int, answer: Answer) -> Revision:
    return Revision(question, number, answer, A_TIME, "a-tab")


def a_whole_assessment(*revisions: Revision, is_frozen: bool = False, **changes: Any) -> WholeAssessment:
    """草加市's assessment with these answers; frozen, with every answer it needs and one submission."""
    answers = {question.id: level(2) for question in QUESTIONS} if is_frozen else {}
    given = revisions or tuple(revision(question, 1, answer) for question, answer in sorted(answers.items()))
    submitted = Submitted(1, ASKED.version.id, Depth.CORE, A_TIME, answers)
    made = WholeAssessment(
        municipality=SOKA,
        fiscal_year=2026,
        version=ASKED.version.id,
        depth=Depth.CORE,
        created_at=A_TIME,
        submitted_at=A_TIME if is_frozen else None,
        revisions=given,
        submissions=(submitted,) if is_frozen else (),
    )
    return replace(made, **changes)


def edited(edit: Callable[[Content], object], *, is_frozen: bool = True) -> bytes:
    """A file that somebody changed."""
    content: Content = json.loads(write(a_whole_assessment(is_frozen=is_frozen)))
    edit(content)
    return json.dumps(content, ensure_ascii=False, indent=2).encode()
