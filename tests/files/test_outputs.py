"""Every file that is handed on of an assessment: what it is called, and that it is whole."""

import io
import re
import zipfile
from pathlib import Path

import pytest
from frictionless import Package
from PIL import Image

from files import outputs
from files.answer_form.form import Form, usual_sections
from files.file_name import is_safe
from files.output import Output
from files.report import Report
from questionnaire.assessment import Assessment
from questionnaire.plan import PlanSettings
from questionnaire.quarter import Quarter
from scoring.roadmap.outcome import roadmap
from scoring.roadmap.planning import greedy_plan
from tests.answer_forms import ID
from tests.copied_content import ROOT, python
from tests.csv_files import rows_of
from tests.pdf_files import opened as opened_pdf
from tests.pdf_files import whole_text
from tests.reports import REAL, STATES, a_report, peers_of
from tests.xlsx_files import opened as opened_book
from tests.xlsx_files import sheet_names

FULL = STATES["full depth"]
HEAVY = {"typst", "xlsxwriter", "openpyxl"}
# What draws for the browser takes half a second to load and 100 MB, and no file needs it.
NEVER = {"altair", "vl_convert", "streamlit"}


def all_outputs(report: Report) -> list[Output]:
    form = outputs.answer_form_of(report, Form(report.questionnaire, report.assessment))
    return [*outputs.for_people(report), *outputs.for_programs(report), form]


def zipped(assessment: Assessment = FULL) -> zipfile.ZipFile:
    report = a_report(assessment)
    return zipfile.ZipFile(io.BytesIO(outputs.together(report, all_outputs(report)).make()))


def test_every_file_is_named_for_what_it_is_and_whose() -> None:
    names = [output.file_name for output in all_outputs(a_report())]
    assert len(set(names)) == len(names)
    for name in names:
        assert is_safe(name)
        assert name == "datapackage.json" or re.fullmatch(r"dx-[^_]+_112216_2026_20261122\.[a-z]+", name)


@pytest.mark.parametrize("state", STATES)
def test_every_file_opens_in_a_program_that_reads_its_kind(state: str) -> None:
    pdf, xlsx, png, svg, result, answers, comparison, description, form = all_outputs(a_report(STATES[state]))
    assert len(opened_pdf(pdf.make()).pages) > 5
    assert sheet_names(xlsx.make())[0] == "概要"
    assert Image.open(io.BytesIO(png.make())).format == "PNG"
    assert svg.make().startswith(b"<svg")
    asked = REAL.asked(STATES[state].depth)
    assert [len(rows_of(one.make())) for one in (answers, comparison)] == [len(asked)] * 2
    assert len(rows_of(result.make())) in (len(REAL.axes) + 1, 2 * len(REAL.axes) + 2)
    assert b"tabular-data-package" in description.make()
    assert sheet_names(form.make())[0] == "回答"


def test_the_archive_holds_every_file_as_it_is_handed_out_alone() -> None:
    files = all_outputs(a_report(FULL))
    with zipped() as container:
        assert container.testzip() is None
        assert container.namelist() == [file.file_name for file in files]
        for file in files:
            if file.mime in ("text/csv", "application/json", "image/png"):
                assert container.read(file.file_name) == file.make()
        assert whole_text(container.read(files[0].file_name)) == whole_text(files[0].make())


@pytest.mark.parametrize(("origin", "count"), [("", 4), ("報告書からの読み取り", 3)], ids=["own", "reading"])
def test_the_description_in_the_archive_fits_the_csv_files_beside_it(tmp_path: Path, origin: str, count: int) -> None:
    report = a_report(FULL, origin=origin, peers=peers_of(12, FULL))
    plan = greedy_plan(REAL, FULL, PlanSettings(Quarter(2026, 3), 2027, days=(60, 80), man_yen=(100, 200)))
    content = outputs.together(report, outputs.for_programs(report, roadmap(REAL, FULL, plan))).make()
    zipfile.ZipFile(io.BytesIO(content)).extractall(tmp_path)
    package = Package(str(tmp_path / "datapackage.json"))
    csv_files = {path.name for path in tmp_path.glob("*.csv")}
    assert {resource.path for resource in package.resources} == csv_files
    assert len(csv_files) == count
    assert package.validate().flatten(["type", "rowNumber", "fieldName"]) == []


def test_the_comparison_csv_holds_no_memo() -> None:
    comparison = outputs.for_programs(a_report(FULL))[2]
    assert "庁内で確かめた" not in comparison.make().decode("utf-8-sig")
    assert "庁内で確かめた" in outputs.for_programs(a_report(FULL))[1].make().decode("utf-8-sig")


def test_the_form_of_a_section_asks_only_what_was_given_to_it() -> None:
    usual = usual_sections(REAL)
    first = next(iter(usual))
    sections = {id: "新しい課" if id == first else name for id, name in usual.items()}
    output = outputs.answer_form_of(a_report(FULL), Form(REAL, FULL, "新しい課", sections))
    assert output.file_name == "dx-回答票-新しい課_112216_2026_20261122.xlsx"
    sheet = opened_book(output.make())["回答"]
    assert [cell.value for cell in sheet[ID] if cell.value in REAL.by_id] == [first]


@pytest.mark.parametrize("section", ["../../課", "a:b*c?", "CON", "課\u202excod", "**課**", "あ" * 100])
def test_a_section_of_any_name_gives_a_safe_file_and_no_markup(section: str) -> None:
    form = Form(REAL, FULL, section, dict.fromkeys(usual_sections(REAL), section))
    output = outputs.answer_form_of(a_report(FULL), form)
    assert is_safe(output.file_name)
    assert section not in output.label + output.for_whom
    assert opened_book(output.make())["回答"]["C5"].value == section


MAKING = """
import sys
from datetime import date
from files import outputs
from files.report import Report
from questionnaire.assessment import Assessment
from questionnaire.loader import newest_version, questionnaire
from questionnaire.model import Depth
print(*sys.modules)
asked = questionnaire(newest_version())
report = Report(asked, Assessment("112216", 2026, asked.version.id, Depth.CORE, {}), date(2026, 11, 22))
outputs.together(report, [*outputs.for_people(report), *outputs.for_programs(report)]).make()
print(*sys.modules)
"""


def test_what_makes_files_is_loaded_by_those_who_want_them_and_what_draws_for_the_browser_never() -> None:
    before, after = (set(line.split()) for line in python(ROOT, "-c", MAKING).stdout.decode().splitlines())
    assert HEAVY & before == set()
    assert {"typst", "xlsxwriter"} <= after
    assert NEVER & after == set()
