"""How each figure came about, in sentences: the questions behind a cell, the sum, and what it means."""

from questionnaire.assessment import Assessment
from questionnaire.model import Axis, Question, Questionnaire, Step
from scoring.result import Result, Standing
from scoring.wording import answer_text, maturity_text, percent_text, step_text
from screens import markup


def axis_explanation(asked: Questionnaire, assessment: Assessment, result: Result, axis: Axis) -> str:
    """The figures of one axis from its answers, as HTML to unfold."""
    standing = result.of_axis[result.axes.index(axis)]
    cells = [
        _cell(asked, assessment, axis, step, standing.attainment[number]) for number, step in enumerate(asked.steps)
    ]
    summary = (
        f"{axis.name}:{step_text(standing.reached, asked.steps, asked.rules)}、成熟度{maturity_text(standing.maturity)}"
    )
    return markup.folded(summary, *cells, markup.text("p", maturity_sentence(standing, asked), css="mark"))


def maturity_sentence(standing: Standing, asked: Questionnaire) -> str:
    """How the maturity follows from the attainments."""
    reached, threshold = standing.reached, asked.rules.reached_at
    if reached == len(asked.steps):
        return f"すべてのステップに到達しているので、成熟度は{maturity_text(standing.maturity)}です。"
    following = asked.steps[reached]
    counted = f"到達したステップは{reached}つです。" if reached else "まだ到達したステップはありません。"
    return (
        f"{counted}次の「{following.name}」の達成率{percent_text(standing.attainment[reached])}を"
        f"{threshold.denominator}分の{threshold.numerator}で割って足すと、成熟度は{maturity_text(standing.maturity)}です。"
    )


def _cell(asked: Questionnaire, assessment: Assessment, axis: Axis, step: Step, attainment: float) -> str:
    questions = [q for q in axis.questions if q.step == step.id and q in asked.asked(assessment.depth)]
    lines = []
    for question in questions:
        answer = assessment.answer(question.id)
        points = f"段階{answer.level}" if answer.level is not None else "段階0として数えます"
        lines.append(f"{question.text} → {answer_text(answer, question)}({points})")
    return markup.text("p", f"{step.name} 達成率{percent_text(attainment)}", css="mark") + markup.listed(lines)


def questions_of_axis(asked: Questionnaire, axis: Axis) -> str:
    """Every question of an axis with its levels, reason and sources, as HTML to unfold."""
    return markup.folded(axis.name, markup.text("p", axis.about), *(_question(asked, q) for q in axis.questions))


def _question(asked: Questionnaire, question: Question) -> str:
    step = next(step for step in asked.steps if step.id == question.step)
    levels = [f"段階{number}:{text}" for number, text in enumerate(question.levels)]
    return (
        markup.text("h3", f"{step.name}:{question.text}")
        + markup.text("p", f"設問ID {question.id}{'(かんたん診断)' if question.core else ''}", css="note")
        + markup.listed(levels)
        + markup.background(asked, question)
    )
