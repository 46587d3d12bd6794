"""事例, and the practices beside questions, low answers and actions."""

from html import unescape

import pytest
from sqlalchemy import Engine
from streamlit.testing.v1 import AppTest

from questionnaire.assessment import Answer
from questionnaire.citation import citations
from questionnaire.model import Depth, Practice, Question
from questionnaire.practices import Search, actions_shown_by, found_practices, place_of, practices_for
from scoring.wording import practice_text
from tests.builders import SOKA, UNKNOWN, answered_alike, level
from tests.stored import ALL_PAGES, ASKED, FIRST, QUESTIONS, a_link, core_questions, count_of_assessments
from tests.tab import OUR_TAGS, a_tab, follow, markdown_of, messages, page_links, tags_of, text_of, title, turn_to

pytestmark = pytest.mark.usefixtures("data")

ALL = len(ASKED.practices)
NOTHING_FOUND = "当てはまる事例がありません。言葉を短くするか、分野などを「すべて」に戻してください。"
HOSTILE = "**太字** :red[赤] [ここ](javascript:alert(1)) <script>alert(1)</script><img src=x onerror=alert(2)></p>"
PIECES = ["太字", ":red", "javascript", "script", "onerror"]
(ESTIMATES,) = ASKED.rules.beside("actions")


def bodies(tab: AppTest) -> list[str]:
    """All HTML of the page, with its texts as they are read."""
    return [unescape(element.proto.body) for element in tab.get("html")]


def cards(tab: AppTest) -> list[str]:
    return [card for body in bodies(tab) for card in body.split("<section>")[1:]]


def look_for(tab: AppTest, words: str) -> AppTest:
    tab.text_input(key="practice-words").set_value(words).run()
    return tab


def choose(tab: AppTest, label: str, option: str) -> AppTest:
    """Chooses in the filter with this label, as the page words the option."""
    (filter_box,) = (box for box in tab.selectbox if box.label == label)
    filter_box.set_value(option).run()
    return tab


def assert_shown(tab: AppTest, practices: tuple[Practice, ...]) -> None:
    assert not tab.exception
    assert f"{ALL}件のうち{len(practices)}件を示しています。" in text_of(tab)
    assert len(cards(tab)) == len(practices)
    for practice, card in zip(practices, cards(tab), strict=True):
        assert practice.title in card
        assert practice.summary in card


# The page


def test_all_practices_are_shown_at_first_with_their_number() -> None:
    tab = a_tab("practices")
    assert title(tab) == "事例"
    assert_shown(tab, ASKED.practices)
    assert messages(tab) == []


def test_each_card_tells_who_when_what_with_figures_and_where_it_is_written() -> None:
    for practice, card in zip(ASKED.practices, cards(a_tab("practices")), strict=True):
        year, month = practice.as_of.split("-")
        question = ASKED.by_id[practice.question]
        (source,) = citations(ASKED, [practice.source])
        assert f"{place_of(practice)} {year}年{int(month)}月時点" in card
        assert practice.source.section in source
        for said in (source, question.text, ASKED.axis_of[question.id].name):
            assert said in card
        for figure in practice.figures:
            assert f"{figure.name}:{figure.value:,}{figure.unit}" in card
        for action in actions_shown_by(ASKED, practice):
            assert action.title in card


@pytest.mark.parametrize("words", ["RPA", "ｒｐａ", "そうか", "テレワーク 越谷", "8372"])
def test_the_words_narrow_what_is_shown(words: str) -> None:
    found = found_practices(ASKED, Search(words))
    assert 0 < len(found) < ALL
    assert_shown(look_for(a_tab("practices"), words), found)


def test_the_filters_narrow_one_after_the_other_and_widen_again() -> None:
    axis = ASKED.axis_of["operations-automation"]
    step = next(step for step in ASKED.steps if step.id == ASKED.by_id["operations-automation"].step)
    tab = choose(a_tab("practices"), "分野", axis.name)
    assert_shown(tab, found_practices(ASKED, Search(axis=axis.id)))
    choose(tab, "ステップ", step.name)
    assert_shown(tab, found_practices(ASKED, Search(axis=axis.id, step=step.id)))
    choose(tab, "団体", "草加市(埼玉県)")
    assert_shown(tab, found_practices(ASKED, Search("", axis.id, step.id, SOKA)))
    look_for(tab, "RPA")
    assert_shown(tab, found_practices(ASKED, Search("RPA", axis.id, step.id, SOKA)))
    choose(tab, "分野", "すべての分野")
    choose(tab, "ステップ", "すべてのステップ")
    choose(tab, "団体", "すべての団体")
    assert_shown(look_for(tab, ""), ASKED.practices)


def test_the_filters_offer_every_axis_step_and_office_once() -> None:
    offered = {box.label: list(box.options) for box in a_tab("practices").selectbox}
    places = list(dict.fromkeys(place_of(practice) for practice in ASKED.practices))
    assert offered == {
        "分野": ["すべての分野", *(axis.name for axis in ASKED.axes)],
        "ステップ": ["すべてのステップ", *(step.name for step in ASKED.steps)],
        "団体": ["すべての団体", *places],
    }


def test_when_nothing_is_found_the_page_says_what_to_do() -> None:
    tab = look_for(a_tab("practices"), "当てはまるはずのない言葉")
    assert messages(tab) == [NOTHING_FOUND]
    assert_shown(tab, ())
    assert messages(look_for(tab, "")) == []


