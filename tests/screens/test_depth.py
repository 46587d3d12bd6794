"""かんたん診断 and くわしく診断: how an office goes deeper, and which results it sees on its way."""

from pathlib import Path

import pytest
from sqlalchemy import Engine
from streamlit.testing.v1 import AppTest

from questionnaire.assessment import Answer, AnswerState
from questionnaire.model import Axis, Depth
from scoring import result_wording, wording
from scoring.result import result
from tests.builders import UNKNOWN, an_assessment, answered_alike, level
from tests.stored import (
    ALL_LEVELS,
    ASKED,
    AXIS,
    FURTHER,
    a_link,
    allow_writing,
    count_of_assessments,
    refuse_writing,
    stored,
)
from tests.tab import a_tab, chosen, follow, messages, radio, text_of, title, turn_to

pytestmark = pytest.mark.usefixtures("data")

CORE_RESULT, FULL_RESULT = "かんたん診断(24問)の結果", "くわしく診断(48問)の結果"
DEEPEN = "くわしく診断(48問)に進む"
WHICH = "どちらの結果をくわしく見ますか"
ANSWERED_ALL = ALL_LEVELS | {question.id: level(3 - number % 4) for number, question in enumerate(FURTHER)}


def deepen(tab: AppTest) -> None:
    next(button for button in tab.button if button.label == DEEPEN).click().run()


def deepened(data: Engine, answers: dict[str, Answer]) -> AppTest:
    """The result page of an assessment that went deeper, with these answers."""
    return a_tab("result", a=a_link(data, answers, Depth.FULL))


def table_of(tab: AppTest, depth: Depth, answers: dict[str, Answer]) -> bool:
    """Whether the page shows the figures of these answers at this depth, row by row."""
    found = result(ASKED, an_assessment(answers, version=ASKED.version.id, depth=depth))
    return all("\n".join(row) in text_of(tab) for row in result_wording.result_table(found, ASKED.rules)[1])


# Going deeper


def test_going_deeper_keeps_every_answer_and_leads_to_the_first_open_question(data: Engine) -> None:
    noted = Answer(AnswerState.UNANSWERED, memo="総務課に聞く")
    answers = ALL_LEVELS | {question.id: level(1) for question in ASKED.axes[0].questions} | {FURTHER[-1].id: noted}
    link = a_link(data, answers)
    tab = a_tab("result", a=link)
    deepen(tab)
    assert not tab.exception
    assert title(tab) == ASKED.axes[1].name
    assert tab.query_params == {"a": link}
    assert stored(data, link) == an_assessment(answers, version=ASKED.version.id, depth=Depth.FULL)
    for question in AXIS.questions:
        was = answers.get(question.id)
        assert chosen(tab, question) == (wording.answer_text(was, question) if was else None)


def test_going_deeper_before_the_quick_check_is_done_leads_to_its_open_question(data: Engine) -> None:
    tab = a_tab("result", a=a_link(data))
    deepen(tab)
    assert title(tab) == ASKED.axes[0].name
    assert "48問中0問に答えました" in text_of(tab)


@pytest.mark.parametrize("axis", ASKED.axes, ids=lambda axis: axis.id)
def test_after_going_deeper_every_question_of_an_axis_is_asked(data: Engine, axis: Axis) -> None:
    tab = a_tab(f"answer-{axis.id}", a=a_link(data, ALL_LEVELS, Depth.FULL))
    assert len(tab.radio) == len(axis.questions) == 6
    for question in axis.questions:
        assert radio(tab, question).options[:4] == list(question.levels)
    assert "48問中24問に答えました" in text_of(tab)


def test_who_went_deeper_is_not_asked_to_go_deeper_again(data: Engine) -> None:
    assert [button.label for button in a_tab("result", a=a_link(data)).button] == [DEEPEN]
    assert not deepened(data, ALL_LEVELS).button
    assert not deepened(data, ANSWERED_ALL).button


def test_going_deeper_is_refused_and_told_when_it_cannot_be_stored(data: Engine, tmp_path: Path) -> None:
    link = a_link(data, ALL_LEVELS)
    tab = a_tab("result", a=link)
    refuse_writing(tmp_path, "assessments")
    deepen(tab)
    assert messages(tab) == [
        "くわしく診断に進めませんでした。保存先に接続できません。しばらくしてからもう一度お試しください。"
    ]
    assert title(tab) == "結果"
    assert not tab.exception
    assert stored(data, link).depth is Depth.CORE
    allow_writing(tmp_path)
    deepen(tab)
    assert messages(tab) == []
    assert stored(data, link) == an_assessment(ALL_LEVELS, version=ASKED.version.id, depth=Depth.FULL)


