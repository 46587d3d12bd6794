"""What a roadmap is made from besides the answers: its years, what there is for each, and what was decided."""

import streamlit as st

from questionnaire.fiscal_year import fiscal_year_text
from questionnaire.model import Questionnaire
from questionnaire.plan import (
    LONGEST_PLAN,
    MOST_DAYS,
    MOST_MAN_YEN,
    STANCE_TEXTS,
    Decision,
    PlanSettings,
    Stance,
    first_year_offered,
    first_years_offered,
)
from screens import pages, session
from screens.parts import markup
from screens.session.decisions import present_quarter
from storage.plans import StoredPlans

# A first proposal, to be changed: half of one person's year, and what a section can ask for without a new project.
USUAL_YEARS, USUAL_DAYS, USUAL_MAN_YEN = 3, 120, 200


def plan_fields(asked: Questionnaire, stored: StoredPlans) -> PlanSettings:
    """The settings as the fields show them; they begin with those of the plan that is kept."""
    made_in, before = present_quarter(), stored.plan.plan.settings if stored.plan else None
    offered = first_years_offered(made_in)
    usual = before.first_year if before and before.first_year in offered else first_year_offered(made_in)
    of_first, of_count = st.columns(2)
    with of_first:
        first = st.selectbox(
            "最初の年度", offered, index=offered.index(usual), format_func=fiscal_year_text, key=_key("first-year")
        )
    with of_count:
        count = st.selectbox(
            "年数",
            range(1, LONGEST_PLAN + 1),
            index=(len(before.days) if before else USUAL_YEARS) - 1,
            format_func=lambda years: f"{years}年",
            key=_key("years"),
        )
    if before is None:
        st.caption("はじめに入っている人日と費用は例です。自分の役所の数に直してください。")
    days, man_yen = _budgets(range(first, first + count), before)
    _decided(asked, stored.decisions)
    known = {action.id for action in asked.actions}
    decisions = {action: stored.decisions[action] for action in sorted(stored.decisions) if action in known}
    return PlanSettings(made_in, first, days, man_yen, decisions)


def _budgets(years: range, before: PlanSettings | None) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Person-days and 万円 for each of these years."""
    given = {year: place for place, year in enumerate(before.years)} if before else {}
    days, man_yen = [], []
    for year in years:
        of_days, of_cost = st.columns(2)
        place, name = given.get(year), fiscal_year_text(year)
        had_days = before.days[place] if before and place is not None else USUAL_DAYS
        had_man_yen = before.man_yen[place] if before and place is not None else USUAL_MAN_YEN
        with of_days:
            days.append(st.number_input(f"{name}に使える人日", 0, MOST_DAYS, had_days, key=_key(f"days-{year}")))
        with of_cost:
            man_yen.append(
                st.number_input(f"{name}に使える費用(万円)", 0, MOST_MAN_YEN, had_man_yen, key=_key(f"cost-{year}"))
            )
    return tuple(days), tuple(man_yen)


def _decided(asked: Questionnaire, decisions: dict[str, Decision]) -> None:
    """Tells what the plan must, must not and already does, from the marks of 次の一手."""
    meaning = {
        Stance.WILL_DO: "必ず入れます",
        Stance.UNDER_WAY: "残りを続けます",
        Stance.WILL_NOT: "入れません",
        Stance.DONE: "終わったものとして数えます",
    }
    told = [
        (f"{STANCE_TEXTS[stance]}:{meaning[stance]}", titles)
        for stance in meaning
        if (
            titles := "、".join(
                f"「{action.title}」"
                for action in asked.actions
                if action.id in decisions and decisions[action.id].stance is stance
            )
        )
    ]
    st.html(
        markup.folded("次の一手に付けた印", markup.described(told))
        if told
        else markup.text("p", "次の一手に印はまだありません。必ず行うもの、行わないものがあれば、先に印を付けます。")
    )
    pages.link(pages.actions(), "次の一手に印を付ける")


def _key(name: str) -> str:
    return f"plan-{name}:{session.current().id}"
