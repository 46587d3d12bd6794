"""出力: which files are on offer to whom, and which section is asked what."""

from typing import Any

import pytest
from sqlalchemy import Engine
from streamlit.testing.v1 import AppTest

from files.answer_form.form import usual_sections
from questionnaire.model import Depth
from questionnaire.peer import Sharing
from questionnaire.plan import PlanSettings
from questionnaire.quarter import Quarter
from scoring.roadmap.planning import greedy_plan
from storage.assessments import create
from storage.plans import keep_plan
from storage.revised import PlanChange
from storage.submissions import submit
from tests.builders import SOKA, an_assessment
from tests.region import SAITAMA
from tests.stored import ALL_LEVELS, ASKED, QUESTIONS, a_link, key_of
from tests.stored_region import share_of
from tests.tab import a_tab, messages, page_links, text_of, turn_to

pytestmark = pytest.mark.usefixtures("data")

FOR_PEOPLE = [
    "診断報告書(PDF)",
    "集計・加工用のブック(XLSX)",
    "レーダーチャートの画像(PNG)",
    "レーダーチャートの図形(SVG)",
]
FOR_PROGRAMS = ["結果CSV(分野ごとの数字)", "回答CSV(設問ごとの回答)", "比較用CSV(ほかの団体に渡す回答)"]
REST = ["CSVの列の説明(datapackage.json)", "すべてをまとめたZIP"]
WHOLE_FORM, FORM_OF_SECTION = "すべての設問の回答票(XLSX)", "この課の回答票(XLSX)"
# Some section that is asked several questions, and its first one.
SECTION = usual_sections(ASKED)[QUESTIONS[0].id]
OF_SECTION = [question.id for question in QUESTIONS if usual_sections(ASKED)[question.id] == SECTION]


def offered(tab: AppTest) -> list[str]:
    """The labels of what can be downloaded."""
    assert not tab.exception
    return [element.proto.label for element in tab.get("download_button")]


def sections_of(tab: AppTest) -> Any:
    (choice,) = (box for box in tab.selectbox if box.label == "聞く課")
    return choice


def choose(tab: AppTest, section: str) -> AppTest:
    return sections_of(tab).set_value(section).run()


def asked_here(tab: AppTest) -> Any:
    (choice,) = tab.multiselect
    return choice


def test_whoever_may_change_the_answers_is_offered_every_file(data: Engine) -> None:
    tab = a_tab("output", a=a_link(data, ALL_LEVELS))
    assert offered(tab) == [*FOR_PEOPLE, WHOLE_FORM, *FOR_PROGRAMS, *REST]
    assert text_of(tab).count("人向けです。") >= len(FOR_PEOPLE) + len(FOR_PROGRAMS)


def test_whoever_may_only_read_is_offered_no_form(data: Engine) -> None:
    link = create(data, an_assessment(ALL_LEVELS, version=ASKED.version.id)).read
    assert offered(a_tab("output", a=link)) == [*FOR_PEOPLE, *FOR_PROGRAMS, *REST]


def test_of_what_is_submitted_no_form_is_offered(data: Engine) -> None:
    link = a_link(data, ALL_LEVELS)
    submit(data, key_of(data, link), Sharing.PRIVATE)
    assert offered(a_tab("output", a=link)) == [*FOR_PEOPLE, *FOR_PROGRAMS, *REST]


def test_a_reading_of_others_is_not_offered_for_comparison() -> None:
    tab = a_tab("output", example=SOKA)
    assert offered(tab) == [*FOR_PEOPLE, *FOR_PROGRAMS[:2], *REST]
    assert ASKED.version.survey.label in messages(tab)


def test_without_an_assessment_there_is_no_file() -> None:
    tab = a_tab("output")
    assert "まだ診断を開いていません。" in messages(tab)
    assert offered(tab) == []


# Peers in the files


def comparisons(tab: AppTest) -> Any:
    (choice,) = (box for box in tab.selectbox if box.label == "ファイルに入れる、ほかの団体との比較")
    return choice


def test_the_group_of_the_own_year_stands_in_the_files_unless_another_choice_is_made(data: Engine) -> None:
    share_of(data, SAITAMA[:14])
    tab = a_tab("output", a=a_link(data, ALL_LEVELS))
    assert comparisons(tab).value == "同じ都道府県(埼玉県)、令和8年度の提出"
    comparisons(tab).set_value("比較を入れない").run()
    assert not tab.exception
    assert comparisons(tab).value == "比較を入れない"


