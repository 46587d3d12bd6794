"""Decisions, targets and plans as rows, and back."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Row, Table, insert, select

from questionnaire.kept_plan import KeptPlan
from questionnaire.plan import Decision, Plan, PlanSettings, Stage, Stance, Target
from questionnaire.quarter import Quarter
from storage.tables import decisions, plan_decisions, plan_starts, targets

Values = dict[str, object]

# Of what a new assessment begins with; a change of it gives a higher one.
FIRST_REVISION = 1


def decision_of(row: Row[Any]) -> Decision:
    """The decision that a row holds. Raises `ValueError` for one that cannot be read."""
    return Decision(Stance(row.stance), None if row.start_year is None else Quarter(row.start_year, row.start_quarter))


def decision_columns(decision: Decision) -> Values:
    """The columns that hold a decision, in every table of decisions."""
    start = decision.start
    return {
        "stance": decision.stance.value,
        "start_year": None if start is None else start.year,
        "start_quarter": None if start is None else start.number,
    }


def target_of(row: Row[Any]) -> Target:
    """The target that a row holds."""
    return Target(row.axis, row.step, row.fiscal_year)


def target_columns(target: Target) -> Values:
    """The columns that hold a target beside its axis."""
    return {"step": target.step, "fiscal_year": target.fiscal_year}


def read_plan(connection: Connection, head: Row[Any]) -> KeptPlan:
    """The plan whose row in the table of plans this is. Raises `ValueError` for one that cannot be read."""
    starts = connection.execute(select(plan_starts).where(plan_starts.c.assessment == head.assessment))
    stood = connection.execute(select(plan_decisions).where(plan_decisions.c.assessment == head.assessment))
    settings = PlanSettings(
        made_in=Quarter(head.made_in_year, head.made_in_quarter),
        first_year=head.first_year,
        days=tuple(map(int, head.days.split())),
        man_yen=tuple(map(int, head.man_yen.split())),
        decisions={row.action: decision_of(row) for row in stood},
    )
    plan = Plan(
        settings=settings,
        starts={row.action: Quarter(row.year, row.quarter) for row in starts},
        reached=Stage(head.reached, head.reached_bound),
        attainment=Stage(head.attainment, head.attainment_bound),
        is_greedy=head.is_greedy,
    )
    return KeptPlan(plan, head.made_at)


def plan_columns(kept: KeptPlan) -> Values:
    """The columns that hold a plan, besides its starts and decisions."""
    plan, settings = kept.plan, kept.plan.settings
    return {
        "made_at": kept.made_at,
        "made_in_year": settings.made_in.year,
        "made_in_quarter": settings.made_in.number,
        "first_year": settings.first_year,
        "days": " ".join(map(str, settings.days)),
        "man_yen": " ".join(map(str, settings.man_yen)),
        "reached": float(plan.reached.value),
        "reached_bound": float(plan.reached.bound),
        "attainment": float(plan.attainment.value),
        "attainment_bound": float(plan.attainment.bound),
        "is_greedy": plan.is_greedy,
    }


def write_actions(connection: Connection, assessment: int, plan: Plan) -> None:
    """Adds the starts and decisions of a plan, whose row is there and has none yet."""
    key: Values = {"assessment": assessment}
    starts, stood = plan.starts.items(), plan.settings.decisions.items()
    add(connection, plan_starts, [key | {"action": a, "year": at.year, "quarter": at.number} for a, at in starts])
    add(connection, plan_decisions, [key | {"action": a} | decision_columns(decision) for a, decision in stood])


def write_first(
    connection: Connection, assessment: int, decided: Mapping[str, Decision], aims: Mapping[str, Target]
) -> None:
    """Adds the decisions and targets that a new assessment begins with."""
    key: Values = {"assessment": assessment, "revision": FIRST_REVISION, "saved_by": ""}
    add(connection, decisions, [key | {"action": a} | decision_columns(decision) for a, decision in decided.items()])
    add(connection, targets, [key | {"axis": axis} | target_columns(target) for axis, target in aims.items()])


def add(connection: Connection, table: Table, rows: list[Values]) -> None:
    """Inserts the rows, if there are any."""
    if rows:
        connection.execute(insert(table), rows)
