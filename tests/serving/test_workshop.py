"""Files made in the other process: the same bytes as here, and trouble with one of them is no trouble for the next."""

import json
import re
import signal
from collections.abc import Iterator
from functools import partial

import pytest

from files import outputs
from serving.worker import WorkerError
from serving.workshop import Workshop, WorkshopError
from tests.reports import a_report
from tests.workers import workers

MODULE = "serving.workshop"


@pytest.fixture(scope="module")
def workshop() -> Iterator[Workshop]:
    """A workshop with a process of its own."""
    opened = Workshop()
    yield opened
    opened.end()


def test_every_file_that_takes_long_is_the_same_as_made_here(workshop: Workshop) -> None:
    report = a_report()
    files = [*outputs.for_people(report), *outputs.for_programs(report)]
    slow = [file for file in [*files, outputs.together(report, files)] if file.takes_long]
    assert len(slow) == 5
    assert [file.label for file in slow if workshop.make(file.make) != file.make()] == []


def test_what_cannot_be_made_is_told_and_the_next_file_is_made(workshop: Workshop) -> None:
    with pytest.raises(WorkshopError, match="ZeroDivisionError"):
        workshop.make(partial(divmod, 1, 0))  # type: ignore[arg-type]
    assert workshop.make(partial(bytes, 3)) == bytes(3)


def test_what_is_told_of_an_error_says_where_it_was_and_repeats_nothing_that_somebody_wrote(workshop: Workshop) -> None:
    with pytest.raises(WorkshopError) as trouble:
        workshop.make(partial(json.loads, "090-0000-0000"))
    assert re.fullmatch(r"JSONDecodeError( \w+\.py:\d+)+", str(trouble.value))
    with pytest.raises(WorkshopError, match=r"^ValueError$"):
        workshop.make(partial(int, "090-0000-0000"))  # type: ignore[arg-type]


def test_a_process_that_was_killed_is_started_again(workshop: Workshop) -> None:
    workshop.make(bytes)
    (process,) = workers(MODULE)
    process.kill()
    process.wait()
    assert workshop.make(partial(bytes, 3)) == bytes(3)


def test_a_process_that_ends_while_it_makes_a_file_is_told(workshop: Workshop) -> None:
    with pytest.raises(WorkerError):
        workshop.make(partial(signal.raise_signal, signal.SIGKILL))  # type: ignore[arg-type]


def test_nothing_is_left_running_when_it_ends() -> None:
    opened = Workshop()
    before = workers(MODULE)
    opened.make(bytes)
    assert len(workers(MODULE)) == len(before) + 1
    opened.end()
    assert workers(MODULE) == before
