"""The tables of the workbook, read as the values that stand in their cells."""

from dataclasses import replace
from datetime import date

import pytest

from files import workbook
from questionnaire.model import Depth
from questionnaire.municipalities import MUNICIPALITIES
from scoring import wording
from scoring.actions.ranking import next_actions, to_begin_with, to_check
from scoring.peers.wording import basis_text
from tests.builders import SOKA, UNKNOWN, level, with_answers
from tests.reports import peers_of
from tests.workbooks import REAL, a_report, alike, mixed, standings, written
from tests.xlsx_files import table_of

# 分野別


def test_the_figures_of_the_axes_stand_with_all_their_digits_as_numbers() -> None:
    report = a_report()
    rows = table_of(workbook.write(report), "分野別")
    steps = [step.short_name for step in REAL.steps]
    for row, (_, standing) in zip(rows, standings(report.shown[0]), strict=True):
        assert [row[f"{step}の達成率(端数を含む)"] for step in steps] == pytest.approx(list(standing.attainment))
        assert row["成熟度(端数を含む)"] == pytest.approx(standing.maturity)
        assert row["成熟度の上限(端数を含む)"] == pytest.approx(standing.maturity_upper)
        assert row["回答率(端数を含む)"] == pytest.approx(standing.answered_share)


# 回答


def test_every_asked_question_stands_with_its_answer_memo_and_evidence() -> None:
    answered = alike(replace(level(2), memo="一行目\n二行目", evidence="要綱"), Depth.FULL)
    unconfirmed = replace(level(1), is_confirmed=False)
    first = REAL.questions[0].id
    assessment = replace(answered, answers={**answered.answers, first: unconfirmed})
    rows = table_of(workbook.write(a_report(assessment)), "回答")
    assert [row["設問ID"] for row in rows] == [question.id for question in REAL.questions]
    assert (rows[0]["段階"], rows[0]["確認"], rows[0]["メモ"] or "") == (1, "未", "")
    for row, question in list(zip(rows, REAL.questions, strict=True))[1:]:
        assert (row["設問"], row["回答状態"], row["段階"]) == (question.text, "回答", 2)
        assert (row["選んだ内容"], row["メモ"], row["根拠"]) == (question.levels[2], "一行目\n二行目", "要綱")


def test_who_gave_an_answer_by_form_and_when_stands_beside_it_as_a_day() -> None:
    given = replace(level(2), section="総務課", person="=佐藤", answered_on=date(2026, 11, 24))
    assessment = with_answers(alike(level(2)), {REAL.asked(Depth.CORE)[0].id: given})
    first, second, *_ = table_of(workbook.write(a_report(assessment)), "回答")
    assert (first["回答課"], first["回答者"], first["回答日"].date()) == ("総務課", "=佐藤", date(2026, 11, 24))
    assert not any(second[name] for name in ("回答課", "回答者", "回答日"))


def test_an_answer_without_a_level_has_none() -> None:
    rows = table_of(workbook.write(a_report(alike(UNKNOWN))), "回答")
    assert {(row["回答状態"], row["段階"]) for row in rows} == {("わからない", None)}


# 次の一手


def test_the_actions_stand_in_the_order_of_the_screen_and_then_what_is_to_be_checked() -> None:
    assessment = mixed()
    found = next_actions(REAL, assessment)
    first = to_begin_with(found, MUNICIPALITIES[SOKA].size)[:5]
    others = [one for one in found if one not in first]
    rows = table_of(written("quick"), "次の一手")
    expected = [*(one.action.title for one in (*first, *others)), *(one.text for one in to_check(REAL, assessment))]
    assert [row["一手または確かめる設問"] for row in rows] == expected
    assert [row["順"] for row in rows] == list(range(1, len(rows) + 1))
    assert [row["種類"] for row in rows[:6]] == ["まず行う"] * 5 + ["そのほかの一手"]
    assert rows[-1]["種類"] == "まず確かめる"


def test_effort_and_cost_are_numbers() -> None:
    found = {one.action.title: one for one in next_actions(REAL, mixed())}
    rows = [row for row in table_of(written("quick"), "次の一手") if row["種類"] != "まず確かめる"]
    assert len(rows) == len(found)
    for row in rows:
        one = found[row["一手または確かめる設問"]]
        cost = one.action.cost_man_yen
        assert (row["手間(人日)"], row["先に行うことを含む手間(人日)"]) == (one.action.effort_days.plan, one.days)
        assert (row["初年度の費用(万円)"], row["以後毎年の費用(万円)"]) == (cost.first, cost.yearly)


# 工程表


def test_the_sums_of_the_plan_stand_below_beside_what_each_year_allows() -> None:
    rows = {row["一手"]: row for row in table_of(written("everything"), "工程表", stop_at_blank=False)}
    columns = ["令和9年度の人日", "令和10年度の人日", "令和9年度の費用(万円)", "令和10年度の費用(万円)"]
    assert [rows["合計"][column] for column in columns] == [12.5, 11, 0, 60]
    assert [rows["上限"][column] for column in columns] == [40, 40, 0, 100]


# 比較


@pytest.mark.parametrize("count", [12, 5], ids=["quartiles", "median alone"])
def test_the_figures_of_the_group_stand_beside_the_own_core_result(count: int) -> None:
    peers = peers_of(count, mixed(Depth.FULL))
    report = a_report(mixed(Depth.FULL), peers=peers)
    rows = table_of(workbook.write(report), "比較")
    found, core = peers.comparison, report.core
    spreads = [*found.of_axis, found.overall, *found.attainment]
    own = [(name, "成熟度", wording.rounded_down(standing.maturity, 1)) for name, standing in standings(core)]
    shares = zip(core.steps, core.overall.attainment, strict=True)
    own += [(step.name, "達成率(%)", wording.rounded_down(share * 100, 0)) for step, share in shares]
    for row, (name, kind, value), spread in zip(rows, own, spreads, strict=True):
        assert (row["比較グループ"], row["分野・ステップ"], row["比較年度"]) == (peers.group, name, "令和8年度")
        assert (row["値"], row["自団体"]) == (kind, float(value))
        assert row["比較団体数"] == spread.count == count
        shown = [spread.median, spread.first_quartile, spread.third_quartile, spread.percentile]
        names = ("中央値", "第1四分位", "第3四分位", "百分位")
        assert [row[name] for name in names] == [None if value is None else float(value) for value in shown]
        assert row["出所"] == basis_text(peers.comparison)
    assert (rows[0]["第1四分位"] is None) == (count < 10)


def test_what_may_not_be_shown_is_an_empty_cell_and_the_reason_stands_beside() -> None:
    peers = peers_of(4)
    rows = table_of(workbook.write(a_report(peers=peers)), "比較")
    assert len(rows) == 12
    for row in rows:
        names = ("比較団体数", "中央値", "第1四分位", "第3四分位", "百分位")
        assert {row[name] for name in names} == {None}
        assert row["注"].startswith("比べられる団体が足りません。")


# 設問一覧


def test_every_question_of_the_version_stands_with_its_levels_and_what_explains_it() -> None:
    rows = table_of(written("quick"), "設問一覧")
    assert [row["設問ID"] for row in rows] == [question.id for question in REAL.questions]
    for row, question in zip(rows, REAL.questions, strict=True):
        assert [row[f"段階{number}"] for number in range(4)] == list(question.levels)
        assert (row["なぜ聞くか"], row["担当課の目安"]) == (question.why, question.usual_section)
        assert row["根拠の例"].split("\n") == list(question.evidence)
        assert row["診断"] == ("かんたん診断" if question.core else "くわしく診断")
