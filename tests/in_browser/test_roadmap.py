"""From a mark to the roadmap as a file, as a person goes in a real browser."""

import csv
import io
from pathlib import Path

from playwright.sync_api import Page, expect

from questionnaire.plan import STANCE_TEXTS, Stance
from scoring.actions.ranking import next_actions
from storage.plans import plans_of
from tests.browser import ASKED, Server, eventually, main, visit, wait_for
from tests.stored import ALL_LEVELS, key_of
from tests.workers import workers

PATIENCE_MS = 90_000
SOLVER = "serving.solver"


def crash_what_calculates(server: Server) -> None:
    """Ends the process of the optimiser as a crash of it would."""
    eventually(lambda: workers(SOLVER, server.process))
    for process in workers(SOLVER, server.process):
        process.kill()


def test_from_a_mark_past_a_crash_to_the_roadmap_as_a_file(page: Page, server: Server) -> None:
    link = server.new_link(ALL_LEVELS)
    wanted = next_actions(ASKED, server.stored(link))[0].action
    visit(page, server.url("actions", a=link), "次の一手")

    group = page.get_by_role("radiogroup", name=f"「{wanted.title}」の印")
    group.get_by_text(STANCE_TEXTS[Stance.WILL_DO], exact=True).click()
    eventually(lambda: wanted.id in plans_of(server.database, key_of(server.database, link)).decisions)

    page.get_by_role("tab", name="もし進めたら").click()
    # Both radars have their full size, though their tab was hidden when they were drawn.
    radars = main(page).get_by_test_id("stVegaLiteChart")
    expect(radars).to_have_count(2)
    for radar in radars.all():
        expect(radar.locator("svg")).to_be_visible()
        box = radar.bounding_box()
        assert box
        assert box["height"] > 300

    visit(page, server.url("roadmap", a=link), "工程表")
    make = page.get_by_role("button", name="工程表を作る")
    make.click()
    expect(main(page).get_by_text("工程表を計算しています")).to_be_visible()
    crash_what_calculates(server)
    # Nobody clicks: the page tells it by itself.
    expect(page.get_by_role("alert").filter(has_text="工程表の計算が途中で止まりました")).to_be_visible()
    expect(main(page).get_by_text("もう一度「工程表を作る」を押すか、簡単な方法で")).to_be_visible()
    expect(page.get_by_role("button", name="簡単な方法")).to_be_visible()
    assert server.stored(link).answers == ALL_LEVELS
    assert wanted.id in plans_of(server.database, key_of(server.database, link)).decisions

    make.click()
    expect(main(page).get_by_text("工程表を計算しています")).to_be_visible()
    expect(page.get_by_role("alert").filter(has_text="途中で止まりました")).to_have_count(0)
    # It goes on by itself again.
    keep = page.get_by_role("button", name="この工程表を保存する")
    expect(keep).to_be_visible(timeout=PATIENCE_MS)
    keep.click()
    eventually(lambda: plans_of(server.database, key_of(server.database, link)).plan)

    bars = main(page).locator(".stVegaLiteChart .mark-rect path")
    bars.first.hover()
    expect(bars.first).to_be_in_viewport()
    expect(page.locator("#vg-tooltip-element.visible")).to_have_count(0)

    page.reload()
    wait_for(page, "工程表")
    with page.expect_download() as download:
        page.get_by_role("button", name="工程表CSV").click()
    rows = list(csv.DictReader(io.StringIO(Path(download.value.path()).read_text(encoding="utf-8-sig"))))
    kept = plans_of(server.database, key_of(server.database, link)).plan
    assert kept
    assert {row["次の一手ID"] for row in rows} == set(kept.plan.starts)
    (decided,) = {row["決めたこと"] for row in rows if row["次の一手ID"] == wanted.id}
    assert decided == STANCE_TEXTS[Stance.WILL_DO]
    assert "工程表" in download.value.suggested_filename
