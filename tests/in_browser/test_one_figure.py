"""One assessment on the screens and in every file: the same figures and the same words everywhere."""

import re
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from questionnaire.model import Depth
from questionnaire.peer import Sharing
from scoring import wording
from scoring.actions.ranking import next_actions
from storage import assessments
from storage.plans import decide
from storage.revised import PlanChange
from storage.submissions import submit
from tests.browser import ASKED, Server, main, new_context, running_server, visit
from tests.builders import UNKNOWN, an_assessment, level
from tests.csv_files import Row, rows_of
from tests.office import Office
from tests.pdf_files import packed, whole_text
from tests.planned import DONE, WILL_NOT
from tests.region import SAITAMA
from tests.stored import key_of
from tests.stored_region import set_month, share_of

# Every level and わからない, so that no two axes are alike and every range is open.
KINDS = [level(3), level(1), level(2), UNKNOWN, level(0), level(2), level(3)]
ASSESSMENT = an_assessment(
    dict(zip((question.id for question in ASKED.questions), cycle(KINDS), strict=False)),
    version=ASKED.version.id,
    depth=Depth.FULL,
)
# What would be recommended first, had the office not decided on it: one is 済, one しない.
SETTLED = [one.action.id for one in next_actions(ASKED, ASSESSMENT)[:2]]
NO_VALUE = "示せません"


class Seen(NamedTuple):
    """What the screens show: tables by depth, the table of 比較, sentences, and the actions to begin with."""

    tables: dict[Depth, list[list[str]]]
    compared: list[list[str]]
    sentences: list[str]
    actions: list[list[str]]


