"""The roadmap CSV: a row for each action and fiscal year of a plan, with unrounded figures for other programs."""

from collections.abc import Iterator

from files.csv_files.text import cell, encode
from questionnaire.municipalities import municipality
from questionnaire.plan import STANCE_TEXTS
from scoring.roadmap.outcome import Entry, Roadmap
from scoring.roadmap.wording import reason_sentences

COLUMNS = (
    "団体コード",
    "団体名",
    "年度",
    "設問版",
    "次の一手ID",
    "次の一手",
    "進める人",
    "決めたこと",
    "開始年度",
    "開始四半期",
    "終了年度",
    "終了四半期",
    "計画年度",
    "人日",
    "費用(万円)",
    "理由",
)


def write(roadmap: Roadmap) -> bytes:
    """The plan in the order of its starts. Person-days and 万円 are those of the row's fiscal year (計画年度)."""
    return encode([COLUMNS, *_rows(roadmap)])


def _rows(roadmap: Roadmap) -> Iterator[list[object]]:
    for entry in roadmap.entries:
        amounts = zip(roadmap.plan.settings.years, entry.days, entry.man_yen, strict=True)
        for year, days, man_yen in amounts:
            yield [*_head(roadmap), *_action(roadmap, entry), year, float(days), man_yen, _why(roadmap, entry)]


def _head(roadmap: Roadmap) -> list[object]:
    assessment, place = roadmap.assessment, municipality(roadmap.assessment.municipality)
    return [assessment.municipality, cell(place.name if place else ""), assessment.fiscal_year, assessment.version]


def _action(roadmap: Roadmap, entry: Entry) -> list[object]:
    action, decision = entry.action, roadmap.plan.settings.decisions.get(entry.action.id)
    return [
        action.id,
        cell(action.title),
        action.leads,
        STANCE_TEXTS[decision.stance] if decision else "",
        entry.start.year,
        entry.start.number,
        entry.end.year,
        entry.end.number,
    ]


def _why(roadmap: Roadmap, entry: Entry) -> str:
    return cell("".join(reason_sentences(roadmap, entry)))
