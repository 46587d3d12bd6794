"""What is said of a roadmap: plain, exact, and never nearer to the best than it is."""

from fractions import Fraction

import pytest

from questionnaire.plan import Stage
from questionnaire.quarter import Quarter
from scoring.roadmap.breaches import Breach, BreachKind
from scoring.roadmap.outcome import Entry, Roadmap
from scoring.roadmap.tables import YEAR_HEADER, end_table, entry_table, year_table
from scoring.roadmap.wishes import Impossible, OverBudget, RefusedPrerequisite, TooLate, Unplaced
from scoring.roadmap.wording import (
    breach_sentence,
    days_text,
    man_yen_text,
    path_sentence,
    period_text,
    plan_sentences,
    proof_sentences,
    reason_sentences,
    schedule_sentence,
    target_sentence,
    wish_sentence,
)
from tests.small_roadmaps import ACTIONS, SETTINGS, a_plan, a_roadmap

FOUND = a_roadmap()
FIRST, THEN, *_ = ACTIONS


def entry(id: str, found: Roadmap = FOUND) -> Entry:
    return next(one for one in found.entries if one.action.id == id)


# Figures


@pytest.mark.parametrize(
    ("days", "text"),
    [
        (Fraction(0), "0人日"),
        (Fraction(12), "12人日"),
        (Fraction(12, 5), "2.4人日"),
        (Fraction(10, 3), "3.3人日"),
        (Fraction(20, 3), "6.7人日"),
        (Fraction(2999, 1000), "3人日"),
        (Fraction(1234), "1,234人日"),
    ],
)
def test_person_days_have_one_decimal_at_most(days: Fraction, text: str) -> None:
    assert days_text(days) == text


def test_money_is_told_in_man_yen() -> None:
    assert man_yen_text(1_200) == "1,200万円"


def test_a_period_names_its_first_and_last_quarter_or_the_only_one() -> None:
    assert period_text(entry("first")) == "令和9年度 第3四半期(10から12月)から令和10年度 第1四半期(4から6月)まで"
    assert period_text(entry("then")) == "令和10年度 第2四半期(7から9月)"


# The plan


def test_the_plan_tells_what_it_leads_to_and_what_it_costs_afterwards() -> None:
    assert plan_sentences(FOUND)[:3] == [
        "4件の次の一手を進めます。",
        "令和10年度の終わりに、全体の成熟度は0.0から0.4になり、到達ステップは「これから」です。",
        "計画が終わった後も、毎年4万円かかります。",
    ]


def test_a_plan_that_is_proven_best_says_so_for_both_measures() -> None:
    assert proof_sentences(a_plan()) == [
        "この人日と費用で、分野が到達するステップの数(各年度末の合計)がこれより大きくなる計画はありません。",
        "同じ数のステップに到達する計画の中で、達成率(各年度末の合計)がこれより大きくなる計画はありません。",
    ]


@pytest.mark.parametrize(
    ("value", "bound", "text"), [(99, 100, "1.0%"), (0, 3, "100.0%"), (2, 3, "33.4%"), (999_999, 1_000_000, "0.1%")]
)
def test_a_gap_is_rounded_up(value: float, bound: float, text: str) -> None:
    told = proof_sentences(a_plan(reached=Stage(value, bound)))[0]
    assert "これより大きくなる計画があるかもしれません" in told
    assert told.endswith(f"差は大きくても{text}です。")


def test_a_greedy_plan_says_so_first() -> None:
    assert proof_sentences(a_plan(is_greedy=True))[0].startswith("最もよい計画を計算できなかったため")


# Reasons


def test_the_reasons_tell_answers_cells_targets_and_what_waits() -> None:
    assert reason_sentences(FOUND, entry("first")) == [
        "「axis-a-digitizationを行っていますか。」が段階0で、段階2になります。",
        "分野axis-aの「ステップdigitization」の達成率が上がり、令和10年度の終わりに到達します。",
        "目標(分野axis-aの「ステップdigitalization」に令和10年度までに到達)に向けたものです。",
        "「thenを行う」の前に終える必要があります。",
    ]


def test_what_is_decided_or_under_way_says_so_first() -> None:
    assert reason_sentences(FOUND, entry("then"))[0] == "「実施する」と決めたためです。"
    assert reason_sentences(FOUND, entry("begun"))[0] == "すでに進めているため、残りを続けます。"


