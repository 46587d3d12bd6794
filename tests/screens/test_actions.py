"""次の一手: the ranking, what is decided for an action, and what chosen actions would lead to."""

from collections.abc import Sequence

import pytest
from sqlalchemy import Engine
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Radio

from questionnaire.model import Action, Depth
from questionnaire.municipalities import municipality
from questionnaire.peer import Sharing
from questionnaire.plan import Decision, Stance
from questionnaire.quarter import Quarter
from scoring.actions.filter import ActionFilter, filtered
from scoring.actions.ranking import next_actions
from scoring.actions.what_if import what_if
from scoring.actions.what_if_wording import what_if_sentences
from screens.advising.action_search import PER_PAGE
from screens.advising.deciding import decision_text
from screens.session.decisions import present_quarter
from storage.assessments import create, remove
from storage.plans import decide, plans_of
from storage.revised import PlanChange
from storage.submissions import submit
from tests.builders import SOKA, an_assessment
from tests.stored import ALL_LEVELS, ASKED, a_link, executed, key_of
from tests.tab import OUR_TAGS, a_tab, follow, messages, page_links, reconnected, tags_of, text_of, title, turn_to

pytestmark = pytest.mark.usefixtures("data")

PLACE = municipality(SOKA)
assert PLACE
RANKED = next_actions(ASKED, an_assessment(ALL_LEVELS, version=ASKED.version.id))
# What the page shows at first suits the size of the office.
SHOWN = filtered(ASKED, RANKED, ActionFilter(size=PLACE.size))
FIRST, SECOND, THIRD = (one.action for one in SHOWN[:3])
WILL_DO, WILL_NOT, DONE = (Decision(stance) for stance in (Stance.WILL_DO, Stance.WILL_NOT, Stance.DONE))


@pytest.fixture
def link(data: Engine) -> str:
    return a_link(data, ALL_LEVELS)


def mark(tab: AppTest, action: Action) -> Radio[str]:
    (found,) = (radio for radio in tab.radio if radio.label == f"「{action.title}」の印")
    return found


def marks(tab: AppTest) -> list[str]:
    return [radio.label for radio in tab.radio]


def decided(data: Engine, link: str) -> dict[str, Decision]:
    return dict(plans_of(data, key_of(data, link)).decisions)


def decide_elsewhere(data: Engine, link: str, action: Action, decision: Decision | None) -> None:
    """A colleague decides, who sees what stands now."""
    key = key_of(data, link)
    seen = plans_of(data, key).decision_revisions.get(action.id, 0)
    decide(data, key, {action.id: PlanChange(decision, seen, "another tab")})


def labels(actions: Sequence[Action]) -> list[str]:
    return [f"「{action.title}」の印" for action in actions]


def test_the_ranking_is_that_of_the_stored_answers_a_page_at_a_time(link: str) -> None:
    tab = a_tab("actions", a=link)
    assert not tab.exception
    assert title(tab) == "次の一手"
    assert marks(tab) == labels([one.action for one in SHOWN[:PER_PAGE]])
    assert f"{len(RANKED)}件のうち{len(SHOWN)}件が当てはまります。" in text_of(tab)
    assert f"1件目から{PER_PAGE}件目までです。" in text_of(tab)
    assert all(one.action.why in text_of(tab) for one in SHOWN[:PER_PAGE])
    assert tags_of(tab) <= OUR_TAGS


def test_a_filter_leaves_what_fits(link: str) -> None:
    tab = a_tab("actions", a=link)
    axis = ASKED.axes[4]
    next(box for box in tab.selectbox if box.label == "分野").set_value(axis.id).run()
    found = filtered(ASKED, SHOWN, ActionFilter(axis=axis.id))
    assert 0 < len(found) < len(SHOWN)
    assert marks(tab) == labels([one.action for one in found[:PER_PAGE]])


def test_a_mark_is_stored_at_once_and_found_again(data: Engine, link: str) -> None:
    tab = a_tab("actions", a=link)
    mark(tab, FIRST).set_value(Stance.WILL_DO).run()
    assert decided(data, link) == {FIRST.id: WILL_DO}
    assert mark(a_tab("actions", a=link), FIRST).value is Stance.WILL_DO
    mark(tab, FIRST).set_value("").run()
    assert decided(data, link) == {}


