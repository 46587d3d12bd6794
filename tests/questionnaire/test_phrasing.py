"""The wording of questions: one fact each, and no word without a criterion (design.md §3)."""

import pytest

from questionnaire.checks import meaning_faults
from questionnaire.checks.phrasing import JOINING_WORDS, VAGUE_WORDS
from questionnaire.fault import ContentFault
from questionnaire.loader import newest_version, questionnaire
from questionnaire.model import Question
from tests.builders import AXIS_IDS, a_draft, a_question

FILE = f"questions/{AXIS_IDS[0]}.toml"


def wording_faults(question: Question) -> list[ContentFault]:
    """What the check says of the words of this question, in the place where it stands."""
    return [
        fault
        for fault in meaning_faults(a_draft(question))
        if "基準がありません" in fault.what or "つないでいます" in fault.what
    ]


def with_level(number: int, text: str) -> Question:
    levels = list(a_question("planning").levels)
    levels[number] = text
    return a_question("planning", levels=tuple(levels))


# Words without a criterion


def test_the_words_of_the_design_are_among_the_vague_and_the_joining_ones() -> None:
    assert {"適切", "積極的", "一部", "概ね"} <= set(VAGUE_WORDS)
    assert {"及び", "または"} <= set(JOINING_WORDS)


@pytest.mark.parametrize("word", VAGUE_WORDS)
def test_a_vague_word_without_a_criterion_is_a_fault_in_the_text_and_in_each_level(word: str) -> None:
    told = f"「{word}」に基準がありません"
    asking = a_question("planning", text=f"計画を{word}、見直していますか。")
    assert wording_faults(asking) == [ContentFault(FILE, "planning", f"text: {told}")]
    for number in range(4):
        level = with_level(number, f"計画を{word}見直している。")
        assert wording_faults(level) == [ContentFault(FILE, "planning", f"levels.{number}: {told}")]


@pytest.mark.parametrize("word", VAGUE_WORDS)
@pytest.mark.parametrize("criterion", ["2つ以上の課で", "３課で", "すべての課で", "どの課でも", "全課で", "毎年度、"])
def test_a_vague_word_beside_a_count_is_accepted(word: str, criterion: str) -> None:
    assert wording_faults(with_level(2, f"{criterion}計画を{word}見直している。")) == []


def test_a_count_in_one_level_is_no_criterion_for_the_next() -> None:
    levels = ("行っていない。", "1つの課の一部で行っている。", "一部の課で行っている。", "全課で行っている。")
    (fault,) = wording_faults(a_question("planning", levels=levels))
    assert fault.what == "levels.2: 「一部」に基準がありません"


def test_each_vague_word_of_one_text_is_told() -> None:
    told = [fault.what for fault in wording_faults(with_level(3, "適切な計画を積極的に見直している。"))]
    assert told == ["levels.3: 「適切」に基準がありません", "levels.3: 「積極的」に基準がありません"]


# Two facts in one question


@pytest.mark.parametrize("word", JOINING_WORDS)
def test_a_question_that_joins_two_facts_is_a_fault_even_with_a_count(word: str) -> None:
    joined = a_question("planning", text=f"計画を2年ごとに作り、{word}公開していますか。")
    told = f"text: 「{word}」で2つの事実をつないでいます"
    assert wording_faults(joined) == [ContentFault(FILE, "planning", told)]


@pytest.mark.parametrize("word", JOINING_WORDS)
def test_a_level_may_name_two_ways_to_reach_it(word: str) -> None:
    assert wording_faults(with_level(1, f"決めた、{word}1つの課で試している。")) == []


# What is worded well


def test_a_question_of_one_fact_with_counted_levels_is_no_fault() -> None:
    assert wording_faults(a_question("planning")) == []


def test_nothing_is_said_of_words_outside_question_and_levels() -> None:
    elsewhere = a_question("planning", why="適切かつ積極的に進めるためです。", evidence=("計画及び予算書",))
    assert wording_faults(elsewhere) == []


def test_the_real_questions_are_worded_by_the_rules() -> None:
    assert [fault for q in questionnaire(newest_version()).questions for fault in wording_faults(q)] == []
