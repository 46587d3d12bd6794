"""The workbook as a whole, and its sheets as LibreOffice shows them, with the words and figures of the screen."""

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from files import workbook
from questionnaire.model import Depth
from scoring import result_wording, wording
from scoring.result import Result, Standing, shown_results
from tests.office import Office, Sheets
from tests.workbooks import BOOKS, REAL, TODAY, a_report, mixed, standings, written
from tests.xlsx_files import opened, read_only, table_of

HAKODATE = "012025"
SHEETS = ["概要", "分野別", "回答", "次の一手", "工程表", "比較", "設問一覧"]


@pytest.fixture(scope="module")
def shown(office: Office) -> dict[str, Sheets]:
    """The sheets of all workbooks as LibreOffice shows them."""
    return office.sheets({name: written(name) for name in BOOKS})


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


def test_a_reading_of_others_says_that_it_is_none_of_the_office(shown: dict[str, Sheets]) -> None:
    assert ["回答のもと", REAL.version.survey.label] in [row[:2] for row in shown["reading"]["概要"]]


def test_the_results_are_those_of_the_screen() -> None:
    assert a_report(mixed(Depth.FULL)).shown == shown_results(REAL, mixed(Depth.FULL))


# The other sheets


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


def test_every_figure_of_the_axes_is_shown_as_the_screen_says_it(shown: dict[str, Sheets]) -> None:
    report = BOOKS["full"]
    rows = shown["full"]["分野別"][4:]
    expected = [
        shown_figures(result, standing, name) for result in report.shown for name, standing in standings(result)
    ]
    assert [row[:14] for row in rows] == expected


def test_two_thirds_are_not_shown_as_more_than_the_screen_says(shown: dict[str, Sheets]) -> None:
    assert shown["twothirds"]["分野別"][4][3] == "66%"


def test_where_everything_is_done_the_sheet_says_so(shown: dict[str, Sheets]) -> None:
    rows = shown["done"]["次の一手"]
    assert rows[2][0] == "すべての設問が最も高い段階のため、次の一手はありません。"


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


def test_without_peers_the_sheet_says_why_it_is_empty(shown: dict[str, Sheets]) -> None:
    rows = shown["quick"]["比較"]
    assert rows[2][0].startswith("比較グループを選んでいないため")