def test_a_mark_is_stored_when_the_page_is_left_with_the_same_click(data: Engine, link: str) -> None:
    tab = a_tab("actions", a=link)
    mark(tab, FIRST).set_value(Stance.WILL_DO)
    turn_to(tab, "result")
    assert decided(data, link) == {FIRST.id: WILL_DO}


def test_what_is_done_or_refused_leaves_the_ranking_and_can_come_back(data: Engine, link: str) -> None:
    tab = a_tab("actions", a=link)
    mark(tab, FIRST).set_value(Stance.WILL_NOT).run()
    mark(tab, SECOND).set_value(Stance.DONE).run()
    assert decided(data, link) == {FIRST.id: WILL_NOT, SECOND.id: DONE}
    (folded,) = (one for one in tab.expander if one.label.startswith("並びから外したもの"))
    assert {radio.label for radio in folded.radio} == set(labels([FIRST, SECOND]))
    assert f"{FIRST.title}\n" not in text_of(tab)
    mark(tab, FIRST).set_value("").run()
    assert decided(data, link) == {SECOND.id: DONE}
    assert f"{FIRST.title}\n" in text_of(tab)


def test_what_is_under_way_has_the_quarter_in_which_it_began(data: Engine, link: str) -> None:
    tab = a_tab("actions", a=link)
    mark(tab, FIRST).set_value(Stance.UNDER_WAY).run()
    now = present_quarter()
    assert decided(data, link) == {FIRST.id: Decision(Stance.UNDER_WAY, now)}
    before = now.after(-3)
    (box,) = (box for box in tab.selectbox if box.label == f"「{FIRST.title}」を開始した四半期")
    box.set_value(before).run()
    assert decided(data, link) == {FIRST.id: Decision(Stance.UNDER_WAY, before)}
    again = a_tab("actions", a=link)
    assert [box.value for box in again.selectbox if box.label.endswith("を開始した四半期")] == [before]


def test_an_action_begun_long_ago_keeps_its_quarter(data: Engine, link: str) -> None:
    old = Decision(Stance.UNDER_WAY, Quarter(2015, 2))
    decide_elsewhere(data, link, FIRST, old)
    a_tab("actions", a=link).run()
    assert decided(data, link) == {FIRST.id: old}


def test_a_colleagues_mark_is_shown_and_not_written_back(data: Engine, link: str) -> None:
    tab = a_tab("actions", a=link)
    mark(tab, FIRST).set_value(Stance.WILL_DO).run()
    for decision in (Decision(Stance.UNDER_WAY, Quarter(2026, 1)), None, WILL_DO):
        decide_elsewhere(data, link, FIRST, decision)
        tab.run()
        assert mark(tab, FIRST).value == (decision.stance if decision else "")
        assert decided(data, link) == ({FIRST.id: decision} if decision else {})


def test_a_mark_that_crosses_a_colleagues_is_told_and_not_stored(data: Engine, link: str) -> None:
    tab = a_tab("actions", a=link)
    decide_elsewhere(data, link, FIRST, WILL_DO)
    mark(tab, FIRST).set_value(Stance.DONE).run()
    assert decided(data, link) == {FIRST.id: WILL_DO}
    (told,) = messages(tab)
    assert decision_text(WILL_DO) in told
    assert decision_text(DONE) in told
    assert mark(tab, FIRST).value is Stance.WILL_DO
    mark(tab, FIRST).set_value(Stance.DONE).run()
    assert decided(data, link) == {FIRST.id: DONE}
    assert messages(tab) == []


def test_the_first_click_after_a_restart_is_stored(data: Engine, link: str) -> None:
    tab = a_tab("actions", a=link)
    mark(tab, FIRST).set_value(Stance.WILL_DO)
    again = reconnected(tab, "actions")
    assert not again.exception
    assert decided(data, link) == {FIRST.id: WILL_DO}


def test_a_click_after_a_restart_on_what_a_colleague_changed_is_void(data: Engine, link: str) -> None:
    tab = a_tab("actions", a=link)
    decide_elsewhere(data, link, FIRST, WILL_DO)
    mark(tab, FIRST).set_value(Stance.DONE)
    again = reconnected(tab, "actions")
    assert decided(data, link) == {FIRST.id: WILL_DO}
    assert mark(again, FIRST).value is Stance.WILL_DO