class Files(NamedTuple):
    """The files that the screens gave."""

    pdf: str
    sheets: dict[str, list[list[str]]]
    svg: str
    result: list[Row]
    answers: list[Row]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of its own, in whose database a region has submitted."""
    with running_server(tmp_path_factory.mktemp("region")) as running:
        share_of(running.database, SAITAMA[:14])
        yield running


@pytest.fixture(scope="module")
def page(browser: Browser, server: Server) -> Iterator[Page]:
    context = new_context(browser)
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def link(server: Server) -> str:
    link = assessments.create(server.database, ASSESSMENT).edit
    key = key_of(server.database, link)
    done, refused = SETTLED
    decide(server.database, key, {done: PlanChange(DONE, seen=0), refused: PlanChange(WILL_NOT, seen=0)})
    submit(server.database, key, Sharing.PRIVATE)
    set_month(server.database, key, 1)
    return link


@pytest.fixture(scope="module")
def seen(page: Page, server: Server, link: str) -> Seen:
    visit(page, server.url("result", a=link), "結果")
    tables = {Depth.CORE: rows_in(page, "到達ステップ")}
    sentences = [text for text in main(page).locator(".stHtml > p").all_inner_texts() if text.endswith("。")]
    main(page).get_by_role("radiogroup").get_by_text("くわしく診断", exact=True).click()
    expect(main(page).get_by_role("table").first).not_to_contain_text("".join(tables[Depth.CORE][-1][2:3]) + "\t")
    tables[Depth.FULL] = changed_rows(page, tables[Depth.CORE])
    actions = [[part.inner_text() for part in parts_of(card)] for card in main(page).locator("section:has(h3)").all()]
    visit(page, server.url("comparison", a=link), "比較")
    return Seen(tables, rows_in(page, "中央値"), sentences, actions)


def parts_of(card: Locator) -> tuple[Locator, Locator]:
    """Title and what it gives at a glance."""
    return card.locator("h3").first, card.locator("> p.mark").first


def rows_in(page: Page, column: str) -> list[list[str]]:
    """The cells of the table with this column, without its header."""
    table = main(page).get_by_role("table").filter(has_text=column).first
    return [row.locator("th, td").all_text_contents() for row in table.get_by_role("row").all()][1:]


def changed_rows(page: Page, before: list[list[str]]) -> list[list[str]]:
    """The rows of the result once they are others than before."""
    for _ in range(100):
        if (now := rows_in(page, "到達ステップ")) != before:
            return now
        page.wait_for_timeout(100)
    pytest.fail("the other depth is not shown")


@pytest.fixture(scope="module")
def files(page: Page, server: Server, link: str, office: Office, tmp_path_factory: pytest.TempPathFactory) -> Files:
    folder = tmp_path_factory.mktemp("files")
    visit(page, server.url("output", a=link), "出力")
    return Files(
        pdf=whole_text(fetched(page, "診断報告書(PDF)", folder)),
        sheets=office.sheets({"book": fetched(page, "集計・加工用のブック", folder)})["book"],
        svg=drawn_texts(fetched(page, "図形(SVG)", folder)),
        result=rows_of(fetched(page, "結果CSV", folder)),
        answers=rows_of(fetched(page, "回答CSV", folder)),
    )


def fetched(page: Page, button: str, folder: Path) -> bytes:
    with page.expect_download() as waiting:
        main(page).get_by_role("button", name=button).click()
    waiting.value.save_as(folder / waiting.value.suggested_filename)
    return (folder / waiting.value.suggested_filename).read_bytes()


def drawn_texts(content: bytes) -> str:
    texts = ElementTree.fromstring(content).iter("{http://www.w3.org/2000/svg}text")  # noqa: S314  # our own file
    return "".join("".join(text.itertext()) for text in texts)


def ends(cells: list[str]) -> list[str]:
    """Both ends of every range: 0%から100% gives two cells, 66% twice the same."""
    return [end for cell in cells for end in (cell.split("から") * 2)[:2]]


def lower_ends(cells: list[str]) -> list[str]:
    return [cell.split("から")[0] for cell in cells]


# The result


def test_the_report_and_the_overview_say_every_sentence_of_the_result(seen: Seen, files: Files) -> None:
    overview = "".join(cell for row in files.sheets["概要"] for cell in row)
    told = [text for text in seen.sentences if re.search("全体の成熟度は|到達して|分野中|確かめると", text)]
    assert len(told) == 2 * len(Depth) * 2
    for sentence in told:
        assert packed(sentence) in packed(overview)
    # Of the result that is not explained, the report says the step and the figures in one line.
    of_core, of_full = told[: len(told) // 2], told[len(told) // 2 :]
    for sentence in (*of_full, of_core[0], of_core[2]):
        assert packed(sentence) in files.pdf


@pytest.mark.parametrize("depth", Depth)
def test_every_row_of_the_result_stands_in_report_and_overview(seen: Seen, files: Files, depth: Depth) -> None:
    assert len(seen.tables[depth]) == len(ASKED.axes) + 1
    overview = [[cell for cell in row if cell] for row in files.sheets["概要"]]
    for row in seen.tables[depth]:
        assert row in overview
        assert packed("".join(row)) in files.pdf


@pytest.mark.parametrize("depth", Depth)
def test_the_figures_of_the_axes_are_those_of_the_screen(seen: Seen, files: Files, depth: Depth) -> None:
    shown = [row for row in files.sheets["分野別"] if row[0] == wording.DEPTH_TEXTS[depth]]
    for cells, row in zip(seen.tables[depth], shown, strict=True):
        name, step, *figures, share = cells
        assert row[1:3] == [name, step]
        assert row[3:11] == ends(figures)
        assert row[13] == share


@pytest.mark.parametrize("depth", Depth)
def test_the_result_csv_rounds_to_the_figures_of_the_screen(seen: Seen, files: Files, depth: Depth) -> None:
    rows = [row for row in files.result if row["深さ"] == depth.value]
    for cells, row in zip(seen.tables[depth], rows, strict=True):
        attainments = [wording.percent_text(float(row[name]) / 100) for name in row if name.startswith("達成率_")]
        maturity = wording.range_text(*(wording.maturity_text(float(row[name])) for name in ("成熟度", "成熟度_上限")))
        share = wording.percent_text(float(row["回答率(%)"]) / 100)
        assert [row["分野"], row["到達ステップ"], *attainments] == [*cells[:2], *lower_ends(cells[2:-2])]
        assert [maturity, share] == cells[-2:]


def test_the_radar_has_the_core_maturity_of_every_axis(seen: Seen, files: Files) -> None:
    for axis, cells in zip(ASKED.axes, seen.tables[Depth.CORE], strict=False):
        assert "".join(axis.label) + lower_ends(cells)[-2] in files.svg


# The peers


def test_the_comparison_of_the_screen_stands_in_the_report(seen: Seen, files: Files) -> None:
    assert len(seen.compared) == len(ASKED.axes) + 1 + len(ASKED.steps)
    assert any(cell != NO_VALUE for row in seen.compared for cell in row[2:])
    for row in seen.compared:
        assert packed("".join(row)) in files.pdf


def test_the_comparison_of_the_screen_stands_in_workbook_and_result_csv(seen: Seen, files: Files) -> None:
    core = [row for row in files.result if row["深さ"] == Depth.CORE.value]
    sheet = files.sheets["比較"][4:]
    columns = ("比較団体数", "比較中央値", "第1四分位", "第3四分位", "百分位")
    for cells, row in zip(seen.compared, sheet, strict=False):
        name, *shown = (None if cell == NO_VALUE else cell.removesuffix("%") for cell in cells)
        assert row[2] == str(name).removeprefix("達成率 ")
        assert [float(cell) if cell else None for cell in row[4:10]] == [
            float(cell) if cell else None for cell in shown
        ]
    for cells, in_csv in zip(seen.compared, core, strict=False):
        shown = [None if cell == NO_VALUE else float(cell) for cell in cells[2:]]
        assert [float(in_csv[name]) if in_csv[name] else None for name in columns] == shown


# What to do, and what was answered


def test_the_actions_stand_in_their_order_with_what_they_give(seen: Seen, files: Files) -> None:
    assert len(seen.actions) == 3  # as many as 結果 shows
    titles = [title for title, _ in seen.actions]
    sheet = files.sheets["次の一手"][4:]
    assert [row[2] for row in sheet[:3]] == titles
    chapter = files.pdf.rindex(packed(f"1. {titles[0]}"))
    places = [files.pdf.index(packed(title), chapter) for title in titles]
    assert places == sorted(places)
    for _, glance in seen.actions:
        assert packed(glance) in files.pdf


def test_what_is_done_or_refused_is_recommended_nowhere(seen: Seen, files: Files) -> None:
    settled = {action.title for action in ASKED.actions if action.id in SETTLED}
    assert not settled & {title for title, _ in seen.actions}
    assert not settled & {row[2] for row in files.sheets["次の一手"][4:]}


def test_every_answer_is_the_same_in_csv_workbook_and_report(files: Files) -> None:
    sheet = files.sheets["回答"]
    header, rows = sheet[3], sheet[4:]
    chosen, state = header.index("選んだ内容"), header.index("回答状態")
    for row, in_csv in zip(rows, files.answers, strict=True):
        assert (row[state], row[chosen]) == (in_csv["回答状態"], in_csv["選択肢"])
        said = in_csv["選択肢"] or in_csv["回答状態"]
        assert re.search(re.escape(packed(in_csv["設問"])) + ".*?" + re.escape(packed(said)), files.pdf)
