"""The main job from end to end, as a member of staff does it: begin, answer, see the result, take the files along."""

import re
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from questionnaire.assessment import Answer
from questionnaire.clock import today
from questionnaire.fiscal_year import fiscal_year_of
from questionnaire.model import HIGHEST_LEVEL, Axis, Depth, Question
from questionnaire.peer import Sharing
from scoring import wording
from storage.submissions import reopen, submit
from tests import browser
from tests.browser import ASKED, QUESTIONS, ROOT, UNKNOWN, Server
from tests.builders import SOKA, level
from tests.csv_files import Row, csv_bytes, filled, rows_of
from tests.stored import key_of, record

# Axis by axis and step by step; None is わからない. Every kind of answer is among them, and every reached step.
CLICKED_LEVELS = (
    (3, 3, 3),
    (3, 2, None),
    (2, 2, 1),
    (None, 3, 0),
    (2, 1, 0),
    (1, 0, 3),
    (0, None, 2),
    (2, 0, None),
)
CLICKED: dict[str, Answer] = {
    question.id: UNKNOWN if number is None else level(number)
    for axis, row in zip(ASKED.axes, CLICKED_LEVELS, strict=True)
    for question, number in zip(browser.core_questions(axis), row, strict=True)
}

CLICKED_FURTHER: dict[str, Answer] = {
    question.id: [level(2), UNKNOWN, level(0), level(3), level(1)][number % 5]
    for number, question in enumerate(question for question in ASKED.questions if not question.core)
}


def begin(page: Page, server: Server) -> None:
    browser.visit(page, server.url(), "自治体DX成熟度診断")
    page.get_by_role("textbox", name="団体名の一部、よみがな、または団体コード").press_sequentially("そうか")
    expect(page.get_by_role("radio", name="草加市(埼玉県)", exact=True)).to_be_checked()
    page.get_by_role("button", name="この団体で診断をはじめる").click()
    browser.wait_for(page, "リンクと復元票")
    browser.main(page).get_by_role("link", name="回答を始める").click()


def answer_everything(page: Page) -> None:
    """Answers axis by axis and follows the links as far as the result."""
    for axis in ASKED.axes:
        browser.wait_for(page, axis.name)
        for question in browser.core_questions(axis):
            browser.choose(page, question, CLICKED[question.id])
        browser.link_onward(page, axis).click()
    browser.wait_for(page, "結果")


def further_questions(axes: Iterable[Axis]) -> list[Question]:
    """What only the full check asks about these axes."""
    return [question for axis in axes for question in axis.questions if not question.core]


def turn_to(page: Page, title: str) -> None:
    """Goes to another page by the list of pages."""
    browser.sidebar(page).get_by_role("link", name=title, exact=True).click()
    browser.wait_for(page, title)


def download(page: Page, button: str, folder: Path) -> Path:
    """The file behind a button, saved under the name that the program gives it."""
    with page.expect_download() as waiting:
        page.get_by_role("button", name=button).click()
    file = folder / waiting.value.suggested_filename
    waiting.value.save_as(file)
    return file


def table_on_screen(page: Page) -> list[list[str]]:
    """The cells of the table of all figures, without its header."""
    table = page.get_by_role("table")
    expect(table).to_be_visible()
    rows = table.get_by_role("row").all()
    return [row.locator("th, td").all_inner_texts() for row in rows][1:]


def in_words(row: Row) -> list[str]:
    """A row of the result CSV as the screen words it; of the attainments the file holds the lower ends only."""
    attainments = [wording.percent_text(float(row[name]) / 100) for name in row if name.startswith("達成率_")]
    share = wording.percent_text(float(row["回答率(%)"]) / 100)
    return [row["分野"], row["到達ステップ"], *attainments, maturity_in_words(row), share]


def maturity_in_words(row: Row) -> str:
    return wording.range_text(*(wording.maturity_text(float(row[name])) for name in ("成熟度", "成熟度_上限")))


def lower_ends(cells: list[str]) -> list[str]:
    """A row of the screen with only the lower ends of the attainments."""
    return [*cells[:2], *(cell.split("から")[0] for cell in cells[2:5]), *cells[5:]]


def clicked_in_words(question: Question) -> str:
    """The attainment of a cell with one question: what was clicked, or anything from 0 to 100 % for わからない."""
    number = CLICKED[question.id].level
    lower, upper = (0, HIGHEST_LEVEL) if number is None else (number, number)
    return wording.percent_range_text(lower / HIGHEST_LEVEL, upper / HIGHEST_LEVEL)


def test_all_answers_reach_the_screen_the_database_and_both_files(page: Page, server: Server, tmp_path: Path) -> None:
    begin(page, server)
    answer_everything(page)

    assert server.stored(browser.link_in(page)).answers == CLICKED
    browser.main(page).get_by_role("link", name="「出力」でファイルを受け取る", exact=True).click()
    browser.wait_for(page, "出力")
    answers_file = download(page, "回答CSV", tmp_path)
    result_file = download(page, "結果CSV", tmp_path)
    turn_to(page, "結果")
    for file, what in ((answers_file, "回答"), (result_file, "診断結果")):
        assert re.fullmatch(rf"dx-{what}_{SOKA}_{fiscal_year_of(today())}_\d{{8}}\.csv", file.name)
    files_hold_what_was_clicked(answers_file)
    screen_shows_what_the_file_holds(page, rows_of(result_file.read_bytes()))
    command_line_scores_alike(answers_file, result_file)
    server.expect_no_error()


