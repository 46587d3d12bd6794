"""Staff who answer while others let the server work hard, by itself or as a part of `benchmarks.run`.

`python -m benchmarks.beside roadmap`: fifty who answer, alone and while roadmaps are calculated for another office.
`python -m benchmarks.beside files`: the same fifty, alone and while twenty others each fetch three files at once.
"""

import argparse
import asyncio
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from benchmarks import samples
from benchmarks.commits import Commits
from benchmarks.load import Load, Staff, percentile
from benchmarks.server import APP, Server, running
from benchmarks.tab import Address, opened
from benchmarks.table import Row, load_now, markdown, since, tell
from questionnaire.assessment import Assessment
from storage.connect import FILE_NAME

ANSWERING, FETCHING = 50, 20
SECONDS, WARM_UP_SECONDS, THINK_SECONDS = 20, 5, 5
FILES = ("診断報告書(PDF)", "集計・加工用のブック(XLSX)", "すべてをまとめたZIP")
MAKE_PLAN, KEEP_PLAN = "工程表を作る", "この工程表を保存する"
# As often as the page itself looks whether its plan is there.
LOOKING_SECONDS = 1
# So that the last answer was seen on disk before it is asked for.
SETTLING_SECONDS = 1
STORED_WITHIN_MS = 30

Work = Awaitable[list[float]]
"""What keeps the server busy: the seconds that each part of it took."""


@dataclass(frozen=True)
class Office:
    """Staff with their pages open, and what tells when an answer of theirs is on disk."""

    server: Server
    database: Path
    staff: Staff
    commits: Commits
    keys: dict[str, int]

    async def answers(self, what: str) -> Load:
        """What the staff meet while they answer."""
        tell(f"{len(self.staff.tabs)} sessions, an answer per {THINK_SECONDS} s each: {what}")
        load = await self.staff.answer(self.server, SECONDS, THINK_SECONDS)
        await asyncio.sleep(SETTLING_SECONDS)
        return load

    async def answers_beside(self, what: str, work: Work) -> tuple[Load, list[float]]:
        """What they meet until the work is done, and the seconds that each part of it took."""
        answering = asyncio.create_task(self.answers(what))
        took = await work
        ended = time.perf_counter()
        load = await answering
        return replace(load, clicks=tuple(click for click in load.clicks if click.sent < ended)), took

    def page_of_another(self, path: str, assessment: Callable[[], Assessment]) -> Address:
        """A page of an assessment that none of the staff answers."""
        (link,) = samples.links(self.database.parent, 1, assessment)
        return Address(self.server.base, path, {"a": link})

    def rows(self, when: str, load: Load, target_ms: float | None = None) -> Iterator[Row]:
        """How long it took from the click until the answer was stored."""
        what = f"click to stored answer, {len(self.staff.tabs)} sessions{when}"
        stored = partial(load.stored_ms, commits=self.commits, keys=self.keys)
        yield Row(f"{what}: p50", stored(50), "ms")
        yield Row(f"the same: p95 of {len(load.clicks)} answers", stored(95), "ms", target_ms)


def main() -> None:
    """Measures and prints."""
    told = _arguments()
    measures = {"roadmap": beside_roadmaps, "files": partial(beside_files, fetching=told.fetching)}
    with tempfile.TemporaryDirectory(prefix="dx-bench-") as folder:
        print(markdown(asyncio.run(_measured(Path(folder), told.answering, measures[told.beside]))))


async def answering_beside_others(
    server: Server, database: Path, answering: list[Address], keys: dict[str, int]
) -> list[Row]:
    """How long an answer takes to be stored alone, beside twenty who fetch files, and beside roadmaps."""
    async with _office(server, database, answering, keys) as office:
        return [*await alone(office), *await beside_files(office), *await beside_roadmaps(office)]


async def alone(office: Office) -> list[Row]:
    """What the staff meet when nobody else is there."""
    return list(office.rows("", await office.answers("alone")))


async def beside_files(office: Office, fetching: int = FETCHING) -> list[Row]:
    """What they meet while so many others each fetch a PDF, a workbook and everything in a ZIP, all at once."""
    pages = [office.page_of_another("output", samples.a_fully_filled_assessment) for _ in range(fetching)]
    # The process that makes the files is started for the first one.
    await _fetched(pages[:1])
    load, took = await office.answers_beside(f"{fetching} fetch {len(FILES)} files each", _fetched(pages))
    stored = office.rows(f" while {fetching} fetch PDF, XLSX and ZIP", load, STORED_WITHIN_MS)
    return [*stored, *_waiting("one of those files", took)]


async def beside_roadmaps(office: Office) -> list[Row]:
    """What they meet while a roadmap is calculated for another office, and after it the same one again."""
    page = office.page_of_another("roadmap", samples.an_office_that_plans)
    load, took = await office.answers_beside("roadmaps are calculated", _planned(page))
    stored = office.rows(" while roadmaps are calculated, one after the other", load)
    return [*stored, *_waiting("one of those roadmaps", took)]


async def _fetched(pages: Iterable[Address]) -> list[float]:
    async def of_one(page: Address) -> list[float]:
        async with opened(page) as tab:
            return [(await tab.download(label)).seconds for label in FILES]

    return [seconds for own in await asyncio.gather(*map(of_one, pages)) for seconds in own]


async def _planned(page: Address) -> list[float]:
    took: list[float] = []
    until = time.perf_counter() + SECONDS
    async with opened(page) as tab:
        while not took or time.perf_counter() < until:
            asked = time.perf_counter()
            await tab.press(MAKE_PLAN)
            while not any(button.label == KEEP_PLAN for button in tab.drawn.elements("button")):
                await asyncio.sleep(LOOKING_SECONDS)
                await tab.rerun()
            took.append(time.perf_counter() - asked)
    return took


def _waiting(what: str, seconds: list[float]) -> Iterator[Row]:
    for percent in (50, 95):
        # A single one is all its percentiles.
        yield Row(f"waiting for {what}: p{percent} of {len(seconds)}", percentile(2 * seconds, percent) / 1000, "s")


@asynccontextmanager
async def _office(
    server: Server, database: Path, answering: list[Address], keys: dict[str, int]
) -> AsyncIterator[Office]:
    with Commits(database) as commits:
        async with Staff(answering) as staff:
            yield Office(server, database, staff, commits, keys)


async def _measured(folder: Path, count: int, measure: Callable[[Office], Awaitable[list[Row]]]) -> list[Row]:
    path, before = f"answer-{samples.content().axes[0].id}", load_now()
    with running(APP, folder) as server:
        keys = samples.links(folder, count, samples.a_half_filled_assessment)
        pages = [Address(server.base, path, {"a": link}) for link in keys]
        async with _office(server, folder / FILE_NAME, pages, keys) as office:
            await office.staff.answer(server, WARM_UP_SECONDS, THINK_SECONDS)
            rows = [*await alone(office), *await measure(office)]
    return since(before, rows)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.beside", description=__doc__)
    parser.add_argument("beside", choices=["roadmap", "files"], help="what goes on beside the answers")
    parser.add_argument("--answering", type=int, default=ANSWERING, help="how many answer (%(default)s)")
    parser.add_argument("--fetching", type=int, default=FETCHING, help="how many fetch files (%(default)s)")
    return parser.parse_args()


if __name__ == "__main__":
    main()
