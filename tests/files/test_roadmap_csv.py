"""The roadmap CSV: read again, it says what the roadmap says."""

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

from frictionless import Package

from files.csv_files import roadmap_csv, table_schema
from files.csv_files.table_schema import CsvFile
from files.csv_files.text import BOM
from questionnaire.quarter import Quarter
from scoring.roadmap.outcome import Roadmap, roadmap
from scoring.roadmap.planning import plan
from scoring.roadmap.wording import reason_sentences
from tests.builders import SOKA, a_questionnaire, answered_alike, level
from tests.csv_files import records_of, rows_of
from tests.small_roadmaps import ASKED, REAL, SETTINGS, a_plan, a_roadmap

FOUND = a_roadmap()


@cache
def a_real_roadmap() -> Roadmap:
    """A plan of the real questionnaire for a municipality whose code begins with 0."""
    assessment = replace(answered_alike(REAL, level(0)), municipality="012025")
    return roadmap(REAL, assessment, plan(REAL, assessment, replace(SETTINGS, days=(20,), man_yen=(50,), decisions={})))


def test_the_header_is_the_one_that_is_described() -> None:
    content = roadmap_csv.write(FOUND)
    assert content.startswith(BOM.encode())
    assert records_of(content)[0] == list(roadmap_csv.COLUMNS)


def test_there_is_a_row_for_each_action_and_year_in_the_order_of_the_starts() -> None:
    rows = rows_of(roadmap_csv.write(FOUND))
    assert [(row["次の一手ID"], row["計画年度"]) for row in rows] == [
        (id, year) for id in ("over", "begun", "first", "then") for year in ("2027", "2028")
    ]
    assert {(row["団体コード"], row["団体名"], row["年度"], row["設問版"]) for row in rows} == {
        (SOKA, "草加市", "2026", "v2026-1")
    }


def test_the_plan_can_be_put_together_again_from_the_file() -> None:
    found = a_real_roadmap()
    rows = rows_of(roadmap_csv.write(found))
    starts = {row["次の一手ID"]: Quarter(int(row["開始年度"]), int(row["開始四半期"])) for row in rows}
    ends = {row["次の一手ID"]: Quarter(int(row["終了年度"]), int(row["終了四半期"])) for row in rows}
    assert starts == found.plan.starts
    assert ends == {entry.action.id: entry.end for entry in found.entries}


def test_days_and_money_are_unrounded_numbers_that_add_up_to_the_years() -> None:
    for found in (FOUND, a_real_roadmap()):
        rows = rows_of(roadmap_csv.write(found))
        for year in found.years:
            of_year = [row for row in rows if row["計画年度"] == str(year.fiscal_year)]
            assert abs(sum(float(row["人日"]) for row in of_year) - float(year.days)) < 1e-9
            assert sum(int(row["費用(万円)"]) for row in of_year) == year.man_yen


def test_decisions_and_reasons_stand_in_words() -> None:
    rows = {row["次の一手ID"]: row for row in rows_of(roadmap_csv.write(FOUND))}
    assert [rows[id]["決めたこと"] for id in ("over", "first", "then")] == ["実施中", "", "実施する"]
    assert rows["first"]["理由"] == "".join(reason_sentences(FOUND, FOUND.entries[2]))


def test_a_title_that_a_spreadsheet_would_run_is_guarded() -> None:
    actions = tuple(action.model_copy(update={"title": "=1+1"}) for action in ASKED.actions)
    found = roadmap(a_questionnaire(actions=actions), FOUND.assessment, a_plan())
    assert {row["次の一手"] for row in rows_of(roadmap_csv.write(found))} == {"'=1+1"}


def test_the_file_keeps_what_its_description_says(tmp_path: Path) -> None:
    found = a_real_roadmap()
    name = "dx-工程表_012025_2026_20261122.csv"
    (tmp_path / name).write_bytes(roadmap_csv.write(found))
    described = [CsvFile("roadmap", "工程表", name, roadmap_csv.COLUMNS)]
    package = tmp_path / table_schema.FILE_NAME
    package.write_bytes(table_schema.write(found.assessment, date(2026, 11, 22), described))
    assert Package(str(package)).validate().flatten(["type", "rowNumber", "fieldName"]) == []
