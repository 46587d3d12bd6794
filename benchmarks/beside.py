"""Staff who answer while others let the server work hard, by itself or as a part of `benchmarks.run`.

`python -m benchmarks.beside roadmap`: fifty who answer, by turns alone and while roadmaps are made for another office.
`python -m benchmarks.beside files`: the same fifty, by turns alone and while twenty others fetch three files each.
"""

import argparse
import asyncio
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from benchmarks import samples
from benchmarks.commits import Commits
from benchmarks.load import Load, Staff, joined, percentile
from benchmarks.server import APP, Server, running
from benchmarks.tab import Address, Tab, opened
from benchmarks.table import Row, load_now, markdown, since, tell
from questionnaire.assessment import Assessment
from storage.connect import FILE_NAME

ANSWERING, FETCHING = 50, 20
ROUNDS, SECONDS, WARM_UP_SECONDS, THINK_SECONDS = 3, 20, 5, 5
FILES = ("診断報告書(PDF)", "集計・加工用のブック(XLSX)", "すべてをまとめたZIP")
MAKE_PLAN, KEEP_PLAN = "工程表を作る", "この工程表を保存する"
# As often as the page itself looks whether its plan is there.
LOOKING_SECONDS = 1
# So that the last answer was seen on disk before it is asked for.
SETTLING_SECONDS = 1
# Of issue 8, for files; for roadmaps it is as good a measure.
RAISED_BY_MS = 30

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

    async def by_turns(self, what: str, work: Callable[[], Work]) -> tuple[list[Row], list[float]]:
        """What the staff meet alone and beside the work, round after round, since the machine is not as fast in each.

        Gives besides the seconds that each part of the work took.
        """
        alone, beside, took = list[Load](), list[Load](), list[float]()
        for _ in range(ROUNDS):
            alone.append(await self._answers("alone"))
            load, seconds = await self._answers_beside(what, work())
            beside.append(load)
            took += seconds
        return list(self._rows(what, joined(alone), joined(beside))), took

    def pages_of_others(self, path: str, count: int, assessment: Callable[[], Assessment]) -> list[Address]:
        """Pages of so many assessments that none of the staff answers."""
        links = samples.links(self.database.parent, count, assessment)
        return [Address(self.server.base, path, {"a": link}) for link in links]

    async def _answers(self, what: str) -> Load:
        tell(f"{len(self.staff.tabs)} sessions, an answer per {THINK_SECONDS} s each: {what}")
        load = await self.staff.answer(self.server, SECONDS, THINK_SECONDS)
        await asyncio.sleep(SETTLING_SECONDS)
        return load

    async def _answers_beside(self, what: str, work: Work) -> tuple[Load, list[float]]:
        """What they meet until the work is done."""
        answering = asyncio.create_task(self._answers(what))
        took = await work
        ended = time.perf_counter()
        load = await answering
        return replace(load, clicks=tuple(click for click in load.clicks if click.sent < ended)), took

    def _rows(self, what: str, alone: Load, beside: Load) -> Iterator[Row]:
        who, p95 = f"click to stored answer, {len(self.staff.tabs)} sessions", []
        for load, when in ((alone, "alone"), (beside, what)):
            stored = partial(load.stored_ms, commits=self.commits, keys=self.keys)
            p95.append(stored(95))
            yield Row(f"{who}, {when}: p50", stored(50), "ms")
            yield Row(f"the same: p95 of {len(load.clicks)} answers", p95[-1], "ms")
        yield Row(f"p95 raised while {what}", p95[1] - p95[0], "ms", RAISED_BY_MS)


def main() -> None:
    """Measures and prints."""
    told = _arguments()
    measures = {"roadmap": beside_roadmaps, "files": partial(beside_files, fetching=told.fetching)}
    with tempfile.TemporaryDirectory(prefix="dx-bench-") as folder:
        print(markdown(asyncio.run(_measured(Path(folder), told.answering, measures[told.beside]))))


async def answering_beside_others(
    server: Server, database: Path, answering: list[Address], keys: dict[str, int]
) -> list[Row]:
    """How long an answer takes to be stored beside twenty who fetch files, and beside roadmaps."""
    async with _office(server, database, answering, keys) as office:
        return [*await beside_files(office), *await beside_roadmaps(office)]


async def beside_files(office: Office, fetching: int = FETCHING) -> list[Row]:
    """What the staff meet while so many others, whose pages are open, fetch three files each, all at once."""
    async with AsyncExitStack() as stack:
        pages = office.pages_of_others("output", fetching, samples.a_fully_filled_assessment)
        tabs = [await stack.enter_async_context(opened(page)) for page in pages]
        # The process that makes the files is started for the first one.
        await _fetched(tabs[:1])
        rows, took = await office.by_turns(f"{fetching} fetch PDF, XLSX and ZIP", partial(_fetched, tabs))
    return [*rows, *_waiting("one of those files", took)]


async def beside_roadmaps(office: Office) -> list[Row]:
    """What they meet while roadmaps are calculated for another office, one after the other."""
    (page,) = office.pages_of_others("roadmap", 1, samples.an_office_that_plans)
    rows, took = await office.by_turns("roadmaps are calculated", partial(_planned, page))
    return [*rows, *_waiting("one of those roadmaps", took)]


async def _fetched(tabs: Iterable[Tab]) -> list[float]:
    async def of_one(tab: Tab) -> list[float]:
        return [(await tab.download(label)).seconds for label in FILES]

    return [seconds for own in await asyncio.gather(*map(of_one, tabs)) for seconds in own]


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
            rows = await measure(office)
    return since(before, rows)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.beside", description=__doc__)
    parser.add_argument("beside", choices=["roadmap", "files"], help="what goes on beside the answers")
    parser.add_argument("--answering", type=int, default=ANSWERING, help="how many answer (%(default)s)")
    parser.add_argument("--fetching", type=int, default=FETCHING, help="how many fetch files (%(default)s)")
    return parser.parse_args()


if __name__ == "__main__":
    main()
