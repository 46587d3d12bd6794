"""Files are made in a process of their own: a report takes a fifth of a second, and nobody's click waits for it.

The process is started for the first file and stays, since loading what it needs takes longer than any file. It ends
with the server, or when it hangs. Why not in a thread: docs/decisions/0011.
"""

import io
import os
import pickle
import struct
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Lock, Timer
from typing import BinaryIO

from questionnaire.loader import questionnaire
from questionnaire.model import Questionnaire

ROOT = Path(__file__).parents[1]
# No file takes a hundredth of it: whoever waits longer waits for something that hangs.
PATIENCE_S = 120
# Others' clicks come first.
NICENESS = 10
LENGTH = struct.Struct("!Q")

Make = Callable[[], bytes]


class WorkshopError(Exception):
    """The process could not make the file. The message is for the log."""


class Workshop:
    """One file at a time is made; who wants another one waits for their turn."""

    def __init__(self) -> None:
        self._turn = Lock()
        self._process: subprocess.Popen[bytes] | None = None

    def make(self, make: Make) -> bytes:
        """What this gives, made by the process. Raises `WorkshopError`."""
        asked = io.BytesIO()
        _Pickler(asked).dump(make)
        with self._turn:
            process = self._running()
            giving_up = Timer(PATIENCE_S, process.kill)
            giving_up.start()
            try:
                _send(process.stdin, asked.getvalue())  # type: ignore[arg-type]  # it was started with pipes
                is_made, told = pickle.loads(_received(process.stdout))  # type: ignore[arg-type]  # noqa: S301  # our own process
            except (OSError, EOFError) as error:
                self._close()
                raise WorkshopError("the process ended") from error
            finally:
                giving_up.cancel()
        if not is_made:
            raise WorkshopError(told)
        return bytes(told)

    def end(self) -> None:
        """Ends the process, and with it what it is making."""
        if self._process:
            self._process.kill()
        with self._turn:
            self._close()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process and self._process.poll() is not None:
            self._close()
        if self._process is None:
            command = [sys.executable, "-m", f"{__package__}.{Path(__file__).stem}"]
            self._process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE)  # noqa: S603  # our own program
        return self._process

    def _close(self) -> None:
        if self._process:
            self._process.kill()
            self._process.communicate()  # closes the pipes and waits, whatever is left in them
        self._process = None


WORKSHOP = Workshop()


class _Pickler(pickle.Pickler):
    """Names the version instead of sending its content, which the process reads by itself."""

    def persistent_id(self, value: object) -> str | None:
        is_content = isinstance(value, Questionnaire) and value is questionnaire(value.version.id)
        return value.version.id if is_content else None  # type: ignore[attr-defined]


class _Unpickler(pickle.Unpickler):
    def persistent_load(self, version: str) -> Questionnaire:
        return questionnaire(version)


def _send(pipe: BinaryIO, content: bytes) -> None:
    pipe.write(LENGTH.pack(len(content)) + content)
    pipe.flush()


def _received(pipe: BinaryIO) -> bytes:
    """The next message. Raises `EOFError` when there is none any more."""
    head = pipe.read(LENGTH.size)
    content = pipe.read(LENGTH.unpack(head)[0]) if len(head) == LENGTH.size else b""
    if not content:
        raise EOFError
    return content


def _outcome(asked: bytes) -> tuple[bool, bytes | str]:
    try:
        return True, _Unpickler(io.BytesIO(asked)).load()()
    except Exception as error:  # noqa: BLE001  # whatever is wrong with one file, the next one can be made
        return False, repr(error)


def _main() -> None:
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    answers, sys.stdout = sys.stdout.buffer, sys.stderr  # nothing but answers goes back
    try:
        while True:
            _send(answers, pickle.dumps(_outcome(_received(sys.stdin.buffer))))
    except (EOFError, BrokenPipeError):
        return  # the server ended


if __name__ == "__main__":
    _main()
