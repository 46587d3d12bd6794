"""What the report says, chapter by chapter, as finished texts for the template `report.typ`."""

from typing import Any

from files.report_pdf import advice, answers
from files.report_pdf.report import Comparison, Report, Roadmap, Table
from questionnaire.assessment import Assessment
from questionnaire.citation import short_citations
from questionnaire.fiscal_year import day_text, fiscal_year_text
from questionnaire.municipalities import municipality
from scoring import wording
from scoring.maturity_wording import example_sentence
from scoring.result import Result

Texts = dict[str, Any]

TITLE = "DX成熟度 診断報告書"
RANGE_NOTE = "「0%から100%」のような幅は、「わからない」と未回答をすべて段階0とした値から、段階3とした値までです。"


def chapters(report: Report) -> Texts:
    """Everything the template sets, each string a text that is never taken for markup."""
    return {
        "title": TITLE,
        "cover": _cover(report),
        "footer": f"{wording.assessment_text(report.assessment)} {TITLE}",
        "summary": _summary(report),
        "results": _results(report),
        "comparison": _comparison(report.comparison),
        "advice": advice.chapter(report),
        "roadmap": _roadmap(report.roadmap),
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
            ["診断", wording.depth_text(report.result, report.questionnaire)],
            ["設問版", f"{version.title}({version.id}){status}"],
            ["団体コード", report.assessment.municipality],
            ["作成日", day_text(report.day)],
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
        wording.next_step_sentence(result, asked.rules),
        wording.overall_sentence(result),
        wording.strengths_sentence(result),
        wording.range_sentence(result, asked.rules),
    ]
    return {
        "reached": wording.reached_sentence(result, asked.rules),
        "steps": _steps(result),
        "sentences": [sentence for sentence in sentences if sentence],
        "beside": [_in_short(other, report) for other in report.shown[:-1]],
        "radar_basis": report.comparison.basis if report.comparison and report.comparison.radar else "",
        "advice": advice.in_short(report),
    }


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
    reached = wording.reached_sentence(result, asked.rules)
    return f"{wording.depth_text(result, asked)}:{reached}{wording.overall_sentence(result)}"


def _results(report: Report) -> Texts:
    rules = report.questionnaire.rules
    return {
        "steps": [[step.name, step.meaning] for step in report.questionnaire.steps],
        "tables": [
            _table(
                Table(
                    wording.depth_text(result, report.questionnaire),
                    *_rows(wording.result_table(result, rules)),
                    numbers_from=2,
                    has_total=True,
                )
            )
            for result in reversed(report.shown)
        ],
        "note": RANGE_NOTE,
    }


def _rows(table: tuple[list[str], list[list[str]]]) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    header, rows = table
    return tuple(header), tuple(map(tuple, rows))


def _table(table: Table) -> Texts:
    return table._asdict()


def _comparison(comparison: Comparison | None) -> Texts | None:
    if comparison is None:
        return None
    return {
        "basis": comparison.basis,
        "sentences": comparison.sentences,
        "tables": list(map(_table, comparison.tables)),
    }


def _roadmap(roadmap: Roadmap | None) -> Texts | None:
    if roadmap is None:
        return None
    rows = tuple((one.title, one.period, one.effort, one.cost, one.reason) for one in roadmap.actions)
    header = ("次の一手", "時期", "手間", "費用", "入れた理由")
    return {
        "sentences": roadmap.sentences,
        "actions": _table(Table("次の一手と時期", header, rows, numbers_from=len(header))),
        "years": _table(roadmap.years),
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
