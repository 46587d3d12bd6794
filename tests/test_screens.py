"""What a member of staff sees and does, on the real pages, with what is stored looked up in the real database."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from questionnaire.assessment import UNANSWERED, Answer, AnswerState, Assessment
from questionnaire.fiscal_year import fiscal_year_of
from questionnaire.loader import newest_version, questionnaire
from questionnaire.model import Axis, Depth, Question
from questionnaire.municipalities import municipality
from questionnaire.survey import read_assessment
from scoring import wording
from scoring.actions import next_actions, to_begin_with, to_check
from scoring.radar import radar
from scoring.result import result
from screens import markup
from storage.assessments import create, find, record_answer
from storage.connect import FILE_NAME, database
from tests.builders import KOSHIGAYA, SOKA, UNKNOWN, an_assessment, answered_alike, answered_by_step, level
from tests.tab import (
    a_tab,
    chosen,
    evidence_box,
    follow,
    markdown_of,
    memo_box,
    messages,
    page_links,
    radio,
    tags_of,
    text_of,
    title,
    turn_to,
)

ASKED = questionnaire(newest_version())
QUESTIONS = ASKED.asked(Depth.CORE)
AXIS = ASKED.axes[1]
PAGE = f"answer-{AXIS.id}"
ALL_PAGES = ["", *(f"answer-{axis.id}" for axis in ASKED.axes), "result", "about"]

HOSTILE = (
    "# 大見出し\n**太字** :red[赤] $\\frac{a}{b}$ ![絵](https://evil.invalid/x.png) [ここ](javascript:alert(1)) "
    "<script>alert(1)</script><img src=x onerror=alert(2)></p></details> https://evil.invalid/y &amp; :material/home:"
)
# Any of these outside an input would mean that the text was taken apart and shown, or read as markup.
PIECES = ["大見出し", "太字", ":red", "frac", "evil.invalid", "javascript", "onerror", "material/home"]
OUR_TAGS = {
    *("p", "h2", "h3", "span", "br", "div", "section", "details", "summary", "ul", "ol", "li", "dl", "dt", "dd"),
    *("table", "caption", "tr", "th", "td", "scope", "class", "style"),
}


@pytest.fixture(autouse=True)
def data(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Engine]:
    """The database that the pages use, in a folder of this test's own."""
    monkeypatch.setenv("DX_DATA_DIR", str(tmp_path))
    engine = database(tmp_path)
    yield engine
    engine.dispose()


def core_questions(axis_page: str = PAGE) -> list[Question]:
    axis = next(axis for axis in ASKED.axes if axis_page == f"answer-{axis.id}")
    return [question for question in axis.questions if question.core]


FIRST, SECOND, THIRD = core_questions()


def a_link(data: Engine, answers: dict[str, Answer] | None = None) -> str:
    """The link of a stored assessment of 草加市."""
    return create(data, an_assessment(answers, version=ASKED.version.id))


def stored(data: Engine, link: str) -> Assessment:
    found = find(data, link)
    assert found
    return found.assessment


def stored_answer(data: Engine, link: str, question: Question = FIRST) -> Answer:
    return stored(data, link).answer(question.id)


def count_of_assessments(data: Engine) -> int:
    with data.connect() as connection:
        return int(connection.execute(text("SELECT count(*) FROM assessments")).scalar_one())


def words(question: Question, answer: Answer) -> str:
    return wording.answer_text(answer, question)


