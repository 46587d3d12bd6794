"""How a maturity follows from the attainments, in sentences: for a result, and for the worked example."""

from questionnaire.model import Questionnaire
from scoring.example import worked_example
from scoring.result import Result, Standing
from scoring.wording import maturity_range_text, maturity_text, percent_text


def maturity_sentence(standing: Standing, asked: Questionnaire) -> str:
    """How the maturity follows from the attainments."""
    reached, threshold = standing.reached, asked.rules.reached_at
    if reached == len(asked.steps):
        return f"すべてのステップに到達しているので、成熟度は{maturity_text(standing.maturity)}です。"
    following = asked.steps[reached]
    counted = f"到達したステップは{reached}つです。" if reached else "まだ到達したステップはありません。"
    return (
        f"{counted}次の「{following.name}」の達成率{percent_text(standing.attainment[reached])}を、"
        f"到達とする{threshold.denominator}分の{threshold.numerator}で割って足すと、成熟度は{maturity_text(standing.maturity)}です。"
    )


def figures_sentence(result: Result) -> str:
    """How the figures are made that every breakdown shows, and the one of the whole office."""
    return (
        "段階は、選択肢の上から0・1・2・3です。達成率は、選んだ段階の合計を、すべて段階3のときの合計で割ったものです。"
        f"全体の成熟度{maturity_text(result.overall.maturity)}は、{len(result.axes)}分野の成熟度の平均です。"
        "どの数字も、切り捨てて示します。"
    )


def whole_sentence(when: str, result: Result) -> str:
    """The maturity of the whole office at a time: 今の全体の成熟度は1.5です。"""
    return f"{when}の全体の成熟度は{maturity_range_text(result.overall)}です。"


def example_sentence(asked: Questionnaire) -> str:
    """The worked example of the rules, from the levels to the maturity."""
    standing = worked_example(asked)
    levels = "、".join(
        f"「{step.name}」が段階{level}(達成率{percent_text(attainment)})"
        for step, level, attainment in zip(asked.steps, asked.rules.worked_example, standing.attainment, strict=True)
    )
    return f"1つの分野で、{levels}のとき。{maturity_sentence(standing, asked)}"
