"""What sessions of 比較 cost a process in memory, in one of its own: `python -m benchmarks.sessions LINK`.

The database is the one of `DX_DATA_DIR`. Other benchmarks leave garbage behind that comes and goes as it likes, so they
must not run in the same process; and one difference says little, since memory is taken from the system in large pieces.
"""

import ctypes
import gc
import json
import os
import subprocess
import sys
from itertools import combinations
from statistics import median
from typing import NamedTuple

import psutil

from benchmarks.server import ROOT
from tests.builders import SOKA
from tests.tab import a_tab

BASIS = "いつの、何と比べますか"
# Whatever is loaded, kept or grown to its size once is there after so many.
WARM_UP_ROUNDS, ROUNDS, SESSIONS = 4, 10, 10


class Memory(NamedTuple):
    """Bytes that the peers of all fiscal years take, once for all sessions, and that each session leaves behind."""

    kept: int
    per_session: float


def measured(link: str) -> Memory:
    """Opens 比較 with this link in a process of its own, in many sessions one after the other."""
    command = [sys.executable, "-m", "benchmarks.sessions", link]
    done = subprocess.run(command, cwd=ROOT, env=os.environ, check=True, capture_output=True, text=True)  # noqa: S603  # our own program
    return Memory(**json.loads(done.stdout.splitlines()[-1]))


def main(link: str) -> None:
    """Measures in this process, and prints the figures as JSON."""
    # The survey, which anybody may look at: everything is loaded, and nothing of the database in memory.
    a_tab("comparison", example=SOKA)
    before = _memory()
    _open_every_year(link)
    kept = _memory() - before
    rounds = [_after_sessions(link) for _ in range(WARM_UP_ROUNDS + ROUNDS)][WARM_UP_ROUNDS:]
    print(json.dumps(Memory(kept, growth(rounds) / SESSIONS)._asdict()))


def growth(rounds: list[int]) -> float:
    """How much a round adds: the median of the slopes between all pairs (Theil and Sen), which no single jump moves."""
    pairs = combinations(enumerate(rounds), 2)
    return median((later - earlier) / (second - first) for (first, earlier), (second, later) in pairs)


def _open_every_year(link: str) -> None:
    tab = a_tab("comparison", a=link)
    (box,) = (box for box in tab.selectbox if box.label == BASIS)
    for basis in box.options:
        box.set_value(basis).run()
        (box,) = (box for box in tab.selectbox if box.label == BASIS)


def _after_sessions(link: str) -> int:
    for _ in range(SESSIONS):
        assert not a_tab("comparison", a=link).exception  # noqa: S101  # an error box takes little
    return _memory()


def _memory() -> int:
    gc.collect()
    if sys.platform == "linux":
        # What was freed goes back to the system, or a large piece that is half empty looks like growth.
        ctypes.CDLL(None).malloc_trim(0)
    return int(psutil.Process().memory_full_info().uss)


if __name__ == "__main__":
    main(*sys.argv[1:])
