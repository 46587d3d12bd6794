"""When answers are on disk: watches the database from outside, as another program would see it."""

import sqlite3
import threading
import time
from collections import defaultdict
from pathlib import Path
from types import TracebackType
from typing import Self

POLL_SECONDS = 0.0005
NEWEST = "SELECT assessment, max(saved_at) FROM answers GROUP BY assessment"


class Commits(threading.Thread):
    """Notes for each assessment when a newly committed answer could be read, on the clock `time.perf_counter`."""

    def __init__(self, database: Path) -> None:
        super().__init__(daemon=True)
        self.database = database
        self.seen_at: dict[int, list[float]] = defaultdict(list)
        self.is_over = threading.Event()
        self.is_watching = threading.Event()

    def __enter__(self) -> Self:
        self.start()
        self.is_watching.wait()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.is_over.set()
        self.join()

    def first_after(self, assessment: int, sent: float) -> float | None:
        """When the first answer that was committed after this moment could be read."""
        return next((at for at in self.seen_at[assessment] if at >= sent), None)

    def run(self) -> None:
        """Looks until it is over. The version of the file changes with each commit of another connection."""
        connection = sqlite3.connect(f"file:{self.database}?mode=ro", uri=True)
        newest, version = dict(connection.execute(NEWEST)), None
        self.is_watching.set()
        while not self.is_over.wait(POLL_SECONDS):
            found = connection.execute("PRAGMA data_version").fetchone()
            if found != version:
                version, newest = found, self._noted(newest, dict(connection.execute(NEWEST)))
        connection.close()

    def _noted(self, before: dict[int, str], now: dict[int, str]) -> dict[int, str]:
        at = time.perf_counter()
        for assessment, saved in now.items():
            if before.get(assessment) != saved:
                self.seen_at[assessment].append(at)
        return now
