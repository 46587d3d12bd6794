"""工程表: targets, conditions, the plan that is made from them, and keeping it."""

import json
import time
from collections.abc import Callable
from concurrent.futures import Future

import pytest
from sqlalchemy import Engine
from streamlit.testing.v1 import AppTest

from questionnaire.peer import Sharing
from questionnaire.plan import Decision, Plan, PlanSettings, Stance, Target
from scoring.charts.radar_figures import NAME
from scoring.maturity_wording import whole_sentence
from scoring.roadmap import wording
from scoring.roadmap.outcome import roadmap
from scoring.roadmap.planning import greedy_plan, plan
from scoring.roadmap.tables import end_table, entry_table, year_table
from screens.parts.chart import TABLE_BELOW
from screens.session.decisions import present_quarter
from serving.solver import Outcome, requested
from serving.worker import WorkerError
from storage.assessments import create
from storage.plans import decide, keep_plan, plans_of, set_targets
from storage.revised import PlanChange
from storage.submissions import submit
from tests.builders import SOKA, an_assessment
from tests.stored import ALL_LEVELS, ASKED, a_link, key_of
from tests.tab import OUR_TAGS, a_tab, buttons, click, follow, messages, page_links, tags_of, text_of, title, turn_to
from tests.workers import workers

pytestmark = pytest.mark.usefixtures("data")

PATIENCE_S = 90
SOLVER = "serving.solver"
MAKE, KEEP, BACK = "工程表を作る", "この工程表を保存する", "やめて、保存してある工程表に戻る"
ASSESSMENT = an_assessment(ALL_LEVELS, version=ASKED.version.id)
FIRST_YEAR = present_quarter().year + 1
SETTINGS = PlanSettings(present_quarter(), FIRST_YEAR, days=(40,), man_yen=(0,))
COSTLY = next(action for action in ASKED.actions if action.effort_days.plan > 20)
AXIS, STEP = ASKED.axes[0], ASKED.steps[0]


@pytest.fixture
def link(data: Engine) -> str:
    return a_link(data, ALL_LEVELS)


def kept(data: Engine, link: str) -> Plan | None:
    found = plans_of(data, key_of(data, link)).plan
    return found.plan if found else None


def keep_elsewhere(data: Engine, link: str, made: Plan) -> None:
    key = key_of(data, link)
    keep_plan(data, key, PlanChange(made, plans_of(data, key).plan_revision, "another tab"))


def a_page(link: str, settings: PlanSettings = SETTINGS) -> AppTest:
    """The page with these years and budgets in its fields."""
    tab = a_tab("roadmap", a=link)
    next(box for box in tab.selectbox if box.label == "年数").set_value(len(settings.days)).run()
    for number, (days, man_yen) in enumerate(zip(settings.days, settings.man_yen, strict=True)):
        tab.number_input[2 * number].set_value(days)
        tab.number_input[2 * number + 1].set_value(man_yen)
    return tab.run()


def until(tab: AppTest, holds: Callable[[], object]) -> None:
    """Runs the page again, as its timer does, until this holds."""
    end = time.monotonic() + PATIENCE_S
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.1)
        tab.run()


def made(link: str, settings: PlanSettings = SETTINGS) -> AppTest:
    """The page with a plan that was calculated and is not kept."""
    tab = click(a_page(link, settings), MAKE)
    until(tab, lambda: KEEP in buttons(tab))
    return tab


def shows(tab: AppTest, found: Plan) -> bool:
    whole = roadmap(ASKED, ASSESSMENT, found)
    tables = [row for table in (year_table(whole), entry_table(whole)) for row in (table[0], *table[1])]
    shown = text_of(tab)
    return all("\n".join(row) in shown for row in tables) and all(
        sentence in shown for sentence in wording.plan_sentences(whole)
    )