def test_a_colleague_who_has_the_page_open_is_asked_everything_too(data: Engine) -> None:
    link = a_link(data, ALL_LEVELS)
    hers = a_tab(f"answer-{AXIS.id}", a=link)
    deepen(a_tab("result", a=link))
    hers.run()
    assert len(hers.radio) == len(AXIS.questions)


# The results on the way


@pytest.mark.parametrize("open_ones", [1, 24])
def test_the_core_result_is_shown_alone_until_everything_is_answered(data: Engine, open_ones: int) -> None:
    answers = {id: answer for id, answer in ANSWERED_ALL.items() if id not in {q.id for q in FURTHER[-open_ones:]}}
    tab = deepened(data, answers)
    shown = text_of(tab)
    assert CORE_RESULT in shown
    assert FULL_RESULT not in shown
    assert table_of(tab, Depth.CORE, answers)
    assert not tab.radio
    assert f"くわしく診断は48問中{48 - open_ones}問に答えました。" in messages(tab)[0]
    follow(tab, f"未回答の設問へ(残り{open_ones}問)")
    assert title(tab) == ASKED.axis_of[FURTHER[-open_ones].id].name


def test_the_last_answer_brings_the_full_result_beside_the_core_one(data: Engine) -> None:
    last = FURTHER[-1]
    link = a_link(data, {id: answer for id, answer in ANSWERED_ALL.items() if id != last.id}, Depth.FULL)
    tab = a_tab(f"answer-{ASKED.axes[-1].id}", a=link)
    radio(tab, last).set_value("わからない").run()
    turn_to(tab, "result")
    shown = text_of(tab)
    assert shown.index(CORE_RESULT) < shown.index(FULL_RESULT)
    for depth in Depth:
        found = result(ASKED, an_assessment(stored(data, link).answers, version=ASKED.version.id, depth=depth))
        for sentence in (result_wording.reached_sentence(found, ASKED.rules), result_wording.overall_sentence(found)):
            assert sentence in shown
    assert messages(tab) == []


def test_of_two_results_one_is_chosen_to_be_looked_at_closely(data: Engine) -> None:
    tab = deepened(data, ANSWERED_ALL)
    (which,) = tab.radio
    assert (which.label, which.options) == (WHICH, ["かんたん診断", "くわしく診断"])
    for depth, other in ((Depth.FULL, Depth.CORE), (Depth.CORE, Depth.FULL)):
        which.set_value(depth).run()
        assert table_of(tab, depth, ANSWERED_ALL)
        assert not table_of(tab, other, ANSWERED_ALL)


def test_going_deeper_shows_the_same_core_result_as_before(data: Engine) -> None:
    link = a_link(data, ALL_LEVELS)
    tab = a_tab("result", a=link)
    before = text_of(tab)
    deepen(tab)
    turn_to(tab, "result")
    figures = before[before.index("ステップごとの達成率") : before.index("次の一手")]
    assert figures in text_of(tab)


# Beginning with くわしく診断


def test_who_begins_with_the_full_check_is_asked_everything_from_the_first_page(data: Engine) -> None:
    tab = a_tab()
    tab.text_input(key="municipality-search").set_value("そうか").run()
    depth = next(radio for radio in tab.radio if radio.label == "診断の深さ")
    assert depth.options == ["かんたん診断(24問、約15分)", "くわしく診断(48問、約30分)"]
    assert depth.value == Depth.CORE
    depth.set_value(Depth.FULL).run()
    tab.button[0].click().run()
    assert stored(data, tab.query_params["a"]).depth is Depth.FULL
    assert count_of_assessments(data) == 1
    follow(tab, "回答を始める")
    assert (title(tab), len(tab.radio)) == (ASKED.axes[0].name, 6)
    assert "48問中0問に答えました" in text_of(tab)


def test_all_48_questions_can_be_answered_by_following_the_links(data: Engine) -> None:
    link = a_link(data, depth=Depth.FULL)
    tab = a_tab(a=link)
    follow(tab, "回答を続ける")
    for axis in ASKED.axes:
        assert title(tab) == axis.name
        for question in axis.questions:
            radio(tab, question).set_value(question.levels[2]).run()
        following = ASKED.axes[ASKED.axes.index(axis) + 1 :]
        follow(tab, f"次の分野:{following[0].name}" if following else "結果を見る")
    assert stored(data, link).answers == answered_alike(ASKED, level(2), Depth.FULL).answers
    assert text_of(tab).count("「DX」に到達しています。") >= 2


def test_what_is_unknown_is_an_answer_in_the_full_check_too(data: Engine) -> None:
    tab = deepened(data, dict(answered_alike(ASKED, UNKNOWN, Depth.FULL).answers))
    assert CORE_RESULT in text_of(tab)
    assert FULL_RESULT in text_of(tab)
