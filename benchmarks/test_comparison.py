"""How long opening 比較 takes on the screen, with five years of all municipalities and of ten times as many.

There are 1,741 municipalities. The others of the larger size have codes of the right form that nobody has: they are in
no prefecture and of no kind, so all but the group of all peers stay as they are. The page is run as a click in a
browser runs it, by Streamlit's AppTest, whose own work is in the figures too.
"""

from collections.abc import Iterator

import pytest
from pytest_benchmark.fixture import BenchmarkFixture
from streamlit.testing.v1 import AppTest

from benchmarks import samples, sessions
from benchmarks.test_peer_storage import filled
from questionnaire.codes import check_digit
from questionnaire.municipalities import MUNICIPALITIES
from questionnaire.peer import Sharing
from storage.assessments import create
from storage.connect import database
from storage.peer_changes import note_peer_change
from storage.submissions import submit
from storage.transaction import transaction
from tests.builders import SOKA
from tests.stored import key_of
from tests.stored_region import set_month
from tests.tab import a_tab

GROUP = "どの団体と比べますか"
SIZES = (len(MUNICIPALITIES), 10 * len(MUNICIPALITIES))
# No prefecture has a number above 47.
FIRST_MADE_UP = 50_000
BYTES_OF_KILOBYTE, BYTES_OF_MEGABYTE = 1_000, 1_000_000


@pytest.fixture(scope="module", params=SIZES)
def link(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The link of an office that submitted months ago, in that database, which is the one that the pages use."""
    with pytest.MonkeyPatch.context() as environment:
        environment.delenv("DATABASE_URL", raising=False)
        environment.setenv("DX_DATA_DIR", str(tmp_path_factory.mktemp("comparison")))
        for engine in filled(database(), others(request.param - 1)):
            made = create(engine, samples.a_filled_assessment()).edit
            submit(engine, key_of(engine, made), Sharing.PRIVATE)
            set_month(engine, key_of(engine, made), 3)
            yield made


def others(count: int) -> list[str]:
    """The codes of so many municipalities beside the own one, the real ones first."""
    real = [code for code in MUNICIPALITIES if code != SOKA]
    made_up = map(str, range(FIRST_MADE_UP, FIRST_MADE_UP + count - len(real)))
    return [*real, *(f"{number}{check_digit(number)}" for number in made_up)]


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
    """What is kept for all is kept once: of sessions that are gone again, little is left."""
    found = benchmark.pedantic(sessions.measured, args=(link,), rounds=1)
    benchmark.extra_info["MB kept"] = found.kept / BYTES_OF_MEGABYTE
    benchmark.extra_info["kB per session"] = found.per_session / BYTES_OF_KILOBYTE
    assert found.per_session < 100 * BYTES_OF_KILOBYTE  # noqa: S101  # the target of design.md §11
