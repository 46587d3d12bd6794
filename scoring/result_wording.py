"""A result in the sentences and the table that every screen and file tells it by."""

from decimal import Decimal

from questionnaire.model import Questionnaire, Rules, Step
from scoring.result import Result, Standing
from scoring.wording import (
    DEPTH_TEXTS,
    WHOLE,
    answered_text,
    maturity_range_text,
    maturity_text,
    percent_range_text,
    percent_text,
    rounded_down,
    step_text,
)

# What stands beside the table.
RANGE_NOTE = "「0%から100%」のような幅は、「わからない」と未回答をすべて段階0とした値から、段階3とした値までです。"


def reached_sentence(result: Result, rules: Rules) -> str:
    """The step reached, in one sentence."""
    overall, steps = result.overall, result.steps
    if overall.reached:
        return f"「{steps[overall.reached - 1].name}」に到達しています。"
    return f"到達ステップは「{rules.not_yet}」です。最初の「{steps[0].name}」にまだ到達していません。"


def next_step_sentence(result: Result, rules: Rules) -> str:
    """What is missing to the next step, as 「8分野中n分野」."""
    reached, axes = result.overall.reached, len(result.axes)
    if reached == len(result.steps):
        return f"「{result.steps[-1].name}」に到達しているのは{axes}分野中{result.axes_reached[-1]}分野です。"
    step = result.steps[reached]
    # Below the first step no axis can stay behind: it is what all begin with.
    none_behind = f"と、残りの分野も「{result.steps[reached - 1].name}」に到達していること" if reached else ""
    return (
        f"「{step.name}」に到達しているのは{axes}分野中{result.axes_reached[reached]}分野です。"
        f"全体の到達には、{rules.axes_needed}分野以上の到達{none_behind}が必要です。"
    )


def range_sentence(result: Result, rules: Rules) -> str:
    """How far the result could change once everything is checked; empty when nothing is open."""
    overall = result.overall
    if overall.is_certain:
        return ""
    lowest, highest = (step_text(reached, result.steps, rules) for reached in (overall.reached, overall.reached_upper))
    edges = [
        ("全体の成熟度", maturity_text(overall.maturity), maturity_text(overall.maturity_upper)),
        ("到達ステップ", f"「{lowest}」", f"「{highest}」"),
    ]
    moving = "、".join(f"{what}は{low}から{high}まで" for what, low, high in edges if low != high)
    kept = "、".join(f"{what}は{low}のまま" for what, low, high in edges if low == high)
    checked = f"「わからない」と未回答を確かめると、{moving}変わることがあります。" if moving else ""
    return checked + (f"{'' if moving else '「わからない」と未回答を確かめても、'}{kept}です。" if kept else "")


def overall_sentence(result: Result) -> str:
    """The overall maturity and the answered share."""
    overall = result.overall
    maturity = f"全体の成熟度は{maturity_text(overall.maturity)}(0.0から{len(result.steps)}.0まで)"
    left_out = "「わからない」・未回答・未確認は数えません。" if overall.answered < overall.asked else ""
    return f"{maturity}、回答率は{answered_text(overall)}です。{left_out}"


def depth_text(result: Result, questionnaire: Questionnaire) -> str:
    """Which questions a result stands on."""
    return f"{DEPTH_TEXTS[result.depth]}({len(questionnaire.asked(result.depth))}問)の結果"


def strengths_sentence(result: Result) -> str:
    """The axes that stand highest and lowest; neither, when all stand alike."""
    values = [rounded_down(standing.maturity, 1) for standing in result.of_axis]
    if min(values) == max(values):
        return f"すべての分野の成熟度が{values[0]}です。"
    strongest, weakest = (_axes_at(result, edge(values)) for edge in (max, min))
    return f"いちばん進んでいるのは{strongest}です。いちばん遅れているのは{weakest}です。{_unchecked_sentence(result)}"


def _unchecked_sentence(result: Result) -> str:
    """Which axes may stand further on than shown, since not all of their answers are known; empty when none may."""
    standings = zip(result.axes, result.of_axis, strict=True)
    names = [f"「{axis.name}」" for axis, standing in standings if "から" in maturity_range_text(standing)]
    return f"{'、'.join(names)}は、「わからない」と未回答を段階0として数えています。" if names else ""


def _axes_at(result: Result, value: Decimal) -> str:
    names = [
        f"「{axis.name}」"
        for axis, standing in zip(result.axes, result.of_axis, strict=True)
        if rounded_down(standing.maturity, 1) == value
    ]
    return f"{'、'.join(names)}({value})"


def result_table(result: Result, rules: Rules) -> tuple[list[str], list[list[str]]]:
    """Header and rows of the table step × axis, with one row for the whole office at the end."""
    header = ["分野", "到達ステップ", *(step.short_name for step in result.steps), "成熟度", "回答率"]
    named = [(axis.name, standing) for axis, standing in zip(result.axes, result.of_axis, strict=True)]
    rows = [_table_row(name, standing, result.steps, rules) for name, standing in [*named, (WHOLE, result.overall)]]
    return header, rows


def _table_row(name: str, standing: Standing, steps: tuple[Step, ...], rules: Rules) -> list[str]:
    both_ends = zip(standing.attainment, standing.attainment_upper, strict=True)
    return [
        name,
        step_text(standing.reached, steps, rules),
        *(percent_range_text(lower, upper) for lower, upper in both_ends),
        maturity_range_text(standing),
        percent_text(standing.answered_share),
    ]
