"""The answers that changed from one year to the next, in words."""

from collections import Counter
from collections.abc import Iterable

from questionnaire.assessment import AnswerState
from scoring.trend.wording import NOT_ASKED, name_text
from scoring.trend.years import AnswerChange, Given, Movement, Year, YearPair
from scoring.wording import answer_text

CHANGE_TEXTS = {
    Movement.ROSE: "上がった回答",
    Movement.FELL: "下がった回答",
    Movement.UNCLEAR: "上がり下がりをいえない回答",
    Movement.SAME: "文面だけが変わった設問",
    Movement.NEW: "加わった設問",
    Movement.GONE: "なくなった設問",
}


def changes_sentence(pair: YearPair) -> str:
    """How many answers rose and fell, and of how many neither can be said."""
    counts = Counter(change.movement for change in pair.changes)
    rose, fell = (
        f"{CHANGE_TEXTS[movement]}は{counts.pop(movement, 0)}問" for movement in (Movement.ROSE, Movement.FELL)
    )
    others = f"ほかに、{_counts_text(counts, 'が')}あります。" if counts else ""
    return f"{name_text(pair.before)}から{name_text(pair.after)}に、{rose}、{fell}です。{others}"


def changes_text(name: str, changes: Iterable[AnswerChange]) -> str:
    """How many answers of an axis changed in which way."""
    return f"{name}:{_counts_text(Counter(change.movement for change in changes), '')}"


def change_text(change: AnswerChange) -> str:
    """What became of an answer, with the question."""
    depth = "" if change.question.core else "(くわしく診断の設問で、上の数字には入りません)"
    return f"{CHANGE_TEXTS[change.movement]}:{change.question.text}{depth}"


def both_answers(pair: YearPair, change: AnswerChange) -> list[str]:
    """The answers of both years as sentences."""
    return [_given_text(pair.before, change.before), _given_text(pair.after, change.after)]


def rewording_text(pair: YearPair, change: AnswerChange) -> str:
    """That the question was asked in other words the year before; empty when it was not."""
    if not change.is_reworded or change.before is None:
        return ""
    text = change.before.question.text
    other = "選択肢の文面" if text == change.question.text else f"文面({name_text(pair.before)}は「{text}」)"
    return f"この設問は{other}が変わりました。段階の違いは、取組みの違いとは限りません。"


def _counts_text(counts: Counter[Movement], particle: str) -> str:
    return "、".join(
        f"{text}{particle}{counts[movement]}問" for movement, text in CHANGE_TEXTS.items() if counts[movement]
    )


def _given_text(year: Year, given: Given | None) -> str:
    if given is None:
        return f"{name_text(year)}:{NOT_ASKED}"
    answer = given.answer
    level = f"(段階{answer.level})" if answer.state is AnswerState.ANSWERED else ""
    unconfirmed = "" if answer.is_confirmed else "(未確認)"
    return f"{name_text(year)}:{answer_text(answer, given.question)}{level}{unconfirmed}"
