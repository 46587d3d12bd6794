"""Staff who answer while others let the server work hard: fetch files, or let a roadmap be calculated."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

from benchmarks import samples
from benchmarks.commits import Commits
from benchmarks.load import Load, Staff, percentile
from benchmarks.server import Server
from benchmarks.tab import Address, Download, opened
from benchmarks.table import Row, tell

ANSWERING, FETCHING = 50, 20
SECONDS, THINK_SECONDS = 20, 5
FILES = ("診断報告書(PDF)", "集計・加工用のブック(XLSX)", "すべてをまとめたZIP")
PLAN_BUTTON = "工程表を作る"
# So that the last answer was seen on disk before it is asked for.
SETTLING_SECONDS = 1


async def answering_beside_others(
    server: Server, database: Path, answering: list[Address], keys: dict[str, int]
) -> list[Row]:
    """How long an answer takes to be stored alone, beside twenty who fetch files, and beside a roadmap."""
    folder = database.parent
    fetching = list(samples.links(folder, FETCHING, samples.a_fully_filled_assessment))
    (planning,) = samples.links(folder, 1, samples.an_office_that_plans)
    with Commits(database) as commits:
        async with Staff(answering) as staff:
            alone = await _answered(staff, server, "alone")
            files = asyncio.gather(*(_fetched(Address(server.base, "output", {"a": link})) for link in fetching))
            beside_files = await _answered(staff, server, f"{FETCHING} fetch {len(FILES)} files each")
            downloads = [download for own in await files for download in own]
            async with opened(Address(server.base, "roadmap", {"a": planning})) as tab:
                await tab.press(PLAN_BUTTON)
                beside_plan = await _answered(staff, server, "a roadmap is calculated")
        loads = {"": alone, f" while {FETCHING} fetch PDF, XLSX and ZIP": beside_files}
        loads[" while another office's roadmap is calculated"] = beside_plan
        stored = {what: load.stored_ms(95, commits, keys) for what, load in loads.items()}
    return [*_rows(stored), *_download_rows(downloads)]


async def _answered(staff: Staff, server: Server, what: str) -> Load:
    tell(f"{ANSWERING} sessions, an answer per {THINK_SECONDS} s each: {what}")
    load = await staff.answer(server, SECONDS, THINK_SECONDS)
    await asyncio.sleep(SETTLING_SECONDS)
    return load


async def _fetched(address: Address) -> list[Download]:
    async with opened(address) as tab:
        return [await tab.download(label) for label in FILES]


def _rows(stored: dict[str, float]) -> Iterator[Row]:
    for what, milliseconds in stored.items():
        target = 30 if "fetch" in what else None
        yield Row(f"click to stored answer, {ANSWERING} sessions{what}: p95", milliseconds, "ms", target)


def _download_rows(downloads: list[Download]) -> Iterator[Row]:
    seconds = [download.seconds for download in downloads]
    yield Row(f"waiting for one of those {len(seconds)} files: p50", percentile(seconds, 50) / 1000, "s")
    yield Row("the same: p95", percentile(seconds, 95) / 1000, "s")
