"""Answers that somebody hands in, as an answers CSV or as an answer form, for an assessment that is there."""

from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from files import answer_form, answers_csv
from files.answer_form.form import FormAnswer
from files.xlsx_container import is_container
from questionnaire.assessment import Answer, Assessment


class HandedIn(NamedTuple):
    """The answers of a file, and by question id what a form says of who gave them."""

    assessment: Assessment
    by_form: Mapping[str, FormAnswer]


def read(content: bytes, file: str, present: Assessment) -> HandedIn:
    """What the file holds. An answers CSV may be for another assessment; a form for another one is refused.

    Raises `FileError` with every fault.
    """
    if not is_container(content):
        return HandedIn(answers_csv.read(content, file), {})
    by_form = answer_form.read(content, file, present)
    given = {id: kept(one, present.answer(id)) for id, one in by_form.items()}
    return HandedIn(replace(present, answers=given), by_form)


def kept(given: FormAnswer, present: Answer) -> Answer:
    """The answer that a row of a form makes of the present one.

    The texts of the present answer do not stand in the form, so an empty cell takes none of them away.
    """
    memo, evidence = given.answer.memo or present.memo, given.answer.evidence or present.evidence
    return replace(given.answer, memo=memo, evidence=evidence)
