"""The sheets of the workbook in their order."""

from files.report import Report
from files.workbook import actions, answers, axes, comparison, overview, questions, roadmap
from files.xlsx.book import Book
from scoring.wording import assessment_text


def content(report: Report) -> bytes:
    """The bytes of the finished file."""
    book = Book(f"自治体DX成熟度診断 {assessment_text(report.assessment)}", report.day)
    for sheet in (overview, axes, answers, actions, roadmap, comparison, questions):
        sheet.add(book, report)
    return book.content()
