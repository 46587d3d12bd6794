"""出力 in a real browser: every file is fetched and opened, and the page says that it is being made."""

import io
import json
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from files import answer_form
from files.answer_form.form import usual_sections
from scoring import result_wording
from scoring.result import shown_results
from tests.answer_forms import ANSWERED_ON, filled_in
from tests.browser import ASKED, QUESTIONS, Server, choose_in_list, main, visit
from tests.builders import level
from tests.csv_files import rows_of
from tests.pdf_files import packed, whole_text
from tests.stored import ALL_LEVELS
from tests.xlsx_files import opened

SECTION = usual_sections(ASKED)[QUESTIONS[0].id]
SAYS_BUSY = "button => getComputedStyle(button, '::after').content"


@pytest.fixture
def link(page: Page, server: Server) -> str:
    """The link of an answered assessment, whose files the page offers."""
    link = server.new_link(ALL_LEVELS)
    visit(page, server.url("output", a=link), "出力")
    return link


def fetched(page: Page, button: str, folder: Path) -> bytes:
    """The file behind a button, by the name that the program gives it."""
    with page.expect_download() as waiting:
        main(page).get_by_role("button", name=button).click()
    assert re.fullmatch(
        r"dx-[^_]+_112216_2026_\d{8}\.(pdf|xlsx|png|svg|csv|zip)|datapackage\.json", waiting.value.suggested_filename
    )
    waiting.value.save_as(folder / waiting.value.suggested_filename)
    return (folder / waiting.value.suggested_filename).read_bytes()


def test_every_file_is_fetched_and_opens(page: Page, server: Server, link: str, tmp_path: Path) -> None:
    (result,) = shown_results(ASKED, server.stored(link))
    sentence = result_wording.overall_sentence(result)
    assert packed(sentence) in whole_text(fetched(page, "診断報告書(PDF)", tmp_path))
    texts = [cell.value for row in opened(fetched(page, "集計・加工用のブック", tmp_path))["概要"] for cell in row]
    assert sentence in texts
    assert Image.open(io.BytesIO(fetched(page, "画像(PNG)", tmp_path))).format == "PNG"
    assert "草加市(埼玉県)" in fetched(page, "図形(SVG)", tmp_path).decode()
    assert len(rows_of(fetched(page, "結果CSV", tmp_path))) == len(ASKED.axes) + 1
    for name in ("回答CSV", "比較用CSV"):
        assert [row["段階"] for row in rows_of(fetched(page, name, tmp_path))] == [
            str(ALL_LEVELS[question.id].level) for question in QUESTIONS
        ]
    described = json.loads(fetched(page, "CSVの列の説明", tmp_path))
    assert {one["path"] for one in described["resources"]} == {path.name for path in tmp_path.glob("*.csv")}
    alone = {path.name for path in tmp_path.iterdir()}
    with zipfile.ZipFile(io.BytesIO(fetched(page, "すべてをまとめたZIP", tmp_path))) as container:
        assert container.testzip() is None
        assert alone < set(container.namelist())
    server.expect_no_error()


@pytest.mark.soak
def test_the_form_of_a_section_goes_out_is_filled_in_and_comes_back(
    page: Page, server: Server, link: str, tmp_path: Path
) -> None:
    choose_in_list(page, "聞く課", SECTION)
    form = fetched(page, "この課の回答票", tmp_path)
    assert answer_form.read(form, "回答票.xlsx", server.stored(link)) == {}
    returned = tmp_path / "返ってきた票.xlsx"
    returned.write_bytes(filled_in(form, {"I10": "段階3"}))
    visit(page, server.url("import", a=link), "回答の取り込み")
    with page.expect_file_chooser() as waiting:
        page.get_by_test_id("stFileUploaderDropzone").locator("button").click()
    waiting.value.set_files(returned)
    page.get_by_role("button", name="1問をすべて取り込む", exact=True).click()
    expect(page.get_by_text("1問を取り込みました。", exact=True)).to_be_visible()
    given = replace(level(3), section="情報政策課", person="佐藤", answered_on=ANSWERED_ON)
    assert server.stored(link).answers == ALL_LEVELS | {QUESTIONS[0].id: given}


@pytest.mark.usefixtures("link")
def test_while_a_file_is_made_its_button_says_so(page: Page, server: Server) -> None:
    button = main(page).get_by_role("button", name="診断報告書(PDF)")
    assert button.evaluate(SAYS_BUSY) == "none"
    with page.expect_download() as waiting:
        with server.paused():
            button.click()
            expect(button).to_be_disabled()
            assert button.evaluate(SAYS_BUSY) == '"を作成しています"'
        assert waiting.value.suggested_filename.endswith(".pdf")
    expect(button).to_be_enabled()
    assert button.evaluate(SAYS_BUSY) == "none"