def raw(folder: Path, *statements: str) -> None:
    """SQL from outside, as an operator or a broken disk would interfere."""
    with closing(sqlite3.connect(folder / FILE_NAME)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def refuse_writing(folder: Path, table: str) -> None:
    for verb in ("INSERT", "UPDATE"):
        raw(
            folder,
            f"CREATE TRIGGER no_{verb} BEFORE {verb} ON {table} BEGIN SELECT RAISE(ABORT, 'the disk is full'); END",
        )


def allow_writing(folder: Path) -> None:
    raw(folder, "DROP TRIGGER no_INSERT", "DROP TRIGGER no_UPDATE")


# はじめに


def test_the_first_page_says_what_this_is_and_what_it_takes() -> None:
    tab = a_tab()
    assert title(tab) == "自治体DX成熟度診断"
    shown = text_of(tab)
    assert "8つの分野と3つのステップ" in shown
    assert "24問に約15分" in shown
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
    assert begun == Assessment(SOKA, fiscal_year_of(date.today()), ASKED.version.id, Depth.CORE, {})
    assert title(tab) == ASKED.axes[0].name
    assert count_of_assessments(data) == 1


def test_the_year_can_be_the_one_before_or_after(data: Engine) -> None:
    tab = a_tab()
    tab.text_input(key="municipality-search").set_value("越谷市").run()
    years = tab.selectbox[0]
    this_year = fiscal_year_of(date.today())
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


# 回答


@pytest.mark.parametrize("answer", [*map(level, range(4)), UNKNOWN], ids=str)
@pytest.mark.parametrize("question", [FIRST, THIRD], ids=lambda question: question.step)
def test_what_is_chosen_is_stored_at_once(data: Engine, question: Question, answer: Answer) -> None:
    link = a_link(data)
    tab = a_tab(PAGE, a=link)
    radio(tab, question).set_value(words(question, answer)).run()
    assert stored(data, link).answers == {question.id: answer}
    assert chosen(tab, question) == words(question, answer)
    assert messages(tab) == []


def test_nothing_is_chosen_or_stored_beforehand(data: Engine) -> None:
    link = a_link(data)
    tab = a_tab(PAGE, a=link)
    assert [chosen(tab, question) for question in core_questions()] == [None, None, None]
    for path in ALL_PAGES:
        turn_to(tab, path)
    assert stored(data, link).answers == {}


def test_a_changed_answer_replaces_the_one_before(data: Engine) -> None:
    link = a_link(data, {FIRST.id: level(1), SECOND.id: level(2)})
    tab = a_tab(PAGE, a=link)
    assert chosen(tab, FIRST) == FIRST.levels[1]
    for answer in (level(3), UNKNOWN, level(0)):
        radio(tab, FIRST).set_value(words(FIRST, answer)).run()
        assert stored(data, link).answers == {FIRST.id: answer, SECOND.id: level(2)}


def test_memo_and_evidence_are_stored_with_and_without_a_level(data: Engine) -> None:
    link = a_link(data)
    tab = a_tab(PAGE, a=link)
    memo_box(tab, FIRST).set_value("総務課に聞く").run()
    assert stored_answer(data, link) == Answer(AnswerState.UNANSWERED, memo="総務課に聞く")
    radio(tab, FIRST).set_value(FIRST.levels[2]).run()
    evidence_box(tab, FIRST).set_value("研修の記録").run()
    assert stored_answer(data, link) == Answer(AnswerState.ANSWERED, 2, "総務課に聞く", "研修の記録")
    memo_box(tab, FIRST).set_value("").run()
    assert stored_answer(data, link) == Answer(AnswerState.ANSWERED, 2, "", "研修の記録")


def test_what_was_answered_is_shown_after_a_reload_and_in_another_browser(data: Engine) -> None:
    link = a_link(data)
    radio(a_tab(PAGE, a=link), FIRST).set_value(FIRST.levels[2]).run()
    again = a_tab(PAGE, a=link)
    assert chosen(again, FIRST) == FIRST.levels[2]
    assert chosen(again, SECOND) is None


def test_turning_the_pages_loses_neither_answers_nor_the_address(data: Engine) -> None:
    link = a_link(data)
    tab = a_tab(PAGE, a=link)
    radio(tab, FIRST).set_value(FIRST.levels[2]).run()
    memo_box(tab, SECOND).set_value("メモ").run()
    before = stored(data, link)
    for path in [*ALL_PAGES, PAGE]:
        turn_to(tab, path)
        assert not tab.exception
        assert tab.query_params == {"a": link}
    assert chosen(tab, FIRST) == FIRST.levels[2]
    assert memo_box(tab, SECOND).value == "メモ"
    assert stored(data, link) == before


def test_an_answer_given_just_before_the_page_is_turned_is_stored(data: Engine) -> None:
    link = a_link(data)
    tab = a_tab(PAGE, a=link)
    radio(tab, FIRST).set_value(FIRST.levels[1])
    turn_to(tab, "result")
    assert stored_answer(data, link) == level(1)


def test_what_a_colleague_answers_meanwhile_is_shown_and_kept(data: Engine) -> None:
    link = a_link(data, {FIRST.id: level(0)})
    mine, hers = a_tab(PAGE, a=link), a_tab(PAGE, a=link)
    radio(hers, FIRST).set_value(FIRST.levels[3]).run()
    radio(mine, SECOND).set_value(SECOND.levels[1]).run()
    assert stored(data, link).answers == {FIRST.id: level(3), SECOND.id: level(1)}
    assert chosen(mine, FIRST) == FIRST.levels[3]


def test_every_question_of_an_axis_is_asked_with_its_levels_and_its_background(data: Engine) -> None:
    link = a_link(data)
    for axis in ASKED.axes:
        tab = a_tab(f"answer-{axis.id}", a=link)
        assert title(tab) == axis.name
        shown = text_of(tab)
        assert len(tab.radio) == len(core_questions(f"answer-{axis.id}"))
        for question in core_questions(f"answer-{axis.id}"):
            assert radio(tab, question).options == [*question.levels, "わからない"]
            for said in (question.text, question.why, question.usual_section, *question.evidence):
                assert said in shown


def test_the_progress_counts_answers_and_leads_to_what_is_unanswered(data: Engine) -> None:
    first_axis = core_questions("answer-awareness")
    link = a_link(data, {question.id: level(1) for question in first_axis[1:]})
    tab = a_tab(PAGE, a=link)
    radio(tab, FIRST).set_value("わからない").run()
    assert "24問中3問に答えました" in text_of(tab)
    follow(tab, "未回答の設問へ(残り21問)")
    assert title(tab) == ASKED.axes[0].name
    assert chosen(tab, first_axis[0]) is None


def test_all_24_questions_can_be_answered_by_following_the_links(data: Engine) -> None:
    link = a_link(data)
    tab = a_tab(a=link)
    follow(tab, "回答を続ける")
    for axis in ASKED.axes:
        assert title(tab) == axis.name
        for question in core_questions(f"answer-{axis.id}"):
            radio(tab, question).set_value(question.levels[2]).run()
        following = ASKED.axes[ASKED.axes.index(axis) + 1 :]
        follow(tab, f"次の分野:{following[0].name}" if following else "結果を見る")
    assert title(tab) == "結果"
    assert stored(data, link).answers == {question.id: level(2) for question in QUESTIONS}
    assert "「DX」に到達しています。" in text_of(tab)


def test_without_an_assessment_there_is_nothing_to_answer() -> None:
    tab = a_tab(PAGE)
    assert not tab.radio
    assert "まだ診断を開いていません" in text_of(tab)
    follow(tab, "「はじめに」で団体を選ぶ")
    assert title(tab) == "自治体DX成熟度診断"


# The link


def test_the_link_that_is_shown_opens_the_assessment_in_another_browser(data: Engine) -> None:
    link = a_link(data, {FIRST.id: level(3)})
    shown = a_tab(PAGE, a=link).code[0].value
    assert shown == f"http://localhost:8501/?a={link}"
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


# Texts that people type


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


# 結果


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
        wording.reached_sentence(found, ASKED.rules),
        wording.next_step_sentence(found, ASKED.rules),
        wording.overall_sentence(found),
        wording.range_sentence(found, ASKED.rules),
        wording.strengths_sentence(found),
    ):
        assert sentence in shown
    header, rows = wording.result_table(found, ASKED.rules)
    for row in (header, *rows):
        assert "\n".join(row) in shown
    assert len(rows) == len(ASKED.axes) + 1


