"""What the report says, chapter by chapter, as finished texts for the template `report.typ`."""

from typing import Any

from files.report import PlannedAction, Report, ReportPeers, ReportPlan
from files.report_pdf import advice, answers
from files.report_pdf.table import Table
from questionnaire.assessment import Assessment
from questionnaire.citation import short_citations
from questionnaire.fiscal_year import day_text, fiscal_year_text
from questionnaire.municipalities import municipality
from questionnaire.quarter import quarter_text
from scoring import result_wording, wording
from scoring.maturity_wording import example_sentence
from scoring.peers import wording as peer_wording
from scoring.result import Result

Texts = dict[str, Any]

TITLE = "DX成熟度 診断報告書"


def chapters(report: Report) -> Texts:
    """Everything the template sets, each string a text that is never taken for markup."""
    return {
        "title": TITLE,
        "cover": _cover(report),
        "footer": f"{wording.assessment_text(report.assessment)} {TITLE}",
        "summary": _summary(report),
        "results": _results(report),
        "comparison": _comparison(report.peers),
        "advice": advice.chapter(report),
        "roadmap": _roadmap(report.plan),
        "answers": answers.chapter(report.questionnaire, report.assessment),
        "rules": _rules(report),
        "sources": _sources(report),
    }


def _cover(report: Report) -> Texts:
    version = report.questionnaire.version
    status = "(下書き)" if version.status == "draft" else ""
    return {
        "place": _place(report.assessment),
        "year": fiscal_year_text(report.assessment.fiscal_year),
        "facts": [
            ["診断", result_wording.depth_text(report.result, report.questionnaire)],
            ["設問版", f"{version.title}({version.id}){status}"],
            ["団体コード", report.assessment.municipality],
            ["作成日", day_text(report.day)],
            *([["回答のもと", report.origin]] if report.origin else []),
        ],
    }


def _place(assessment: Assessment) -> list[str]:
    """The prefecture and the name, or the code of an unknown municipality."""
    place = municipality(assessment.municipality)
    return [place.prefecture, place.name] if place else ["", assessment.municipality]


def _summary(report: Report) -> Texts:
    """The page for the mayor."""
    asked, result = report.questionnaire, report.result
    sentences = [
        result_wording.next_step_sentence(result, asked.rules),
        result_wording.overall_sentence(result),
        result_wording.strengths_sentence(result),
        result_wording.range_sentence(result, asked.rules),
    ]
    return {
        "reached": result_wording.reached_sentence(result, asked.rules),
        "steps": _steps(result),
        "sentences": [sentence for sentence in sentences if sentence],
        "beside": [_in_short(other, report) for other in report.shown[:-1]],
        "radar_basis": _radar_basis(report),
        "advice": advice.in_short(report),
    }


def _radar_basis(report: Report) -> str:
    """What the radar stands on where peers are drawn into it; they are compared on the core result."""
    if report.peers is None or not report.peers.are_drawn:
        return ""
    return f"図は{result_wording.depth_text(report.drawn, report.questionnaire)}です。比較グループ:{report.peers.basis}"


def _steps(result: Result) -> list[Texts]:
    """The steps with how many axes reached each, and whether the whole office has."""
    return [
        {
            "name": step.name,
            "axes": f"{len(result.axes)}分野中{reaching}分野",
            "state": "到達" if number < result.overall.reached else "これから",
            "is_reached": number < result.overall.reached,
        }
        for number, (step, reaching) in enumerate(zip(result.steps, result.axes_reached, strict=True))
    ]


def _in_short(result: Result, report: Report) -> str:
    """A further result in one line: the one that peers and years are compared by."""
    asked = report.questionnaire
    reached = result_wording.reached_sentence(result, asked.rules)
    return f"{result_wording.depth_text(result, asked)}:{reached}{result_wording.overall_sentence(result)}"


def _results(report: Report) -> Texts:
    rules = report.questionnaire.rules
    return {
        "steps": [[step.name, step.meaning] for step in report.questionnaire.steps],
        "tables": [
            _table(
                Table(
                    result_wording.depth_text(result, report.questionnaire),
                    *_rows(result_wording.result_table(result, rules)),
                    numbers_from=2,
                    has_total=True,
                )
            )
            for result in reversed(report.shown)
        ],
        "note": result_wording.RANGE_NOTE,
    }


def _rows(table: tuple[list[str], list[list[str]]]) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    header, rows = table
    return tuple(header), tuple(map(tuple, rows))


def _table(table: Table) -> Texts:
    return table._asdict()


def _comparison(peers: ReportPeers | None) -> Texts | None:
    if peers is None:
        return None
    found = peers.comparison
    if found.obstacle:
        reason = peer_wording.OBSTACLE_TEXTS[found.obstacle]
        return {"basis": peers.group, "sentences": [reason], "tables": [], "notes": []}
    rows = _rows(peer_wording.spread_table(found))
    return {
        "basis": peers.basis,
        "sentences": [peer_wording.summary_text(found), peers.rank],
        "tables": [_table(Table("かんたん診断の結果の比較", *rows))],
        "notes": [peer_wording.LIMITS, peer_wording.SEALED, peer_wording.METHOD],
    }


def _roadmap(plan: ReportPlan | None) -> Texts | None:
    if plan is None:
        return None
    rows = tuple(
        (
            one.title,
            one.reason,
            _period_text(one),
            f"{sum(one.person_days.values()):g}人日",
            f"{sum(one.man_yen.values()):g}万円",
        )
        for one in plan.actions
    )
    header = ("次の一手と入れた理由", "時期", "手間", "費用")
    return {
        "sentences": plan.notes,
        "actions": _table(Table("次の一手と時期", header, rows)),
        "years": _table(_years(plan)),
    }


def _period_text(planned: PlannedAction) -> str:
    """From its first to its last quarter, on two lines; on one where both are the same."""
    if planned.first == planned.last:
        return quarter_text(planned.first)
    return f"{quarter_text(planned.first)}から\n{quarter_text(planned.last)}まで"


def _years(plan: ReportPlan) -> Table:
    """What each year takes of what it allows."""
    rows = tuple(
        (
            fiscal_year_text(year),
            f"{sum(one.person_days.get(year, 0) for one in plan.actions):g}",
            f"{plan.person_days[year]:g}" if year in plan.person_days else "",
            f"{sum(one.man_yen.get(year, 0) for one in plan.actions):g}",
            f"{plan.man_yen[year]:g}" if year in plan.man_yen else "",
        )
        for year in plan.fiscal_years
    )
    return Table("年度ごとの手間と費用", ("年度", "人日", "人日の上限", "費用(万円)", "費用の上限(万円)"), rows)


def _rules(report: Report) -> Texts:
    rules = report.questionnaire.rules
    return {
        "texts": [[rule.title, rule.text, rule.reason] for rule in rules.texts],
        "example": example_sentence(report.questionnaire),
        "sources": short_citations(report.questionnaire, rules.sources),
    }


def _sources(report: Report) -> list[list[str]]:
    """Every document by the short name that answers and actions cite it by."""
    return [[one.short, f"{one.publisher}「{one.title}」({one.as_of})"] for one in report.questionnaire.documents]
