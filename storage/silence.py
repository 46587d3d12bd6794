"""How long a silent PostgreSQL is waited for: one that stands still keeps its connections, and no network notices.

Its own limits (`statement_timeout`) stand still with it, and its kernel goes on answering for it (`tcp_user_timeout`):
only the program itself can stop waiting.
"""

import time
from typing import Any

import psycopg
from psycopg.abc import RV, PQGen
from psycopg.pq import TransactionStatus
from sqlalchemy import Engine, event

# Whether a connection from the pool still answers, before it is used.
PING_S = 2.0
# Longer than a lock is waited for.
STATEMENT_S = 8.0
# A page asks several times: after one silence nobody else waits for the same.
PAUSE_S = 3.0
SOCKET_CHECK_S = 0.1


class Silence:
    """Until when a server is not asked again, because it did not answer a moment ago."""

    def __init__(self) -> None:
        self._over_at = 0.0

    def begin(self) -> None:
        """The server did not answer."""
        self._over_at = time.monotonic() + PAUSE_S

    def connect(self, *arguments: Any, **parameters: Any) -> "LimitedConnection":
        """A new connection. Raises `psycopg.OperationalError`, at once during a silence."""
        if time.monotonic() < self._over_at:
            raise psycopg.OperationalError("the server did not answer a moment ago")
        try:
            made = LimitedConnection.connect(*arguments, **parameters)
        except psycopg.errors.ConnectionTimeout:
            self.begin()
            raise
        made.silence = self
        return made


class LimitedConnection(psycopg.Connection[Any]):
    """A connection that waits `limit_s` seconds for each answer, or as long as it takes when that is None."""

    limit_s: float | None = PING_S
    silence: Silence | None = None

    def wait(self, gen: PQGen[RV], interval: float = SOCKET_CHECK_S, timeout: float | None = None) -> RV:
        """What the server answers. Raises `psycopg.OperationalError` after the limit, and is closed then.

        Another error of the server's is raised without its details, which repeat the row and with it a memo.
        """
        try:
            return super().wait(gen, interval, self.limit_s if timeout is None else timeout)
        except psycopg.OperationalError:
            if self.pgconn.transaction_status == TransactionStatus.ACTIVE:
                # What the server sends next belongs to this statement, and nobody waits for it any more.
                self.close()
                if self.silence:
                    self.silence.begin()
            raise
        except psycopg.Error as error:
            if error.diag.message_detail:
                error.args = (error.diag.message_primary,)
            raise


def limit_waiting(engine: Engine) -> None:
    """From now on the engine's connections do not wait for a silent server."""
    silence = Silence()
    event.listen(engine, "do_connect", lambda _dialect, _record, cargs, cparams: silence.connect(*cargs, **cparams))
    event.listen(engine, "checkout", lambda connection, _record, _proxy: _limit(connection, STATEMENT_S))
    event.listen(engine, "checkin", lambda connection, _record: _limit(connection, PING_S))


def _limit(connection: LimitedConnection | None, seconds: float) -> None:
    if connection is not None:  # it was closed meanwhile
        connection.limit_s = seconds
