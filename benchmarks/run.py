"""`python -m benchmarks.run`: measures everything and prints one table for docs/performance.md, in 16 minutes."""

import asyncio
import json
import tempfile
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks import beside, samples
from benchmarks.commits import Commits
from benchmarks.first_load import first_load
from benchmarks.functions import functions
from benchmarks.load import Load, Staff
from benchmarks.recording import recorded
from benchmarks.server import APP, FLOOR, Server, running
from benchmarks.tab import Address, opened
from benchmarks.table import AT_LEAST, Row, failed, load_now, markdown, since, tell
from storage.connect import FILE_NAME

STARTS = 3
BUSY_TABS, BUSY_ROUNDS, BUSY_SECONDS = 20, 8, 3
OPEN_TABS, CALM_ROUNDS, CALM_SECONDS, THINK_SECONDS = 200, 3, 20, 5
RESULT_RERUNS = 30


@dataclass(frozen=True)
class Pages:
    """The answer page, and the floor: the same elements with no code of ours behind them."""

    app: Server
    floor: Server
    keys: dict[str, int]
    path: str
    database: Path

    def own(self, count: int) -> list[Address]:
        """The answer page for the first assessments, one each."""
        return [Address(self.app.base, self.path, {"a": link}) for link in list(self.keys)[:count]]

    def plain(self, count: int) -> list[Address]:
        """The floor, as often."""
        return [Address(self.floor.base, self.path, {"a": link}) for link in list(self.keys)[:count]]


def main() -> None:
    """Measures and prints."""
    with tempfile.TemporaryDirectory(prefix="dx-bench-") as folder:
        rows = list[Row]()
        for measure in (starts, first_load, pages, functions):
            before = load_now()
            rows += since(before, until_it_fails(measure, Path(folder)))
    print(markdown(rows))


def until_it_fails(measure: Callable[[Path], Iterable[Row]], folder: Path) -> Iterator[Row]:
    """What is measured; where that fails, a row that says so, since the others are to be told whatever is wrong."""
    try:
        yield from measure(folder)
    except Exception:  # noqa: BLE001  # see above
        yield failed(measure.__name__)


def starts(folder: Path) -> Iterator[Row]:
    """From the command to the first healthy answer, the database made and migrated on the way."""
    tell("starting")
    seconds = []
    for number in range(STARTS):
        with running(APP, folder / f"start-{number}") as server:
            seconds.append(server.seconds_to_healthy)
    yield Row(f"start to healthy, median of {STARTS}", median(seconds), "s", 2)


def pages(folder: Path) -> list[Row]:
    """Everything that is measured on pages of running servers."""
    return asyncio.run(_pages(folder))


async def _pages(folder: Path) -> list[Row]:
    rows = list[Row]()
    async with both_servers(folder) as shown:
        for measure in (answering_busily, answering_calmly, answering_beside_others, result_page):
            before = load_now()
            try:
                rows += since(before, await measure(shown))
            except Exception:  # noqa: BLE001  # as in until_it_fails
                rows.append(failed(measure.__name__))
    return rows


@asynccontextmanager
async def both_servers(folder: Path) -> AsyncIterator[Pages]:
    """The application with its assessments, and the floor with what the application draws."""
    data, recording = folder / "app", folder / "floor.json"
    path = f"answer-{samples.content().axes[0].id}"
    with running(APP, data) as app:
        keys = samples.links(data, OPEN_TABS, samples.a_half_filled_assessment)
        async with opened(Address(app.base, path, {"a": next(iter(keys))})) as tab:
            recording.write_text(json.dumps(recorded(tab.drawn), ensure_ascii=False), encoding="utf-8")
        with running(FLOOR, folder / "floor", FLOOR_PAGE=str(recording)) as floor:
            yield Pages(app, floor, keys, path, data / FILE_NAME)


async def answering_busily(shown: Pages) -> Iterable[Row]:
    """As fast as the pages allow, by turns on the page and on its floor, so that both meet the same machine."""
    own, plain = [], []
    async with AsyncExitStack() as stack:
        of_app = await stack.enter_async_context(Staff(shown.own(BUSY_TABS)))
        of_floor = await stack.enter_async_context(Staff(shown.plain(BUSY_TABS)))
        for number in range(BUSY_ROUNDS + 1):
            tell(f"answering as fast as possible, round {number} of {BUSY_ROUNDS}")
            plain.append(await of_floor.answer(shown.floor, BUSY_SECONDS))
            own.append(await of_app.answer(shown.app, BUSY_SECONDS))
    return busy_rows(own[1:], plain[1:])  # the first round warms up


