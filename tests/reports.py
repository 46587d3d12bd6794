"""Reports for tests: assessments of the real content in every state that changes a page."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import cycle

from files.report_pdf.report import Comparison, PlannedAction, Report, Roadmap, Table, report
from questionnaire.assessment import Answer, Assessment
from questionnaire.loader import newest_version, questionnaire
from questionnaire.model import Depth
from tests.builders import SOKA, UNKNOWN, level

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


def a_report(assessment: Assessment = STATES["every level"], **additions: Comparison | Roadmap | None) -> Report:
    return report(REAL, assessment, DAY, **additions)  # type: ignore[arg-type]  # each by its own name


def a_comparison(**changes: object) -> Comparison:
    table = Table(
        "分野ごとの成熟度の比較",
        ("分野", "自団体", "中央値", "団体数"),
        (*((axis.name, "1.5", "1.2", "12") for axis in REAL.axes), ("全体", "1.4", "1.3", "12")),
        has_total=True,
    )
    return replace(
        Comparison("埼玉県内の12団体、令和8年度", ("中央値より0.1進んでいます。",), (table,)),
        **changes,  # type: ignore[arg-type]
    )


def a_roadmap() -> Roadmap:
    years = Table(
        "年度ごとの手間と費用", ("年度", "人日", "予算"), (("令和9年度", "120", "150"), ("令和10年度", "80", "150"))
    )
    actions = (
        PlannedAction("責任者を決める", "令和9年度 第1四半期", "5人日", "職員の時間のみ", "推進体制の土台になるため"),
        PlannedAction("研修を始める", "令和9年度 第2四半期", "12人日", "初年度30万円", "責任者が決まったあとに始める"),
    )
    return Roadmap(("令和9年度から2年間で2件に取り組みます。",), actions, years)
