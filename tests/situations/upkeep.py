"""Situations of 診断の管理, and around the pages."""

from dataclasses import replace

from playwright.sync_api import expect

from files.csv_files import answers_csv, comparison_csv
from storage.assessments import create
from storage.imported_peers import import_peers
from storage.submissions import reopen
from tests.browser import ASKED, sidebar
from tests.builders import KOSHIGAYA, MATSUBUSHI
from tests.published import REAL_FILE, real_bytes
from tests.region import alike, imported
from tests.situations.registry import further_situation, situation
from tests.situations.visitor import HALF, REOPENED, SUBMITTED, Visitor, made
from tests.stored import ALL_LEVELS, key_of


@further_situation
def submission_of_a_draft(visitor: Visitor) -> None:
    visitor.open_with("submission", HALF)


@further_situation
def submission_that_is_refused(visitor: Visitor) -> None:
    visitor.open_with("submission", ALL_LEVELS)
    visitor.press("正式に提出する")
    visitor.told("提出できませんでした。")


@further_situation
def submission_that_stands(visitor: Visitor) -> None:
    visitor.open("submission", a=visitor.submitted(SUBMITTED))


@further_situation
def submission_that_was_reopened(visitor: Visitor) -> None:
    link = visitor.submitted(REOPENED - 10)
    reopen(visitor.data, key_of(visitor.data, link))
    visitor.open("submission", a=link)


@further_situation
def submission_by_a_link_that_only_reads(visitor: Visitor) -> None:
    visitor.open("submission", a=create(visitor.data, made(HALF)).read)


@further_situation
def links_that_were_just_made(visitor: Visitor) -> None:
    visitor.open_with("links", HALF)
    visitor.press("閲覧用のリンクを作り直す")
    visitor.told("新しいリンクを作りました。")


@further_situation
def take_over_before_a_file_is_chosen(visitor: Visitor) -> None:
    visitor.open_with("import", HALF)


@further_situation
def take_over_of_changes(visitor: Visitor) -> None:
    link = visitor.open_with("import", HALF)
    given = replace(visitor.server.stored(link), answers=ALL_LEVELS)
    visitor.hand_in("回答.csv", answers_csv.write(ASKED, given))
    visitor.told("回答が変わります。")


@situation
def take_over_with_faults(visitor: Visitor) -> None:
    visitor.open_with("import", HALF)
    visitor.hand_in("回答.csv", "団体コード,年度\r\n1,2\r\n".encode())
    visitor.told("このファイルは取り込めません。")


@further_situation
def peer_files_before_they_are_taken_in(visitor: Visitor) -> None:
    import_peers(visitor.data, [("越谷.csv", imported({KOSHIGAYA: alike(2)}))])
    visitor.open_with("peer-files", ALL_LEVELS)
    own = made(ALL_LEVELS, municipality=MATSUBUSHI)
    visitor.hand_in("松伏.csv", comparison_csv.write([(ASKED, own)]))
    visitor.told("1団体分をすべて取り込む")


@further_situation
def indicators_before_they_are_taken_in(visitor: Visitor) -> None:
    visitor.open_with("indicators", ALL_LEVELS)
    visitor.hand_in(f"新しい{REAL_FILE.name}".replace("2024-07-12", "2025-07-12"), real_bytes())
    visitor.told("この表を読み込む")


# Around the pages


@situation
def the_list_of_pages_on_a_narrow_screen(visitor: Visitor) -> None:
    visitor.page.set_viewport_size({"width": 360, "height": 740})
    visitor.open_with("", HALF)
    visitor.page.get_by_role("button", name="画面の一覧を開く").click()
    expect(sidebar(visitor.page).get_by_role("link", name="はじめに")).to_be_in_viewport()
