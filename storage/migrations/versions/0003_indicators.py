"""The published indicators of every municipality."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the two tables."""
    op.create_table(
        "indicator_tables",
        sa.Column("as_of", sa.String(10), primary_key=True),
        sa.Column("stored_at", sa.DateTime, nullable=False),
    )
    op.create_table(
        "indicator_values",
        sa.Column(
            "as_of", sa.String(10), sa.ForeignKey("indicator_tables.as_of", ondelete="CASCADE"), primary_key=True
        ),
        sa.Column("municipality", sa.String(6), primary_key=True),
        sa.Column("indicator", sa.String(60), primary_key=True),
        sa.Column("word", sa.String(20)),
        sa.Column("number", sa.Float),
        sa.CheckConstraint("word IS NULL OR number IS NULL", name=op.f("ck_indicator_values_word_or_number")),
    )
