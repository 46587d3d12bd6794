"""推移 in words: what rose, what fell, and of what neither can be said. Written once, used by every screen and file."""

from collections.abc import Callable, Iterable, Sequence

from questionnaire.fiscal_year import fiscal_year_text
from questionnaire.model import Questionnaire
from scoring.result import Standing
from scoring.trend.years import (
    Line,
    Movement,
    Trend,
    Year,
    YearPair,
    maturity_movement,
    step_movement,
)
from scoring.wording import answered_text, maturity_range_text, maturity_text, step_text

NOT_SUBMITTED = "提出前"
NOT_ASKED = "設問なし"
ONE_YEAR = (
    "1つの年度だけでは推移を示せません。提出のあとに次の年度の診断を始めると、年度ごとの成熟度と到達ステップ、"
    "上がった回答と下がった回答がここに並びます。"
)
BASIS = "どの年度も、かんたん診断の設問で比べています。提出した年度の数字は、最後に提出したときの回答によるものです。"
LEGEND = (
    "点が成熟度で、中を塗っていない点は提出前の年度です。点から上にのびる破線の端は、"
    "「わからない」と未回答をすべて段階3とした値です。破線で結んだ年度の間は、上がったか下がったかをまだいえません。"
)
AXES_TEXTS = {
    Movement.ROSE: "上がった分野は{}です。",
    Movement.FELL: "下がった分野は{}です。",
    Movement.SAME: "変わらない分野は{}です。",
    Movement.UNCLEAR: "「わからない」か未回答があり、まだいえない分野は{}です。",
    Movement.NEW: "加わった分野は{}です。",
    Movement.GONE: "なくなった分野は{}です。",
}


def marked_year_text(year: Year) -> str:
    """The fiscal year, marked while it is not submitted: 令和8年度(提出前)."""
    return name_text(year) if year.is_submitted else f"{name_text(year)}({NOT_SUBMITTED})"


def maturity_sentence(before: Year, after: Year) -> str:
    """What became of the maturity of the whole office."""
    old, new = before.result.overall, after.result.overall
    values = [
        _with_upper_end(maturity_text(standing.maturity), maturity_text(standing.maturity_upper))
        for standing in (old, new)
    ]
    return f"全体の成熟度は{_moved_text(maturity_movement(old, new), (before, after), values, '上がりました')}"


def step_sentence(before: Year, after: Year) -> str:
    """What became of the step that the whole office has reached."""
    movement = step_movement(before.result.overall, after.result.overall)
    return f"到達ステップは{_moved_text(movement, (before, after), [*map(_steps, (before, after))], '進みました')}"


def axes_sentence(found: Trend) -> str:
    """The axes whose maturity rose and fell, from the year before to the newest."""
    pairs = [(line.name, line.standings[-2:]) for line in found.lines[:-1] if any(line.standings[-2:])]
    named = {how: [name for name, pair in pairs if maturity_movement(*pair) is how] for how in AXES_TEXTS}
    told = "".join(AXES_TEXTS[how].format(_names(names, len(pairs))) for how, names in named.items() if names)
    return f"{name_text(found.years[-2])}と{name_text(found.years[-1])}の成熟度を比べると、{told}"


def notes(found: Trend) -> list[str]:
    """What must be known about the figures of the years."""
    shares = "、".join(f"{name_text(year)}が{answered_text(year.result.overall)}" for year in found.years)
    return [
        *(_not_submitted_text(year) for year in found.years if not year.is_submitted),
        *(_unconfirmed_text(year) for year in found.years if year.count_of_unconfirmed),
        *filter(None, map(_versions_text, found.pairs)),
        f"回答率は、{shares}です。",
        BASIS,
    ]


def maturity_table(found: Trend) -> tuple[list[str], list[list[str]]]:
    """Header and rows of the table axis × year with the maturities, the whole office last."""
    return _table(found, lambda _, standing: maturity_range_text(standing))


def step_table(found: Trend) -> tuple[list[str], list[list[str]]]:
    """The same with the steps that were reached."""
    return _table(found, lambda asked, standing: step_text(standing.reached, asked.steps, asked.rules))


def name_text(year: Year) -> str:
    """The fiscal year alone: 令和8年度."""
    return fiscal_year_text(year.assessment.fiscal_year)


def _with_upper_end(lower: str, upper: str) -> str:
    return lower if lower == upper else f"{lower}(上の端は{upper})"


def _steps(year: Year) -> str:
    overall, asked = year.result.overall, year.questionnaire
    lower, upper = (
        f"「{step_text(reached, asked.steps, asked.rules)}」" for reached in (overall.reached, overall.reached_upper)
    )
    return _with_upper_end(lower, upper)


def _moved_text(movement: Movement, years: tuple[Year, Year], values: Sequence[str], rose: str) -> str:
    (before, after), (old, new) = map(name_text, years), values
    if movement is Movement.SAME:
        return f"{before}も{after}も{new}です。"
    if movement is Movement.UNCLEAR:
        unsaid = "「わからない」か未回答があるため、上がったか下がったかはまだいえません。"
        return f"{before}が{old}、{after}が{new}です。{unsaid}"
    return f"{before}の{old}から{after}の{new}に{rose if movement is Movement.ROSE else '下がりました'}。"


def _names(names: Sequence[str], of: int) -> str:
    return f"{of}分野すべて" if len(names) == of else "、".join(f"「{name}」" for name in names)


def _not_submitted_text(year: Year) -> str:
    return f"{name_text(year)}は{NOT_SUBMITTED}です。数字は今の回答によるもので、変わることがあります。"


def _unconfirmed_text(year: Year) -> str:
    return (
        f"{name_text(year)}の回答のうち{year.count_of_unconfirmed}問は、前の年度から写したままの未確認です。"
        "写した段階で数えています。"
    )


def _versions_text(pair: YearPair) -> str:
    """That the figures of two years stand on different questions; empty when they stand on the same version."""
    before, after = pair.before.assessment.version, pair.after.assessment.version
    if before == after:
        return ""
    return (
        f"設問版は{name_text(pair.before)}が{before}、{name_text(pair.after)}が{after}です。"
        "成熟度の差には、設問の違いによるものが含まれることがあります。"
    )


def _table(found: Trend, text: Callable[[Questionnaire, Standing], str]) -> tuple[list[str], list[list[str]]]:
    def cells(line: Line) -> Iterable[str]:
        for year, standing in zip(found.years, line.standings, strict=True):
            yield text(year.questionnaire, standing) if standing else NOT_ASKED

    return ["分野", *map(marked_year_text, found.years)], [[line.name, *cells(line)] for line in found.lines]
