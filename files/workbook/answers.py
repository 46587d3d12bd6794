"""回答: every asked question with its answer, memo and evidence."""

from files.report import Report
from files.workbook.names import ANSWERS
from files.xlsx.book import Book, Value
from files.xlsx.table import Column, Table, add_table
from questionnaire.model import Question
from scoring.wording import CONFIRMED, DEPTH_TEXTS, STATE_TEXTS, UNCONFIRMED, assessment_text

COLUMNS = (
    Column("番号", 6, "number"),
    Column("分野", 16),
    Column("ステップ", 14),
    Column("設問", 32),
    Column("回答状態", 10),
    Column("段階", 6, "number"),
    Column("選んだ内容", 32),
    Column("メモ", 38),
    Column("根拠", 26),
    Column("確認", 6, "centre"),
    Column("回答課", 14),
    Column("回答者", 12),
    Column("回答日", 12, "date"),
    Column("設問ID", 24, "code"),
)
# The ids are for programs.
PRINTED = len(COLUMNS) - 1
NOTE = "メモが長くて切れて見えるときは、そのセルを選ぶと、上の数式バーで全文を読めます。"


def add(book: Book, report: Report) -> None:
    """Adds the sheet."""
    assessment = report.assessment
    title = f"回答 {assessment_text(assessment)} {DEPTH_TEXTS[assessment.depth]} 設問版 {assessment.version}"
    asked = report.questionnaire.asked(assessment.depth)
    rows = [_row(report, number, question) for number, question in enumerate(asked, start=1)]
    add_table(book, ANSWERS, Table(title, NOTE, COLUMNS, rows, frozen=4, printed=PRINTED))


def _row(report: Report, number: int, question: Question) -> list[Value]:
    answer, asked = report.assessment.answer(question.id), report.questionnaire
    return [
        number,
        asked.axis_of[question.id].name,
        asked.step_of[question.id].name,
        question.text,
        STATE_TEXTS[answer.state],
        answer.level,
        "" if answer.level is None else question.levels[answer.level],
        answer.memo,
        answer.evidence,
        CONFIRMED if answer.is_confirmed else UNCONFIRMED,
        answer.section,
        answer.person,
        answer.answered_on,
        question.id,
    ]
