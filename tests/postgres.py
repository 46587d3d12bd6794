"""A real PostgreSQL for tests: the server of Debian's package, on a free port, with its data in a folder of its own."""

import os
import pwd
import re
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path

import psutil
import pytest
from sqlalchemy import URL, create_engine, text
from sqlalchemy.exc import OperationalError

from storage.connect import open_database

LOOPBACK = "127.0.0.1"
# Debian's package makes this user; the server refuses to run as root.
UNPRIVILEGED = "postgres"
USER = "dx"
# Whatever an operator may choose as a password has to survive in an address.
PASSWORD = f"{secrets.token_urlsafe()}@:/%あ"
PATIENCE_S = 30
POLL_S = 0.02

MIGRATED = "migrated"
SETTINGS = {
    "listen_addresses": LOOPBACK,
    "unix_socket_directories": "",
    "max_connections": "200",
    "shared_buffers": "16MB",
    "max_wal_senders": "0",
    "wal_level": "minimal",
    "autovacuum": "off",
}
# A commit does not wait for the disk: only for a server that nobody kills.
HASTY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class PostgresServer:
    """A server with a database per test. `is_durable` keeps every commit, as an office's server does."""

    def __init__(self, folder: Path, *, is_durable: bool = False) -> None:
        self.port = _free_port()
        self._folder = folder
        self._settings = SETTINGS | {"port": str(self.port)} | ({} if is_durable else HASTY)
        # Files are copied quicker than they are written into the log, where nobody waits for the disk.
        self._strategy = "WAL_LOG" if is_durable else "FILE_COPY"
        self._numbers = count(1)
        self._process: subprocess.Popen[bytes] | None = None
        address = self.url().set(drivername="postgresql+psycopg")
        self._operator = create_engine(address, isolation_level="AUTOCOMMIT", pool_size=1)

    def make(self) -> None:
        """Makes an empty cluster in the folder."""
        if os.geteuid() == 0:
            shutil.chown(self._folder, UNPRIVILEGED, UNPRIVILEGED)
        password = self._folder / "password"
        password.write_text(PASSWORD, encoding="utf-8")
        password.chmod(0o644)
        options = ["--auth=scram-sha-256", f"--username={USER}", f"--pwfile={password}", "--encoding=UTF8"]
        command = [str(_program("initdb")), *options, "--locale=C.UTF-8", "--no-sync", str(self._folder / "cluster")]
        made = subprocess.run([*_as_unprivileged(), *command], cwd="/", capture_output=True, text=True, check=False)
        assert made.returncode == 0, made.stderr

    def start(self) -> None:
        """Starts the server and waits until it answers. It ends with the thread that starts it."""
        settings = [part for name, value in self._settings.items() for part in ("-c", f"{name}={value}")]
        command = [str(_program("postgres")), "-D", str(self._folder / "cluster"), *settings]
        with (self._folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [*_as_unprivileged(), *command], cwd="/", stdin=subprocess.DEVNULL, stdout=log, stderr=log
            )
        self._wait_until_ready()

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """Ends the server: SIGINT ends its connections, SIGQUIT is like a power failure."""
        self._operator.dispose()
        if self._process:
            self._process.send_signal(how)
            self._process.wait(PATIENCE_S)
            self._process = None

    @contextmanager
    def standing_still(self) -> Iterator[None]:
        """Meanwhile no process of the server does anything; the kernel still takes in whatever is sent to it."""
        assert self._process is not None
        server = psutil.Process(self._process.pid)
        server.suspend()  # at first, so that no further process begins
        processes = [server, *server.children(recursive=True)]
        for process in processes:
            process.suspend()
        try:
            yield
        finally:
            for process in processes:
                # One whose connection was closed may have ended meanwhile.
                with suppress(psutil.NoSuchProcess):
                    process.resume()

    def url(self, database: str = "postgres") -> URL:
        """The address of a database of this server, as `DATABASE_URL` would name it."""
        return URL.create("postgresql", USER, PASSWORD, LOOPBACK, self.port, database)

    @contextmanager
    def new_database(self, template: str = "template0") -> Iterator[URL]:
        """The address of a new database, which is gone afterwards; a copy of the template."""
        name = f"test_{next(self._numbers)}"
        self._execute(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY {self._strategy}")
        try:
            yield self.url(name)
        finally:
            self._execute(f"DROP DATABASE {name} WITH (FORCE)")

    def dump(self, url: URL) -> str:
        """Everything in the database as text, schema and rows."""
        place = [f"--host={LOOPBACK}", f"--port={self.port}", f"--username={USER}", f"--dbname={url.database}"]
        command = [str(_program("pg_dump")), "--inserts", *place]
        environment = os.environ | {"PGPASSWORD": PASSWORD}
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
        # pg_dump guards its text with a word that is new each time.
        return re.sub(r"^\\(un)?restrict .*$", "", done.stdout, flags=re.MULTILINE)

    def make_template(self) -> None:
        """Makes the database `MIGRATED`, which the tests' own are copied from: quicker than migrating each."""
        self._execute(f"CREATE DATABASE {MIGRATED} TEMPLATE template0")
        open_database(self.url(MIGRATED)).dispose()

    def _execute(self, statement: str) -> None:
        with self._operator.connect() as connection:
            connection.execute(text(statement))

    def _wait_until_ready(self) -> None:
        end = time.monotonic() + PATIENCE_S
        while True:
            assert self._process is not None
            assert self._process.poll() is None, (self._folder / "log").read_text(encoding="utf-8")
            try:
                return self._execute("SELECT 1")
            except OperationalError:
                assert time.monotonic() < end, (self._folder / "log").read_text(encoding="utf-8")
                time.sleep(POLL_S)


@contextmanager
def running_postgres(*, is_durable: bool = False) -> Iterator[PostgresServer]:
    """A server that is up, and leaves nothing behind."""
    # Not pytest's folder: only its owner may enter that, and the server runs as another user.
    with tempfile.TemporaryDirectory(prefix="dx-postgres-") as folder:
        server = PostgresServer(Path(folder), is_durable=is_durable)
        server.make()
        try:
            server.start()
            yield server
        finally:
            server.stop()


def _as_unprivileged() -> list[str]:
    """What to put before a command: it ends with who started it, however that ends, and is never run as root."""
    command = ["setpriv", "--pdeathsig=INT"]
    if os.geteuid() == 0:
        user = pwd.getpwnam(UNPRIVILEGED)
        command += [f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"]
    return command


def _program(name: str) -> Path:
    """A program of the newest PostgreSQL that Debian installed."""
    folders = Path("/usr/lib/postgresql").glob("*/bin")
    found = [folder / name for folder in folders if (folder / name).exists()]
    if not found:
        pytest.fail(f"The tests of the database need PostgreSQL's {name}: run make check")
    return max(found, key=lambda path: int(path.parts[-3]))


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        port: int = probe.getsockname()[1]
        return port
