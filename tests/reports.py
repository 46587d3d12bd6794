"""Reports for tests: assessments of the real content in every state that changes a page."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import cycle
from typing import Any

from files.report import PlannedAction, Report, ReportPeers, ReportPlan
from questionnaire.assessment import Answer, Assessment
from questionnaire.loader import newest_version, questionnaire
from questionnaire.model import Depth
from questionnaire.quarter import Quarter
from scoring.peers.view import Viewer
from scoring.peers.wording import basis_text, rank_text
from tests.builders import SOKA, UNKNOWN, level
from tests.region import FIRST, a_region, mixed

REAL = questionnaire(newest_version())
DAY = date(2026, 11, 22)


def answered_in_turn(
    *answers: Answer, depth: Depth = Depth.CORE, municipality: str = SOKA, memo: str = ""
) -> Assessment:
    """An assessment of the real content whose questions get these answers in turn, each with this memo."""
    turn = cycle(answers)
    given = {question.id: replace(next(turn), memo=memo) for question in REAL.asked(depth)} if answers else {}
    return Assessment(municipality, 2026, REAL.version.id, depth, given)


EVERY_LEVEL: Sequence[Answer] = (level(3), level(1), level(2), level(0), level(2))
STATES = {
    "nothing answered": answered_in_turn(),
    "nothing known": answered_in_turn(UNKNOWN),
    "nothing begun": answered_in_turn(level(0)),
    "some open": answered_in_turn(*EVERY_LEVEL, UNKNOWN),
    "every level": answered_in_turn(*EVERY_LEVEL),
    "full depth": answered_in_turn(*EVERY_LEVEL, level(1), level(2), depth=Depth.FULL, memo="庁内で確かめた。"),
    "full depth half way": replace(answered_in_turn(*EVERY_LEVEL), depth=Depth.FULL),
    "everything reached": answered_in_turn(level(3), depth=Depth.FULL),
}


def a_report(assessment: Assessment = STATES["every level"], **additions: Any) -> Report:
    return Report(REAL, assessment, DAY, **additions)


def peers_of(count: int, assessment: Assessment = STATES["every level"], **seen: Any) -> ReportPeers:
    """What this assessment is shown of that many anonymous municipalities of its prefecture."""
    region = a_region(mixed(count))
    found = region.seen(FIRST, viewer=Viewer(assessment), **seen)
    return ReportPeers("同じ都道府県(埼玉県)", found, basis_text(found), rank_text(found))


def a_plan() -> ReportPlan:
    first = PlannedAction(
        "計画を作る",
        "DX担当課",
        Quarter(2027, 2),
        Quarter(2028, 1),
        {2027: 12.5, 2028: 4},
        {2028: 30},
        "推進体制の土台になるため",
    )
    second = replace(first, title="研修を行う", first=Quarter(2028, 4), last=Quarter(2028, 4), person_days={2028: 7})
    return ReportPlan(
        (2027, 2028), (first, second), {2027: 40, 2028: 40}, {2027: 0, 2028: 100}, ("2年間の工程表です。",)
    )
