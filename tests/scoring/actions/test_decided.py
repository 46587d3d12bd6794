"""What is left to do when decisions are counted in, and what of it fits what an office looks for."""

from questionnaire.model import Size
from questionnaire.plan import Decision, Stance
from questionnaire.quarter import Quarter
from scoring.actions.decided import open_actions, with_done
from scoring.actions.filter import ActionFilter, filtered, leaders
from scoring.actions.lifts import lifted
from scoring.actions.ranking import next_actions
from scoring.actions.what_if import what_if
from scoring.actions.what_if_wording import what_if_sentences, what_if_table
from tests.builders import an_assessment, level
from tests.stored import ALL_LEVELS, ASKED

ASSESSMENT = an_assessment(ALL_LEVELS, version=ASKED.version.id)
RANKED = next_actions(ASKED, ASSESSMENT)
FIRST, SECOND, *_ = RANKED
WILL_DO, WILL_NOT, DONE = (Decision(stance) for stance in (Stance.WILL_DO, Stance.WILL_NOT, Stance.DONE))
UNDER_WAY = Decision(Stance.UNDER_WAY, Quarter(2026, 1))


def ids(actions: object) -> list[str]:
    return [one.action.id for one in actions]  # type: ignore[attr-defined]


def test_without_decisions_every_next_action_is_open() -> None:
    assert open_actions(ASKED, ASSESSMENT, {}) == RANKED
    assert with_done(ASKED, ASSESSMENT, {}) == ASSESSMENT


def test_what_is_refused_leaves_the_ranking_and_nothing_else_changes() -> None:
    left = open_actions(ASKED, ASSESSMENT, {FIRST.action.id: WILL_NOT})
    assert left == RANKED[1:]


def test_what_is_done_counts_as_lifted() -> None:
    done = {FIRST.action.id: DONE}
    base = lifted(ASSESSMENT, [FIRST.action])
    assert base != ASSESSMENT
    assert with_done(ASKED, ASSESSMENT, done) == base
    assert open_actions(ASKED, ASSESSMENT, done) == tuple(
        one for one in next_actions(ASKED, base) if one.action.id != FIRST.action.id
    )


def test_what_is_planned_or_under_way_stays_in_the_ranking() -> None:
    assert open_actions(ASKED, ASSESSMENT, {FIRST.action.id: WILL_DO, SECOND.action.id: UNDER_WAY}) == RANKED


def test_a_decision_on_an_action_of_another_version_counts_for_nothing() -> None:
    assert open_actions(ASKED, ASSESSMENT, {"gone-long-ago": DONE}) == RANKED


def test_a_filter_without_wishes_lets_everything_through() -> None:
    assert filtered(ASKED, RANKED, ActionFilter()) == RANKED


def test_each_wish_of_a_filter_holds_for_everything_that_is_found_and_for_nothing_that_is_not() -> None:
    axis, step, who = ASKED.axes[3], ASKED.steps[1], leaders(ASKED)[1]
    wishes = {
        ActionFilter(axis=axis.id): lambda one: any(
            ASKED.axis_of[trigger.question.id] == axis for trigger in one.triggers
        ),
        ActionFilter(step=step.id): lambda one: any(trigger.question.step == step.id for trigger in one.triggers),
        ActionFilter(leads=who): lambda one: one.action.leads == who,
        ActionFilter(days=20): lambda one: one.days <= 20,
        ActionFilter(man_yen=0): lambda one: one.action.cost_man_yen.first + one.action.cost_man_yen.yearly == 0,
        ActionFilter(size=Size.TOWN): lambda one: Size.TOWN in one.action.sizes,
    }
    for sought, holds in wishes.items():
        found = filtered(ASKED, RANKED, sought)
        assert found == tuple(one for one in RANKED if holds(one))
        assert 0 < len(found) < len(RANKED), sought


def test_the_wishes_of_a_filter_hold_together() -> None:
    both = ActionFilter(axis=ASKED.axes[0].id, man_yen=0)
    found = filtered(ASKED, filtered(ASKED, RANKED, ActionFilter(axis=ASKED.axes[0].id)), ActionFilter(man_yen=0))
    assert filtered(ASKED, RANKED, both) == found


def test_what_if_is_told_with_both_ends_and_what_it_takes() -> None:
    found = what_if(ASKED, ASSESSMENT, {one.action.id for one in RANKED})
    sentences = what_if_sentences(found, ASKED)
    assert sentences[0] == "全体の成熟度は0.8から3.0になります。"
    assert sentences[1] == "到達ステップは「これから」から「DX」になります。"
    assert f"合わせて{found.days:,}人日" in sentences[2]
    header, rows = what_if_table(found, ASKED)
    assert {len(row) for row in (header, *rows)} == {5}
    assert rows[-1] == ["全体", "これから", "DX", "0.8", "3.0"]
    assert [row[0] for row in rows[:-1]] == [axis.name for axis in ASKED.axes]


def test_a_prerequisite_that_was_not_chosen_is_named() -> None:
    waiting = next(one for one in RANKED if one.prerequisites)
    sentences = what_if_sentences(what_if(ASKED, ASSESSMENT, [waiting.action.id]), ASKED)
    assert all(needed.title in sentences[-1] for needed in waiting.prerequisites)


def test_an_action_that_reaches_no_further_step_says_so() -> None:
    alike = an_assessment({question: level(0) for question in ALL_LEVELS}, version=ASKED.version.id)
    smallest = next_actions(ASKED, alike)[0]
    assert "到達ステップは「これから」のままです。" in what_if_sentences(
        what_if(ASKED, alike, [smallest.action.id]), ASKED
    )
