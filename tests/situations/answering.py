"""Situations of はじめに, 使い方 and 回答."""

from playwright.sync_api import expect

from storage.submissions import begin_next_year
from tests.browser import ASKED, choices, click_choice, memo_box
from tests.builders import SOKA, level
from tests.situations.registry import further_situation, situation
from tests.situations.visitor import ANSWERS, COPIED, FIRST, HALF, SECOND, UNKNOWN_LINK, Visitor
from tests.stored import ALL_LEVELS, allow_writing, key_of, record, refuse_writing


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
