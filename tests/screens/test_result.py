"""結果: every figure is that of the stored answers."""

import json

import pytest
from sqlalchemy import Engine

from questionnaire.assessment import UNANSWERED, Answer
from questionnaire.model import Size
from scoring import result_wording, wording
from scoring.actions.ranking import next_actions, to_begin_with, to_check
from scoring.actions.wording import nothing_to_do
from scoring.charts.radar import radar
from scoring.charts.radar_figures import NAME
from scoring.result import result
from tests.builders import UNKNOWN, answered_alike, answered_by_step, level
from tests.stored import ASKED, AXIS, FIRST, PAGE, QUESTIONS, a_link, stored, stored_answer
from tests.tab import a_tab, follow, messages, page_links, radio, text_of, turn_to

pytestmark = pytest.mark.usefixtures("data")


def mixed_answers() -> dict[str, Answer]:
    """Every level and every state, so that no two figures are alike by chance."""
    given = [level(3), level(1), level(2), UNKNOWN, level(0), UNANSWERED, level(2)]
    return {question.id: given[number % len(given)] for number, question in enumerate(QUESTIONS)}


@pytest.mark.parametrize(
    "answers",
    [
        {},
        mixed_answers(),
        answered_alike(ASKED, UNKNOWN).answers,
        answered_by_step(ASKED, (3, 1, 2)).answers,
        answered_alike(ASKED, level(3)).answers,
    ],
    ids=["nothing", "mixed", "unknown", "worked example", "all reached"],
)
def test_the_figures_are_those_of_the_stored_answers(data: Engine, answers: dict[str, Answer]) -> None:
    link = a_link(data, dict(answers))
    assessment = stored(data, link)
    found = result(ASKED, assessment)
    tab = a_tab("result", a=link)
    assert not tab.exception
    shown = text_of(tab)
    for sentence in (
        result_wording.reached_sentence(found, ASKED.rules),
        result_wording.next_step_sentence(found, ASKED.rules),
        result_wording.overall_sentence(found),
        result_wording.range_sentence(found, ASKED.rules),
        result_wording.strengths_sentence(found),
    ):
        assert sentence in shown
    header, rows = result_wording.result_table(found, ASKED.rules)
    for row in (header, *rows):
        assert "\n".join(row) in shown
    assert len(rows) == len(ASKED.axes) + 1


def test_the_result_follows_an_answer_that_changes(data: Engine) -> None:
    link = a_link(data, dict(answered_alike(ASKED, level(2)).answers))
    tab = a_tab(PAGE, a=link)
    radio(tab, FIRST).set_value(FIRST.levels[0]).run()
    turn_to(tab, "result")
    changed = result(ASKED, stored(data, link))
    assert result_wording.overall_sentence(changed) in text_of(tab)
    assert f"いちばん遅れているのは「{AXIS.name}」" in text_of(tab)


def test_the_range_is_said_only_while_something_is_open(data: Engine) -> None:
    range_words = "「わからない」と未回答を確かめると"
    certain = a_link(data, dict(answered_alike(ASKED, level(1)).answers))
    assert range_words not in text_of(a_tab("result", a=certain))
    open_link = a_link(data, dict(answered_alike(ASKED, level(1)).answers) | {FIRST.id: UNKNOWN})
    assert range_words in text_of(a_tab("result", a=open_link))


def test_the_radar_is_that_of_the_stored_answers(data: Engine) -> None:
    link = a_link(data, mixed_answers())
    (chart,) = a_tab("result", a=link).get("vega_lite_chart")
    drawn = json.loads(chart.proto.spec)
    shown = result(ASKED, stored(data, link))
    assert drawn["layer"] == radar(shown)["layer"]


def test_the_radar_is_named_by_its_message_and_by_the_table_with_its_figures(data: Engine) -> None:
    link = a_link(data, mixed_answers())
    tab = a_tab("result", a=link)
    (chart,) = tab.get("vega_lite_chart")
    message = result_wording.strengths_sentence(result(ASKED, stored(data, link)))
    name = json.loads(chart.proto.spec)["description"]
    assert name == f"{NAME}{message}同じ数字は、次の「ステップごとの達成率」の表にあります。"
    assert text_of(tab).index(message) < text_of(tab).index("ステップごとの達成率")


def test_the_first_actions_are_those_of_the_stored_answers_with_their_reasons(data: Engine) -> None:
    link = a_link(data, mixed_answers())
    tab = a_tab("result", a=link)
    shown = text_of(tab)
    actions = next_actions(ASKED, stored(data, link))
    best = to_begin_with(actions, Size.CITY)
    assert len(best) > 3
    places = [shown.index(f"{found.action.title}\n") for found in best[:3]]
    assert places == sorted(places)
    for found in best[:3]:
        assert found.action.why in shown
        assert f"「{found.triggers[0].question.text}」の回答が、段階{found.triggers[0].level}から" in shown
    assert best[3].action.why not in shown
    assert f"次の一手をすべて見る({len(actions)}件)" in [found["label"] for found in page_links(tab)]


def test_what_is_unclear_is_listed_to_be_checked(data: Engine) -> None:
    link = a_link(data, mixed_answers())
    tab = a_tab("result", a=link)
    unclear = to_check(ASKED, stored(data, link))
    assert f"まず確かめる({len(unclear)}問)" in text_of(tab)
    for question in unclear:
        state = wording.STATE_TEXTS[stored_answer(data, link, question).state]
        assert f"{question.text}({state})" in text_of(tab)


def test_a_link_leads_to_the_files(data: Engine) -> None:
    tab = a_tab("result", a=a_link(data, mixed_answers()))
    follow(tab, "「出力」でファイルを受け取る")
    assert tab.title[0].value == "出力"


def test_a_draft_leads_to_what_is_unanswered_before_its_files(data: Engine) -> None:
    link = a_link(data, mixed_answers())
    unanswered = sum(stored_answer(data, link, question) == UNANSWERED for question in QUESTIONS)
    labels = [found["label"] for found in page_links(a_tab("result", a=link))]
    first = labels.index("報告書(PDF)などのファイルを受け取る")
    assert labels[first - 1] == f"未回答の設問へ(残り{unanswered}問)"
    whole = a_link(data, answered_alike(ASKED, UNKNOWN).answers)
    assert not [one for one in page_links(a_tab("result", a=whole)) if one["label"].startswith("未回答")]


def test_where_no_action_follows_it_says_so_and_leads_to_none(data: Engine) -> None:
    tab = a_tab("result", a=a_link(data, {}))
    assert nothing_to_do(QUESTIONS) in text_of(tab)
    assert not [found for found in page_links(tab) if found["label"].startswith("次の一手をすべて見る")]


def test_without_an_assessment_there_is_no_result() -> None:
    tab = a_tab("result")
    assert messages(tab) == ["まだ診断を開いていません。"]
    assert not tab.get("vega_lite_chart")
    assert not tab.get("download_button")
