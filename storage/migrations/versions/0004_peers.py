"""What municipalities share with each other: consents, levels to compare, traces, imported peers and chosen sets."""

import sqlalchemy as sa
from alembic import op

from questionnaire.core_levels import core_levels
from questionnaire.loader import questionnaire, version_names

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Keeps everything. Nothing was shared so far, so no submission has a consent."""
    # Added in place: rebuilding the table would forget which keys of removed assessments must not come again.
    op.add_column("assessments", sa.Column("municipality_class", sa.String(60)))
    op.add_column("assessments", sa.Column("imported_at", sa.DateTime))
    op.add_column("submissions", sa.Column("municipality_class", sa.String(60)))
    op.add_column("submissions", sa.Column("levels", sa.String(200)))
    op.create_index("ix_submissions_fiscal_year", "submissions", ["fiscal_year"])
    _make_consents()
    _make_traces()
    _make_others()
    _fill_levels(op.get_bind())


def _make_consents() -> None:
    op.create_table(
        "consents",
        sa.Column("assessment", sa.Integer, sa.ForeignKey("assessments.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("since", sa.DateTime, nullable=False),
        sa.Column("sharing", sa.String(10), nullable=False),
    )


def _make_traces() -> None:
    op.create_table(
        "removed_submissions",
        sa.Column("assessment", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("municipality", sa.String(6), nullable=False),
        sa.Column("fiscal_year", sa.Integer, nullable=False),
        sa.Column("version", sa.String(60), nullable=False),
        sa.Column("municipality_class", sa.String(60)),
        sa.Column("submitted_at", sa.DateTime, nullable=False),
        sa.Column("until", sa.DateTime, nullable=False),
    )
    op.create_index("ix_removed_submissions_fiscal_year", "removed_submissions", ["fiscal_year"])
    op.create_table(
        "removed_consents",
        sa.Column("assessment", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("since", sa.DateTime, nullable=False),
        sa.Column("sharing", sa.String(10), nullable=False),
    )


def _make_others() -> None:
    op.create_table(
        "imported_peers",
        sa.Column("municipality", sa.String(6), primary_key=True),
        sa.Column("fiscal_year", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("version", sa.String(60), nullable=False),
        sa.Column("levels", sa.String(200), nullable=False),
        sa.Column("imported_at", sa.DateTime, nullable=False),
        sa.Column("file", sa.Text, nullable=False),
    )
    op.create_table(
        "peer_sets",
        sa.Column("assessment", sa.Integer, sa.ForeignKey("assessments.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("name", sa.String(60), primary_key=True),
        sa.Column("codes", sa.Text, nullable=False),
    )
    op.create_table(
        "peer_changes",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("token", sa.String(32), nullable=False),
    )


def _fill_levels(connection: sa.Connection) -> None:
    """The levels of what was submitted before. A version that is not there any more cannot be compared."""
    heads = sa.table("submissions", *map(sa.column, ("assessment", "number", "version", "levels")))
    given = sa.table("submitted_answers", *map(sa.column, ("assessment", "number", "question", "level")))
    for version in version_names():
        found = connection.execute(sa.select(heads.c.assessment, heads.c.number).where(heads.c.version == version))
        for assessment, number in found.all():
            answers = sa.select(given.c.question, given.c.level).where(
                given.c.assessment == assessment, given.c.number == number
            )
            levels = {row.question: row.level for row in connection.execute(answers)}
            filled = sa.update(heads).where(heads.c.assessment == assessment, heads.c.number == number)
            connection.execute(filled.values(levels=core_levels(questionnaire(version), levels)))
