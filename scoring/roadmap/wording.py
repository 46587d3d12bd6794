"""A roadmap in the words of the screen and the files."""

from collections import Counter
from collections.abc import Iterable
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal
from fractions import Fraction

from questionnaire.fiscal_year import fiscal_year_text
from questionnaire.model import Axis, Step
from questionnaire.plan import Plan, PlanSettings, Stage
from questionnaire.quarter import quarter_text
from scoring.roadmap.breaches import Breach, BreachKind
from scoring.roadmap.outcome import Entry, Roadmap
from scoring.roadmap.reasons import CellLift
from scoring.roadmap.targets import TargetOutcome, TargetState
from scoring.roadmap.wishes import Impossible, OverBudget, RefusedPrerequisite, TooLate
from scoring.wording import maturity_text, step_text

CHART_NOTE = "上の数字は年度の四半期です(第1は4月から6月まで)。棒は、その一手を行う期間です。"
UNITS = "人日は職員1人が1日働く手間です。費用は計画のための見積りです。"


def days_text(days: Fraction) -> str:
    """Person-days with at most one decimal: 12人日, 2.4人日."""
    exact = Decimal(days.numerator) / Decimal(days.denominator)
    rounded = exact.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
    return f"{int(rounded) if rounded == int(rounded) else rounded:,}人日"


def man_yen_text(man_yen: int) -> str:
    """An amount of money: 1,200万円."""
    return f"{man_yen:,}万円"


def period_text(entry: Entry) -> str:
    """From which quarter to which the work goes on."""
    start, end = quarter_text(entry.start), quarter_text(entry.end)
    return start if start == end else f"{start}から{end}まで"


def plan_sentences(roadmap: Roadmap) -> list[str]:
    """What the plan leads to, what it costs afterwards, and how near it is to the best one."""
    last = roadmap.years[-1]
    before, after = roadmap.before.overall, last.result.overall
    reached = step_text(after.reached, last.result.steps, roadmap.questionnaire.rules)
    sentences = [
        f"{len(roadmap.entries)}件の次の一手を進めます。",
        f"{fiscal_year_text(last.fiscal_year)}の終わりに、全体の成熟度は{maturity_text(before.maturity)}から"
        f"{maturity_text(after.maturity)}になり、到達ステップは「{reached}」です。",
    ]
    if roadmap.yearly_afterwards:
        sentences.append(f"計画が終わった後も、毎年{man_yen_text(roadmap.yearly_afterwards)}かかります。")
    return sentences + proof_sentences(roadmap.plan)


def schedule_sentence(roadmap: Roadmap) -> str:
    """How many actions begin in each fiscal year, and how many were begun before."""
    first = roadmap.plan.settings.first_quarter
    begins = Counter(entry.start.year if entry.start >= first else None for entry in roadmap.entries)
    before = [f"前から進めているものが{begins[None]}件"] if begins[None] else []
    years = [f"{fiscal_year_text(year)}に始めるものが{begins[year]}件" for year in roadmap.plan.settings.years]
    return f"{'、'.join([*before, *years])}です。"


def path_sentence(roadmap: Roadmap) -> str:
    """How mature the whole office is now and at the end of each fiscal year."""
    (now, before), *later = roadmap.ends
    path = "、".join(f"{when}に{maturity_text(result.overall.maturity)}" for when, result in later)
    return f"全体の成熟度は、{now}の{maturity_text(before.overall.maturity)}から、{path}になります。"


def proof_sentences(plan: Plan) -> list[str]:
    """How far the plan may be from the best one, for both measures."""
    sentences = [
        _proof_sentence("この人日と費用で", "分野が到達するステップの数(各年度末の合計)", plan.reached),
        _proof_sentence("同じ数のステップに到達する計画の中で", "達成率(各年度末の合計)", plan.attainment),
    ]
    if plan.is_greedy:
        sentences.insert(0, "最もよい計画を計算できなかったため、手間あたりの効果が大きいものから順に選びました。")
    return sentences


def _proof_sentence(among: str, what: str, stage: Stage) -> str:
    if not stage.gap:
        return f"{among}、{what}がこれより大きくなる計画はありません。"
    # Rounded up, so that nothing looks nearer to the best than it is.
    gap = Decimal(repr(round(100 * stage.gap, 9))).quantize(Decimal("0.1"), rounding=ROUND_CEILING)
    return f"{among}、{what}がこれより大きくなる計画があるかもしれませんが、差は大きくても{gap}%です。"


