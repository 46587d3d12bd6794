"""The table that is printed: what was measured, what it should be, and on which machine."""

import os
import platform
import sys
import traceback
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

AT_MOST, AT_LEAST = "≤", "≥"


@dataclass(frozen=True)
class Row:
    """One line of the table. A figure without a target is there to explain another one.

    `measured` is None where the measurement itself failed.
    """

    what: str
    measured: float | None
    unit: str
    target: float | None = None
    sense: str = AT_MOST
    load: str = ""

    def markdown(self) -> str:
        """The line as Markdown."""
        target = "" if self.target is None else f"{self.sense} {self.target:g} {self.unit}".strip()
        measured = "" if self.measured is None else f"{_figure(self.measured)} {self.unit}"
        return f"| {self.what} | {target} | {measured} | {self.verdict} | {self.load} |"

    @property
    def verdict(self) -> str:
        """Whether the target is met."""
        if self.measured is None:
            return "**failed**"
        if self.target is None:
            return ""
        met = self.measured <= self.target if self.sense == AT_MOST else self.measured >= self.target
        return "met" if met else "**missed**"


def markdown(rows: Iterable[Row]) -> str:
    """The machine and the rows as Markdown."""
    head = ("| what | target | measured | verdict | load |", "|---|---|---|---|---|")
    return "\n".join((machine(), "", *head, *(row.markdown() for row in rows)))


def machine() -> str:
    """What it was measured on, and how busy that was."""
    described = Path("/proc/cpuinfo").read_text(encoding="utf-8") if Path("/proc/cpuinfo").exists() else ""
    names = [line.split(":")[1].strip() for line in described.splitlines() if line.startswith("model name")]
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    name = next(iter(names), platform.machine())
    return f"{os.cpu_count()} × {name}, Python {platform.python_version()}, load average at the end {load}"


def load_now() -> float:
    """How many processes wanted a processor in the last minute, the benchmark's own included."""
    return os.getloadavg()[0]


def since(before: float, rows: Iterable[Row]) -> list[Row]:
    """The rows with the load at the beginning of their measurement, which was this, and at its end."""
    told = list(rows)
    return [replace(row, load=f"{before:.1f}–{load_now():.1f}") for row in told]


def failed(what: str) -> Row:
    """The row that stands for a measurement that raised just now; why is told on standard error."""
    traceback.print_exc()
    return Row(f"{what}: see standard error", None, "")


def tell(what: str) -> None:
    """Says on standard error what goes on, with the load of the machine."""
    print(f"[load {load_now():.1f}] {what}", file=sys.stderr, flush=True)


def _figure(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"
