"""What an office decides on top of its answers: decisions on actions, targets, and the plan that is kept."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the tables; nothing was decided so far."""
    op.create_table(
        "decisions",
        _belongs_to("assessments.id"),
        sa.Column("action", sa.String(60), primary_key=True),
        sa.Column("revision", sa.Integer, nullable=False),
        *_decision_columns("decisions"),
        sa.Column("saved_by", sa.String(32), nullable=False),
    )
    op.create_table(
        "targets",
        _belongs_to("assessments.id"),
        sa.Column("axis", sa.String(60), primary_key=True),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("step", sa.String(60), nullable=False),
        sa.Column("fiscal_year", sa.Integer, nullable=False),
        sa.Column("saved_by", sa.String(32), nullable=False),
    )
    _make_plans()


def _make_plans() -> None:
    op.create_table(
        "plans",
        _belongs_to("assessments.id"),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("made_at", sa.DateTime, nullable=False),
        sa.Column("made_in_year", sa.Integer, nullable=False),
        sa.Column("made_in_quarter", sa.Integer, nullable=False),
        sa.Column("first_year", sa.Integer, nullable=False),
        sa.Column("days", sa.String(60), nullable=False),
        sa.Column("man_yen", sa.String(60), nullable=False),
        sa.Column("reached", sa.Float, nullable=False),
        sa.Column("reached_bound", sa.Float, nullable=False),
        sa.Column("attainment", sa.Float, nullable=False),
        sa.Column("attainment_bound", sa.Float, nullable=False),
        sa.Column("is_greedy", sa.Boolean, nullable=False),
        sa.Column("saved_by", sa.String(32), nullable=False),
        sa.CheckConstraint("made_in_quarter BETWEEN 1 AND 4", name=op.f("ck_plans_quarter_in_range")),
    )
    op.create_table(
        "plan_starts",
        _belongs_to("plans.assessment"),
        sa.Column("action", sa.String(60), primary_key=True),
        sa.Column("year", sa.Integer, nullable=False),
        sa.Column("quarter", sa.Integer, nullable=False),
        sa.CheckConstraint("quarter BETWEEN 1 AND 4", name=op.f("ck_plan_starts_quarter_in_range")),
    )
    op.create_table(
        "plan_decisions",
        _belongs_to("plans.assessment"),
        sa.Column("action", sa.String(60), primary_key=True),
        *_decision_columns("plan_decisions"),
    )


def _belongs_to(parent: str) -> sa.Column[int]:
    return sa.Column("assessment", sa.Integer, sa.ForeignKey(parent, ondelete="CASCADE"), primary_key=True)


def _decision_columns(table: str) -> tuple[sa.schema.SchemaItem, ...]:
    return (
        sa.Column("stance", sa.String(20), nullable=False),
        sa.Column("start_year", sa.Integer),
        sa.Column("start_quarter", sa.Integer),
        sa.CheckConstraint(
            "(stance = 'under_way') = (start_year IS NOT NULL)", name=op.f(f"ck_{table}_start_only_under_way")
        ),
        sa.CheckConstraint("(start_year IS NULL) = (start_quarter IS NULL)", name=op.f(f"ck_{table}_whole_quarter")),
        sa.CheckConstraint("start_quarter BETWEEN 1 AND 4", name=op.f(f"ck_{table}_quarter_in_range")),
    )
