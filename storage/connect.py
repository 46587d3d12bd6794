"""Opens the database, SQLite in the data directory or PostgreSQL at `DATABASE_URL`, brought to the newest schema."""

import os
import time
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from storage.moved import keep_to_its_place
from storage.place import prepare_place
from storage.schema import migrate
from storage.transaction import DatabaseRefusedError, StorageError

FILE_NAME = "dx-assessments.sqlite3"
DEFAULT_DIRECTORY = Path(__file__).parents[1] / "data"

# How long a lock is waited for, a connection, or that somebody gives one back.
PATIENCE_S = 5
# PostgreSQL itself takes both schemes (https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING-URIS).
POSTGRESQL, DRIVER = ("postgresql", "postgres"), "postgresql+psycopg"
SQLITE_BUSY = 5  # https://www.sqlite.org/rescode.html#busy


def data_directory() -> Path:
    """Where the data lies: `DX_DATA_DIR`, or the folder `data` beside the program."""
    return _directory(os.environ.get("DX_DATA_DIR") or "")


def _directory(named: str) -> Path:
    return Path(named or DEFAULT_DIRECTORY)


def database() -> Engine:
    """The database of this installation, opened once for the whole process.

    Raises `StorageError`, and then tries again at the next call; `DatabaseRefusedError` when it must not be used.
    """
    try:
        return _opened(os.environ.get("DATABASE_URL") or "", os.environ.get("DX_DATA_DIR") or "")
    except (OSError, SQLAlchemyError) as error:
        raise StorageError(str(error)) from error


def existing_database() -> Engine:
    """The database of this installation, where there is one already.

    For whoever reads or mends what is there: for a folder that was named wrongly they would make an empty database and
    find nothing wrong with it. Raises as `database` does, and `DatabaseRefusedError` where there is none.
    """
    file = data_directory() / FILE_NAME
    if not os.environ.get("DATABASE_URL") and not os.access(file, os.F_OK):
        raise DatabaseRefusedError(
            f"データベース {file} がありません。"
            "診断を動かすときと同じ DX_DATA_DIR か DATABASE_URL を指定して、もう一度実行してください。"
        )
    return database()


def sqlite_url(directory: Path) -> URL:
    """The address of the SQLite database in this directory."""
    return URL.create("sqlite", database=str(directory / FILE_NAME))


@cache
def _opened(given: str, directory: str) -> Engine:
    return open_database(_server(given) if given else sqlite_url(_directory(directory)))


def _server(given: str) -> URL:
    """The PostgreSQL at this address. Raises `DatabaseRefusedError`, which leaves out the address and its password."""
    try:
        url = make_url(given)
    except (ArgumentError, ValueError):
        url = None
    if url is None or url.drivername not in (*POSTGRESQL, DRIVER):
        raise DatabaseRefusedError(
            "環境変数 DATABASE_URL を読み取れません。"
            "postgresql://利用者:パスワード@サーバー/データベース の形で書いてください"
            "(パスワードの中の @ は %40、/ は %2F、: は %3A、% は %25 と書きます)。"
        ) from None
    return url


def open_database(url: URL) -> Engine:
    """The database at this address, created and migrated where needed.

    Raises `DatabaseRefusedError`, `OSError` or `SQLAlchemyError`.
    """
    if url.get_backend_name() == "sqlite":
        prepare_place(Path(str(url.database)))
    elif url.drivername in POSTGRESQL:
        url = url.set(drivername=DRIVER)
    # A server that went away is noticed before the next statement, not by losing it.
    of_a_server = {} if url.get_backend_name() == "sqlite" else {"pool_pre_ping": True, "pool_timeout": PATIENCE_S}
    engine = create_engine(
        url,
        connect_args=_connect_args(url),
        hide_parameters=True,  # an error goes into the log, and a memo must not
        **of_a_server,
    )
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _keep_every_commit)
        keep_to_its_place(engine, Path(str(url.database)))
    else:
        # Needed for PostgreSQL only; loading its driver takes a while.
        from storage.silence import limit_waiting  # noqa: PLC0415

        limit_waiting(engine)
    try:
        migrate(engine)
    except BaseException:
        # Whoever tries again opens a new one; this one's connection must not stay behind.
        engine.dispose()
        raise
    return engine


def _connect_args(url: URL) -> dict[str, Any]:
    # Some seconds of silence are an outage that the screen must tell; the default waits for minutes.
    if url.get_backend_name() == "sqlite":
        return {"timeout": PATIENCE_S}
    return {
        "connect_timeout": PATIENCE_S,
        # As long as SQLite waits for another writer, and an end for who stands still within a transaction.
        "options": f"-c lock_timeout={PATIENCE_S * 1000} -c idle_in_transaction_session_timeout=60000",
        "keepalives_idle": 5,
        "keepalives_interval": 2,
        "keepalives_count": 3,
        "tcp_user_timeout": 10_000,
    }


def _keep_every_commit(connection: Any, _record: Any) -> None:
    """A commit is on disk when it returns, also when the power fails next (https://www.sqlite.org/pragma.html)."""
    for pragma in ("synchronous = FULL", "foreign_keys = ON", f"busy_timeout = {PATIENCE_S * 1000}"):
        connection.execute(f"PRAGMA {pragma}")
    _write_ahead(connection)


def _write_ahead(connection: Any) -> None:
    """Of two that open a new file at once, SQLite refuses one here without waiting, whatever its timeout is."""
    end = time.monotonic() + PATIENCE_S
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except connection.OperationalError as error:
            if error.sqlite_errorcode != SQLITE_BUSY or time.monotonic() > end:
                raise
            time.sleep(0.01)