def test_the_result_follows_an_answer_that_changes(data: Engine) -> None:
    link = a_link(data, dict(answered_alike(ASKED, level(2)).answers))
    tab = a_tab(PAGE, a=link)
    radio(tab, FIRST).set_value(FIRST.levels[0]).run()
    turn_to(tab, "result")
    changed = result(ASKED, stored(data, link))
    assert wording.overall_sentence(changed) in text_of(tab)
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
    assert drawn["description"] == radar(result(ASKED, stored(data, link)))["description"]


def test_the_actions_are_those_of_the_stored_answers_with_their_reasons(data: Engine) -> None:
    link = a_link(data, mixed_answers())
    shown = text_of(a_tab("result", a=link))
    actions = next_actions(ASKED, stored(data, link))
    assert len(actions) > 5
    titles = [shown.index(f"{found.action.title}\n") for found in to_begin_with(actions)[:5]]
    assert titles == sorted(titles)
    for found in actions:
        assert found.action.title in shown
        assert found.action.why in shown
        assert f"「{found.triggers[0].question.text}」が段階{found.triggers[0].level}です。" in shown


def test_what_is_unclear_is_listed_to_be_checked(data: Engine) -> None:
    link = a_link(data, mixed_answers())
    tab = a_tab("result", a=link)
    unclear = to_check(ASKED, stored(data, link))
    assert f"まず確かめる({len(unclear)}問)" in text_of(tab)
    for question in unclear:
        state = wording.STATE_TEXTS[stored_answer(data, link, question).state]
        assert f"{question.text}({state})" in text_of(tab)


