"""The chapter of all answers: every question of the depth with what was answered, and what is noted beside it."""

from typing import Any

from files.fonts.drawable import drawable
from questionnaire.assessment import Answer, Assessment
from questionnaire.citation import short_citations
from questionnaire.model import Axis, Question, Questionnaire
from scoring.wording import answer_text, notes_of

NO_SHAPE_NOTE = "〔U+AC00〕のような表記は、この報告書の字体にない文字を、文字の番号で示したものです。"


def chapter(asked: Questionnaire, assessment: Assessment) -> dict[str, Any]:
    """The answers axis by axis, in the order of the screens, numbered through."""
    numbers = {question.id: number for number, question in enumerate(asked.asked(assessment.depth), start=1)}
    axes = [_axis(asked, axis, assessment, numbers) for axis in asked.axes]
    return {"axes": axes, "note": NO_SHAPE_NOTE if any("〔U+" in text for text in _typed_texts(axes)) else ""}


def number_text(number: int) -> str:
    """How a question is called in the report."""
    return f"問{number}"


def _axis(asked: Questionnaire, axis: Axis, assessment: Assessment, numbers: dict[str, int]) -> dict[str, Any]:
    questions = [question for question in axis.questions if question.id in numbers]
    return {
        "name": axis.name,
        "about": axis.about,
        "questions": [
            _question(asked, question, assessment.answer(question.id), numbers[question.id]) for question in questions
        ],
    }


def _question(asked: Questionnaire, question: Question, answer: Answer, number: int) -> dict[str, Any]:
    step = next(step for step in asked.steps if step.id == question.step)
    return {
        "number": number_text(number),
        "text": question.text,
        "step": step.name,
        "sources": short_citations(asked, question.sources),
        "level": "" if answer.level is None else f"段階{answer.level}",
        "answer": answer_text(answer, question) + ("" if answer.is_confirmed else "(未確認)"),
        "notes": [[name, drawable(text)] for name, text in notes_of(answer)],
    }


def _typed_texts(axes: list[dict[str, Any]]) -> list[str]:
    return [text for axis in axes for question in axis["questions"] for _, text in question["notes"]]
