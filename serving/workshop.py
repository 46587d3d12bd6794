"""Files are made in a process of their own: a report takes a fifth of a second, and nobody's click waits for it.

The process is started for the first file and stays, since loading what it needs takes longer than any file. It ends
with the server, or when it hangs. Why not in a thread: docs/decisions/0011.
"""

import io
import pickle
import traceback
from collections.abc import Callable
from pathlib import Path
from threading import Lock

from questionnaire.loader import questionnaire
from questionnaire.model import Questionnaire
from serving.worker import Worker, WorkerError, serve

# No file takes a hundredth of it: whoever waits longer waits for something that hangs.
PATIENCE_S = 120

Make = Callable[[], bytes]


class WorkshopError(Exception):
    """The process could not make the file. The message is for the log."""


class Workshop:
    """One file at a time is made; who wants another one waits for their turn."""

    def __init__(self) -> None:
        self._turn = Lock()
        self._worker: Worker | None = None

    def make(self, make: Make) -> bytes:
        """What this gives, made by the process. Raises `WorkshopError`, and `WorkerError` when the process ended."""
        asked = io.BytesIO()
        _Pickler(asked).dump(make)
        with self._turn:
            try:
                is_made, told = pickle.loads(self._running().ask(asked.getvalue()))  # noqa: S301  # our own process
            except WorkerError:
                self._close()
                raise
        if not is_made:
            raise WorkshopError(told)
        return bytes(told)

    def end(self) -> None:
        """Ends the process, and with it what it is making."""
        if self._worker:
            self._worker.kill()
        with self._turn:
            self._close()

    def _running(self) -> Worker:
        if self._worker and not self._worker.is_running:
            self._close()
        if self._worker is None:
            self._worker = Worker(__name__, PATIENCE_S)
        return self._worker

    def _close(self) -> None:
        if self._worker:
            self._worker.close()
        self._worker = None


WORKSHOP = Workshop()


class _Pickler(pickle.Pickler):
    """Names the version instead of sending its content, which the process reads by itself."""

    def persistent_id(self, value: object) -> str | None:
        is_content = isinstance(value, Questionnaire) and value is questionnaire(value.version.id)
        return value.version.id if is_content else None  # type: ignore[attr-defined]


class _Unpickler(pickle.Unpickler):
    def persistent_load(self, version: str) -> Questionnaire:
        return questionnaire(version)


def _outcome(asked: bytes) -> bytes:
    """Whether the file was made, and the file, or what went wrong."""
    try:
        return pickle.dumps((True, _Unpickler(io.BytesIO(asked)).load()()))
    except Exception as error:  # noqa: BLE001  # whatever is wrong with one file, the next one can be made
        return pickle.dumps((False, _told(error)))


def _told(error: Exception) -> str:
    """What kind of error it was and where, for the log: its own words may repeat what somebody wrote."""
    places = traceback.extract_tb(error.__traceback__)[1:]
    return " ".join([type(error).__name__, *(f"{Path(place.filename).name}:{place.lineno}" for place in places)])


if __name__ == "__main__":
    serve(_outcome)
