"""A revision for every answer with its history, submissions, a link for reading, and the codes of municipalities."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Keeps every assessment, link and answer; each answer becomes the first revision of its history."""
    _extend_assessments()
    _extend_answers()
    _make_history()
    _make_submissions()
    op.create_table(
        "codes",
        sa.Column("municipality", sa.String(6), primary_key=True),
        sa.Column("code_hash", sa.String(64), nullable=False),
        sa.Column("issued_at", sa.DateTime, nullable=False),
    )


def _extend_assessments() -> None:
    with op.batch_alter_table("assessments", table_kwargs={"sqlite_autoincrement": True}) as table:
        table.alter_column("link_hash", new_column_name="edit_hash")
        table.add_column(sa.Column("read_hash", sa.String(64)))
        table.add_column(sa.Column("submitted_at", sa.DateTime))
        table.add_column(sa.Column("previous", sa.Integer))
        table.add_column(sa.Column("changes", sa.Integer, nullable=False, server_default="0"))
    with op.batch_alter_table("assessments", table_kwargs={"sqlite_autoincrement": True}) as table:
        table.alter_column("changes", server_default=None)
        table.create_unique_constraint("uq_assessments_read_hash", ["read_hash"])
        table.create_foreign_key("fk_assessments_previous", "assessments", ["previous"], ["id"], ondelete="SET NULL")
        table.create_index("ix_assessments_municipality", ["municipality"])
        table.create_unique_constraint("uq_assessments_previous", ["previous"])


def _extend_answers() -> None:
    with op.batch_alter_table("answers") as table:
        table.add_column(sa.Column("revision", sa.Integer, nullable=False, server_default="1"))
        table.add_column(sa.Column("is_confirmed", sa.Boolean, nullable=False, server_default=sa.true()))
        table.add_column(sa.Column("saved_by", sa.String(32), nullable=False, server_default=""))
    with op.batch_alter_table("answers") as table:
        for column in ("revision", "is_confirmed", "saved_by"):
            table.alter_column(column, server_default=None)


def _make_history() -> None:
    op.create_table(
        "answer_history",
        sa.Column("assessment", sa.Integer, sa.ForeignKey("assessments.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("question", sa.String(60), primary_key=True),
        sa.Column("revision", sa.Integer, primary_key=True, autoincrement=False),
        *_answer_columns("answer_history"),
        sa.Column("saved_at", sa.DateTime, nullable=False),
        sa.Column("saved_by", sa.String(32), nullable=False),
    )
    op.execute(
        "INSERT INTO answer_history (assessment, question, revision, state, level, memo, evidence, is_confirmed,"
        " saved_at, saved_by) SELECT assessment, question, revision, state, level, memo, evidence, is_confirmed,"
        " saved_at, saved_by FROM answers"
    )


def _make_submissions() -> None:
    op.create_table(
        "submissions",
        sa.Column("assessment", sa.Integer, sa.ForeignKey("assessments.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("municipality", sa.String(6), nullable=False),
        sa.Column("fiscal_year", sa.Integer, nullable=False),
        sa.Column("version", sa.String(60), nullable=False),
        sa.Column("depth", sa.String(10), nullable=False),
        sa.Column("submitted_at", sa.DateTime, nullable=False),
        sa.UniqueConstraint("municipality", "fiscal_year", "number", name="uq_submissions_municipality"),
    )
    op.create_table(
        "submitted_answers",
        sa.Column("assessment", sa.Integer, primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("question", sa.String(60), primary_key=True),
        *_answer_columns("submitted_answers"),
        sa.ForeignKeyConstraint(
            ["assessment", "number"],
            ["submissions.assessment", "submissions.number"],
            name="fk_submitted_answers_assessment",
            ondelete="CASCADE",
        ),
    )


def _answer_columns(table: str) -> tuple[sa.schema.SchemaItem, ...]:
    return (
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("level", sa.Integer),
        sa.Column("memo", sa.Text, nullable=False),
        sa.Column("evidence", sa.Text, nullable=False),
        sa.Column("is_confirmed", sa.Boolean, nullable=False),
        sa.CheckConstraint(
            "(state = 'answered') = (level IS NOT NULL)", name=op.f(f"ck_{table}_level_only_when_answered")
        ),
        sa.CheckConstraint("level BETWEEN 0 AND 3", name=op.f(f"ck_{table}_level_in_range")),
    )
