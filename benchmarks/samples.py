"""Assessments to measure with."""

from collections.abc import Callable
from dataclasses import replace
from itertools import cycle
from pathlib import Path

import numpy as np
from sqlalchemy import Engine

from questionnaire.assessment import Answer, Assessment
from questionnaire.loader import newest_version, questionnaire
from questionnaire.model import Depth, Questionnaire
from scoring.levels import NO_LEVEL, LevelTable, asked_questions
from storage import assessments
from storage.connect import open_database, sqlite_url
from tests.builders import (
    AXIS_IDS,
    SOKA,
    UNKNOWN,
    a_questionnaire,
    an_assessment,
    an_axis_with_second_questions,
    level,
    not_applicable,
)

MUNICIPALITIES = 1741
SEED = 2026
MEMO = "庁内の会議で確かめた。来年度に見直す。"


def content() -> Questionnaire:
    """The newest version of the real questionnaire."""
    return questionnaire(newest_version())


def a_full_questionnaire() -> Questionnaire:
    """A questionnaire of 48 questions, whatever the real one holds so far."""
    return a_questionnaire([an_axis_with_second_questions(id) for id in AXIS_IDS])


def all_municipalities(asked: Questionnaire) -> list[Assessment]:
    """An assessment of the full depth for each municipality, with answers of every kind."""
    chance = np.random.default_rng(SEED)
    return [_by_chance(asked, chance) for _ in range(MUNICIPALITIES)]


def _by_chance(asked: Questionnaire, chance: np.random.Generator) -> Assessment:
    kinds: list[Answer] = [*map(level, range(4)), UNKNOWN, not_applicable()]
    answers = {
        question.id: kinds[chance.integers(6 if question.allows_not_applicable else 5)] for question in asked.questions
    }
    return an_assessment(answers, depth=Depth.FULL)


def as_arrays(asked: Questionnaire) -> LevelTable:
    """Levels of every municipality that are arrays already, a tenth of them わからない."""
    chance = np.random.default_rng(SEED)
    shape = (MUNICIPALITIES, len(asked.questions))
    levels = np.where(chance.random(shape) < 0.1, NO_LEVEL, chance.integers(0, 4, shape)).astype(np.int8)
    all_asked = asked_questions(asked, [Depth.FULL] * MUNICIPALITIES)
    return LevelTable(asked, levels, all_asked, all_asked, all_asked)


def a_filled_assessment() -> Assessment:
    """All core questions of the real content: the four levels and わからない in turn, each with a memo."""
    asked = content()
    kinds = cycle([level(0), level(1), level(2), level(3), UNKNOWN])
    answers = {question.id: replace(next(kinds), memo=MEMO) for question in asked.asked(Depth.CORE)}
    return Assessment(SOKA, 2026, asked.version.id, Depth.CORE, answers)


def a_fully_filled_assessment() -> Assessment:
    """All 48 questions, each with a level and a memo."""
    answers = {question.id: replace(level(2), memo=MEMO) for question in content().questions}
    return Assessment(SOKA, 2026, content().version.id, Depth.FULL, answers)


def a_half_filled_assessment() -> Assessment:
    """The same with the second half missing: half way through the quick check."""
    filled = a_filled_assessment()
    return replace(filled, answers=dict(list(filled.answers.items())[: len(filled.answers) // 2]))


def an_office_with_much_to_do() -> tuple[Questionnaire, Assessment]:
    """All questions of the real content answered, most of them low: a hundred actions are useful."""
    asked, chance = content(), np.random.default_rng(SEED + 1)
    answers = {question.id: level(int(chance.choice(4, p=(0.4, 0.3, 0.2, 0.1)))) for question in asked.questions}
    return asked, Assessment(SOKA, 2026, asked.version.id, Depth.FULL, answers)


def an_office_that_plans() -> Assessment:
    """The answers of that office."""
    return an_office_with_much_to_do()[1]


def links(data: Path, count: int, assessment: Callable[[], Assessment]) -> dict[str, int]:
    """Stores that many assessments in the database of a server: the secret of each link, and the key in the tables."""
    engine = open_database(sqlite_url(data))
    made = [assessments.create(engine, assessment()).edit for _ in range(count)]
    found = {link: _key(engine, link) for link in made}
    engine.dispose()
    return found


def _key(engine: Engine, link: str) -> int:
    stored = assessments.find(engine, link)
    if stored is None:
        raise LookupError(link)
    return stored.id
