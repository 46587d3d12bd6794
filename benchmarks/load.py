"""Staff who answer: many tabs, each on an answer page with an assessment of its own, and what that takes."""

import asyncio
import random
import time
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from statistics import quantiles
from typing import Self

from benchmarks.commits import Commits
from benchmarks.server import Server
from benchmarks.tab import Address, Tab, opened

# Clicks need no cryptographic chance, but the same one in every run.
CHANCE = random.Random(2026)  # noqa: S311
OPENING_AT_ONCE = 8
MOST_CLICKS_OF_A_TAB = 400
NOT_STORED = float("inf")


@dataclass(frozen=True)
class Click:
    """One answer: when it was sent (`time.perf_counter`), how long the page took, and what it sent."""

    page: str
    sent: float
    seconds: float
    bytes: int


@dataclass(frozen=True)
class Load:
    """What happened while the tabs answered. `cpu_seconds` is the server's."""

    clicks: tuple[Click, ...]
    seconds: float
    cpu_seconds: float

    @property
    def per_second(self) -> float:
        """Answers a second, each with its page drawn anew."""
        return len(self.clicks) / self.seconds

    @property
    def cpu_ms(self) -> float:
        """Processor time of the server per answer."""
        return 1000 * self.cpu_seconds / len(self.clicks)

    @property
    def bytes_per_click(self) -> float:
        """What the server sent per answer."""
        return sum(click.bytes for click in self.clicks) / len(self.clicks)

    def rerun_ms(self, percent: int) -> float:
        """The time from a click to the page drawn anew that `percent` % of the clicks keep."""
        return percentile([click.seconds for click in self.clicks], percent)

    def stored_ms(self, percent: int, commits: Commits, keys: dict[str, int]) -> float:
        """The time from a click to its row on disk that `percent` % of the clicks keep; infinite when one was lost."""
        waited = []
        for click in self.clicks:
            seen = commits.first_after(keys[click.page], click.sent)
            waited.append(NOT_STORED if seen is None else seen - click.sent)
        return NOT_STORED if NOT_STORED in waited else percentile(waited, percent)


def joined(loads: Sequence[Load]) -> Load:
    """What happened in several rounds, as one."""
    clicks = tuple(click for load in loads for click in load.clicks)
    return Load(clicks, sum(load.seconds for load in loads), sum(load.cpu_seconds for load in loads))


def percentile(seconds: Sequence[float], percent: int) -> float:
    """This percentile in ms."""
    return 1000 * quantiles(seconds, n=100, method="inclusive")[percent - 1]


class Staff:
    """Tabs that are open side by side. The first run of each page is over when they are given."""

    def __init__(self, addresses: Sequence[Address]) -> None:
        self.addresses = addresses
        self.stack = AsyncExitStack()
        self.tabs: list[Tab] = []

    async def __aenter__(self) -> Self:
        gate = asyncio.Semaphore(OPENING_AT_ONCE)
        await asyncio.gather(*(self._open(address, gate) for address in self.addresses))
        return self

    async def __aexit__(self, *_error: object) -> None:
        await self.stack.aclose()

    async def answer(self, server: Server, seconds: float, think_seconds: float = 0) -> Load:
        """Everyone answers for so long: as fast as the page allows, or after a while of thought (the mean is given)."""
        used, begun = server.cpu_seconds(), time.perf_counter()
        until = begun + seconds
        clicks = await asyncio.gather(*(_answer(tab, until, think_seconds) for tab in self.tabs))
        took = time.perf_counter() - begun
        return Load(tuple(click for own in clicks for click in own), took, server.cpu_seconds() - used)

    async def _open(self, address: Address, gate: asyncio.Semaphore) -> None:
        async with gate:
            self.tabs.append(await self.stack.enter_async_context(opened(address)))


async def _answer(tab: Tab, until: float, think_seconds: float) -> list[Click]:
    clicks: list[Click] = []
    while len(clicks) < MOST_CLICKS_OF_A_TAB:
        thought = CHANCE.expovariate(1 / think_seconds) if think_seconds else 0
        if time.perf_counter() + thought >= until:
            break
        await asyncio.sleep(thought)
        clicks.append(await _click(tab))
    return clicks


async def _click(tab: Tab) -> Click:
    """Chooses something else than what is chosen, so that there is something to store."""
    radio = CHANCE.choice(list(tab.choices))
    others = [choice for choice in tab.choices[radio] if choice != tab.states.get(radio)]
    sent = time.perf_counter()
    drawn = await tab.choose(radio, CHANCE.choice(others))
    return Click(tab.address.query.get("a", ""), sent, drawn.seconds, drawn.bytes)
