"""Answers that somebody hands in, as an answers CSV or as an answer form, for an assessment that is there."""

from dataclasses import replace

from files import answer_form
from files.answer_form.form import FormAnswer
from files.csv_files import answers_csv
from files.xlsx.container import is_container
from questionnaire.assessment import Answer, Assessment


def read(content: bytes, file: str, present: Assessment) -> Assessment:
    """The answers in the file. An answers CSV may be for another assessment; a form for another one is refused.

    Raises `FileError` with every fault.
    """
    if not is_container(content):
        return answers_csv.read(content, file)
    by_form = answer_form.read(content, file, present)
    return replace(present, answers={id: kept(given, present.answer(id)) for id, given in by_form.items()})


def kept(given: FormAnswer, present: Answer) -> Answer:
    """The answer that a row of a form makes of the present one, with who gave it and when.

    The texts of the present answer do not stand in the form, so an empty cell takes none of them away.
    """
    return replace(
        given.answer,
        memo=given.answer.memo or present.memo,
        evidence=given.answer.evidence or present.evidence,
        section=given.section,
        person=given.person,
        answered_on=given.answered_on,
    )
