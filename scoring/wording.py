"""Figures, answers and practices in the words of the screen: written once, used by every screen and file."""

from decimal import ROUND_FLOOR, Decimal

from questionnaire.assessment import Answer, AnswerState, Assessment, is_open
from questionnaire.fiscal_year import day_text, fiscal_year_text
from questionnaire.model import Depth, Practice, Question, Questionnaire, Rules, Step
from questionnaire.municipalities import municipality
from questionnaire.practices import place_of
from scoring.result import Standing

# Noise of floating-point arithmetic is below this, differences between results are above it (design.md §4.8).
SNAP_DIGITS = 9

STATE_TEXTS = {
    AnswerState.ANSWERED: "回答",
    AnswerState.UNKNOWN: "わからない",
    AnswerState.NOT_APPLICABLE: "該当しない",
    AnswerState.UNANSWERED: "未回答",
}
# Whether an answer is more than a copy of the year before, as a column 確認 says it.
CONFIRMED, UNCONFIRMED = "済", "未"
# What stands before who gave an answer by an answer form, and when.
ANSWERED_BY = "回答票で答えた人"
# All axes together, beside the names of the axes.
WHOLE = "全体"
DEPTH_TEXTS = {Depth.CORE: "かんたん診断", Depth.FULL: "くわしく診断"}


def rounded_down(value: float, digits: int) -> Decimal:
    """The value with that many decimals, snapped to 1e-9 and then rounded down: nothing looks reached that is not."""
    snapped = Decimal(repr(round(value, SNAP_DIGITS)))
    return snapped.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_FLOOR)


def maturity_text(maturity: float) -> str:
    """A maturity of 0.0–3.0 with one decimal: 1.9666 → 1.9."""
    return str(rounded_down(maturity, 1))


def percent_text(share: float) -> str:
    """A share of 0.0–1.0 in whole per cent: 0.6666 → 66%."""
    return f"{rounded_down(share * 100, 0)}%"


def range_text(lower: str, upper: str) -> str:
    """Both ends of a range, or the one value when they read alike."""
    return lower if lower == upper else f"{lower}から{upper}"


def maturity_range_text(standing: Standing) -> str:
    """The maturity of an axis or the office with its range."""
    return range_text(maturity_text(standing.maturity), maturity_text(standing.maturity_upper))


def percent_range_text(lower: float, upper: float) -> str:
    """A share with its range."""
    return range_text(percent_text(lower), percent_text(upper))


def answered_text(standing: Standing) -> str:
    """The answered share with its counts."""
    return f"{percent_text(standing.answered_share)}({standing.asked}問中{standing.answered}問)"


def assessment_text(assessment: Assessment) -> str:
    """Whose assessment it is, and for which fiscal year."""
    place = municipality(assessment.municipality)
    return f"{place.label if place else assessment.municipality} {fiscal_year_text(assessment.fiscal_year)}"


def step_text(reached: int, steps: tuple[Step, ...], rules: Rules) -> str:
    """The name of the step that was reached; これから when none was. Never a bare number (design.md §1)."""
    return steps[reached - 1].name if reached else rules.not_yet


def answer_text(answer: Answer, question: Question) -> str:
    """The chosen level as its sentence, or わからない, 該当しない, 未回答."""
    return STATE_TEXTS[answer.state] if answer.level is None else question.levels[answer.level]


def provenance_text(answer: Answer) -> str:
    """Who gave an answer by an answer form, and when: 総務課 山田太郎(令和8年11月20日). Empty when it does not say."""
    who = " ".join(filter(None, (answer.section, answer.person)))
    day = day_text(answer.answered_on) if answer.answered_on else ""
    return f"{who}({day})" if who and day else who or day


def whole_answer_text(answer: Answer, question: Question) -> str:
    """The answer with everything that belongs to it, to be compared with another one."""
    parts = [answer_text(answer, question) + ("" if answer.is_confirmed else "(未確認)")]
    return " ".join([*parts, *(f"{name}:{text}" for name, text in notes_of(answer))])


def notes_of(answer: Answer) -> list[tuple[str, str]]:
    """What is noted beside the answer, each with its name; nothing for what was left empty."""
    notes = (("メモ", answer.memo), ("根拠", answer.evidence), (ANSWERED_BY, provenance_text(answer)))
    return [(name, text) for name, text in notes if text]


def practice_text(questionnaire: Questionnaire, practice: Practice) -> str:
    """A practice in one line with who, when, its figures and its source."""
    figures = "、".join(f"{figure.name}{figure.value:,}{figure.unit}" for figure in practice.figures)
    told = f"{practice.summary}{f'({figures})' if figures else ''}"
    document = questionnaire.document_of[practice.source.document]
    source = f"出典 {document.short} {practice.source.section}"
    return f"{practice_place_text(practice)}「{practice.title}」:{told}({source})"


def practice_place_text(practice: Practice) -> str:
    """Who did it, and when that was so: 草加市(埼玉県) 2021年11月時点."""
    year, month = practice.as_of.split("-")
    return f"{place_of(practice)} {int(year)}年{int(month)}月時点"


def progress_sentence(assessment: Assessment, questionnaire: Questionnaire) -> str:
    """How many questions are answered, and how many are copies of last year's that nobody confirmed yet."""
    asked = questionnaire.asked(assessment.depth)
    answers = [assessment.answer(question.id) for question in asked]
    done = sum(not is_open(answer, question) for answer, question in zip(answers, asked, strict=True))
    unconfirmed = sum(not answer.is_confirmed for answer in answers)
    copied = f"(未確認の写し{unconfirmed}問)" if unconfirmed else ""
    return f"{len(asked)}問中{done}問に答えました{copied}。"


def incomplete_sentence(assessment: Assessment, questionnaire: Questionnaire) -> str:
    """Why the full result is not shown yet."""
    asked = questionnaire.asked(assessment.depth)
    answered = sum(not is_open(assessment.answer(question.id), question) for question in asked)
    return (
        f"{DEPTH_TEXTS[assessment.depth]}は{len(asked)}問中{answered}問に答えました。"
        f"すべてに答えると(「わからない」も答えです)、その結果も並べて示します。"
    )
