"""The tables. Answers and the version they were given to are stored; scores are always computed anew (design.md §7)."""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    DateTime,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.schema import SchemaItem

metadata = MetaData(naming_convention={"ck": "ck_%(table_name)s_%(constraint_name)s", "ix": "ix_%(column_0_label)s"})


def _owner() -> Column[int]:
    """The assessment that a row belongs to, and is removed with."""
    return Column("assessment", Integer, ForeignKey("assessments.id", ondelete="CASCADE"), primary_key=True)


def _answer_columns() -> tuple[SchemaItem, ...]:
    """What an answer consists of, in every table that holds answers."""
    return (
        Column("state", String(20), nullable=False),
        Column("level", Integer),
        Column("memo", Text, nullable=False),
        Column("evidence", Text, nullable=False),
        Column("is_confirmed", Boolean, nullable=False),
        # Who answered by an answer form and on which day (ISO 8601, which sorts as days do); empty for all others.
        Column("section", String(100)),
        Column("person", String(100)),
        Column("answered_on", String(10)),
        CheckConstraint("(state = 'answered') = (level IS NOT NULL)", name="level_only_when_answered"),
        CheckConstraint("level BETWEEN 0 AND 3", name="level_in_range"),
    )


def _decision_columns() -> tuple[SchemaItem, ...]:
    """What was decided for an action, in every table that holds decisions; only one under way has its start."""
    return (
        Column("stance", String(20), nullable=False),
        Column("start_year", Integer),
        Column("start_quarter", Integer),
        CheckConstraint("(stance = 'under_way') = (start_year IS NOT NULL)", name="start_only_under_way"),
        CheckConstraint("(start_year IS NULL) = (start_quarter IS NULL)", name="whole_quarter"),
        CheckConstraint("start_quarter BETWEEN 1 AND 4", name="quarter_in_range"),
    )


# One next year for each year, also when two colleagues begin it at once.
ONE_NEXT_YEAR = UniqueConstraint("previous", name="uq_assessments_previous")
# One official submission per municipality and year: a second assessment cannot have a number 1 too.
ONE_OFFICIAL = UniqueConstraint("municipality", "fiscal_year", "number", name="uq_submissions_municipality")

# The assessment of one municipality and fiscal year. It can be changed while `submitted_at` is empty.
assessments = Table(
    "assessments",
    metadata,
    Column("id", Integer, primary_key=True),
    # Only hashes of the links' secrets are kept: whoever reads the database cannot open an assessment.
    Column("edit_hash", String(64), nullable=False, unique=True),
    Column("read_hash", String(64)),
    Column("municipality", String(6), nullable=False, index=True),
    Column("fiscal_year", Integer, nullable=False),
    Column("version", String(60), nullable=False),
    Column("depth", String(10), nullable=False),
    Column("created_at", DateTime, nullable=False),  # UTC, as all times here
    Column("submitted_at", DateTime),
    # The assessment of the year before, which this one was copied from.
    Column("previous", Integer, ForeignKey("assessments.id", name="fk_assessments_previous", ondelete="SET NULL")),
    # Counts every change, so that a tab can tell at little cost whether it shows the newest.
    Column("changes", Integer, nullable=False),
    Column("municipality_class", String(60)),  # empty while none was chosen
    # When it came from another installation: what was submitted there is used for comparisons here from then on.
    Column("imported_at", DateTime),
    UniqueConstraint("read_hash", name="uq_assessments_read_hash"),
    ONE_NEXT_YEAR,
    # The key of a removed assessment is never given to another one: a tab may still hold it.
    sqlite_autoincrement=True,
)

# The answers as they stand now. `revision` counts the changes of one answer; `saved_by` is the tab, not a person.
answers = Table(
    "answers",
    metadata,
    _owner(),
    Column("question", String(60), primary_key=True),
    Column("revision", Integer, nullable=False),
    *_answer_columns(),
    Column("saved_at", DateTime, nullable=False),
    Column("saved_by", String(32), nullable=False),
)

# Every answer ever stored, the present ones too.
answer_history = Table(
    "answer_history",
    metadata,
    _owner(),
    Column("question", String(60), primary_key=True),
    Column("revision", Integer, primary_key=True, autoincrement=False),
    *_answer_columns(),
    Column("saved_at", DateTime, nullable=False),
    Column("saved_by", String(32), nullable=False),
)

# What was officially submitted. A row never changes; reopening and submitting again adds the next number.
submissions = Table(
    "submissions",
    metadata,
    _owner(),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("municipality", String(6), nullable=False),
    Column("fiscal_year", Integer, nullable=False, index=True),
    Column("version", String(60), nullable=False),
    Column("depth", String(10), nullable=False),
    Column("submitted_at", DateTime, nullable=False),
    Column("municipality_class", String(60)),
    # What others may compare (questionnaire.core_levels), so that a year is read quickly; empty when the version that
    # the answers were given to is not known any more.
    Column("levels", String(200)),
    ONE_OFFICIAL,
)