def test_the_page_says_that_it_calculates_and_shows_the_plan_when_it_is_there(link: str) -> None:
    tab = click(a_page(link), MAKE)
    assert any("工程表を計算しています" in message for message in messages(tab))
    assert next(button for button in tab.button if button.label == MAKE).disabled
    until(tab, lambda: KEEP in buttons(tab))
    assert not tab.exception
    assert shows(tab, plan(ASKED, ASSESSMENT, SETTINGS))
    assert tags_of(tab) <= OUR_TAGS
    assert not any("計算しています" in message for message in messages(tab))


def test_every_action_says_why_it_is_there(link: str) -> None:
    tab = made(link)
    whole = roadmap(ASKED, ASSESSMENT, plan(ASKED, ASSESSMENT, SETTINGS))
    assert whole.entries
    for entry in whole.entries:
        assert all(sentence in text_of(tab) for sentence in wording.reason_sentences(whole, entry))


def test_the_chart_and_the_radars_of_each_year_are_there(link: str) -> None:
    tab = made(link)
    chart, *radars = (json.loads(chart.proto.spec) for chart in tab.get("vega_lite_chart"))
    assert "工程表" in chart["description"]
    whole = roadmap(ASKED, ASSESSMENT, plan(ASKED, ASSESSMENT, SETTINGS))
    named = [f"{NAME}{whole_sentence(when, ended)}{TABLE_BELOW}" for when, ended in whole.ends]
    assert [radar["description"] for radar in radars] == named
    for sentence in (wording.schedule_sentence(whole), wording.path_sentence(whole)):
        assert sentence in text_of(tab)
    for row in end_table(whole)[1]:
        assert "\n".join(row) in text_of(tab)


def test_a_plan_is_found_again_after_other_pages(data: Engine, link: str) -> None:
    tab = click(a_page(link), MAKE)
    turn_to(tab, "result")
    assert title(tab) == "結果"
    turn_to(tab, "roadmap")
    until(tab, lambda: KEEP in buttons(tab))
    assert shows(tab, plan(ASKED, ASSESSMENT, SETTINGS))
    assert kept(data, link) is None


def test_a_plan_is_kept_when_it_is_asked_for_and_everybody_sees_it(data: Engine, link: str) -> None:
    tab = made(link)
    assert kept(data, link) is None
    click(tab, KEEP)
    assert kept(data, link) == plan(ASKED, ASSESSMENT, SETTINGS)
    assert KEEP not in buttons(tab)
    again = a_tab("roadmap", a=link)
    assert shows(again, plan(ASKED, ASSESSMENT, SETTINGS))
    assert [box.value for box in again.number_input] == [40, 0]
    assert "工程表CSV(次の一手と年度ごと)" in [element.proto.label for element in again.get("download_button")]


def test_a_colleagues_plan_is_not_overwritten_unseen(data: Engine, link: str) -> None:
    tab = made(link)
    theirs = greedy_plan(ASKED, ASSESSMENT, PlanSettings(present_quarter(), FIRST_YEAR, (10,), (0,)))
    next(button for button in tab.button if button.label == KEEP).click()
    keep_elsewhere(data, link, theirs)
    tab.run()
    assert any("ほかの人が先に工程表を保存しました" in message for message in messages(tab))
    assert kept(data, link) == theirs
    click(tab, BACK)
    assert shows(tab, theirs)


def test_the_marks_decide_on_what_is_in_the_plan(data: Engine, link: str) -> None:
    free = plan(ASKED, ASSESSMENT, SETTINGS)
    refused = next(iter(free.starts))
    key = key_of(data, link)
    decide(data, key, {refused: PlanChange(Decision(Stance.WILL_NOT), 0)})
    tab = made(link)
    click(tab, KEEP)
    found = kept(data, link)
    assert found
    assert refused not in found.starts
    assert found.settings.decisions == {refused: Decision(Stance.WILL_NOT)}


