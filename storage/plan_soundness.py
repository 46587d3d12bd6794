"""The rules that hold for what an office decided on top of its answers."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Row, or_, select, union

from questionnaire.kept_plan import kept_decision_faults, kept_plan_faults
from questionnaire.loader import questionnaire
from questionnaire.plan import target_faults
from storage.plan_rows import FIRST_REVISION
from storage.plans import StoredPlans, read_plans
from storage.tables import assessments, decisions, plans, targets


def broken_plans(connection: Connection) -> Iterator[str]:
    """Every fault in Japanese; none when the tables are sound."""
    yield from _impossible_revisions(connection)
    concerned = union(*(select(table.c.assessment) for table in (decisions, targets, plans)))
    for head in connection.execute(select(assessments).where(assessments.c.id.in_(concerned))).all():
        try:
            found = list(_faults(head, read_plans(connection, head.id)))
        except (KeyError, ValueError):
            found = [f"設問版 {head.version} の目標や工程表として読み取れません"]
        yield from (f"診断 {head.id}: {what}" for what in found)


def _impossible_revisions(connection: Connection) -> Iterator[str]:
    """A revision that no change gave could be given again, and then a change would be overwritten unseen."""
    for table in (decisions, targets, plans):
        outside = or_(table.c.revision < FIRST_REVISION, table.c.revision > assessments.c.changes + FIRST_REVISION)
        query = select(table.c.assessment).join(assessments, assessments.c.id == table.c.assessment).where(outside)
        for key in connection.execute(query.distinct()).scalars():
            yield f"診断 {key}: 表 {table.name} の番号が、診断の変更の回数と合いません"


def _faults(head: Row[Any], stood: StoredPlans) -> Iterator[str]:
    asked = questionnaire(head.version)
    for action, decision in stood.decisions.items():
        yield from kept_decision_faults(action, decision, asked)
    for target in stood.targets.values():
        yield from target_faults([target], asked, head.fiscal_year)
    if stood.plan:
        yield from kept_plan_faults(stood.plan.plan, asked)
