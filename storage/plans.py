"""What an office decides on top of its answers, kept with the assessment: decisions, targets and the plan.

A plan is no answer: it may be changed in a submitted assessment too. Each value changes only over the revision that
was seen, so that nobody's decision is overwritten unseen (design.md §8).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from sqlalchemy import Connection, Engine, select

from questionnaire.kept_plan import KeptPlan, decisions_known, kept_decision_faults, kept_plan_faults, targets_ahead
from questionnaire.loader import questionnaire
from questionnaire.model import Questionnaire
from questionnaire.plan import Decision, Plan, Target, target_faults
from storage.head import change_head
from storage.plan_rows import (
    FIRST_REVISION,
    decision_columns,
    decision_of,
    plan_columns,
    read_plan,
    target_columns,
    target_of,
    write_actions,
    write_first,
)
from storage.revised import PlanChange, RevisedRow
from storage.snapshot import snapshot
from storage.tables import assessments, decisions, plans, targets
from storage.transaction import now, transaction


@dataclass(frozen=True)
class StoredPlans:
    """Decisions by action, targets by axis, and the plan. What is not there has the revision 0."""

    decisions: Mapping[str, Decision] = field(default_factory=dict)
    decision_revisions: Mapping[str, int] = field(default_factory=dict)
    targets: Mapping[str, Target] = field(default_factory=dict)
    target_revisions: Mapping[str, int] = field(default_factory=dict)
    plan: KeptPlan | None = None
    plan_revision: int = 0


def plans_of(engine: Engine, assessment: int) -> StoredPlans:
    """All that was decided, as it stands at one moment; nothing when the assessment was removed."""
    with snapshot(engine) as connection:
        return read_plans(connection, assessment)


def read_plans(connection: Connection, assessment: int) -> StoredPlans:
    """The same within a snapshot."""
    decided, aims, planned = (
        connection.execute(select(table).where(table.c.assessment == assessment)).all()
        for table in (decisions, targets, plans)
    )
    return StoredPlans(
        decisions={row.action: decision_of(row) for row in decided},
        decision_revisions={row.action: row.revision for row in decided},
        targets={row.axis: target_of(row) for row in aims},
        target_revisions={row.axis: row.revision for row in aims},
        plan=read_plan(connection, planned[0]) if planned else None,
        plan_revision=planned[0].revision if planned else 0,
    )


def decide(engine: Engine, assessment: int, changes: Mapping[str, PlanChange[Decision]]) -> dict[str, int]:
    """Stores all of these decisions or none, by action, and gives their revisions.

    Raises `ValueError` for a decision with a fault, `PlanConflictError` when somebody else decided since,
    `FrozenError` when the assessment was removed, and `StorageError`.
    """
    with transaction(engine) as connection:
        begun = _begin(connection, assessment)
        wanted = {action: change.value for action, change in changes.items() if change.value}
        _refuse(fault for one in wanted.items() for fault in kept_decision_faults(*one, begun.asked))
        return {
            action: RevisedRow(decisions, {"assessment": assessment, "action": action}, decision_of).replace(
                connection, change, decision_columns, begun.revision
            )
            for action, change in changes.items()
        }


def set_targets(engine: Engine, assessment: int, changes: Mapping[str, PlanChange[Target]]) -> dict[str, int]:
    """Stores all of these targets or none, by axis, and gives their revisions. Raises as `decide` does."""
    with transaction(engine) as connection:
        begun = _begin(connection, assessment)
        wanted = {axis: change.value for axis, change in changes.items() if change.value}
        _refuse(f"「{axis}」はほかの分野の目標です" for axis, target in wanted.items() if target.axis != axis)
        _refuse(target_faults(wanted.values(), begun.asked, begun.fiscal_year))
        return {
            axis: RevisedRow(targets, {"assessment": assessment, "axis": axis}, target_of).replace(
                connection, change, target_columns, begun.revision
            )
            for axis, change in changes.items()
        }


def keep_plan(engine: Engine, assessment: int, change: PlanChange[Plan]) -> int:
    """Keeps this plan in place of the one seen, or none from now on, and gives its revision. Raises as `decide` does.

    A plan that stands there already keeps the time at which it was made first.
    """
    with transaction(engine) as connection:
        begun, moment = _begin(connection, assessment), now()
        _refuse(kept_plan_faults(change.value, begun.asked) if change.value else [])
        row = RevisedRow(plans, {"assessment": assessment}, lambda head: read_plan(connection, head).plan)
        revision = row.replace(connection, change, lambda plan: plan_columns(KeptPlan(plan, moment)), begun.revision)
        if change.value and revision == begun.revision:
            write_actions(connection, assessment, change.value)
        return revision


def carry_over_plans(connection: Connection, before: int, following: int, version: str, fiscal_year: int) -> None:
    """The assessment of the next year begins with what was decided, where its version still knows the action.

    Targets whose year is over stay with the year before, and so does the plan: it was made from other answers.
    """
    asked, stood = questionnaire(version), read_plans(connection, before)
    write_first(
        connection,
        following,
        decisions_known(stood.decisions, asked),
        targets_ahead(stood.targets, asked, fiscal_year),
    )


class _Begun(NamedTuple):
    """A change that was begun: the revision of what it changes, and what the assessment asks for which year."""

    revision: int
    asked: Questionnaire
    fiscal_year: int


def _begin(connection: Connection, assessment: int) -> _Begun:
    change_head(connection, assessment, even_if_submitted=True)
    query = select(assessments.c.changes, assessments.c.version, assessments.c.fiscal_year)
    head = connection.execute(query.where(assessments.c.id == assessment)).one()
    return _Begun(FIRST_REVISION + head.changes, questionnaire(head.version), head.fiscal_year)


def _refuse(faults: Iterable[str]) -> None:
    if found := list(faults):
        raise ValueError(found)