def test_a_cell_that_is_lifted_but_not_reached_is_not_called_reached() -> None:
    assert "分野axis-bの「ステップdigitization」の達成率が上がります。" in reason_sentences(FOUND, entry("begun"))


# Targets


def test_each_target_tells_what_becomes_of_it() -> None:
    assert [target_sentence(FOUND, target) for target in FOUND.targets] == [
        "目標「分野axis-aの「ステップdigitalization」に令和10年度までに到達」は、令和10年度に達します。",
        "目標「分野axis-bの「ステップdx」に令和10年度までに到達」に、この計画では達しません。",
        "目標「分野axis-dの「ステップdx」に令和12年度までに到達」は、この計画の後の年度です。"
        "計画の終わりにはまだ達していません。",
    ]


# What cannot be, and what no longer holds


@pytest.mark.parametrize(
    ("wish", "sentence"),
    [
        (
            RefusedPrerequisite(THEN, FIRST),
            "「thenを行う」の前に「firstを行う」を終える必要がありますが、「しない」と決めています。",
        ),
        (
            TooLate(THEN, Quarter(2029, 2)),
            "「thenを行う」は早くても令和11年度 第2四半期(7から9月)までかかり、計画の期間に終わりません。",
        ),
        (
            OverBudget((40, 30), (2_000, 0)),
            "必ず行うものが予算を超えます。次の予算なら足ります:"
            "令和9年度は40人日と2,000万円、令和10年度は30人日と0万円。",
        ),
        (Unplaced(), "必ず行うものを予算の中に置けませんでした。人日と費用を増やしてください。"),
    ],
)
def test_an_impossible_wish_tells_what_stands_against_it(wish: Impossible, sentence: str) -> None:
    assert wish_sentence(wish, SETTINGS) == sentence


@pytest.mark.parametrize("kind", BreachKind)
def test_every_breach_is_told_with_its_action_or_year(kind: BreachKind) -> None:
    is_of_year = kind in (BreachKind.OVER_DAYS, BreachKind.OVER_MAN_YEN)
    told = breach_sentence(Breach(kind, fiscal_year=2027) if is_of_year else Breach(kind, FIRST))
    assert told.startswith("令和9年度の" if is_of_year else "「firstを行う」")
    assert told.endswith("。")


# Tables


def test_the_table_of_actions_has_days_and_money_of_each_year() -> None:
    header, rows = entry_table(FOUND)
    assert header[:3] == ["次の一手", "時期", "進める人"]
    assert header[3:] == ["令和9年度の手間", "令和10年度の手間", "令和9年度の費用", "令和10年度の費用"]
    assert [row[0] for row in rows] == ["overを行う", "begunを行う", "firstを行う", "thenを行う"]
    assert rows[2][3:] == ["6.7人日", "3.3人日", "1,200万円", "4万円"]
    assert {len(row) for row in rows} == {len(header)}


def test_the_table_of_ends_has_the_maturity_of_each_axis_now_and_after_each_year() -> None:
    header, rows = end_table(FOUND)
    assert header == ["分野", "今", "令和9年度の終わり", "令和10年度の終わり"]
    assert rows[0] == ["分野axis-a", "0.0", "0.0", "2.0"]
    assert rows[-1] == ["全体", "0.0", "0.1", "0.4"]
    assert [row[0] for row in rows[:-1]] == [axis.name for axis in FOUND.before.axes]


def test_what_begins_in_each_year_is_counted_and_what_was_begun_before() -> None:
    sentence = "前から進めているものが2件、令和9年度に始めるものが1件、令和10年度に始めるものが1件です。"
    assert schedule_sentence(FOUND) == sentence


def test_the_maturity_is_told_from_now_to_the_last_year() -> None:
    sentence = "全体の成熟度は、今の0.0から、令和9年度の終わりに0.1、令和10年度の終わりに0.4になります。"
    assert path_sentence(FOUND) == sentence


def test_the_table_of_years_has_what_is_taken_and_what_is_given() -> None:
    header, rows = year_table(FOUND)
    assert header == YEAR_HEADER
    assert rows == [
        ["令和9年度", "これから", "9.7人日", "30人日", "1,200万円", "2,000万円", "1件", "0.1"],
        ["令和10年度", "これから", "23.3人日", "30人日", "4万円", "10万円", "2件", "0.4"],
    ]
