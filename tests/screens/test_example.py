"""記入例: the reading of the survey, to be looked at and not changed."""

import pytest
from sqlalchemy import Engine

from questionnaire.model import Axis
from questionnaire.municipalities import municipality
from questionnaire.survey import read_assessment
from scoring import result_wording
from scoring.result import result, shown_results
from tests.builders import SOKA, level
from tests.stored import ASKED, FIRST, PAGE, a_link, count_of_assessments, stored, words
from tests.tab import a_tab, chosen, follow, messages, page_links, text_of, title, turn_to

pytestmark = pytest.mark.usefixtures("data")


@pytest.mark.parametrize("code", ASKED.version.survey.municipalities)
def test_every_example_opens_with_its_result_and_says_what_it_is(data: Engine, code: str) -> None:
    place = municipality(code)
    assert place
    tab = a_tab()
    follow(tab, f"{place.label}の記入例")
    assert title(tab) == "結果"
    assert ASKED.version.survey.label in messages(tab)
    assert result_wording.overall_sentence(result(ASKED, read_assessment(ASKED, code))) in text_of(tab)
    assert count_of_assessments(data) == 0


@pytest.mark.parametrize("axis", ASKED.axes, ids=lambda axis: axis.id)
def test_an_example_can_only_be_read(data: Engine, axis: Axis) -> None:
    path = f"answer-{axis.id}"
    tab = a_tab(path, example=SOKA)
    assert [*tab.radio, *tab.text_area, *tab.text_input, *tab.code] == []
    assert messages(tab) == [ASKED.version.survey.label]
    shown, reading = text_of(tab), read_assessment(ASKED, SOKA)
    for question in axis.questions:
        answer = reading.answer(question.id)
        assert words(question, answer) in shown
        assert answer.memo in shown
        assert answer.evidence in shown
    assert count_of_assessments(data) == 0


def test_an_example_shows_both_results_and_asks_for_nothing_more() -> None:
    tab = a_tab("result", example=SOKA)
    for found in shown_results(ASKED, read_assessment(ASKED, SOKA)):
        assert result_wording.depth_text(found, ASKED) in text_of(tab)
        assert result_wording.overall_sentence(found) in text_of(tab)
    assert not tab.button
    assert messages(tab) == [ASKED.version.survey.label]


def test_an_example_keeps_the_own_link_and_leads_back(data: Engine) -> None:
    link = a_link(data, {FIRST.id: level(1)})
    tab = a_tab(a=link)
    follow(tab, "草加市(埼玉県)の記入例")
    assert tab.query_params == {"a": link, "example": SOKA}
    turn_to(tab, PAGE)
    assert tab.query_params == {"a": link, "example": SOKA}
    assert not tab.radio
    follow(tab, "自分の診断に戻る")
    assert tab.query_params == {"a": link}
    turn_to(tab, PAGE)
    assert chosen(tab, FIRST) == FIRST.levels[1]
    assert stored(data, link).answers == {FIRST.id: level(1)}


def test_a_visitor_without_an_own_assessment_is_not_led_back_to_one() -> None:
    tab = a_tab("result", example=SOKA)
    assert "自分の診断に戻る" not in [link["label"] for link in page_links(tab)]
