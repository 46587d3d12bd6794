"""Workbooks for tests: one for each state that changes a sheet."""

from dataclasses import replace
from datetime import date
from functools import cache
from itertools import cycle
from typing import Any

from files import workbook
from files.report import Report
from questionnaire.assessment import Answer, Assessment
from questionnaire.loader import newest_version, questionnaire
from questionnaire.model import Depth
from scoring.result import Result, Standing
from tests.builders import SOKA, UNKNOWN, an_assessment, answered_alike, level
from tests.reports import a_plan, peers_of

REAL = questionnaire(newest_version())
TODAY = date(2026, 11, 22)
MIXED = [level(3), level(1), level(2), UNKNOWN, level(0)]


def mixed(depth: Depth = Depth.CORE, place: str = SOKA) -> Assessment:
    """Answers of every kind, so that every axis differs."""
    kinds = cycle(MIXED)
    answers = {question.id: next(kinds) for question in REAL.asked(depth)}
    return an_assessment(answers, version=REAL.version.id, depth=depth, municipality=place)


def alike(answer: Answer, depth: Depth = Depth.CORE) -> Assessment:
    return replace(answered_alike(REAL, answer, depth), version=REAL.version.id)


def a_report(assessment: Assessment | None = None, **more: Any) -> Report:
    return Report(REAL, assessment or mixed(), TODAY, **more)


# A workbook for each state that changes a sheet, by a name of one word.
BOOKS = {
    "quick": a_report(),
    "full": a_report(mixed(Depth.FULL)),
    "everything": a_report(peers=peers_of(12), plan=a_plan()),
    "twothirds": a_report(alike(level(2))),
    "done": a_report(alike(level(3))),
    "reading": a_report(origin=REAL.version.survey.label),
}


@cache
def written(name: str) -> bytes:
    return workbook.write(BOOKS[name])


def standings(result: Result) -> list[tuple[str, Standing]]:
    named = [(axis.name, standing) for axis, standing in zip(result.axes, result.of_axis, strict=True)]
    return [*named, ("全体", result.overall)]