def reason_sentences(roadmap: Roadmap, entry: Entry) -> list[str]:
    """Why an action is in the plan."""
    why = entry.reason
    sentences = ["すでに進めているため、残りを続けます。"] if why.is_running else []
    sentences += ["「実施する」と決めたためです。"] if why.is_decided else []
    sentences += [
        f"「{found.question.text}」が段階{found.level}で、段階{found.to}になります。" for found in why.triggers
    ]
    sentences += [_lift_sentence(lift) for lift in why.lifts]
    sentences += [f"目標({target_text(target)})に向けたものです。" for target in why.targets]
    if why.required_by:
        titles = "、".join(f"「{action.title}」" for action in why.required_by)
        sentences.append(f"{titles}の前に終える必要があります。")
    return sentences


def _lift_sentence(lift: CellLift) -> str:
    cell = _cell_text(lift.axis, lift.step)
    if lift.reached_in is None:
        return f"{cell}の達成率が上がります。"
    return f"{cell}の達成率が上がり、{fiscal_year_text(lift.reached_in)}の終わりに到達します。"


def _cell_text(axis: Axis, step: Step) -> str:
    return f"{axis.name}の「{step.name}」"


def target_text(outcome: TargetOutcome) -> str:
    """A target in one line."""
    return f"{_cell_text(outcome.axis, outcome.step)}に{fiscal_year_text(outcome.target.fiscal_year)}までに到達"


def target_sentence(roadmap: Roadmap, outcome: TargetOutcome) -> str:
    """What becomes of a target."""
    target = f"目標「{target_text(outcome)}」"
    if outcome.met_in is not None and outcome.met_in < roadmap.plan.settings.first_year:
        return f"{target}は、すでに達しています。"
    if outcome.state is TargetState.MET:
        return f"{target}は、{fiscal_year_text(outcome.met_in or 0)}に達します。"
    if outcome.state is TargetState.OPEN:
        return f"{target}は、この計画の後の年度です。計画の終わりにはまだ達していません。"
    if outcome.met_in is not None:
        return f"{target}に間に合いません。達するのは{fiscal_year_text(outcome.met_in)}です。"
    return f"{target}に、この計画では達しません。"


def wish_sentence(wish: Impossible, settings: PlanSettings) -> str:
    """Why a wish cannot be fulfilled, and what would help."""
    match wish:
        case RefusedPrerequisite(action, refused):
            return f"「{action.title}」の前に「{refused.title}」を終える必要がありますが、「しない」と決めています。"
        case TooLate(action, end):
            return f"「{action.title}」は早くても{quarter_text(end)}までかかり、計画の期間に終わりません。"
        case OverBudget(days, man_yen):
            return f"必ず行うものが予算を超えます。次の予算なら足ります:{budget_text(settings, days, man_yen)}。"
        case _:
            return "必ず行うものを予算の中に置けませんでした。人日と費用を増やしてください。"


def budget_text(settings: PlanSettings, days: Iterable[int], man_yen: Iterable[int]) -> str:
    """Budgets per fiscal year."""
    years = zip(settings.years, days, man_yen, strict=True)
    return "、".join(
        f"{fiscal_year_text(year)}は{of_days:,}人日と{man_yen_text(cost)}" for year, of_days, cost in years
    )


def breach_sentence(breach: Breach) -> str:
    """What a kept plan no longer keeps."""
    year = fiscal_year_text(breach.fiscal_year) if breach.fiscal_year is not None else ""
    title = f"「{breach.action.title}」" if breach.action else ""
    return {
        BreachKind.OVER_DAYS: f"{year}の人日が足りません。",
        BreachKind.OVER_MAN_YEN: f"{year}の費用が足りません。",
        BreachKind.UNREADY: f"{title}が、先に行うことの終わる前に始まります。",
        BreachKind.OUTSIDE: f"{title}の開始が早すぎるか、計画の期間に終わりません。",
        BreachKind.MISSING: f"{title}は必ず行うものですが、計画にありません。",
        BreachKind.UNWANTED: f"{title}は「しない」か「済」ですが、計画にあります。",
    }[breach.kind]
