"""The answer form: an XLSX file that a section fills in without the tool, and that is read back row by row."""

from datetime import date

from files.answer_form.form import Form, FormAnswer
from questionnaire.assessment import Assessment


def write(form: Form, day: date) -> bytes:
    """The XLSX file of a form that is handed out on this day."""
    # XlsxWriter takes a tenth of a second to import, which only those wait for who want the file.
    from files.answer_form.writing import content  # noqa: PLC0415

    return content(form, day)


def read(content: bytes, file: str, present: Assessment) -> dict[str, FormAnswer]:
    """The answers that were filled in, by question id; a row that was left empty is not among them.

    `present` is the assessment that they are meant for. Raises `FileError` with every fault, by sheet and cell.
    """
    # openpyxl takes a third of a second to import.
    from files.answer_form.reading import answers  # noqa: PLC0415

    return answers(content, file, present)
