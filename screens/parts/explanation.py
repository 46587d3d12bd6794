"""How each figure came about, in sentences: the questions behind a cell, the sum, and what it means."""

from questionnaire.assessment import Answer, AnswerState, Assessment
from questionnaire.model import GOOD_LEVEL, Axis, Question, Questionnaire, Step
from questionnaire.practices import practices_for
from scoring.maturity_wording import maturity_sentence
from scoring.result import Result
from scoring.wording import answer_text, maturity_text, percent_text, practice_text, step_text
from screens.parts import markup


def axis_explanation(asked: Questionnaire, assessment: Assessment, result: Result, axis: Axis) -> str:
    """The figures of one axis from its answers, as HTML to unfold."""
    standing = result.of_axis[result.axes.index(axis)]
    cells = [
        _cell(asked, assessment, axis, step, standing.attainment[number]) for number, step in enumerate(asked.steps)
    ]
    summary = (
        f"{axis.name}:{step_text(standing.reached, asked.steps, asked.rules)}、成熟度{maturity_text(standing.maturity)}"
    )
    sentence = markup.text("p", maturity_sentence(standing, asked), css="mark")
    return markup.folded(summary, *cells, sentence, is_telling=True)


def _cell(asked: Questionnaire, assessment: Assessment, axis: Axis, step: Step, attainment: float) -> str:
    questions = [q for q in axis.questions if q.step == step.id and q in asked.asked(assessment.depth)]
    lines = []
    for question in questions:
        answer = assessment.answer(question.id)
        lines.append(f"{question.text} → {answer_text(answer, question)}({_points_text(answer)})")
    return (
        markup.text("p", f"{step.name} 達成率{percent_text(attainment)}", css="mark")
        + markup.listed(lines)
        + "".join(_practices_of_others(asked, question) for question in questions if _is_low(assessment, question))
    )


def _is_low(assessment: Assessment, question: Question) -> bool:
    """Whether it helps to see how others went on."""
    level = assessment.answer(question.id).level
    return level is not None and level < GOOD_LEVEL


def _practices_of_others(asked: Questionnaire, question: Question) -> str:
    practices = practices_for(asked, question.id)
    texts = (practice_text(asked, practice) for practice in practices)
    return markup.folded(f"「{question.text}」の事例({len(practices)}件)", markup.listed(texts)) if practices else ""


def _points_text(answer: Answer) -> str:
    if answer.state is AnswerState.NOT_APPLICABLE:
        return "数えません"
    return "段階0として数えます" if answer.level is None else f"段階{answer.level}"
