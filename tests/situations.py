"""Every situation in which a screen looks different, and how a browser comes into it."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from playwright.sync_api import Locator, Page, expect

from files.csv_files import answers_csv, comparison_csv
from questionnaire.assessment import Answer, Assessment
from questionnaire.model import Depth
from questionnaire.peer import Sharing
from questionnaire.plan import Decision, Target
from scoring.actions.ranking import next_actions
from storage.assessments import create
from storage.imported_peers import import_peers
from storage.indicators import keep
from storage.plans import decide, keep_plan, plans_of, set_targets
from storage.revised import PlanChange
from storage.submissions import begin_next_year, reopen, submit
from tests.browser import (
    ASKED,
    PRESS_MS,
    Server,
    choices,
    choose_in_list,
    click_choice,
    core_questions,
    eventually,
    main,
    memo_box,
    sidebar,
    wait_until_drawn,
)
from tests.builders import KOSHIGAYA, MATSUBUSHI, SOKA, an_assessment, answered_alike, level
from tests.planned import UNDER_WAY, WILL_DO, WILL_NOT, a_plan
from tests.published import REAL_FILE, real_bytes, real_table
from tests.region import alike, imported
from tests.stored import ALL_LEVELS, allow_writing, key_of, record, refuse_writing

AXIS = ASKED.axes[0]
ANSWERS = f"answer-{AXIS.id}"
FIRST, SECOND, THIRD = core_questions(AXIS)
HALF = dict(list(ALL_LEVELS.items())[: len(ALL_LEVELS) // 2])
UNKNOWN_LINK = "nobody-has-this-link"
# Each in its own year, since a year has one submission. Nobody else is there to compare with.
SUBMITTED, REOPENED, COPIED, READ = 2019, 2020, 2021, 2022


class Visitor:
    """A browser before a server of its own, in whose database a region has submitted."""

    def __init__(self, page: Page, server: Server) -> None:
        self.page = page
        self.server = server
        self.data = server.database

    def open(self, path: str = "", **carried: str) -> Locator:
        """Opens a page by its address and gives it when it is drawn."""
        self.page.goto(self.server.url(path, **carried))
        expect(self.page.get_by_role("heading", level=1)).to_be_visible()
        return self.settled()

    def open_with(self, path: str, answers: Mapping[str, Answer], **changes: object) -> str:
        """Opens a page of a new assessment with these answers, and gives the link to it."""
        link = self.new_link(answers, **changes)
        self.open(path, a=link)
        return link

    def new_link(self, answers: Mapping[str, Answer], **changes: object) -> str:
        """The link to edit a new assessment of 草加市."""
        return create(self.data, _made(answers, **changes)).edit

    def submitted(self, fiscal_year: int) -> str:
        """The link to an assessment of this year that was submitted."""
        link = self.new_link(ALL_LEVELS, fiscal_year=fiscal_year)
        submit(self.data, key_of(self.data, link), Sharing.PRIVATE)
        return link

    def press(self, name: str) -> None:
        """Presses a button of the page."""
        main(self.page).get_by_role("button", name=name, exact=True).click()
        self.settled()

    def hand_in(self, name: str, content: bytes) -> None:
        """Chooses a file; the page tells about it."""
        chosen = {"name": name, "mimeType": "application/octet-stream", "buffer": content}
        self.page.locator("input[type=file]").set_input_files(chosen)  # type: ignore[arg-type]
        expect(self.page.get_by_test_id("stFileChip")).to_be_visible()

    def told(self, words: str) -> None:
        """Waits until the page says this."""
        expect(main(self.page).get_by_text(words).first).to_be_visible()
        self.settled()

    def settled(self) -> Locator:
        """The page, when it rests."""
        wait_until_drawn(self.page)
        return main(self.page)

    def unfold_everything(self) -> None:
        """Opens whatever a click on its summary opens."""
        folded = "[data-testid=stMain] details:not([open]) > summary"

        def is_unfolded() -> bool:
            # A part that is drawn anew meanwhile is folded again.
            self.page.evaluate("folded => document.querySelectorAll(folded).forEach(one => one.click())", folded)
            return main(self.page).locator("details:not([open])").count() == 0

        eventually(is_unfolded)


Situation = Callable[[Visitor], object]
SITUATIONS: dict[str, Situation] = {}
# Those in which little differs from another one of the same page.
FURTHER: set[str] = set()


def situation(come_into: Situation) -> Situation:
    """Counts this among the situations that the tests go through."""
    SITUATIONS[come_into.__name__] = come_into
    return come_into


def further_situation(come_into: Situation) -> Situation:
    """The same; `make check` leaves it out, `make soak` goes through it."""
    FURTHER.add(come_into.__name__)
    return situation(come_into)


def _made(answers: Mapping[str, Answer], **changes: object) -> Assessment:
    return replace(an_assessment(answers, version=ASKED.version.id), **changes)  # type: ignore[arg-type]


# はじめに


@further_situation
def start_with_nothing_open(visitor: Visitor) -> None:
    visitor.open()


@situation
def start_with_a_list_of_municipalities(visitor: Visitor) -> None:
    visitor.open()
    visitor.page.get_by_role("textbox", name="団体名の一部、よみがな、または団体コード").fill("草")
    expect(visitor.page.get_by_role("radiogroup", name="団体を選んでください")).to_be_visible()
    visitor.press("この団体で診断をはじめる")
    visitor.told("団体を1つ選んでください。")


@further_situation
def start_with_a_link_of_nobody(visitor: Visitor) -> None:
    visitor.open(a=UNKNOWN_LINK)
    visitor.told("このリンクの診断は見つかりません。")


@further_situation
def start_with_a_draft(visitor: Visitor) -> None:
    visitor.open_with("", HALF)


@further_situation
def guide(visitor: Visitor) -> None:
    visitor.open("guide")


@further_situation
def a_page_that_is_not_there(visitor: Visitor) -> None:
    visitor.page.goto(visitor.server.url("no-such-page"))
    expect(visitor.page.get_by_role("dialog")).to_be_visible()


# 回答


@further_situation
def answers_of_a_draft(visitor: Visitor) -> None:
    visitor.open_with(ANSWERS, HALF)


@further_situation
def answers_of_an_example(visitor: Visitor) -> None:
    visitor.open(ANSWERS, example=SOKA)


@further_situation
def answers_that_are_copies(visitor: Visitor) -> None:
    before = visitor.submitted(COPIED - 1)
    visitor.open(ANSWERS, a=begin_next_year(visitor.data, key_of(visitor.data, before), ASKED.version.id).edit)


@further_situation
def answers_that_a_colleague_changed_too(visitor: Visitor) -> None:
    link = visitor.open_with(ANSWERS, ALL_LEVELS)
    expect(choices(visitor.page, FIRST)).to_be_visible()
    with visitor.server.paused():
        click_choice(visitor.page, FIRST, level(1))
        record(visitor.data, key_of(visitor.data, link), FIRST.id, level(3), saved_by="another tab")
    visitor.told("ほかの人も変えました。")


@further_situation
def answers_that_are_not_stored(visitor: Visitor) -> None:
    visitor.open_with(ANSWERS, HALF)
    expect(choices(visitor.page, FIRST)).to_be_visible()
    folder = visitor.server.folder / "data"
    refuse_writing(folder, "answers")
    click_choice(visitor.page, FIRST, level(3))
    visitor.told("回答を保存できていません。")
    allow_writing(folder)


@further_situation
def answers_with_a_memo_that_is_refused(visitor: Visitor) -> None:
    visitor.open_with(ANSWERS, HALF)
    memo_box(visitor.page, SECOND).fill("x\x00y")
    memo_box(visitor.page, SECOND).press("Tab")
    visitor.told("いまの内容では保存していません。")


# 結果と、その先


@further_situation
def result_with_nothing_open(visitor: Visitor) -> None:
    visitor.open("result")


@further_situation
def result_of_a_draft(visitor: Visitor) -> None:
    visitor.open_with("result", HALF)


@situation
def result_at_both_depths(visitor: Visitor) -> None:
    whole = answered_alike(ASKED, level(2), Depth.FULL).answers
    visitor.open_with("result", {**whole, FIRST.id: level(0)}, depth=Depth.FULL)


@further_situation
def comparison_with_nobody(visitor: Visitor) -> None:
    visitor.open_with("comparison", HALF, fiscal_year=READ)


@situation
def comparison_with_a_region(visitor: Visitor) -> None:
    keep(visitor.data, real_table(), may_be_older=True)
    visitor.open_with("comparison", ALL_LEVELS)
    expect(visitor.page.locator("[data-testid=stVegaLiteChart] svg")).to_have_count(2)


@further_situation
def comparison_with_a_set_being_chosen(visitor: Visitor) -> None:
    visitor.open_with("comparison", ALL_LEVELS, fiscal_year=READ)
    visitor.page.get_by_role("textbox", name="団体名の一部、よみがな、または団体コード").fill("越")
    visitor.page.get_by_role("button", name="越谷市(埼玉県)").click()
    visitor.press("この組を残す")
    visitor.told("残せませんでした。")


@further_situation
def actions_that_were_decided(visitor: Visitor) -> None:
    link = visitor.new_link(ALL_LEVELS)
    first, second, third = (one.action.id for one in next_actions(ASKED, visitor.server.stored(link))[:3])
    decide_on(visitor, link, {first: WILL_DO, second: UNDER_WAY, third: WILL_NOT})
    visitor.open("actions", a=link)


@further_situation
def actions_that_are_tried_out(visitor: Visitor) -> None:
    link = visitor.new_link(ALL_LEVELS)
    decide_on(visitor, link, {next_actions(ASKED, visitor.server.stored(link))[0].action.id: WILL_DO})
    visitor.open("actions", a=link)
    visitor.page.get_by_role("tab", name="もし進めたら").click()
    expect(visitor.page.get_by_test_id("stVegaLiteChart").locator("svg")).to_have_count(2)


@further_situation
def a_list_that_is_unfolded(visitor: Visitor) -> None:
    visitor.open("practices")
    main(visitor.page).get_by_role("combobox", name="分野").click(delay=PRESS_MS)
    expect(visitor.page.get_by_role("listbox")).to_be_visible()


@further_situation
def roadmap_before_it_is_made(visitor: Visitor) -> None:
    visitor.open_with("roadmap", ALL_LEVELS)


@situation
def roadmap_with_targets_and_breaches(visitor: Visitor) -> None:
    link = visitor.new_link(ALL_LEVELS)
    key = key_of(visitor.data, link)
    aim = Target(AXIS.id, ASKED.steps[2].id, 2027)
    set_targets(visitor.data, key, {AXIS.id: PlanChange(aim, 0)})
    keep_plan(visitor.data, key, PlanChange(a_plan(), 0))
    visitor.open("roadmap", a=link)
    expect(visitor.page.get_by_test_id("stVegaLiteChart").first.locator("svg")).to_be_visible()


@further_situation
def roadmap_that_is_not_kept(visitor: Visitor) -> None:
    link = visitor.new_link(ALL_LEVELS)
    keep_plan(visitor.data, key_of(visitor.data, link), PlanChange(a_plan(), 0))
    visitor.open("roadmap", a=link)
    visitor.page.locator("summary").filter(has_text="開始の時期を変える").click()
    choose_in_list(visitor.page, "新しい開始の時期", "工程表から外す")
    visitor.press("この変更を試す")
    visitor.told("この工程表はまだ保存していません。")


@further_situation
def trend_of_one_year(visitor: Visitor) -> None:
    visitor.open_with("trend", ALL_LEVELS, municipality=MATSUBUSHI)


@further_situation
def trend_of_two_years(visitor: Visitor) -> None:
    before = visitor.new_link(ALL_LEVELS, fiscal_year=2024, municipality=KOSHIGAYA)
    key = key_of(visitor.data, before)
    submit(visitor.data, key, Sharing.PRIVATE)
    following = begin_next_year(visitor.data, key, ASKED.version.id).edit
    for question in (FIRST, THIRD):
        record(visitor.data, key_of(visitor.data, following), question.id, level(3))
    visitor.open("trend", a=following)
    expect(visitor.page.get_by_test_id("stVegaLiteChart").last.locator("svg")).to_be_visible()


@further_situation
def practices_that_are_not_found(visitor: Visitor) -> None:
    visitor.open("practices")
    visitor.page.get_by_role("textbox").first.fill("どこにもない言葉")
    visitor.told("当てはまる事例がありません。")


@situation
def output_for_a_section(visitor: Visitor) -> None:
    visitor.open_with("output", ALL_LEVELS)
    box = visitor.page.get_by_role("textbox", name="一覧にない課の名前")
    box.fill("未来課")
    box.press("Enter")
    visitor.told("設問の割り当ては")


@further_situation
def about(visitor: Visitor) -> None:
    visitor.open("about")


# 診断の管理


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
    visitor.open("submission", a=create(visitor.data, _made(HALF)).read)


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
    own = _made(ALL_LEVELS, municipality=MATSUBUSHI)
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


def decide_on(visitor: Visitor, link: str, decisions: Mapping[str, Decision]) -> None:
    """As if the office had marked these actions."""
    key = key_of(visitor.data, link)
    seen = plans_of(visitor.data, key).decision_revisions
    decide(visitor.data, key, {one: PlanChange(made, seen.get(one, 0)) for one, made in decisions.items()})
