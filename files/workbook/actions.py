"""次の一手: what would lift the result most for each day of work, and what must be checked first."""

from collections.abc import Sequence

from files.report import Report
from files.workbook.names import ACTIONS
from files.xlsx.book import Book, Value
from files.xlsx.table import Column, Table, add_empty, add_table
from questionnaire.citation import citations
from questionnaire.model import Question, Questionnaire
from questionnaire.municipalities import municipality
from scoring.actions.ranking import NextAction, to_begin_with, to_check
from scoring.actions.wording import ORDER_NOTE, at_a_glance, reasons
from scoring.wording import STATE_TEXTS, assessment_text, practice_text, rounded_down

# As many as the screen shows before it folds the rest.
SHOWN_FIRST = 5

COLUMNS = (
    Column("順", 5, "number"),
    Column("種類", 14),
    Column("一手または確かめる設問", 30),
    Column("これで何が変わるか", 22),
    Column("進め方または見るもの", 46),
    Column("進める人", 12),
    Column("手間(人日)", 8, "whole"),
    Column("先に行うことを含む手間(人日)", 11, "whole"),
    Column("期間(か月)", 8, "whole"),
    Column("初年度の費用(万円)", 8, "whole"),
    Column("以後毎年の費用(万円)", 8, "whole"),
    Column("先に行うこと", 26),
    Column("理由", 90),
    Column("全体の成熟度(今)", 10, "maturity"),
    Column("全体の成熟度(あと)", 10, "maturity"),
    Column("終わったあと", 34),
    Column("向いている規模", 22),
    Column("事例", 120),
    Column("出典", 90),
)
# The reason and what follows it are read on the screen.
PRINTED = 12
NOTE = f"{ORDER_NOTE}手間・期間・費用は、この診断の見積りです。「わからない」と未回答の設問は、まず確かめます。"
NOTHING = "すべての設問が最も高い段階のため、次の一手はありません。"


def add(book: Book, report: Report) -> None:
    """Adds the sheet."""
    asked, assessment = report.questionnaire, report.at_shown_depth
    found, unclear = report.actions, to_check(asked, assessment)
    first, others = _in_order(report, found)
    rows = [_action_row(asked, one, "まず行う") for one in first]
    rows += [_action_row(asked, one, "そのほかの一手") for one in others]
    rows += [_question_row(report, question) for question in unclear]
    numbered = [[number, *row] for number, row in enumerate(rows, start=1)]
    title = f"次の一手 {assessment_text(assessment)}"
    if numbered:
        add_table(book, ACTIONS, Table(title, NOTE, COLUMNS, numbered, frozen=3, printed=PRINTED))
    else:
        add_empty(book, ACTIONS, title, NOTHING)


def _in_order(report: Report, found: Sequence[NextAction]) -> tuple[list[NextAction], list[NextAction]]:
    """Those that the screen shows first, and the others."""
    place = municipality(report.assessment.municipality)
    first = list(to_begin_with(found, place.size)[:SHOWN_FIRST]) if place else []
    shown_first = {one.action.id for one in first}
    return first, [one for one in found if one.action.id not in shown_first]


def _action_row(asked: Questionnaire, found: NextAction, kind: str) -> list[Value]:
    action = found.action
    practices = [practice_text(asked, practice) for practice in asked.practices if practice.id in action.practices]
    return [
        kind,
        action.title,
        at_a_glance(found),
        "\n".join(f"{number}. {step}" for number, step in enumerate(action.steps, start=1)),
        action.leads,
        action.effort_days.plan,
        found.days,
        action.months.plan,
        action.cost_man_yen.first,
        action.cost_man_yen.yearly,
        "\n".join(f"{needed.title}({needed.effort_days.plan}人日)" for needed in found.prerequisites),
        "\n".join(reasons(found)),
        *(float(rounded_down(maturity, 1)) for maturity in found.maturity),
        action.afterwards,
        action.suits,
        "\n".join(practices),
        "\n".join(citations(asked, action.sources)),
    ]


def _question_row(report: Report, question: Question) -> list[Value]:
    """The next step for what is not known: who usually knows it, and what to look at."""
    asked, state = report.questionnaire, report.assessment.answer(question.id).state
    what_it_takes: list[Value] = [None] * 6
    what_it_gives: list[Value] = [None] * 5
    return [
        "まず確かめる",
        question.text,
        None,
        "\n".join(question.evidence),
        question.usual_section,
        *what_it_takes,
        f"今の回答は「{STATE_TEXTS[state]}」です。",
        *what_it_gives,
        "\n".join(citations(asked, question.sources)),
    ]