def busy_rows(own: list[Load], plain: list[Load]) -> Iterator[Row]:
    """What the busy rounds tell: each figure is the median of the rounds."""
    ratios = [app.cpu_ms / floor.cpu_ms for app, floor in zip(own, plain, strict=True)]
    yield Row("CPU per answer rerun", over(own, lambda load: load.cpu_ms), "ms", 6)
    yield Row("CPU per answer rerun, floor", over(plain, lambda load: load.cpu_ms), "ms")
    yield Row("CPU per answer rerun ÷ floor", median(ratios), "", 1.3)
    yield Row(
        f"saturated answer reruns, {BUSY_TABS} sessions", over(own, lambda load: load.per_second), "/s", 180, AT_LEAST
    )
    yield Row("saturated reruns, floor", over(plain, lambda load: load.per_second), "/s")
    yield Row("sent per answer rerun", over(own, lambda load: load.bytes_per_click), "bytes")
    yield Row("sent per rerun, floor", over(plain, lambda load: load.bytes_per_click), "bytes")


async def answering_calmly(shown: Pages) -> Iterable[Row]:
    """Two hundred open pages, one answer per five seconds each, by turns on the page and on its floor."""
    before = shown.app.memory_bytes()
    own, plain = list[Load](), list[Load]()
    with Commits(shown.database) as commits:
        async with Staff(shown.own(OPEN_TABS)) as staff:
            opened_at = shown.app.memory_bytes()
            async with Staff(shown.plain(OPEN_TABS)) as staff_of_floor:
                for number in range(1, CALM_ROUNDS + 1):
                    tell(f"{OPEN_TABS} sessions, an answer per {THINK_SECONDS} s each, round {number} of {CALM_ROUNDS}")
                    own.append(await staff.answer(shown.app, CALM_SECONDS, THINK_SECONDS))
                    plain.append(await staff_of_floor.answer(shown.floor, CALM_SECONDS, THINK_SECONDS))
    kilobytes = (opened_at - before) / OPEN_TABS / 1000
    return calm_rows(own, plain, lambda load, percent: load.stored_ms(percent, commits, shown.keys), kilobytes)


def calm_rows(
    own: list[Load], plain: list[Load], stored_ms: Callable[[Load, int], float], kilobytes: float
) -> Iterator[Row]:
    """What the calm rounds tell: each figure is the median of the rounds."""
    what = f"with {OPEN_TABS} open sessions, an answer per {THINK_SECONDS} s each"
    yield Row(f"click to stored answer {what}: p95", over(own, lambda load: stored_ms(load, 95)), "ms", 15)
    yield Row("the same: p50", over(own, lambda load: stored_ms(load, 50)), "ms")
    for loads, whose in ((own, ""), (plain, ", floor")):
        yield Row(f"click to page drawn anew, that load{whose}: p95", over(loads, lambda load: load.rerun_ms(95)), "ms")
        yield Row("the same: p50", over(loads, lambda load: load.rerun_ms(50)), "ms")
        yield Row(f"answers in that load{whose}", over(loads, lambda load: load.per_second), "/s")
        yield Row(f"CPU per answer rerun in that load{whose}", over(loads, lambda load: load.cpu_ms), "ms")
    yield Row(f"memory per open session, {OPEN_TABS} sessions", kilobytes, "kB", 100)


async def answering_beside_others(shown: Pages) -> Iterable[Row]:
    """Fifty open pages while others fetch files, and while another office's roadmap is calculated."""
    answering = shown.own(beside.ANSWERING)
    return await beside.answering_beside_others(shown.app, shown.database, answering, shown.keys)


async def result_page(shown: Pages) -> Iterable[Row]:
    """The result of an assessment with answers of every kind, drawn again and again by one session."""
    tell("result page")
    (link,) = samples.links(shown.database.parent, 1, samples.a_filled_assessment)
    async with opened(Address(shown.app.base, "result", {"a": link})) as tab:
        drawn = [await tab.rerun() for _ in range(RESULT_RERUNS)]
    return [
        Row(f"result page, warm rerun, median of {RESULT_RERUNS}", 1000 * median(d.seconds for d in drawn), "ms", 60),
        Row("sent per rerun of the result page", median(d.bytes for d in drawn), "bytes"),
    ]


def over(loads: list[Load], figure: Callable[[Load], float]) -> float:
    """The median of a figure over the rounds."""
    return median(map(figure, loads))


if __name__ == "__main__":
    main()
