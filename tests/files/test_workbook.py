"""The workbook: its sheets as Excel and LibreOffice show them, with the words and figures of the screen."""

from dataclasses import replace
from datetime import date
from functools import cache
from itertools import cycle
from typing import Any

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from files import workbook
from files.report import Report
from questionnaire.assessment import Answer, Assessment
from questionnaire.loader import newest_version, questionnaire
from questionnaire.model import Depth
from questionnaire.municipalities import MUNICIPALITIES
from scoring import result_wording, wording
from scoring.actions.ranking import next_actions, to_begin_with, to_check
from scoring.peers.wording import basis_text
from scoring.result import Result, Standing, shown_results
from tests.builders import SOKA, UNKNOWN, an_assessment, answered_alike, level, with_answers
from tests.office import Office, Sheets
from tests.reports import a_plan, peers_of
from tests.xlsx_files import opened, part, read_only, table_of

REAL = questionnaire(newest_version())
TODAY = date(2026, 11, 22)
HAKODATE = "012025"
SHEETS = ["概要", "分野別", "回答", "次の一手", "工程表", "比較", "設問一覧"]
MIXED = [level(3), level(1), level(2), UNKNOWN, level(0)]


def mixed(depth: Depth = Depth.CORE, place: str = SOKA) -> Assessment:
    """Answers of every kind, so that every axis differs."""
    kinds = cycle(MIXED)
    answers = {question.id: next(kinds) for question in REAL.asked(depth)}
    return an_assessment(answers, version=REAL.version.id, depth=depth, municipality=place)


def alike(answer: Answer, depth: Depth = Depth.CORE) -> Assessment:
    return replace(answered_alike(REAL, answer, depth), version=REAL.version.id)


def a_report(assessment: Assessment | None = None, **more: Any) -> Report:
    return Report(REAL, assessment or mixed(), TODAY, **more)


# A workbook for each state that changes a sheet, by a name of one word.
BOOKS = {
    "quick": a_report(),
    "full": a_report(mixed(Depth.FULL)),
    "everything": a_report(peers=peers_of(12), plan=a_plan()),
    "twothirds": a_report(alike(level(2))),
    "done": a_report(alike(level(3))),
    "reading": a_report(origin=REAL.version.survey.label),
}


@cache
def written(name: str) -> bytes:
    return workbook.write(BOOKS[name])


@pytest.fixture(scope="module")
def shown(office: Office) -> dict[str, Sheets]:
    """The sheets of these workbooks as LibreOffice shows them."""
    return office.sheets({name: written(name) for name in BOOKS})


def shown_figures(result: Result, standing: Standing, name: str) -> list[str]:
    """A row of 分野別 as the screen says each figure."""
    ends = zip(standing.attainment, standing.attainment_upper, strict=True)
    return [
        wording.DEPTH_TEXTS[result.depth],
        name,
        wording.step_text(standing.reached, result.steps, REAL.rules),
        *(wording.percent_text(end) for both in ends for end in both),
        wording.maturity_text(standing.maturity),
        wording.maturity_text(standing.maturity_upper),
        str(standing.answered),
        str(standing.asked),
        wording.percent_text(standing.answered_share),
    ]


def standings(result: Result) -> list[tuple[str, Standing]]:
    named = [(axis.name, standing) for axis, standing in zip(result.axes, result.of_axis, strict=True)]
    return [*named, ("全体", result.overall)]


# As a whole


def test_the_sheets_stand_in_their_order() -> None:
    assert read_only(written("quick")).sheetnames == SHEETS


def test_libreoffice_opens_every_sheet_and_nothing_is_an_error(shown: dict[str, Sheets]) -> None:
    for sheets in shown.values():
        assert list(sheets) == sorted(SHEETS)
    cells = [text for sheets in shown.values() for rows in sheets.values() for row in rows for text in row]
    assert not [text for text in cells if text.startswith(("#", "Err:"))]


def test_libreoffice_saves_it_again_with_every_cell_as_it_was(office: Office) -> None:
    content = written("everything")
    before, after = read_only(content), opened(office.saved_again({"everything": content})["everything"])
    for name in SHEETS:
        assert contents_of(after[name]) == contents_of(before[name])


def contents_of(sheet: Worksheet) -> dict[str, object]:
    """What stands in every cell that is not empty. LibreOffice keeps 15 digits of a number."""
    cells = {cell.coordinate: cell.value for row in sheet.iter_rows() for cell in row if cell.value not in (None, "")}
    return {place: float(f"{value:.12g}") if isinstance(value, float) else value for place, value in cells.items()}


def test_the_same_assessment_gives_the_same_bytes() -> None:
    assert workbook.write(a_report()) == workbook.write(a_report())


