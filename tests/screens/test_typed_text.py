"""Texts that people type: kept as typed, and nowhere read as markup."""

import pytest
from sqlalchemy import Engine

from questionnaire.assessment import Answer, AnswerState
from screens.parts import markup
from tests.builders import level
from tests.stored import ALL_PAGES, FIRST, PAGE, QUESTIONS, SECOND, a_link, stored_answer
from tests.tab import OUR_TAGS, a_tab, markdown_of, memo_box, messages, number, radio, tags_of

pytestmark = pytest.mark.usefixtures("data")

HOSTILE = (
    "# 大見出し\n**太字** :red[赤] $\\frac{a}{b}$ ![絵](https://evil.invalid/x.png) [ここ](javascript:alert(1)) "
    "<script>alert(1)</script><img src=x onerror=alert(2)></p></details> https://evil.invalid/y &amp; :material/home:"
)
# Any of these outside an input would mean that the text was taken apart and shown, or read as markup.
PIECES = ["大見出し", "太字", ":red", "frac", "evil.invalid", "javascript", "onerror", "material/home"]


@pytest.mark.parametrize("path", ALL_PAGES)
def test_a_hostile_text_is_nowhere_read_as_markup(data: Engine, path: str) -> None:
    hostile = Answer(AnswerState.ANSWERED, 0, memo=HOSTILE, evidence=HOSTILE)
    link = a_link(data, {question.id: hostile for question in QUESTIONS})
    tab = a_tab(path, a=link)
    assert not tab.exception
    assert tags_of(tab) <= OUR_TAGS
    markdown = markdown_of(tab)
    assert [piece for piece in PIECES if piece in markdown] == []


def test_a_hostile_text_is_stored_and_shown_as_it_was_typed(data: Engine) -> None:
    link = a_link(data)
    tab = a_tab(PAGE, a=link)
    memo_box(tab, FIRST).set_value(HOSTILE).run()
    assert stored_answer(data, link).memo == HOSTILE
    again = a_tab(PAGE, a=link)
    assert memo_box(again, FIRST).value == HOSTILE
    assert tags_of(again) <= OUR_TAGS


def test_what_cannot_be_kept_is_told_with_its_question_and_stored_with_the_choice_once_it_is_mended(
    data: Engine,
) -> None:
    link = a_link(data, {FIRST.id: level(1)})
    tab = a_tab(PAGE, a=link)
    radio(tab, FIRST).set_value(FIRST.levels[2])
    memo_box(tab, FIRST).set_value("5月\0と10月").run()
    (told,) = messages(tab)
    assert told.startswith(f"{number(tab, FIRST)}は、選択肢もメモも根拠も、いまの内容では保存していません。")
    assert "メモに使えない文字(NUL)があります。" in told
    assert stored_answer(data, link) == level(1)
    radio(tab, SECOND).set_value(SECOND.levels[3]).run()
    assert stored_answer(data, link, SECOND) == level(3)
    memo_box(tab, FIRST).set_value("5月と10月").run()
    assert messages(tab) == []
    assert stored_answer(data, link) == Answer(AnswerState.ANSWERED, 2, memo="5月と10月")


@pytest.mark.parametrize(
    "html",
    [
        markup.text("p", HOSTILE),
        markup.listed([HOSTILE]),
        markup.described([(HOSTILE, HOSTILE)]),
        markup.folded(HOSTILE),
        markup.table(HOSTILE, [HOSTILE, HOSTILE], [[HOSTILE, HOSTILE]]),
        markup.element("p", css='x" onload="alert(1)'),
    ],
    ids=["text", "listed", "described", "folded", "table", "element"],
)
def test_every_builder_of_html_escapes_what_it_is_given(html: str) -> None:
    assert "<script" not in html
    assert "<img" not in html
    assert 'onload="' not in html


def test_a_hostile_search_is_not_echoed() -> None:
    tab = a_tab()
    tab.text_input(key="municipality-search").set_value(HOSTILE).run()
    markdown = markdown_of(tab)
    assert [piece for piece in PIECES if piece in markdown] == []
    assert tags_of(tab) <= OUR_TAGS
