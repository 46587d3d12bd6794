"""推移: the years that are joined, their figures, and the answers that changed between them."""

import json
from collections.abc import Mapping

import pytest
from sqlalchemy import Engine

from questionnaire.assessment import Answer
from questionnaire.peer import Sharing
from scoring.trend import wording as trend_wording
from scoring.trend.changes_wording import changes_sentence
from scoring.trend.chart import trend_panels
from scoring.trend.years import Year, trend
from screens.parts.chart import TABLE_BELOW
from storage.assessments import create, find
from storage.submissions import begin_next_year, submit, years_of
from tests.builders import SOKA, UNKNOWN, an_assessment, level
from tests.stored import ASKED, FIRST, QUESTIONS, SECOND, THIRD, record
from tests.tab import OUR_TAGS, a_tab, messages, page_links, tags_of, text_of, title

pytestmark = pytest.mark.usefixtures("data")

ALL_AT_ONE = {question.id: level(1) for question in QUESTIONS}


def a_first_year(data: Engine, fiscal_year: int = 2025) -> str:
    """The link of an assessment with level 1 everywhere."""
    return create(data, an_assessment(ALL_AT_ONE, fiscal_year=fiscal_year, version=ASKED.version.id)).edit


def key_of(data: Engine, link: str) -> int:
    found = find(data, link)
    assert found
    return found.id


def a_next_year(data: Engine, link: str, answers: Mapping[str, Answer]) -> str:
    """The link of the year after, in which every answer is confirmed at level 1 but for these; `link` is submitted."""
    key = key_of(data, link)
    submit(data, key, Sharing.PRIVATE)
    following = begin_next_year(data, key, ASKED.version.id).edit
    for question, answer in (ALL_AT_ONE | dict(answers)).items():
        record(data, key_of(data, following), question, answer)
    return following


def two_years(data: Engine, answers: Mapping[str, Answer]) -> str:
    return a_next_year(data, a_first_year(data), answers)


def rows_in(shown: str, table: tuple[list[str], list[list[str]]]) -> list[bool]:
    header, rows = table
    return ["\n".join(row) in shown for row in (header, *rows)]


def test_two_years_stand_side_by_side(data: Engine) -> None:
    link = two_years(data, {question.id: level(2) for question in QUESTIONS})
    tab = a_tab("trend", a=link)
    assert not tab.exception
    assert title(tab) == "推移"
    shown = text_of(tab)
    assert "全体の成熟度は令和7年度の0.5から令和8年度の3.0に上がりました。" in shown
    assert "到達ステップは令和7年度の「これから」から令和8年度の「DX」に進みました。" in shown
    assert "上がった分野は8分野すべてです。" in shown
    assert "上がった回答は24問、下がった回答は0問です。" in shown
    assert [found["label"] for found in page_links(tab)] == ["工程表で、いつ何を進めるかを決める"]


def test_every_figure_is_that_of_the_stored_years(data: Engine) -> None:
    middle = two_years(data, {FIRST.id: level(3), SECOND.id: level(2), THIRD.id: UNKNOWN})
    link = a_next_year(data, middle, {FIRST.id: level(0), QUESTIONS[-1].id: level(3)})
    stored = years_of(data, key_of(data, link))
    found = trend(Year(ASKED, each.assessment, each.number > 0) for each in stored)
    assert [(year.assessment.fiscal_year, year.is_submitted) for year in found.years] == [
        (2025, True),
        (2026, True),
        (2027, False),
    ]
    tab = a_tab("trend", a=link)
    assert not tab.exception
    shown = text_of(tab)
    first, before, newest = found.years
    for sentence in (
        trend_wording.maturity_sentence(before, newest),
        trend_wording.maturity_sentence(first, newest),
        trend_wording.step_sentence(before, newest),
        trend_wording.axes_sentence(found),
        *trend_wording.notes(found),
        *(changes_sentence(pair) for pair in found.pairs),
    ):
        assert sentence in shown
    assert all(rows_in(shown, trend_wording.maturity_table(found)))
    assert all(rows_in(shown, trend_wording.step_table(found)))
    charts = [json.loads(chart.proto.spec) for chart in tab.get("vega_lite_chart")]
    assert [chart["layer"] for chart in charts] == [panel["layer"] for panel in trend_panels(found)]
    # Few figures: the name of a panel tells them all, and where they stand.
    names = [f"{panel['description']}{TABLE_BELOW}" for panel in trend_panels(found)]
    assert [chart["description"] for chart in charts] == names


