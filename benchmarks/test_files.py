"""How long the files take to write and to read."""

from pytest_benchmark.fixture import BenchmarkFixture

from benchmarks import samples
from files.csv_files import answers_csv, result_csv
from scoring.result import result


def test_writing_an_answers_csv(benchmark: BenchmarkFixture) -> None:
    """A row per question of the quick check."""
    benchmark(answers_csv.write, samples.content(), samples.a_filled_assessment())


def test_writing_a_result_csv(benchmark: BenchmarkFixture) -> None:
    """A row per axis and one for the whole."""
    asked, assessment = samples.content(), samples.a_filled_assessment()
    scored = result_csv.Scored(asked, assessment, result(asked, assessment))
    benchmark(lambda: result_csv.write([scored]))


def test_reading_an_answers_csv(benchmark: BenchmarkFixture) -> None:
    """The file that was written, with all its checks."""
    content = answers_csv.write(samples.content(), samples.a_filled_assessment())
    benchmark(answers_csv.read, content, "answers.csv")