submitted_answers = Table(
    "submitted_answers",
    metadata,
    Column("assessment", Integer, primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("question", String(60), primary_key=True),
    *_answer_columns(),
    ForeignKeyConstraint(
        ["assessment", "number"],
        ["submissions.assessment", "submissions.number"],
        name="fk_submitted_answers_assessment",
        ondelete="CASCADE",
    ),
)

# The code that a municipality submits with, where an installation serves several (`DX_REQUIRE_CODE`).
codes = Table(
    "codes",
    metadata,
    Column("municipality", String(6), primary_key=True),
    Column("code_hash", String(64), nullable=False),
    Column("issued_at", DateTime, nullable=False),
)

# The table of published indicators that was read last. `as_of` is its date as ISO 8601 text, which sorts as dates do.
indicator_tables = Table(
    "indicator_tables",
    metadata,
    Column("as_of", String(10), primary_key=True),
    Column("stored_at", DateTime, nullable=False),
)

# Its values: a word, a number (per cent or a count), or neither where none is published.
indicator_values = Table(
    "indicator_values",
    metadata,
    Column("as_of", String(10), ForeignKey("indicator_tables.as_of", ondelete="CASCADE"), primary_key=True),
    Column("municipality", String(6), primary_key=True),
    Column("indicator", String(60), primary_key=True),
    Column("word", String(20)),
    Column("number", Float),
    CheckConstraint("word IS NULL OR number IS NULL", name="word_or_number"),
)

# What was allowed with the submissions of an assessment, from when on. A row never changes; the last one is in force.
consents = Table(
    "consents",
    metadata,
    _owner(),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("since", DateTime, nullable=False),
    Column("sharing", String(10), nullable=False),
)

# That a shared submission was there, after its assessment was removed: no level and no answer. Without this trace
# it could not be told any more which figures were shown with it, and figures could be shown that reveal it.
removed_submissions = Table(
    "removed_submissions",
    metadata,
    Column("assessment", Integer, primary_key=True, autoincrement=False),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("municipality", String(6), nullable=False),
    Column("fiscal_year", Integer, nullable=False, index=True),
    Column("version", String(60), nullable=False),
    Column("municipality_class", String(60)),
    Column("submitted_at", DateTime, nullable=False),
    Column("until", DateTime, nullable=False),
)

removed_consents = Table(
    "removed_consents",
    metadata,
    Column("assessment", Integer, primary_key=True, autoincrement=False),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("since", DateTime, nullable=False),
    Column("sharing", String(10), nullable=False),
)

# What other municipalities handed over as a comparison CSV.
imported_peers = Table(
    "imported_peers",
    metadata,
    Column("municipality", String(6), primary_key=True),
    Column("fiscal_year", Integer, primary_key=True, autoincrement=False),
    Column("version", String(60), nullable=False),
    Column("levels", String(200), nullable=False),
    Column("imported_at", DateTime, nullable=False),
    Column("file", Text, nullable=False),
)

# Chosen sets of municipalities. `codes` are joined by blanks.
peer_sets = Table(
    "peer_sets",
    metadata,
    _owner(),
    Column("name", String(60), primary_key=True),
    Column("codes", Text, nullable=False),
)

# One row with a text that is new after every change of what peers are made of, so that a cache can tell.
peer_changes = Table(
    "peer_changes",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("token", String(32), nullable=False),
)

# What was decided for an action. The revision is one more than the changes of the assessment at that time, so that no
# state of a row is ever taken for another one, also after it was withdrawn; `saved_by` is the tab, not a person.
decisions = Table(
    "decisions",
    metadata,
    _owner(),
    Column("action", String(60), primary_key=True),
    Column("revision", Integer, nullable=False),
    *_decision_columns(),
    Column("saved_by", String(32), nullable=False),
)

# The step that an axis is to reach by the end of a fiscal year, with a revision as above.
targets = Table(
    "targets",
    metadata,
    _owner(),
    Column("axis", String(60), primary_key=True),
    Column("revision", Integer, nullable=False),
    Column("step", String(60), nullable=False),
    Column("fiscal_year", Integer, nullable=False),
    Column("saved_by", String(32), nullable=False),
)

# The plan that is kept, with a revision as above. `days` and `man_yen` hold one number for each fiscal year of the
# plan, joined by blanks; the bounds tell what no plan could exceed.
plans = Table(
    "plans",
    metadata,
    _owner(),
    Column("revision", Integer, nullable=False),
    Column("made_at", DateTime, nullable=False),
    Column("made_in_year", Integer, nullable=False),
    Column("made_in_quarter", Integer, nullable=False),
    Column("first_year", Integer, nullable=False),
    Column("days", String(60), nullable=False),
    Column("man_yen", String(60), nullable=False),
    Column("reached", Float, nullable=False),
    Column("reached_bound", Float, nullable=False),
    Column("attainment", Float, nullable=False),
    Column("attainment_bound", Float, nullable=False),
    Column("is_greedy", Boolean, nullable=False),
    Column("saved_by", String(32), nullable=False),
    CheckConstraint("made_in_quarter BETWEEN 1 AND 4", name="quarter_in_range"),
)

# The quarter in which the plan lets each of its actions start.
plan_starts = Table(
    "plan_starts",
    metadata,
    Column("assessment", Integer, ForeignKey("plans.assessment", ondelete="CASCADE"), primary_key=True),
    Column("action", String(60), primary_key=True),
    Column("year", Integer, nullable=False),
    Column("quarter", Integer, nullable=False),
    CheckConstraint("quarter BETWEEN 1 AND 4", name="quarter_in_range"),
)

# The decisions as they stood when the plan was made.
plan_decisions = Table(
    "plan_decisions",
    metadata,
    Column("assessment", Integer, ForeignKey("plans.assessment", ondelete="CASCADE"), primary_key=True),
    Column("action", String(60), primary_key=True),
    *_decision_columns(),
)
