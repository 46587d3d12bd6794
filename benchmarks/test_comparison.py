"""How long opening 比較 takes on the screen, with all 1,741 municipalities and five years of them in the database.

The page is run as a click in a browser runs it, by Streamlit's AppTest, whose own work is in the figures too.
"""

import gc
from collections.abc import Iterator

import psutil
import pytest
from pytest_benchmark.fixture import BenchmarkFixture
from streamlit.testing.v1 import AppTest

from benchmarks import samples
from benchmarks.test_peer_storage import filled
from storage.assessments import create
from storage.connect import database
from storage.peer_changes import note_peer_change
from storage.transaction import transaction
from tests.tab import a_tab

GROUP = "どの団体と比べますか"
SESSIONS = 40
KILOBYTE = 1000


@pytest.fixture(scope="module")
def link(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The link of an office in that database, which is the one that the pages use."""
    with pytest.MonkeyPatch.context() as environment:
        environment.delenv("DATABASE_URL", raising=False)
        environment.setenv("DX_DATA_DIR", str(tmp_path_factory.mktemp("comparison")))
        for engine in filled(database()):
            yield create(engine, samples.a_filled_assessment()).edit


def renewed(link: str) -> tuple[tuple[AppTest], dict[str, object]]:
    """A tab that has 比較 open, after something changed for all: the peers are read anew at its next run."""
    tab = a_tab("comparison", a=link)
    with transaction(database()) as connection:
        note_peer_change(connection)
    return (tab,), {}


def run(tab: AppTest) -> None:
    """One run of the page."""
    tab.run()
    assert not tab.exception  # noqa: S101  # an error box is drawn quickly


def test_opening_the_comparison_cold(benchmark: BenchmarkFixture, link: str) -> None:
    """After a change of anybody's: submissions read, arrays made, page drawn."""
    benchmark.pedantic(run, setup=lambda: renewed(link), rounds=12)


def test_opening_the_comparison_warm(benchmark: BenchmarkFixture, link: str) -> None:
    """With the arrays of the year in the process."""
    benchmark(run, a_tab("comparison", a=link))


def test_changing_the_group_on_the_screen(benchmark: BenchmarkFixture, link: str) -> None:
    """From the choice to the page with the figures of the other group."""
    tab = a_tab("comparison", a=link)

    def change() -> None:
        (box,) = (box for box in tab.selectbox if box.label == GROUP)
        box.set_value(box.options[1 if box.value == box.options[0] else 0])
        run(tab)

    benchmark(change)


def test_memory_does_not_grow_with_the_sessions(benchmark: BenchmarkFixture, link: str) -> None:
    """What is kept for all is kept once: forty sessions one after the other, when all are gone again."""
    opened = a_tab("comparison", a=link)
    run(opened)

    def sessions() -> float:
        before = _memory()
        for _ in range(SESSIONS):
            run(a_tab("comparison", a=link))
        return (_memory() - before) / SESSIONS

    sessions()
    grown = benchmark.pedantic(sessions, rounds=1)
    benchmark.extra_info["kB per session"] = grown / KILOBYTE
    assert grown < 100 * KILOBYTE  # noqa: S101  # the target of design.md §11


def _memory() -> int:
    gc.collect()
    return int(psutil.Process().memory_info().rss)