@pytest.mark.parametrize("words", [HOSTILE, "(" * 10_000, "RPA\x00", ".*"], ids=lambda words: ascii(words[:8]))
def test_a_hostile_search_finds_nothing_and_is_not_echoed(words: str) -> None:
    tab = look_for(a_tab("practices"), words)
    assert not tab.exception
    assert messages(tab) == [NOTHING_FOUND]
    assert tags_of(tab) <= OUR_TAGS
    assert [piece for piece in PIECES if piece in markdown_of(tab) or piece in "".join(bodies(tab)[2:])] == []


def test_a_filter_that_is_not_offered_fails_nothing() -> None:
    tab = a_tab("practices")
    for box in tab.selectbox:
        box.options = [*box.options, HOSTILE]
        box.set_value(HOSTILE)
    tab.run()
    assert not tab.exception
    assert tags_of(tab) <= OUR_TAGS


# The ways to it and back


@pytest.mark.parametrize("path", ALL_PAGES)
def test_the_page_is_reached_from_every_other_page(data: Engine, path: str) -> None:
    link = a_link(data)
    tab = turn_to(a_tab(path, a=link), "practices")
    assert title(tab) == "事例"
    assert tab.query_params == {"a": link}


def test_the_page_needs_no_assessment_and_makes_none(data: Engine) -> None:
    tab = look_for(a_tab("practices"), "研修")
    assert_shown(tab, found_practices(ASKED, Search("研修")))
    assert page_links(tab) == []
    assert count_of_assessments(data) == 0


def test_the_page_leads_to_the_result_of_the_own_assessment(data: Engine) -> None:
    link = a_link(data)
    tab = follow(a_tab("practices", a=link), "結果と次の一手を見る")
    assert (title(tab), tab.query_params) == ("結果", {"a": link})


def test_the_page_opens_beside_an_example_and_with_a_wrong_link() -> None:
    for address in ({"example": SOKA}, {"a": "wrong"}):
        tab = a_tab("practices", **address)
        assert title(tab) == "事例"
        assert_shown(tab, ASKED.practices)


# Beside a question


def test_each_question_holds_its_practices_in_its_fold(data: Engine) -> None:
    link = a_link(data)
    for axis in ASKED.axes:
        path = f"answer-{axis.id}"
        folds = [body for body in bodies(a_tab(path, a=link)) if "なぜ聞くか" in body]
        for question, fold in zip(core_questions(path), folds, strict=True):
            assert question.why in fold
            told = [practice for practice in ASKED.practices if practice_text(ASKED, practice) in fold]
            assert set(told) == set(practices_for(ASKED, question.id))
            assert ("事例</p>" in fold) == bool(told)


# Below a low answer


def fold_of_practices(question: Question) -> str:
    """The line that opens the practices below an answer."""
    return f"「{question.text}」の事例({len(practices_for(ASKED, question.id))}件)"


@pytest.mark.parametrize("answer", [level(0), level(1)], ids=["level 0", "level 1"])
def test_practices_stand_below_a_low_answer(data: Engine, answer: Answer) -> None:
    answers = dict(answered_alike(ASKED, level(3)).answers) | {FIRST.id: answer}
    (told,) = (body for body in bodies(a_tab("result", a=a_link(data, answers))) if "の事例(" in body)
    assert told.count("の事例(") == 1
    below = told.split(fold_of_practices(FIRST))[1].split("</details>")[0]
    for practice in practices_for(ASKED, FIRST.id):
        assert practice_text(ASKED, practice) in below


@pytest.mark.parametrize(
    "answer", [level(2), level(3), UNKNOWN, None], ids=["level 2", "level 3", "わからない", "none"]
)
def test_no_practices_stand_below_an_answer_that_is_not_low(data: Engine, answer: Answer | None) -> None:
    answers = {question.id: answer for question in QUESTIONS} if answer else {}
    tab = a_tab("result", a=a_link(data, answers))
    assert not tab.exception
    assert "の事例(" not in text_of(tab)


def test_every_low_answer_that_has_practices_shows_them_once(data: Engine) -> None:
    tab = a_tab("result", a=a_link(data, answered_alike(ASKED, level(0)).answers))
    with_practices = [question for question in QUESTIONS if practices_for(ASKED, question.id)]
    assert text_of(tab).count("の事例(") == len(with_practices) > 0
    for question in with_practices:
        assert fold_of_practices(question) in text_of(tab)


# Beside the actions


@pytest.mark.parametrize("depth", Depth)
def test_the_note_on_estimates_stands_once_above_the_actions(data: Engine, depth: Depth) -> None:
    link = a_link(data, answered_alike(ASKED, level(1), depth).answers, depth)
    tab = a_tab("result", a=link)
    shown = text_of(tab)
    assert shown.count(ESTIMATES.title) == shown.count(ESTIMATES.text) == 1
    (actions,) = (body for body in bodies(tab) if ESTIMATES.text in body)
    assert actions.index(ESTIMATES.text) < actions.index("<section>")


def test_without_an_action_there_is_no_note_on_estimates(data: Engine) -> None:
    tab = a_tab("result", a=a_link(data, answered_alike(ASKED, level(3)).answers))
    assert ESTIMATES.title not in text_of(tab)


def test_the_note_on_estimates_does_not_stand_beside_the_questions(data: Engine) -> None:
    tab = a_tab(f"answer-{ASKED.axes[0].id}", a=a_link(data))
    assert ESTIMATES.title not in text_of(tab)