def test_what_cannot_be_fulfilled_is_named_with_what_would_do(data: Engine, link: str) -> None:
    decide(data, key_of(data, link), {COSTLY.id: PlanChange(Decision(Stance.WILL_DO), 0)})
    tab = click(a_page(link, PlanSettings(present_quarter(), FIRST_YEAR, (0,), (0,))), MAKE)
    until(tab, lambda: "必ず行うものが予算を超えます" in text_of(tab))
    assert f"{COSTLY.effort_days.plan:,}人日" in text_of(tab)
    assert KEEP not in buttons(tab)


def test_a_crash_is_told_and_the_greedy_plan_is_offered(link: str) -> None:
    large = PlanSettings(present_quarter(), FIRST_YEAR, (150,) * 5, (300,) * 5)
    tab = click(a_page(link, large), MAKE)
    until(tab, lambda: workers(SOLVER))
    for process in workers(SOLVER):
        process.kill()
    until(tab, lambda: any("計算が途中で止まりました" in message for message in messages(tab)))
    click(tab, "簡単な方法(手間あたりの効果が大きい順)で作る")
    until(tab, lambda: KEEP in buttons(tab))
    assert shows(tab, greedy_plan(ASKED, ASSESSMENT, large))
    assert "手間あたりの効果が大きいものから順に選びました" in text_of(tab)


class EndsMeanwhile(Future[Outcome]):
    """A calculation that ends after it was looked at for the first time."""

    was_seen = False

    def done(self) -> bool:
        was_seen, self.was_seen = self.was_seen, True
        return was_seen


def test_a_crash_while_the_page_is_drawn_is_told_too(data: Engine, link: str) -> None:
    tab, crashed = a_page(link), EndsMeanwhile()
    crashed.set_exception(WorkerError("the process ended"))
    tab.session_state[f"roadmap-awaited:{key_of(data, link)}"] = (requested(ASSESSMENT, SETTINGS), crashed)
    tab.run()
    assert any("計算が途中で止まりました" in message for message in messages(tab))
    assert not any("計算しています" in message for message in messages(tab))


def test_a_plan_can_be_changed_by_hand_and_taken_back(data: Engine, link: str) -> None:
    start = greedy_plan(ASKED, ASSESSMENT, SETTINGS)
    keep_elsewhere(data, link, start)
    tab = a_tab("roadmap", a=link)
    moved = next(box for box in tab.selectbox if box.label == "変える一手")
    left_out = next(iter(start.starts))
    moved.set_value(left_out).run()
    next(box for box in tab.selectbox if box.label == "新しい開始の時期").set_value(None).run()
    to = next(box for box in tab.selectbox if box.label == "新しい開始の時期")
    to.set_value(to.options[-1]).run()
    click(tab, "この変更を試す")
    assert not tab.exception
    assert kept(data, link) == start
    click(tab, KEEP)
    changed = kept(data, link)
    assert changed
    assert changed.starts == {name: at for name, at in start.starts.items() if name != left_out}


def test_what_a_kept_plan_no_longer_keeps_is_told(data: Engine, link: str) -> None:
    small = greedy_plan(ASKED, ASSESSMENT, SETTINGS)
    keep_elsewhere(data, link, small)
    assert not any("合わないところ" in message for message in messages(a_tab("roadmap", a=link)))
    over = PlanSettings(present_quarter(), FIRST_YEAR, (1,), (0,))
    keep_elsewhere(data, link, Plan(over, small.starts, small.reached, small.attainment))
    tab = a_tab("roadmap", a=link)
    assert any("合わないところ" in message for message in messages(tab))
    assert "の人日が足りません。" in text_of(tab)


