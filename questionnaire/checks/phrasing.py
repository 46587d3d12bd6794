"""How questions are worded: one fact each, and no word that two colleagues would read differently (design.md §3)."""

import re
from collections.abc import Iterator

from questionnaire.draft import Draft
from questionnaire.fault import ContentFault
from questionnaire.model import Question

# Words that name no criterion. Beside a count they may stand: 「3つの層の一部」 says which.
VAGUE_WORDS = (
    "適切", "積極的", "必要に応じ", "概ね", "おおむね", "一部", "十分に", "可能な限り", "できるだけ", "適宜",
    "ある程度", "効果的", "着実に", "しっかり", "ほとんど", "だいたい", "幅広く", "さまざまな",
)  # fmt: skip
# Words that join two facts into one question, so that half a yes has no answer.
JOINING_WORDS = ("及び", "および", "並びに", "ならびに", "または", "又は", "かつ", "とともに", "もしくは", "若しくは")
CRITERION = re.compile(r"[0-9０-９]|すべて|どの課|全課|毎年度")


def _vague_words(draft: Draft) -> Iterator[ContentFault]:
    for question in draft.questions:
        for place, text in _texts(question):
            for word in VAGUE_WORDS:
                if word in text and not CRITERION.search(text):
                    yield draft.fault(question.id, f"{place}: 「{word}」に基準がありません")


def _two_facts_in_one_question(draft: Draft) -> Iterator[ContentFault]:
    for question in draft.questions:
        for word in JOINING_WORDS:
            if word in question.text:
                yield draft.fault(question.id, f"text: 「{word}」で2つの事実をつないでいます")


def _texts(question: Question) -> Iterator[tuple[str, str]]:
    yield "text", question.text
    for number, level in enumerate(question.levels):
        yield f"levels.{number}", level


CHECKS = (_vague_words, _two_facts_in_one_question)
