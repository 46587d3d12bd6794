"""Opens the database: an SQLite file in the data directory, brought to the newest schema."""

import os
from functools import cache
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import URL, Engine, create_engine, event

MIGRATIONS = Path(__file__).parent / "migrations"
FILE_NAME = "dx-assessments.sqlite3"
DEFAULT_DIRECTORY = Path(__file__).parents[1] / "data"


def data_directory() -> Path:
    """Where the data lies: `DX_DATA_DIR`, or the folder `data` beside the program."""
    return Path(os.environ.get("DX_DATA_DIR") or DEFAULT_DIRECTORY)


def open_database(directory: Path) -> Engine:
    """The database in this directory, created and migrated where needed. Raises `OSError` or `SQLAlchemyError`."""
    directory.mkdir(parents=True, exist_ok=True)
    engine = create_engine(URL.create("sqlite", database=str(directory / FILE_NAME)))
    event.listen(engine, "connect", _keep_every_commit)
    migrate(engine)
    return engine


@cache
def database(directory: Path) -> Engine:
    """The database in this directory, opened once for the whole process."""
    return open_database(directory)


def migrate(engine: Engine) -> None:
    """Brings the schema to the newest revision; does nothing when it is there already."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _keep_every_commit(connection: Any, _record: Any) -> None:
    """A commit is on disk when it returns, also when the power fails next (https://www.sqlite.org/pragma.html)."""
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "busy_timeout = 5000"):
        connection.execute(f"PRAGMA {pragma}")