def test_no_cell_is_a_formula_or_a_link() -> None:
    book = read_only(written("everything"))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert len(cells) > 1000
    assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]


@pytest.mark.parametrize("name", SHEETS)
def test_a_sheet_prints_on_a4_as_wide_as_the_page_with_its_number(name: str) -> None:
    sheet = read_only(written("everything"))[name]
    assert (sheet.page_setup.paperSize, sheet.page_setup.fitToWidth) == (9, None)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_area
    assert "P" in sheet.oddFooter.right.text


@pytest.mark.parametrize("name", ["分野別", "回答", "次の一手", "工程表", "比較", "設問一覧"])
def test_a_table_has_a_filter_and_a_header_that_stays_in_view_and_on_every_page(name: str) -> None:
    sheet = read_only(written("everything"))[name]
    assert sheet.auto_filter.ref.startswith("A4:")
    assert sheet.freeze_panes.endswith("5")
    assert sheet.print_title_rows == "$4:$4"


# 概要


def test_the_overview_says_whose_it_is_with_the_code_as_text() -> None:
    sheet = opened(workbook.write(a_report(mixed(place=HAKODATE))))["概要"]
    head = {sheet.cell(row, 1).value: sheet.cell(row, 2).value for row in range(3, 9)}
    assert head["団体コード"] == "012025"
    assert (head["団体名"], head["年度"], head["年度(西暦)"]) == ("函館市(北海道)", "令和8年度", 2026)
    assert head["作成日"].date() == TODAY


def test_the_overview_has_the_sentences_and_the_table_of_the_screen(shown: dict[str, Sheets]) -> None:
    report = BOOKS["full"]
    rows = shown["full"]["概要"]
    lines = [row[0] for row in rows]
    assert len(report.shown) == 2
    for result in report.shown:
        for sentence in (
            result_wording.depth_text(result, REAL),
            result_wording.reached_sentence(result, REAL.rules),
            result_wording.next_step_sentence(result, REAL.rules),
            result_wording.overall_sentence(result),
            result_wording.range_sentence(result, REAL.rules),
            result_wording.strengths_sentence(result),
        ):
            assert sentence in lines
        header, table = result_wording.result_table(result, REAL.rules)
        for row in (header, *table):
            assert row in rows


# The radar


def chart_of(content: bytes) -> str:
    return part(content, "xl/charts/chart1.xml").decode()


def points_of(content: bytes) -> list[list[Any]]:
    """The names and values of every line of the radar, read from the cells that it names."""
    book = opened(content)
    (chart,) = book["概要"]._charts
    read = []
    for line in chart.ser:
        for reference in (line.cat.numRef or line.cat.strRef, line.val.numRef):
            name, cells = reference.f.replace("'", "").split("!")
            read.append([row[0].value for row in book[name][cells.replace("$", "")]])
    return read


def test_the_radar_shows_the_maturity_of_each_axis_with_all_its_digits() -> None:
    report = a_report()
    content = workbook.write(report)
    assert "<c:radarChart>" in chart_of(content)
    assert points_of(content) == [
        [axis.name for axis in REAL.axes],
        [pytest.approx(standing.maturity) for standing in report.shown[0].of_axis],
    ]


def test_the_radar_has_the_scale_of_the_steps_and_a_text_for_those_who_do_not_see_it() -> None:
    content = written("quick")
    assert '<c:min val="0"/>' in chart_of(content)
    assert '<c:max val="3"/>' in chart_of(content)
    assert result_wording.strengths_sentence(a_report().drawn) in part(content, "xl/drawings/drawing1.xml").decode()


def test_the_radar_shows_the_full_result_once_it_is_complete() -> None:
    report = a_report(mixed(Depth.FULL))
    _, full = report.shown
    assert points_of(workbook.write(report))[1] == [pytest.approx(one.maturity) for one in full.of_axis]


def test_with_peers_the_radar_shows_the_core_result_and_their_median_as_a_dashed_line() -> None:
    peers = peers_of(12, mixed(Depth.FULL))
    report = a_report(mixed(Depth.FULL), peers=peers)
    content = workbook.write(report)
    names, own, again, median = points_of(content)
    assert names == again == [axis.name for axis in REAL.axes]
    assert own == [pytest.approx(one.maturity) for one in report.core.of_axis]
    assert median == [spread.median and float(spread.median) for spread in peers.comparison.of_axis]
    assert chart_of(content).count('<a:prstDash val="dash"/>') == 1
    assert f"{peers.group}の中央値" in chart_of(content)


def test_peers_without_any_median_are_not_drawn() -> None:
    assert len(points_of(workbook.write(a_report(peers=peers_of(4))))) == 2


