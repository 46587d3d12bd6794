"""設問一覧: every question of the version with its levels, reason, evidence and sources."""

from files.report import Report
from files.workbook.names import QUESTIONS
from files.xlsx.book import Book, Value
from files.xlsx.table import Column, Table, add_table
from questionnaire.citation import citations
from questionnaire.model import HIGHEST_LEVEL, Depth, Question
from scoring.wording import DEPTH_TEXTS

COLUMNS = (
    Column("番号", 6, "number"),
    Column("分野", 14),
    Column("ステップ", 14),
    Column("診断", 13),
    Column("設問", 30),
    *(Column(f"段階{level}", 24) for level in range(HIGHEST_LEVEL + 1)),
    Column("担当課の目安", 16),
    Column("なぜ聞くか", 44),
    Column("根拠の例", 50),
    Column("言葉の説明", 120),
    Column("出典", 90),
    Column("設問ID", 24, "code"),
)
# What explains a question is read on the screen.
PRINTED = 10
NOTE = "かんたん診断の設問は、くわしく診断でも聞きます。"


def add(book: Book, report: Report) -> None:
    """Adds the sheet."""
    asked = report.questionnaire
    rows = [_row(report, number, question) for number, question in enumerate(asked.questions, start=1)]
    title = f"設問一覧 設問版 {asked.version.id}"
    add_table(book, QUESTIONS, Table(title, NOTE, COLUMNS, rows, frozen=5, printed=PRINTED))


def _row(report: Report, number: int, question: Question) -> list[Value]:
    asked = report.questionnaire
    return [
        number,
        asked.axis_of[question.id].name,
        asked.step_of[question.id].name,
        DEPTH_TEXTS[Depth.CORE if question.core else Depth.FULL],
        question.text,
        *question.levels,
        question.usual_section,
        question.why,
        "\n".join(question.evidence),
        "\n".join(f"{term}:{meaning}" for term, meaning in question.terms.items()),
        "\n".join(citations(asked, question.sources)),
        question.id,
    ]
