"""Situations of 結果 and of the pages that follow from it."""

from collections.abc import Mapping

from playwright.sync_api import expect

from questionnaire.model import Depth
from questionnaire.peer import Sharing
from questionnaire.plan import Decision, Target
from scoring.actions.ranking import next_actions
from storage.indicators import keep
from storage.plans import decide, keep_plan, plans_of, set_targets
from storage.revised import PlanChange
from storage.submissions import begin_next_year, submit
from tests.browser import ASKED, PRESS_MS, choose_in_list, main
from tests.builders import KOSHIGAYA, MATSUBUSHI, answered_alike, level
from tests.planned import UNDER_WAY, WILL_DO, WILL_NOT, a_plan
from tests.published import real_table
from tests.situations.registry import further_situation, situation
from tests.situations.visitor import AXIS, FIRST, HALF, READ, THIRD, Visitor
from tests.stored import ALL_LEVELS, key_of, record


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


def decide_on(visitor: Visitor, link: str, decisions: Mapping[str, Decision]) -> None:
    """As if the office had marked these actions."""
    key = key_of(visitor.data, link)
    seen = plans_of(visitor.data, key).decision_revisions
    decide(visitor.data, key, {one: PlanChange(made, seen.get(one, 0)) for one, made in decisions.items()})