# 分野別


def test_every_figure_of_the_axes_is_shown_as_the_screen_says_it(shown: dict[str, Sheets]) -> None:
    report = BOOKS["full"]
    rows = shown["full"]["分野別"][4:]
    expected = [
        shown_figures(result, standing, name) for result in report.shown for name, standing in standings(result)
    ]
    assert [row[:14] for row in rows] == expected


def test_beside_them_stand_the_figures_with_all_their_digits_as_numbers() -> None:
    report = a_report()
    rows = table_of(workbook.write(report), "分野別")
    steps = [step.short_name for step in REAL.steps]
    for row, (_, standing) in zip(rows, standings(report.shown[0]), strict=True):
        assert [row[f"{step}の達成率(端数を含む)"] for step in steps] == pytest.approx(list(standing.attainment))
        assert row["成熟度(端数を含む)"] == pytest.approx(standing.maturity)
        assert row["成熟度の上限(端数を含む)"] == pytest.approx(standing.maturity_upper)
        assert row["回答率(端数を含む)"] == pytest.approx(standing.answered_share)


def test_two_thirds_are_not_shown_as_more_than_the_screen_says(shown: dict[str, Sheets]) -> None:
    assert shown["twothirds"]["分野別"][4][3] == "66%"


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


def test_where_everything_is_done_the_sheet_says_so(shown: dict[str, Sheets]) -> None:
    rows = shown["done"]["次の一手"]
    assert rows[2][0] == "すべての設問が最も高い段階のため、次の一手はありません。"


# 工程表


def test_without_a_plan_the_sheet_says_why_it_is_empty(shown: dict[str, Sheets]) -> None:
    rows = shown["quick"]["工程表"]
    assert rows[2][0].startswith("工程表をまだ保存していないため")


def test_the_plan_stands_by_quarter_with_days_and_money_by_year(shown: dict[str, Sheets]) -> None:
    sheet = shown["everything"]["工程表"]
    assert sheet[1][0] == "2年間の工程表です。"
    first, second = (dict(zip(sheet[3], row, strict=True)) for row in sheet[4:6])
    assert first["一手"] == "計画を作る"
    assert first["始まり"] == "令和9年度 第2四半期(7から9月)"
    assert first["終わり"] == "令和10年度 第1四半期(4から6月)"
    running = ["令和9年度 7から9月", "令和9年度 10から12月", "令和9年度 1から3月", "令和10年度 4から6月"]
    assert [name for name, text in first.items() if text == "■"] == running
    assert (second["始まり"], second["令和10年度の人日"]) == ("令和10年度 第4四半期(1から3月)", "7")
    rows = table_of(written("everything"), "工程表")
    assert (rows[0]["令和9年度の人日"], rows[0]["令和10年度の費用(万円)"]) == (12.5, 30)


def test_the_sums_of_the_plan_stand_below_beside_what_each_year_allows() -> None:
    rows = {row["一手"]: row for row in table_of(written("everything"), "工程表", stop_at_blank=False)}
    columns = ["令和9年度の人日", "令和10年度の人日", "令和9年度の費用(万円)", "令和10年度の費用(万円)"]
    assert [rows["合計"][column] for column in columns] == [12.5, 11, 0, 60]
    assert [rows["上限"][column] for column in columns] == [40, 40, 0, 100]


# 比較


def test_without_peers_the_sheet_says_why_it_is_empty(shown: dict[str, Sheets]) -> None:
    rows = shown["quick"]["比較"]
    assert rows[2][0].startswith("比較グループを選んでいないため")


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


def test_a_reading_of_others_says_that_it_is_none_of_the_office(shown: dict[str, Sheets]) -> None:
    assert ["回答のもと", REAL.version.survey.label] in [row[:2] for row in shown["reading"]["概要"]]


# 設問一覧


def test_every_question_of_the_version_stands_with_its_levels_and_what_explains_it() -> None:
    rows = table_of(written("quick"), "設問一覧")
    assert [row["設問ID"] for row in rows] == [question.id for question in REAL.questions]
    for row, question in zip(rows, REAL.questions, strict=True):
        assert [row[f"段階{number}"] for number in range(4)] == list(question.levels)
        assert (row["なぜ聞くか"], row["担当課の目安"]) == (question.why, question.usual_section)
        assert row["根拠の例"].split("\n") == list(question.evidence)
        assert row["診断"] == ("かんたん診断" if question.core else "くわしく診断")


def test_the_results_are_those_of_the_screen() -> None:
    assert a_report(mixed(Depth.FULL)).shown == shown_results(REAL, mixed(Depth.FULL))
