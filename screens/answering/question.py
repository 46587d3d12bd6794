"""A question as it is shown: its head on the answer screen, and whole with everything that stands behind it."""

from functools import cache

from questionnaire.assessment import Answer, Assessment
from questionnaire.citation import citations
from questionnaire.loader import questionnaire
from questionnaire.model import Axis, Question, Questionnaire
from questionnaire.practices import practices_for
from scoring.wording import ANSWERED_BY, answer_text, provenance_text
from screens.advising.advice import practice_list
from screens.parts import markup
from screens.parts.published import beside_question
from screens.parts.rules import rules_beside


@cache
def how_to_answer(version: str, axis: str) -> str:
    """What an axis is about and how its questions are answered. It is content, alike for everyone."""
    asked = questionnaire(version)
    return (
        markup.text("p", next(one.about for one in asked.axes if one.id == axis))
        + markup.text("p", "下の選択肢ほど進んでいます。あてはまるもののうち、いちばん進んだものを選んでください。")
        + rules_beside(asked.rules, "questions")
    )


@cache
def question_head(version: str, id: str, number: str) -> str:
    """A question with its number and its step. It is content, alike for everyone."""
    asked = questionnaire(version)
    question = asked.by_id[id]
    place = markup.text("span", f"{number} {asked.step_of[id].name}", css="note")
    return markup.element("h2", place, "<br>", markup.text("span", question.text))


@cache
def question_background(version: str, id: str) -> str:
    """What is worth knowing about a question, to unfold: content too."""
    asked = questionnaire(version)
    return background(asked, asked.by_id[id])


def background(asked: Questionnaire, question: Question) -> str:
    """Why a question is asked, what to look at, who usually knows, and where it comes from."""
    return markup.folded(
        "なぜ聞くか・見る資料・言葉の説明・事例",
        markup.described(
            [
                ("なぜ聞くか", question.why),
                ("担当課の目安", question.usual_section),
                *((f"「{term}」とは", meaning) for term, meaning in question.terms.items()),
            ]
        ),
        markup.text("p", "見る資料", css="mark"),
        markup.listed(question.evidence),
        markup.text("p", "出典", css="mark"),
        markup.listed(citations(asked, question.sources)),
        practice_list(asked, practices_for(asked, question.id)),
    )


def answered_question(asked: Questionnaire, assessment: Assessment, question: Question, number: int) -> str:
    """A question with its answer, where nothing can be changed, as HTML."""
    answer = assessment.answer(question.id)
    return (
        question_head(asked.version.id, question.id, f"問{number}")
        + markup.text("p", answer_text(answer, question), css="chosen")
        + answered_by(answer)
        + markup.text("p", answer.memo, css="typed")
        + markup.text("p", answer.evidence, css="note")
        + question_background(asked.version.id, question.id)
        + beside_question(assessment.municipality, question.id)
    )


def answered_by(answer: Answer) -> str:
    """Who gave an answer by an answer form, and when, as HTML; nothing when it does not say."""
    told = provenance_text(answer)
    return markup.text("p", f"{ANSWERED_BY}:{told}", css="note") if told else ""


def questions_of_axis(asked: Questionnaire, axis: Axis) -> str:
    """Every question of an axis with its levels, reason and sources, as HTML to unfold."""
    return markup.folded(axis.name, markup.text("p", axis.about), *(_question(asked, q) for q in axis.questions))


def _question(asked: Questionnaire, question: Question) -> str:
    step = asked.step_of[question.id]
    levels = [f"段階{number}:{text}" for number, text in enumerate(question.levels)]
    return (
        markup.text("h3", f"{step.name}:{question.text}")
        + markup.text("p", f"設問ID {question.id}{'(かんたん診断)' if question.core else ''}", css="note")
        + markup.listed(levels)
        + background(asked, question)
    )
