"""The tables. Answers and the version they were given to are stored; scores are always computed anew (design.md §7)."""

from sqlalchemy import CheckConstraint, Column, DateTime, ForeignKey, Integer, MetaData, String, Table, Text

metadata = MetaData(naming_convention={"ck": "ck_%(table_name)s_%(constraint_name)s"})

assessments = Table(
    "assessments",
    metadata,
    Column("id", Integer, primary_key=True),
    # Only the hash of the link's secret is kept: whoever reads the database cannot open an assessment.
    Column("link_hash", String(64), nullable=False, unique=True),
    Column("municipality", String(6), nullable=False),
    Column("fiscal_year", Integer, nullable=False),
    Column("version", String(60), nullable=False),
    Column("depth", String(10), nullable=False),
    Column("created_at", DateTime, nullable=False),  # UTC
)

answers = Table(
    "answers",
    metadata,
    Column("assessment", Integer, ForeignKey("assessments.id", ondelete="CASCADE"), primary_key=True),
    Column("question", String(60), primary_key=True),
    Column("state", String(20), nullable=False),
    Column("level", Integer),
    Column("memo", Text, nullable=False),
    Column("evidence", Text, nullable=False),
    Column("saved_at", DateTime, nullable=False),  # UTC
    CheckConstraint("(state = 'answered') = (level IS NOT NULL)", name="level_only_when_answered"),
    CheckConstraint("level BETWEEN 0 AND 3", name="level_in_range"),
)