def test_both_files_can_be_taken_along(data: Engine) -> None:
    tab = a_tab("result", a=a_link(data, mixed_answers()))
    labels = [element.proto.label for element in tab.get("download_button")]
    assert labels == ["結果CSV(分野ごとの数字)", "回答CSV(設問ごとの回答)"]


def test_without_an_assessment_there_is_no_result() -> None:
    tab = a_tab("result")
    assert messages(tab) == ["まだ診断を開いていません。"]
    assert not tab.get("vega_lite_chart")
    assert not tab.get("download_button")


# 記入例


@pytest.mark.parametrize("code", ASKED.version.survey.municipalities)
def test_every_example_opens_with_its_result_and_says_what_it_is(data: Engine, code: str) -> None:
    place = municipality(code)
    assert place
    tab = a_tab()
    follow(tab, f"{place.label}の記入例")
    assert title(tab) == "結果"
    assert ASKED.version.survey.label in messages(tab)
    assert wording.overall_sentence(result(ASKED, read_assessment(ASKED, code))) in text_of(tab)
    assert count_of_assessments(data) == 0


@pytest.mark.parametrize("axis", ASKED.axes, ids=lambda axis: axis.id)
def test_an_example_can_only_be_read(data: Engine, axis: Axis) -> None:
    path = f"answer-{axis.id}"
    tab = a_tab(path, example=SOKA)
    assert [*tab.radio, *tab.text_area, *tab.text_input, *tab.code] == []
    assert messages(tab) == [ASKED.version.survey.label]
    shown, reading = text_of(tab), read_assessment(ASKED, SOKA)
    for question in core_questions(path):
        answer = reading.answer(question.id)
        assert words(question, answer) in shown
        assert answer.memo in shown
        assert answer.evidence in shown
    assert count_of_assessments(data) == 0


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


# この診断について


def test_the_explanation_holds_everything_that_is_asked_and_every_rule() -> None:
    tab = a_tab("about")
    shown = text_of(tab)
    for question in ASKED.questions:
        for said in (question.id, question.text, question.why, *question.levels, *question.evidence):
            assert said in shown
    for rule in ASKED.rules.texts:
        for said in (rule.title, rule.text, rule.reason):
            assert said in shown
    for document in ASKED.documents:
        assert f"{document.publisher}「{document.title}」({document.as_of})" in shown
    assert ASKED.version.id in shown
    assert "下書き" in shown
    assert tags_of(tab) <= OUR_TAGS


def test_the_worked_example_is_computed_and_explained() -> None:
    shown = text_of(a_tab("about"))
    assert "段階3(達成率100%)" in shown
    assert "段階1(達成率33%)" in shown
    assert "段階2(達成率66%)" in shown
    assert "到達したステップは1つです。" in shown
    assert "成熟度は1.5です。" in shown


# When the database refuses