def files_hold_what_was_clicked(answers_file: Path) -> None:
    rows = rows_of(answers_file.read_bytes())
    assert [row["設問ID"] for row in rows] == [question.id for question in QUESTIONS]
    for row, question in zip(rows, QUESTIONS, strict=True):
        answer = CLICKED[question.id]
        is_unknown = answer.level is None
        assert row["団体コード"] == SOKA
        assert row["回答状態"] == ("わからない" if is_unknown else "回答")
        assert row["段階"] == ("" if is_unknown else str(answer.level))
        assert row["選択肢"] == ("" if is_unknown else browser.words(question, answer))


def screen_shows_what_the_file_holds(page: Page, rows: list[Row]) -> None:
    table = table_on_screen(page)
    assert [lower_ends(cells) for cells in table] == [in_words(row) for row in rows]
    assert [cells[2:5] for cells in table[:-1]] == [
        [clicked_in_words(question) for question in browser.core_questions(axis)] for axis in ASKED.axes
    ]
    overall = rows[-1]
    page_text = browser.main(page).inner_text()
    assert f"「{overall['到達ステップ']}」" in page_text
    assert f"全体の成熟度は{wording.maturity_text(float(overall['成熟度']))}(0.0から3.0まで)" in page_text
    labels = page.locator("svg").get_by_text(re.compile(r"^\d\.\d$")).all_text_contents()
    assert labels == [wording.maturity_text(float(row["成熟度"])) for row in rows[:-1]]


def command_line_scores_alike(answers_file: Path, result_file: Path) -> None:
    scored = subprocess.run(
        [sys.executable, "cli.py", "score", answers_file], cwd=ROOT, capture_output=True, check=True
    )
    assert scored.stdout == result_file.read_bytes()


@pytest.mark.soak
def test_going_deeper_adds_the_full_result_beside_the_core_one(page: Page, server: Server, tmp_path: Path) -> None:
    link = server.new_link(CLICKED)
    browser.visit(page, server.url("result", a=link), "結果")
    core_table = table_on_screen(page)
    turn_to(page, "出力")
    core_rows = rows_of(download(page, "結果CSV", tmp_path).read_bytes())
    turn_to(page, "結果")

    page.get_by_role("button", name="くわしく診断(48問)に進む").click()
    browser.wait_for(page, ASKED.axes[0].name)
    *others, last = ASKED.axes
    for question in further_questions(others):
        record(server.database, key_of(server.database, link), question.id, CLICKED_FURTHER[question.id])
    browser.visit(page, server.url(f"answer-{last.id}", a=link), last.name)
    for question in further_questions([last]):
        browser.choose(page, question, CLICKED_FURTHER[question.id], Depth.FULL)
    browser.link_onward(page, last).click()
    browser.wait_for(page, "結果")
    assert server.stored(link).answers == CLICKED | CLICKED_FURTHER
    for shown in ("かんたん診断(24問)の結果", "くわしく診断(48問)の結果"):
        expect(browser.main(page).get_by_text(shown, exact=True)).to_be_visible()
    turn_to(page, "出力")
    both = rows_of(download(page, "結果CSV", tmp_path).read_bytes())
    turn_to(page, "結果")
    assert both[: len(core_rows)] == core_rows
    full_rows = both[len(core_rows) :]
    assert {row["深さ"] for row in full_rows} == {"full"}

    which = page.get_by_role("radiogroup", name="どちらの結果をくわしく見ますか")
    assert table_on_screen(page) == core_table
    which.get_by_text("くわしく診断", exact=True).click()
    browser.eventually(lambda: table_on_screen(page) != core_table)
    assert [lower_ends(cells) for cells in table_on_screen(page)] == [in_words(row) for row in full_rows]
    server.expect_no_error()


def test_what_was_submitted_can_be_fetched_as_it_was(page: Page, server: Server, tmp_path: Path) -> None:
    link = server.new_link(CLICKED)
    key = key_of(server.database, link)
    submit(server.database, key, Sharing.PRIVATE)
    reopen(server.database, key)
    record(server.database, key, QUESTIONS[0].id, UNKNOWN)
    submit(server.database, key, Sharing.PRIVATE)
    browser.visit(page, server.url("submission", a=link), "提出")
    first, second = (download(page, f"第{number}回", tmp_path) for number in (1, 2))
    assert re.fullmatch(rf"dx-提出1_{SOKA}_2026_\d{{8}}\.csv", first.name)
    files_hold_what_was_clicked(first)
    assert rows_of(second.read_bytes())[0]["回答状態"] == "わからない"


@pytest.mark.soak
def test_a_file_that_was_filled_in_elsewhere_is_taken_over(page: Page, server: Server, tmp_path: Path) -> None:
    link = server.new_link()
    browser.visit(page, server.url("output", a=link), "出力")
    handed_out = rows_of(download(page, "回答CSV", tmp_path).read_bytes())
    filled_in = tmp_path / "総務課から.csv"
    filled_in.write_bytes(csv_bytes(filled(handed_out, code=SOKA, level=lambda _row: 2), encoding="cp932"))
    browser.visit(page, server.url("import", a=link), "回答の取り込み")
    with page.expect_file_chooser() as waiting:
        page.get_by_test_id("stFileUploaderDropzone").locator("button").click()
    waiting.value.set_files(filled_in)
    button = page.get_by_role("button", name="24問をすべて取り込む", exact=True)
    expect(button).to_be_visible()
    assert server.stored(link).answers == {}
    button.click()
    expect(page.get_by_text("24問を取り込みました。", exact=True)).to_be_visible()
    assert server.stored(link).answers == {question.id: level(2) for question in QUESTIONS}
