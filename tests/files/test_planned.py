"""The kept roadmap in the files: the same actions, quarters, days and money in CSV, workbook and report."""

import pytest

from files import outputs, workbook
from files.planned import planned
from questionnaire.plan import PlanSettings
from questionnaire.quarter import Quarter, quarter_text
from scoring.roadmap.outcome import Roadmap, roadmap
from scoring.roadmap.planning import greedy_plan
from scoring.roadmap.wording import plan_sentences
from tests.csv_files import rows_of
from tests.pdf_files import packed, whole_text
from tests.reports import REAL, STATES, a_report
from tests.xlsx_files import table_of

ASSESSMENT = STATES["every level"]
SETTINGS = PlanSettings(Quarter(2026, 3), 2027, days=(60, 80), man_yen=(100, 200))


@pytest.fixture(scope="module")
def found() -> Roadmap:
    return roadmap(REAL, ASSESSMENT, greedy_plan(REAL, ASSESSMENT, SETTINGS))


def test_workbook_and_csv_hold_the_same_days_and_money_of_every_action_and_year(found: Roadmap) -> None:
    report = a_report(ASSESSMENT, plan=planned(found))
    in_csv = rows_of(next(one for one in outputs.for_programs(report, found) if "工程表" in one.label).make())
    sheet = {row["一手"]: row for row in table_of(workbook.write(report), "工程表")}
    assert len(in_csv) == 2 * len(found.entries) > 2
    for row in in_csv:
        shown, year = sheet[row["次の一手"]], f"令和{int(row['計画年度']) - 2018}年度"
        assert shown[f"{year}の人日"] == pytest.approx(float(row["人日"]))
        assert shown[f"{year}の費用(万円)"] == float(row["費用(万円)"])
        assert shown["始まり"] == quarter_text(Quarter(int(row["開始年度"]), int(row["開始四半期"])))
        assert shown["終わり"] == quarter_text(Quarter(int(row["終了年度"]), int(row["終了四半期"])))
        assert shown["理由"] == row["理由"]


def test_the_report_tells_every_action_with_its_quarters_and_what_the_plan_is(found: Roadmap) -> None:
    text = whole_text(outputs.for_people(a_report(ASSESSMENT, plan=planned(found)))[0].make())
    for sentence in plan_sentences(found):
        assert packed(sentence) in text
    chapter = text.rindex(packed("次の一手と時期"))
    for entry in found.entries:
        assert packed(entry.action.title) in text[chapter:]


def test_without_a_kept_plan_there_is_no_roadmap_among_the_files() -> None:
    assert not [one for one in outputs.for_programs(a_report(ASSESSMENT)) if "工程表" in one.label]
