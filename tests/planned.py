"""Decisions, targets and plans for the newest version, as an office might make them."""

from dataclasses import replace
from datetime import date
from typing import Any

from questionnaire.plan import Decision, Plan, PlanSettings, Stage, Stance
from questionnaire.quarter import Quarter
from tests.stored import ASKED

ACTIONS = tuple(action.id for action in ASKED.actions)
WILL_DO, WILL_NOT, DONE = Decision(Stance.WILL_DO), Decision(Stance.WILL_NOT), Decision(Stance.DONE)
UNDER_WAY = Decision(Stance.UNDER_WAY, Quarter(2026, 2))
MADE_IN = Quarter.of(date(2026, 11, 22))


def a_plan(**changes: Any) -> Plan:
    """Three fiscal years, an action of each kind, and figures that no decimal number hits."""
    settings = PlanSettings(
        MADE_IN,
        first_year=2027,
        days=(120, 0, 240),
        man_yen=(0, 500, 1_000_000),
        decisions=dict(zip(ACTIONS, (WILL_DO, WILL_NOT, UNDER_WAY, DONE), strict=False)),
    )
    starts = {ACTIONS[0]: Quarter(2027, 1), ACTIONS[2]: Quarter(2026, 2), ACTIONS[9]: Quarter(2029, 4)}
    plan = Plan(settings, starts, reached=Stage(31.0, 33.0), attainment=Stage(17 / 3, 0.1 + 0.2 + 6))
    return replace(plan, **changes)
