"""The real server on a free port of this machine, with a data folder of its own, and what it takes of the machine."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import psutil

ROOT = Path(__file__).parents[1]
APP, FLOOR = ROOT / "app.py", ROOT / "benchmarks" / "floor" / "app.py"
EMPTY = FLOOR.with_name("empty.py")
START_WITHIN_SECONDS, STOP_WITHIN_SECONDS = 60, 10
POLL_SECONDS = 0.01


@dataclass(frozen=True)
class Server:
    """A server that runs."""

    process: psutil.Process
    base: str
    seconds_to_healthy: float

    def cpu_seconds(self) -> float:
        """The processor time it has used so far, by all its threads."""
        used = self.process.cpu_times()
        return float(used.user + used.system)

    def memory_bytes(self) -> int:
        """The memory that is its own and would be free without it."""
        return int(self.process.memory_full_info().uss)


@contextmanager
def running(script: Path, data: Path, **environment: str) -> Iterator[Server]:
    """Starts `streamlit run script`, gives it once it is healthy, and stops it at the end."""
    data.mkdir(parents=True, exist_ok=True)
    port = _free_port()
    begun = time.perf_counter()
    with (data / "server.log").open("w", encoding="utf-8") as log:
        process = _start(script, port, log.fileno(), {"DX_DATA_DIR": str(data)} | environment)
        try:
            base = f"http://127.0.0.1:{port}"
            _wait_until_healthy(base, process, data / "server.log")
            yield Server(psutil.Process(process.pid), base, time.perf_counter() - begun)
        finally:
            _stop(process)


def _start(script: Path, port: int, log: int, environment: dict[str, str]) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.port", str(port)]
    return subprocess.Popen(  # noqa: S603  # our own program with our own arguments
        command, cwd=ROOT, env=os.environ | environment, stdout=log, stderr=log
    )


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(STOP_WITHIN_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _wait_until_healthy(base: str, process: subprocess.Popen[bytes], log: Path) -> None:
    give_up_at = time.perf_counter() + START_WITHIN_SECONDS
    while time.perf_counter() < give_up_at and process.poll() is None:
        if _is_healthy(base):
            return
        time.sleep(POLL_SECONDS)
    raise RuntimeError(f"the server did not start:\n{log.read_text(encoding='utf-8')[-2000:]}")


def _is_healthy(base: str) -> bool:
    try:
        with urlopen(f"{base}/_stcore/health", timeout=5) as response:  # noqa: S310  # always http on loopback
            return bool(response.status == 200)
    except (URLError, OSError):
        return False


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
