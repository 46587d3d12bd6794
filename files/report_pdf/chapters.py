"""What the report says, chapter by chapter, as finished texts for the template `report.typ`."""

from typing import Any

from files.report import Report, ReportPeers
from files.report_pdf import advice, answers, roadmap
from files.report_pdf.table import Table
from questionnaire.assessment import Assessment
from questionnaire.citation import short_citations
from questionnaire.fiscal_year import day_text, fiscal_year_text
from questionnaire.municipalities import municipality
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
        "roadmap": roadmap.chapter(report.plan),
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
