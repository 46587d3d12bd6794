"""はじめに: what the first page says, and how an assessment is begun."""

from pathlib import Path

import pytest
from sqlalchemy import Engine

from questionnaire.assessment import Assessment
from questionnaire.clock import today
from questionnaire.fiscal_year import fiscal_year_of
from questionnaire.model import Depth
from questionnaire.municipalities import municipality
from questionnaire.peer import Sharing
from scoring import wording
from storage.submissions import submit
from tests.builders import KOSHIGAYA, SOKA, level
from tests.stored import (
    ASKED,
    FIRST,
    PAGE,
    QUESTIONS,
    a_link,
    core_questions,
    count_of_assessments,
    key_of,
    refuse_writing,
    stored,
    stored_answer,
)
from tests.tab import a_tab, chosen, follow, messages, page_links, radio, text_of, title, turn_to

pytestmark = pytest.mark.usefixtures("data")


def test_the_first_page_says_what_this_is_and_what_it_takes() -> None:
    tab = a_tab()
    assert title(tab) == "自治体DX成熟度診断"
    shown = text_of(tab)
    assert "8つの分野と3つのステップ" in shown
    assert "24問(約15分)" in shown
    for step in ASKED.steps:
        assert step.name in shown
        assert step.meaning in shown
    assert messages(tab) == []
    assert not tab.radio


def test_a_municipality_is_found_by_its_kana_and_its_assessment_is_begun(data: Engine) -> None:
    tab = a_tab()
    tab.text_input(key="municipality-search").set_value("そうか").run()
    assert tab.radio[0].options == ["草加市(埼玉県)"]
    tab.button[0].click().run()
    begun = stored(data, tab.query_params["a"])
    assert begun == Assessment(SOKA, fiscal_year_of(today()), ASKED.version.id, Depth.CORE, {})
    assert title(tab) == "リンクと復元票"
    follow(tab, "回答を始める")
    assert title(tab) == ASKED.axes[0].name
    assert count_of_assessments(data) == 1


def test_the_year_can_be_the_one_before_or_after(data: Engine) -> None:
    tab = a_tab()
    tab.text_input(key="municipality-search").set_value("越谷市").run()
    years = tab.selectbox[0]
    this_year = fiscal_year_of(today())
    assert years.options == [wording.fiscal_year_text(this_year + ahead) for ahead in (1, 0, -1)]
    years.select_index(2).run()
    tab.button[0].click().run()
    begun = stored(data, tab.query_params["a"])
    assert (begun.municipality, begun.fiscal_year) == (KOSHIGAYA, this_year - 1)


def test_a_search_that_finds_nothing_says_so() -> None:
    tab = a_tab()
    tab.text_input(key="municipality-search").set_value("xyzxyzxyz").run()
    assert "当てはまる市区町村がありません" in tab.warning[0].value
    assert not tab.radio
    assert not tab.button


def test_of_two_municipalities_with_one_name_one_has_to_be_chosen(data: Engine) -> None:
    tab = a_tab()
    tab.text_input(key="municipality-search").set_value("府中市").run()
    assert {"府中市(東京都)", "府中市(広島県)"} <= set(tab.radio[0].options)
    tab.button[0].click().run()
    assert messages(tab) == ["団体を1つ選んでください。"]
    assert count_of_assessments(data) == 0
    tab.radio[0].set_value("府中市(広島県)").run()
    tab.button[0].click().run()
    found = municipality(stored(data, tab.query_params["a"]).municipality)
    assert found
    assert found.label == "府中市(広島県)"


def test_the_first_page_leads_back_to_the_open_assessment(data: Engine) -> None:
    link = a_link(data, {question.id: level(2) for question in core_questions("answer-awareness")})
    tab = a_tab(a=link)
    assert "草加市(埼玉県) 令和8年度の診断を開いています。" in messages(tab)
    follow(tab, "回答を続ける")
    assert title(tab) == ASKED.axes[1].name
    assert tab.query_params == {"a": link}


def test_a_second_assessment_leaves_the_first_as_it_was(data: Engine) -> None:
    first = a_link(data, {FIRST.id: level(1)})
    tab = a_tab(a=first)
    tab.text_input(key="municipality-search").set_value("越谷市").run()
    tab.button[0].click().run()
    second = tab.query_params["a"]
    turn_to(tab, PAGE)
    assert chosen(tab, FIRST) is None
    radio(tab, FIRST).set_value(FIRST.levels[3]).run()
    assert stored_answer(data, first) == level(1)
    assert stored_answer(data, second) == level(3)


def test_trouble_with_the_disk_at_the_start_is_told_in_japanese(data: Engine, tmp_path: Path) -> None:
    refuse_writing(tmp_path, "assessments")
    tab = a_tab()
    tab.text_input(key="municipality-search").set_value("そうか").run()
    tab.button[0].click().run()
    assert len(tab.error) == 1
    assert "診断を作れませんでした" in tab.error[0].value
    assert not tab.exception
    assert "a" not in tab.query_params
    assert count_of_assessments(data) == 0


def test_whoever_comes_back_to_a_submitted_assessment_is_told_so(data: Engine) -> None:
    link = a_link(data, {question.id: level(1) for question in QUESTIONS})
    submit(data, key_of(data, link), Sharing.PRIVATE)
    tab = a_tab(a=link)
    assert any("提出済みです" in info for info in messages(tab))
    assert "結果を見る" in [shown["label"] for shown in page_links(tab)]
