"""The chapter of what to do next: the best actions in full, the further ones in a table, and what to check first."""

from typing import Any

from files.report import Report
from files.report_pdf.table import Table
from questionnaire.citation import short_citations
from questionnaire.model import Size
from questionnaire.municipalities import municipality
from scoring.actions.ranking import NextAction, to_begin_with, to_check
from scoring.actions.wording import ORDER_NOTE, at_a_glance, facts, reasons
from scoring.wording import STATE_TEXTS, practice_text

FOR_THE_MAYOR, IN_FULL, IN_THE_TABLE = 3, 3, 15


def in_short(report: Report) -> dict[str, Any]:
    """The first actions for the page of the mayor, or why there are none."""
    first = _first(report)[:FOR_THE_MAYOR]
    return {
        "actions": [
            {"title": found.action.title, "glance": at_a_glance(found), "leads": found.action.leads} for found in first
        ],
        "sentence": _sentence(report),
    }


def chapter(report: Report) -> dict[str, Any]:
    """The actions that can be begun now, and the questions to check."""
    first = _first(report)
    return {
        "sentence": _sentence(report),
        "notes": [ORDER_NOTE, *(rule.text for rule in report.questionnaire.rules.beside("actions"))] if first else [],
        "actions": [_action(report, found) for found in first[:IN_FULL]],
        "further": _further(first[IN_FULL : IN_FULL + IN_THE_TABLE]),
        "to_check": _to_check(report),
    }


def _first(report: Report) -> tuple[NextAction, ...]:
    place = municipality(report.assessment.municipality)
    return to_begin_with(report.actions, place.size if place else Size.CITY)


def _sentence(report: Report) -> str:
    """What the list is, when it is not simply the best actions."""
    unclear = len(_unclear(report))
    checking = f"「わからない」と未回答が{unclear}問あります。答えを確かめると、次の一手が増えることがあります。"
    if _first(report):
        return checking if unclear else ""
    return checking if unclear else "すべての設問で、次の一手が導く段階に達しています。"


def _unclear(report: Report) -> tuple[Any, ...]:
    return to_check(report.questionnaire, report.assessment)


def _action(report: Report, found: NextAction) -> dict[str, Any]:
    asked, action = report.questionnaire, found.action
    practices = [practice for practice in asked.practices if practice.id in action.practices]
    return {
        "title": action.title,
        "glance": at_a_glance(found),
        "afterwards": action.afterwards,
        "why": action.why,
        "reasons": reasons(found),
        "steps": action.steps,
        "facts": list(facts(found)),
        "practices": [practice_text(asked, practice) for practice in practices],
        "sources": short_citations(asked, action.sources),
    }


def _further(found: tuple[NextAction, ...]) -> dict[str, Any] | None:
    rows = tuple((one.action.title, one.action.leads, at_a_glance(one)) for one in found)
    header = ("次の一手", "進める人", "手間と効果")
    return Table("そのほかの一手", header, rows, numbers_from=len(header))._asdict() if rows else None


def _to_check(report: Report) -> dict[str, Any] | None:
    rows = tuple(
        (
            f"{question.text}({STATE_TEXTS[report.assessment.answer(question.id).state]})",
            question.usual_section,
            "、".join(question.evidence),
        )
        for question in _unclear(report)
    )
    header = ("設問", "担当課の目安", "見る資料")
    return Table("まず確かめる設問", header, rows, numbers_from=len(header))._asdict() if rows else None
