"""What answers, estimates, years, depths and the progress read like."""

from dataclasses import replace

import pytest

from questionnaire.assessment import UNANSWERED, Answer, AnswerState
from questionnaire.fiscal_year import fiscal_year_text
from questionnaire.model import Cost, Depth, Estimate
from scoring import result_wording, wording
from scoring.actions.wording import cost_text, estimate_text
from scoring.result import result
from scoring.wording import answer_text, whole_answer_text
from tests.builders import (
    AXIS_IDS,
    UNKNOWN,
    a_question,
    a_questionnaire,
    an_assessment,
    an_axis_with_second_questions,
    answered_alike,
    level,
    not_applicable,
)
from tests.standings import NOTHING, REAL, core_question

# Fiscal years


@pytest.mark.parametrize(
    ("year", "shown"),
    [(2019, "令和元年度"), (2020, "令和2年度"), (2026, "令和8年度"), (2028, "令和10年度"), (2018, "2018年度")],
)
def test_a_fiscal_year_is_shown_as_offices_write_it(year: int, shown: str) -> None:
    assert fiscal_year_text(year) == shown


# Answers, estimates, costs


def test_an_answer_reads_as_the_sentence_of_its_level() -> None:
    question = a_question("a")
    assert [answer_text(level(number), question) for number in range(4)] == list(question.levels)


@pytest.mark.parametrize(
    ("answer", "read"), [(UNKNOWN, "わからない"), (UNANSWERED, "未回答"), (not_applicable(), "該当しない")]
)
def test_an_answer_without_a_level_reads_as_its_state(answer: Answer, read: str) -> None:
    assert answer_text(answer, a_question("a")) == read


def test_a_whole_answer_reads_with_its_texts_and_whether_it_was_confirmed() -> None:
    question = a_question("a")
    whole = Answer(AnswerState.ANSWERED, 2, "メモ", "名簿", is_confirmed=False)
    assert whole_answer_text(whole, question) == f"{question.levels[2]}(未確認) メモ:メモ 根拠:名簿"
    assert whole_answer_text(Answer(AnswerState.UNKNOWN, evidence="名簿"), question) == "わからない 根拠:名簿"
    assert whole_answer_text(UNANSWERED, question) == "未回答"


def test_an_estimate_reads_its_planning_value_and_its_range() -> None:
    assert estimate_text(Estimate(low=4, plan=7, high=12), "人日") == "7人日(4から12人日)"


def test_a_cost_of_nothing_reads_as_time_only() -> None:
    assert cost_text(Cost(first=0, yearly=0)) == "職員の時間のみ"


def test_a_cost_reads_the_first_and_the_following_years() -> None:
    told = cost_text(Cost(first=50, yearly=12))
    assert "50万円" in told
    assert "毎年12万円" in told


def test_every_state_and_depth_has_its_word() -> None:
    words = [*wording.STATE_TEXTS.values(), *wording.DEPTH_TEXTS.values()]
    assert words == ["回答", "わからない", "該当しない", "未回答", "かんたん診断", "くわしく診断"]


# Depths


@pytest.mark.parametrize(
    ("depth", "read"), [(Depth.CORE, "かんたん診断(24問)の結果"), (Depth.FULL, "くわしく診断(48問)の結果")]
)
def test_a_result_says_how_many_questions_it_stands_on(depth: Depth, read: str) -> None:
    found = result(REAL, answered_alike(REAL, level(1), depth))
    assert result_wording.depth_text(found, REAL) == read


def test_what_is_missing_to_the_full_result_is_told_with_counts() -> None:
    deepened = an_assessment(answered_alike(REAL, UNKNOWN).answers, depth=Depth.FULL)
    assert wording.incomplete_sentence(deepened, REAL) == (
        "くわしく診断は48問中24問に答えました。すべてに答えると(「わからない」も答えです)、その結果も並べて示します。"
    )


def test_what_does_not_apply_counts_as_answered_once_its_reason_is_given() -> None:
    asked = a_questionnaire([an_axis_with_second_questions(id) for id in AXIS_IDS])
    for memo, answered in (("", 0), ("所管の施設がない", 1)):
        deepened = an_assessment({"axis-a-dx-2": not_applicable(memo)}, depth=Depth.FULL)
        assert f"48問中{answered}問に答えました" in wording.incomplete_sentence(deepened, asked)


# Copies of last year's answers


def test_the_progress_tells_how_many_copies_nobody_confirmed_yet() -> None:
    copied = {id: replace(answer, is_confirmed=False) for id, answer in answered_alike(REAL, level(1)).answers.items()}
    done = {core_question(0, 0): level(1)}
    told = wording.progress_sentence(an_assessment(copied | done), REAL)
    assert told == "24問中1問に答えました(未確認の写し23問)。"


def test_without_copies_the_progress_tells_nothing_of_them() -> None:
    told = wording.progress_sentence(NOTHING, REAL)
    assert told == "24問中24問に答えました。"


def test_copies_beyond_the_depth_are_not_told() -> None:
    further = next(question.id for question in REAL.questions if not question.core)
    copied = {further: replace(level(1), is_confirmed=False)}
    assert "未確認" not in wording.progress_sentence(an_assessment(copied), REAL)


def test_what_is_missing_to_the_full_result_counts_no_copies_as_answered() -> None:
    copied = {question.id: replace(level(1), is_confirmed=False) for question in REAL.questions}
    assert "48問中0問に答えました" in wording.incomplete_sentence(an_assessment(copied, depth=Depth.FULL), REAL)