def test_targets_are_stored_and_shown_on_the_radar(data: Engine, link: str) -> None:
    tab = a_tab("roadmap", a=link)
    fields = {box.label: box for box in tab.selectbox}
    fields[f"{AXIS.name}の目標"].set_value(STEP.id)
    fields[f"{AXIS.name}の目標の年度"].set_value(2028)
    click(tab, "目標を保存する")
    assert plans_of(data, key_of(data, link)).targets == {AXIS.id: Target(AXIS.id, STEP.id, 2028)}
    assert "分野ごとの目標(1件)" in [folded.label for folded in tab.expander]
    result = a_tab("result", a=link)
    assert "ひし形は目標です" in text_of(result)
    (radar,) = result.get("vega_lite_chart")
    assert "diamond" in [layer["mark"].get("shape") for layer in json.loads(radar.proto.spec)["layer"]]


def test_a_target_is_withdrawn(data: Engine, link: str) -> None:
    key = key_of(data, link)
    set_targets(data, key, {AXIS.id: PlanChange(Target(AXIS.id, STEP.id, 2028), 0)})
    tab = a_tab("roadmap", a=link)
    next(box for box in tab.selectbox if box.label == f"{AXIS.name}の目標").set_value("")
    click(tab, "目標を保存する")
    assert plans_of(data, key).targets == {}


def test_a_colleagues_target_is_not_overwritten_unseen(data: Engine, link: str) -> None:
    key = key_of(data, link)
    theirs = Target(AXIS.id, ASKED.steps[2].id, 2030)
    tab = a_tab("roadmap", a=link)
    set_targets(data, key, {AXIS.id: PlanChange(theirs, 0, "another tab")})
    next(box for box in tab.selectbox if box.label == f"{AXIS.name}の目標").set_value(STEP.id)
    click(tab, "目標を保存する")
    assert plans_of(data, key).targets == {AXIS.id: theirs}


def test_a_target_that_the_plan_misses_is_told(data: Engine, link: str) -> None:
    key = key_of(data, link)
    set_targets(data, key, {AXIS.id: PlanChange(Target(AXIS.id, ASKED.steps[2].id, FIRST_YEAR), 0)})
    keep_elsewhere(data, link, greedy_plan(ASKED, ASSESSMENT, PlanSettings(present_quarter(), FIRST_YEAR, (1,), (0,))))
    assert "に、この計画では達しません。" in text_of(a_tab("roadmap", a=link))


def test_a_submitted_assessment_can_still_be_planned(data: Engine, link: str) -> None:
    submit(data, key_of(data, link), Sharing.PRIVATE)
    click(made(link), KEEP)
    assert kept(data, link)


def test_a_link_to_read_shows_the_kept_plan_and_changes_nothing(data: Engine) -> None:
    links = create(data, ASSESSMENT)
    tab = a_tab("roadmap", a=links.read)
    assert "保存されている工程表はありません。" in messages(tab)
    keep_elsewhere(data, links.edit, greedy_plan(ASKED, ASSESSMENT, SETTINGS))
    tab = a_tab("roadmap", a=links.read)
    assert not tab.exception
    assert buttons(tab) == []
    assert shows(tab, greedy_plan(ASKED, ASSESSMENT, SETTINGS))


def test_an_example_has_no_plan() -> None:
    tab = a_tab("roadmap", example=SOKA)
    assert not tab.exception
    assert buttons(tab) == []


def test_the_conditions_tell_the_marks_and_lead_to_them(data: Engine, link: str) -> None:
    decide(data, key_of(data, link), {COSTLY.id: PlanChange(Decision(Stance.WILL_DO), 0)})
    tab = a_tab("roadmap", a=link)
    assert "実施する:必ず入れます" in text_of(tab)
    assert f"「{COSTLY.title}」" in text_of(tab)
    follow(tab, "次の一手に印を付ける")
    assert title(tab) == "次の一手"


def test_without_an_assessment_there_is_no_roadmap() -> None:
    tab = a_tab("roadmap")
    assert messages(tab) == ["まだ診断を開いていません。"]
    assert [found["label"] for found in page_links(tab)] == ["「はじめに」で団体を選ぶ"]
