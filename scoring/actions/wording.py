"""The next actions in words: what calls for them, what they give, and what they take."""

from collections.abc import Iterable, Sequence

from questionnaire.model import Cost, Estimate, Question
from scoring.actions.ranking import NextAction
from scoring.wording import maturity_text, percent_text

# How the list is ordered: beside it wherever it is shown.
ORDER_NOTE = "1人日(1人が1日働くこと)あたりで成熟度がいちばん上がるものから並べています。"


def at_a_glance(found: NextAction) -> str:
    """What the action takes, with its prerequisites, and what the whole office gains by it."""
    return f"{found.days}人日で、{_gain_text(found)}"


def _gain_text(found: NextAction) -> str:
    """The widest gain that shows in the figures: of the office, else of an axis, else of a cell."""
    change = found.changes[0]
    gains = [
        ("全体の成熟度", *map(maturity_text, found.maturity)),
        (f"{change.axis.name}の成熟度", *map(maturity_text, change.maturity)),
        (f"{change.axis.name}の「{change.step.name}」の達成率", *map(percent_text, change.attainment)),
    ]
    what, before, after = next((gain for gain in gains if gain[1] != gain[2]), gains[-1])
    return f"{what}{before}→{after}"


def reasons(found: NextAction) -> list[str]:
    """Which answers call for the action and what it changes, with figures."""
    triggers = [
        f"「{trigger.question.text}」の回答が、段階{trigger.level}から段階{trigger.to}に上がります。"
        for trigger in found.triggers
    ]
    changes = [
        f"{change.axis.name}の「{change.step.name}」の達成率が{percent_text(change.attainment[0])}から{percent_text(change.attainment[1])}に、"
        f"分野の成熟度が{maturity_text(change.maturity[0])}から{maturity_text(change.maturity[1])}になります。"
        for change in found.changes
    ]
    return [*triggers, *changes]


def facts(found: NextAction) -> Iterable[tuple[str, str]]:
    """What the action takes, as terms with their descriptions."""
    action = found.action
    yield "進める人", action.leads
    yield "手間", estimate_text(action.effort_days, "人日")
    yield "期間", estimate_text(action.months, "か月")
    yield "費用", cost_text(action.cost_man_yen)
    yield "向いている規模", action.suits
    if found.prerequisites:
        yield (
            "先に行うこと",
            "、".join(f"{needed.title}({needed.effort_days.plan}人日)" for needed in found.prerequisites),
        )


def estimate_text(estimate: Estimate, unit: str) -> str:
    """The planning value with its range."""
    return f"{estimate.plan}{unit}({estimate.low}から{estimate.high}{unit})"


def cost_text(cost: Cost) -> str:
    """What the first and every further year costs."""
    if not cost.first and not cost.yearly:
        return "職員の時間のみ"
    return f"初年度{cost.first}万円、以後毎年{cost.yearly}万円"


def nothing_to_do(unclear: Sequence[Question]) -> str:
    """Why no action stands there: `unclear` are the questions to check first, from which one may still follow."""
    told = "いまの回答と印からは、すすめる一手がありません。"
    return f"{told}下の{len(unclear)}問を確かめて答えると、出ることがあります。" if unclear else told
