"""Who answered by an answer form, and when, with every answer."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the columns; they stay empty, because no answer that is there came by a form."""
    for table in ("answers", "answer_history", "submitted_answers"):
        op.add_column(table, sa.Column("section", sa.String(100)))
        op.add_column(table, sa.Column("person", sa.String(100)))
        op.add_column(table, sa.Column("answered_on", sa.String(10)))
