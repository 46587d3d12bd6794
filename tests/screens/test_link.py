"""The link: what opens an assessment, and what opens nothing."""

import pytest
from sqlalchemy import Engine, text

from tests.builders import level
from tests.stored import ALL_PAGES, FIRST, PAGE, a_link, stored_answer
from tests.tab import a_tab, chosen, follow, messages, radio, text_of, turn_to

pytestmark = pytest.mark.usefixtures("data")


def test_the_link_that_is_shown_opens_the_assessment_in_another_browser(data: Engine) -> None:
    link = a_link(data, {FIRST.id: level(3)})
    tab = a_tab(PAGE, a=link)
    follow(tab, "この診断のリンクと復元票(次回はここから開きます)")
    shown = f"http://localhost:8501/?a={link}"
    assert f"\n{shown}\n" in text_of(tab)
    other = a_tab()
    other.text_input(key="link-to-open").set_value(f"  {shown}\n").run()
    assert other.query_params == {"a": link}
    assert messages(other) == ["草加市(埼玉県) 令和8年度の診断を開いています。"]
    turn_to(other, PAGE)
    assert chosen(other, FIRST) == FIRST.levels[3]


@pytest.mark.parametrize(
    "nonsense",
    [
        "草加市",
        "http://localhost:8501/",
        "http://localhost:8501/?a=",
        "?example=112216",
        "javascript:alert(1)",
        "[",
        "http://[x",
    ],
)
def test_what_is_no_link_is_refused(nonsense: str) -> None:
    tab = a_tab()
    tab.text_input(key="link-to-open").set_value(nonsense).run()
    assert not tab.exception
    assert len(tab.error) == 1
    assert "診断のリンクではありません" in tab.error[0].value
    assert tab.query_params == {}


@pytest.mark.parametrize("path", ALL_PAGES)
def test_a_wrong_link_is_told_on_every_page(path: str) -> None:
    tab = a_tab(path, a="wrong")
    assert not tab.exception
    assert len(tab.error) == 1
    assert "このリンクの診断は見つかりません" in tab.error[0].value
    assert not tab.radio


@pytest.mark.parametrize("address", [{"a": "<b>$x$"}, {"example": "131016"}, {"example": "*"}], ids=str)
def test_an_address_that_names_nothing_is_told(address: dict[str, str]) -> None:
    tab = a_tab(PAGE, **address)
    assert not tab.exception
    assert "このリンクの診断は見つかりません" in tab.error[0].value


def test_a_pasted_link_replaces_the_open_assessment(data: Engine) -> None:
    mine, other = a_link(data, {FIRST.id: level(1)}), a_link(data, {FIRST.id: level(2)})
    tab = a_tab(PAGE, a=mine)
    turn_to(tab, "")
    tab.text_input(key="link-to-open").set_value(f"http://localhost:8501/?a={other}").run()
    assert tab.query_params == {"a": other}
    turn_to(tab, PAGE)
    assert chosen(tab, FIRST) == FIRST.levels[2]
    assert (stored_answer(data, mine), stored_answer(data, other)) == (level(1), level(2))


def test_an_assessment_that_was_deleted_meanwhile_is_told_as_not_found(data: Engine) -> None:
    link = a_link(data)
    tab = a_tab(PAGE, a=link)
    with data.begin() as connection:
        connection.execute(text("DELETE FROM assessments"))
    radio(tab, FIRST).set_value(FIRST.levels[2]).run()
    assert not tab.exception
    assert "このリンクの診断は見つかりません" in tab.error[0].value