def test_what_was_compared_last_stands_in_the_files(data: Engine) -> None:
    share_of(data, SAITAMA[:14])
    tab = a_tab("comparison", a=a_link(data, ALL_LEVELS))
    (groups,) = (box for box in tab.selectbox if box.label == "どの団体と比べますか")
    (everybody,) = (name for name in groups.options if name.startswith("すべて"))
    groups.set_value(everybody).run()
    assert comparisons(turn_to(tab, "output")).value == f"{everybody}、令和8年度の提出"


def test_a_group_that_shows_nothing_is_not_offered_and_a_reading_never_put_in_by_itself(data: Engine) -> None:
    share_of(data, SAITAMA[:4])
    choice = comparisons(a_tab("output", a=a_link(data, ALL_LEVELS)))
    assert choice.value == "比較を入れない"
    assert {name.split("、")[-1] for name in choice.options[1:]} == {ASKED.version.survey.label}


def test_where_codes_are_issued_no_peers_are_shown_before_the_code(
    data: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    share_of(data, SAITAMA[:14])
    monkeypatch.setenv("DX_REQUIRE_CODE", "1")
    tab = a_tab("output", a=a_link(data, ALL_LEVELS))
    assert [box.label for box in tab.selectbox] == ["聞く課"]
    assert FOR_PEOPLE[0] in offered(tab)
    assert any("利用コード" in link["label"] for link in page_links(tab))


def test_a_kept_roadmap_is_among_the_files(data: Engine) -> None:
    link = a_link(data, ALL_LEVELS)
    assessment = an_assessment(ALL_LEVELS, version=ASKED.version.id)
    plan = greedy_plan(ASKED, assessment, PlanSettings(Quarter(2026, 3), 2027, days=(60,), man_yen=(100,)))
    assert plan.starts
    keep_plan(data, key_of(data, link), PlanChange(plan, 0, "another tab"))
    assert "工程表CSV(次の一手と年度ごと)" in offered(a_tab("output", a=link))


# The form of one section


def test_a_section_is_asked_what_it_usually_knows(data: Engine) -> None:
    tab = choose(a_tab("output", a=a_link(data)), SECTION)
    assert asked_here(tab).value == OF_SECTION
    assert FORM_OF_SECTION in offered(tab)


def test_a_question_that_is_given_to_another_section_leaves_the_first(data: Engine) -> None:
    tab = choose(a_tab("output", a=a_link(data)), SECTION)
    other = next(name for name in sections_of(tab).options if name != SECTION)
    choose(tab, other)
    asked_here(tab).select(OF_SECTION[0]).run()
    assert OF_SECTION[0] in asked_here(tab).value
    choose(tab, SECTION)
    assert asked_here(tab).value == OF_SECTION[1:]
    assert messages(tab) == []


def test_a_question_that_nobody_is_asked_is_told(data: Engine) -> None:
    tab = choose(a_tab("output", a=a_link(data)), SECTION)
    asked_here(tab).unselect(OF_SECTION[0]).run()
    assert asked_here(tab).value == OF_SECTION[1:]
    assert messages(tab) == [
        "どの課にも聞かない設問があります:問1。聞く課を選んで、設問を足してください。",
    ]


def test_a_section_without_questions_gets_no_form(data: Engine) -> None:
    tab = choose(a_tab("output", a=a_link(data)), SECTION)
    asked_here(tab).set_value([]).run()
    assert FORM_OF_SECTION not in offered(tab)


def test_a_section_of_the_offices_own_can_be_named_and_asked(data: Engine) -> None:
    tab = a_tab("output", a=a_link(data))
    tab.text_input[0].set_value("**DX推進室**").run()
    assert sections_of(tab).value == "**DX推進室**"
    asked_here(tab).select(OF_SECTION[0]).run()
    assert FORM_OF_SECTION in offered(tab)
    assert asked_here(tab).value == OF_SECTION[:1]
    tab.text_input[0].set_value("").run()
    choose(tab, "**DX推進室**")
    assert asked_here(tab).value == OF_SECTION[:1]


def test_what_a_section_is_asked_is_remembered_while_the_tab_is_open_and_not_in_another_one(data: Engine) -> None:
    link = a_link(data)
    tab = choose(a_tab("output", a=link), SECTION)
    asked_here(tab).unselect(OF_SECTION[0]).run()
    turn_to(tab, "result")
    turn_to(tab, "output")
    choose(tab, SECTION)
    assert asked_here(tab).value == OF_SECTION[1:]
    assert asked_here(choose(a_tab("output", a=link), SECTION)).value == OF_SECTION


def test_the_full_check_asks_all_questions_of_a_section(data: Engine) -> None:
    tab = choose(a_tab("output", a=a_link(data, depth=Depth.FULL)), SECTION)
    usual = usual_sections(ASKED)
    assert asked_here(tab).value == [question.id for question in ASKED.questions if usual[question.id] == SECTION]