def test_the_newest_changes_come_first(data: Engine) -> None:
    link = a_next_year(data, two_years(data, {FIRST.id: level(2)}), {FIRST.id: level(3)})
    headings = [heading.value for heading in a_tab("trend", a=link).subheader]
    assert headings == ["令和8年度から令和9年度(提出前)", "令和7年度から令和8年度"]


def test_a_changed_answer_is_shown_with_both_sentences(data: Engine) -> None:
    link = two_years(data, {FIRST.id: level(3), SECOND.id: level(0)})
    shown = text_of(a_tab("trend", a=link))
    axis = ASKED.axis_of[FIRST.id].name
    for line in (
        f"{axis}:上がった回答1問、下がった回答1問",
        f"上がった回答:{FIRST.text}",
        f"令和7年度:{FIRST.levels[1]}(段階1)",
        f"令和8年度:{FIRST.levels[3]}(段階3)",
        f"下がった回答:{SECOND.text}",
        f"令和8年度:{SECOND.levels[0]}(段階0)",
    ):
        assert line in shown
    assert THIRD.text not in shown


def test_what_is_unknown_is_named_and_no_fall(data: Engine) -> None:
    shown = text_of(a_tab("trend", a=two_years(data, {FIRST.id: UNKNOWN})))
    assert f"上がり下がりをいえない回答:{FIRST.text}\n" in shown
    assert "令和8年度:わからない\n" in shown
    assert "下がった回答は0問です。" in shown
    assert "下がった分野は" not in shown


def test_copies_are_named_unconfirmed_and_the_year_not_submitted(data: Engine) -> None:
    first = key_of(data, a_first_year(data))
    submit(data, first, Sharing.PRIVATE)
    shown = text_of(a_tab("trend", a=begin_next_year(data, first, ASKED.version.id).edit))
    assert "令和8年度(提出前)" in shown
    assert "令和7年度(提出前)" not in shown
    assert f"令和8年度の回答のうち{len(QUESTIONS)}問は、前の年度から写したままの未確認です。" in shown
    assert f"令和8年度:{FIRST.levels[1]}(段階1)(未確認)" in shown
    assert f"下がった回答は0問です。ほかに、上がり下がりをいえない回答が{len(QUESTIONS)}問あります。" in shown


def test_the_years_are_the_same_from_whichever_of_them(data: Engine) -> None:
    first = a_first_year(data)
    following = a_next_year(data, first, {FIRST.id: level(3)})
    # The ways on keep the link by which the page was opened.
    shown = [text_of(a_tab("trend", a=link)).replace(link, "") for link in (first, following)]
    assert shown[0] == shown[1]


def test_one_year_alone_says_what_will_be_seen(data: Engine) -> None:
    tab = a_tab("trend", a=a_first_year(data))
    assert not tab.exception
    assert messages(tab) == [trend_wording.ONE_YEAR]
    assert not tab.get("vega_lite_chart")
    assert "この年度の結果を見る" in {link["label"] for link in page_links(tab)}


def test_an_example_has_one_year_only() -> None:
    tab = a_tab("trend", example=SOKA)
    assert not tab.exception
    assert trend_wording.ONE_YEAR in messages(tab)
    assert ASKED.version.survey.label in messages(tab)
    assert not tab.get("vega_lite_chart")


def test_without_an_assessment_there_is_no_trend() -> None:
    tab = a_tab("trend")
    assert messages(tab) == ["まだ診断を開いていません。"]
    assert not tab.get("vega_lite_chart")


def test_the_page_is_made_of_our_own_elements_only(data: Engine) -> None:
    tab = a_tab("trend", a=two_years(data, {FIRST.id: level(3)}))
    assert tags_of(tab) <= OUR_TAGS