def test_a_mark_that_cannot_be_stored_is_told(data: Engine, link: str) -> None:
    tab = a_tab("actions", a=link)
    executed(data, "CREATE TRIGGER full BEFORE INSERT ON decisions BEGIN SELECT RAISE(ABORT, 'the disk is full'); END")
    mark(tab, FIRST).set_value(Stance.WILL_DO).run()
    assert decided(data, link) == {}
    assert any(message.startswith(f"「{FIRST.title}」の印を保存できませんでした。") for message in messages(tab))
    executed(data, "DROP TRIGGER full")
    tab.run()
    assert decided(data, link) == {FIRST.id: WILL_DO}
    assert messages(tab) == []


def test_a_made_up_mark_is_not_stored(data: Engine, link: str) -> None:
    tab = a_tab("actions", a=link)
    radio = mark(tab, FIRST)
    radio.options = [*radio.options, "rewritten"]
    radio.set_value("rewritten").run()
    assert decided(data, link) == {}


def test_a_submitted_assessment_can_still_be_planned(data: Engine, link: str) -> None:
    submit(data, key_of(data, link), Sharing.PRIVATE)
    tab = a_tab("actions", a=link)
    mark(tab, FIRST).set_value(Stance.WILL_DO).run()
    assert decided(data, link) == {FIRST.id: WILL_DO}


def test_a_link_to_read_shows_marks_and_changes_none(data: Engine) -> None:
    made = create(data, an_assessment(ALL_LEVELS, version=ASKED.version.id))
    decide_elsewhere(data, made.edit, FIRST, WILL_DO)
    tab = a_tab("actions", a=made.read)
    assert not tab.exception
    assert not tab.radio
    assert "印:実施する" in text_of(tab)
    assert messages(tab) == ["見るだけの画面です。印・目標・工程表は、編集用のリンクで開くと変えられます。"]


def test_an_example_shows_its_actions(data: Engine) -> None:
    tab = a_tab("actions", example=SOKA)
    assert not tab.exception
    assert not tab.radio
    assert "印:未定" in text_of(tab)


def test_an_assessment_that_was_removed_meanwhile_is_told(data: Engine, link: str) -> None:
    tab = a_tab("actions", a=link)
    mark(tab, FIRST).set_value(Stance.WILL_DO)
    remove(data, key_of(data, link))
    tab.run()
    assert not tab.exception
    assert any("見つかりません" in message for message in messages(tab))


def test_what_if_shows_both_ends_of_what_is_chosen_and_stores_nothing(data: Engine, link: str) -> None:
    tab = a_tab("actions", a=link)
    assert not tab.get("vega_lite_chart")
    tab.multiselect[0].set_value([FIRST.id, THIRD.id]).run()
    found = what_if(ASKED, an_assessment(ALL_LEVELS, version=ASKED.version.id), [FIRST.id, THIRD.id])
    assert all(sentence in text_of(tab) for sentence in what_if_sentences(found, ASKED))
    assert len(tab.get("vega_lite_chart")) == 2
    assert decided(data, link) == {}


def test_what_if_begins_with_what_was_decided(data: Engine, link: str) -> None:
    decide_elsewhere(data, link, SECOND, WILL_DO)
    tab = a_tab("actions", a=link)
    found = what_if(ASKED, an_assessment(ALL_LEVELS, version=ASKED.version.id), [SECOND.id])
    assert what_if_sentences(found, ASKED)[2] in text_of(tab)
    tab.checkbox[0].set_value(False).run()
    assert not tab.get("vega_lite_chart")


def test_result_leads_to_all_actions(link: str) -> None:
    tab = a_tab("result", a=link)
    follow(tab, f"次の一手をすべて見る({len(RANKED)}件)")
    assert title(tab) == "次の一手"


def test_before_the_first_answer_it_leads_to_the_questions_instead_of_an_empty_list(data: Engine) -> None:
    tab = a_tab("actions", a=a_link(data, {}))
    assert not tab.exception
    count = len(ASKED.asked(Depth.CORE))
    assert f"下の{count}問を確かめて答えると、出ることがあります。" in text_of(tab)
    assert "件が当てはまります" not in text_of(tab)
    assert marks(tab) == []
    follow(tab, f"未回答の設問へ(残り{count}問)")
    assert title(tab) == ASKED.axes[0].name


def test_without_an_assessment_there_are_no_actions(data: Engine) -> None:
    tab = a_tab("actions")
    assert messages(tab) == ["まだ診断を開いていません。"]
    assert [found["label"] for found in page_links(tab)] == ["「はじめに」で団体を選ぶ"]
