"""A process of our own beside the server: long work in it holds up nobody's clicks, and its crash takes nobody along.

Not by `multiprocessing`: its children run the main module of their parent anew, and while Streamlit shows a page, that
module is the page.
"""

import os
import struct
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Timer
from typing import BinaryIO

ROOT = Path(__file__).parents[1]
# Others' clicks come first.
NICENESS = 10
LENGTH = struct.Struct("!Q")


class WorkerError(Exception):
    """The process ended, or was ended because it took too long, before it replied."""


class Worker:
    """A process that runs one of our modules, which calls `serve`. It is asked one thing at a time."""

    def __init__(self, module: str, patience_s: float) -> None:
        """Starts the process. A reply that takes longer than `patience_s` never comes: the process is killed."""
        command = [sys.executable, "-m", module]
        self._process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE)  # noqa: S603  # our own program
        self._patience_s = patience_s

    @property
    def is_running(self) -> bool:
        """Whether it can be asked."""
        return self._process.poll() is None

    def ask(self, request: bytes) -> bytes:
        """What the process replies. Raises `WorkerError`, after which it is of no use any more."""
        giving_up = Timer(self._patience_s, self.kill)
        giving_up.start()
        try:
            _send(self._process.stdin, request)  # type: ignore[arg-type]  # it was started with pipes
            return _received(self._process.stdout)  # type: ignore[arg-type]
        except (OSError, EOFError) as error:
            raise WorkerError("the process ended") from error
        finally:
            giving_up.cancel()

    def kill(self) -> None:
        """Ends the process, from whatever thread: who waits for its reply gets `WorkerError`."""
        self._process.kill()

    def close(self) -> None:
        """Ends the process and waits until it is gone. Nobody may be asking it."""
        self._process.kill()
        self._process.communicate()  # closes the pipes and waits, whatever is left in them


def serve(reply: Callable[[bytes], bytes]) -> None:
    """What the process does: it replies to one request after the other until the server closes the pipe or ends."""
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    replies = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # nothing but replies goes back, whatever native code prints
    try:
        while True:
            _send(replies, reply(_received(sys.stdin.buffer)))
    except (EOFError, BrokenPipeError):
        return  # the server ended


def _send(pipe: BinaryIO, content: bytes) -> None:
    pipe.write(LENGTH.pack(len(content)) + content)
    pipe.flush()


def _received(pipe: BinaryIO) -> bytes:
    """The next message. Raises `EOFError` when there is none any more, or only a part of one."""
    (length,) = LENGTH.unpack(_all_of(pipe, LENGTH.size))
    return _all_of(pipe, length)


def _all_of(pipe: BinaryIO, length: int) -> bytes:
    content = pipe.read(length)
    if len(content) < length:
        raise EOFError
    return content