def test_an_answer_that_could_not_be_stored_is_told_kept_and_stored_at_the_next_click(
    data: Engine, tmp_path: Path
) -> None:
    link = a_link(data, {FIRST.id: level(0)})
    tab = a_tab(PAGE, a=link)
    refuse_writing(tmp_path, "answers")
    radio(tab, FIRST).set_value(FIRST.levels[2]).run()
    assert len(tab.error) == 1
    assert "回答を保存できていません" in tab.error[0].value
    assert not tab.exception
    assert chosen(tab, FIRST) == FIRST.levels[2]
    assert stored_answer(data, link) == level(0)
    allow_writing(tmp_path)
    tab.run()
    assert not tab.error
    assert chosen(tab, FIRST) == FIRST.levels[2]
    assert stored_answer(data, link) == level(2)


def test_an_answer_that_could_not_be_stored_goes_along_to_other_pages(data: Engine, tmp_path: Path) -> None:
    link = a_link(data)
    tab = a_tab(PAGE, a=link)
    refuse_writing(tmp_path, "answers")
    memo_box(tab, FIRST).set_value("大事なメモ").run()
    radio(tab, SECOND).set_value(SECOND.levels[3]).run()
    for path in ("about", "result", PAGE):
        turn_to(tab, path)
        assert "回答を保存できていません" in tab.error[0].value
    assert memo_box(tab, FIRST).value == "大事なメモ"
    assert chosen(tab, SECOND) == SECOND.levels[3]
    turn_to(tab, "about")
    allow_writing(tmp_path)
    turn_to(tab, "result")
    assert not tab.error
    assert stored(data, link).answers == {
        FIRST.id: Answer(AnswerState.UNANSWERED, memo="大事なメモ"),
        SECOND.id: level(3),
    }


def test_an_answer_that_could_not_be_stored_and_is_taken_back_leaves_nothing_behind(
    data: Engine, tmp_path: Path
) -> None:
    link = a_link(data, {FIRST.id: level(1)})
    tab = a_tab(PAGE, a=link)
    refuse_writing(tmp_path, "answers")
    radio(tab, FIRST).set_value(FIRST.levels[2]).run()
    radio(tab, FIRST).set_value(FIRST.levels[1]).run()
    assert chosen(tab, FIRST) == FIRST.levels[1]
    allow_writing(tmp_path)
    for path in ("about", "result", PAGE):
        turn_to(tab, path)
    assert stored_answer(data, link) == level(1)
    assert chosen(tab, FIRST) == FIRST.levels[1]
    assert not tab.error


def test_the_message_leaves_when_the_answer_that_could_not_be_stored_is_taken_back(
    data: Engine, tmp_path: Path
) -> None:
    link = a_link(data, {FIRST.id: level(1)})
    tab = a_tab(PAGE, a=link)
    refuse_writing(tmp_path, "answers")
    radio(tab, FIRST).set_value(FIRST.levels[2]).run()
    radio(tab, FIRST).set_value(FIRST.levels[1]).run()
    assert not tab.error


def test_an_answer_that_could_not_be_stored_does_not_stray_into_another_assessment(
    data: Engine, tmp_path: Path
) -> None:
    mine, other = a_link(data), a_link(data)
    tab = a_tab(PAGE, a=mine)
    refuse_writing(tmp_path, "answers")
    radio(tab, FIRST).set_value(FIRST.levels[2]).run()
    allow_writing(tmp_path)
    tab.query_params = {"a": other}
    tab.run()
    assert chosen(tab, FIRST) is None
    assert stored(data, other).answers == {}


def test_an_assessment_that_was_deleted_meanwhile_is_told_as_not_found(data: Engine) -> None:
    link = a_link(data)
    tab = a_tab(PAGE, a=link)
    with data.begin() as connection:
        connection.execute(text("DELETE FROM assessments"))
    radio(tab, FIRST).set_value(FIRST.levels[2]).run()
    assert not tab.exception
    assert "このリンクの診断は見つかりません" in tab.error[0].value


def test_what_another_program_writes_is_shown(data: Engine) -> None:
    link = a_link(data)
    tab = a_tab(PAGE, a=link)
    found = find(data, link)
    assert found
    record_answer(data, found.id, FIRST.id, Answer(AnswerState.ANSWERED, 3, memo="別の画面から"))
    tab.run()
    assert chosen(tab, FIRST) == FIRST.levels[3]
    assert memo_box(tab, FIRST).value == "別の画面から"
