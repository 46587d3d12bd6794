"""How long the radar takes once the server is warm."""

from pytest_benchmark.fixture import BenchmarkFixture

from benchmarks import samples
from scoring.charts.radar import radar
from scoring.result import result


def test_radar(benchmark: BenchmarkFixture) -> None:
    """The specification of the radar with an upper end of its range."""
    benchmark(radar, result(samples.content(), samples.a_filled_assessment()))
