"""From the submission to the comparison, as a member of staff does it: share, compare, change the group, download."""

from pathlib import Path

from playwright.sync_api import Page, expect

from questionnaire.peer import Sharing
from storage.sharing import sharing_of
from tests import browser
from tests.browser import Server
from tests.builders import KOSHIGAYA, MATSUBUSHI
from tests.csv_files import rows_of
from tests.region import SAITAMA, alike, mixed
from tests.stored import ALL_LEVELS, key_of
from tests.stored_region import set_month, share_of

NOT_SHOWN = "示せません"


def table(page: Page) -> list[list[str]]:
    """The cells of the table of all figures, without its header."""
    rows = page.get_by_role("table").first.get_by_role("row").all()
    return [row.locator("th, td").all_inner_texts() for row in rows][1:]


def choose_group(page: Page, group: str) -> None:
    browser.choose_in_list(page, "どの団体と比べますか", group)
    expect(browser.main(page).get_by_text(group, exact=True).first).to_be_visible()


def test_an_office_submits_shares_compares_and_takes_the_figures_along(
    page: Page, mortal_server: Server, tmp_path: Path
) -> None:
    server = mortal_server
    others = [code for code in SAITAMA if code not in (KOSHIGAYA, MATSUBUSHI)]
    share_of(server.database, others[:14], mixed(14))
    share_of(server.database, [KOSHIGAYA, MATSUBUSHI], [alike(3), alike(2)], sharing=Sharing.NAMED)
    link = server.new_link(ALL_LEVELS)

    browser.visit(page, server.url("submission", a=link), "提出")
    how = page.get_by_role("radiogroup", name="この診断を、ほかの団体との比較にどう使いますか")
    expect(how.get_by_role("radio")).to_have_count(3)
    assert [choice.is_checked() for choice in how.get_by_role("radio").all()] == [False] * 3
    page.get_by_role("button", name="正式に提出する").click()
    expect(page.get_by_text("提出できませんでした。比較での使い方を1つ選んでください。")).to_be_visible()
    how.get_by_text("匿名で集計に使う", exact=True).click()
    page.get_by_role("button", name="正式に提出する").click()
    expect(page.get_by_text("に提出しました。回答は固定されています。")).to_be_in_viewport()
    expect(page.get_by_role("heading", name="提出", exact=True)).to_be_focused()
    assert sharing_of(server.database, key_of(server.database, link)) is Sharing.ANONYMOUS
    set_month(server.database, key_of(server.database, link), 1)

    browser.main(page).get_by_role("link", name="ほかの団体と比べる").click()
    browser.wait_for(page, "比較")
    expect(page.locator("[data-testid=stVegaLiteChart] svg")).to_have_count(2)
    shown = table(page)
    assert all(NOT_SHOWN not in row for row in shown[:8])
    with page.expect_download() as waiting:
        page.get_by_role("button", name="比較つき結果CSV").click()
    written = rows_of(Path(waiting.value.path()).read_bytes())
    columns = ("比較団体数", "比較中央値", "第1四分位", "第3四分位", "百分位")
    for row, cells in zip(written, shown, strict=False):
        assert row["比較グループ"] == "同じ都道府県(埼玉県)"
        assert [float(row[column]) for column in columns] == [float(cell) for cell in cells[2:]]

    choose_group(page, "近くの5団体")
    browser.eventually(lambda: table(page) != shown)
    assert table(page)[0][2] == "2"
    page.locator("summary").filter(has_text="意識の醸成").click()
    expect(page.get_by_text("越谷市(埼玉県) 段階3", exact=True).first).to_be_visible()
    server.expect_no_error()
