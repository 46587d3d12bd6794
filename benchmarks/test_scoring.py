"""How long the scoring takes: for every municipality at once, for one, and what would help it most."""

from pytest_benchmark.fixture import BenchmarkFixture

from benchmarks import samples
from questionnaire.survey import read_assessment
from scoring.actions.ranking import next_actions
from scoring.levels import level_table
from scoring.result import result, scores


def test_scoring_1741_assessments_from_arrays(benchmark: BenchmarkFixture) -> None:
    """The arithmetic of the rules alone."""
    table = samples.as_arrays(samples.a_full_questionnaire())
    benchmark(scores, table)


def test_scoring_1741_assessments_from_answers(benchmark: BenchmarkFixture) -> None:
    """The same with the way from answers to arrays."""
    asked = samples.a_full_questionnaire()
    every = samples.all_municipalities(asked)
    benchmark(lambda: scores(level_table(asked, every)))


def test_scoring_one_assessment(benchmark: BenchmarkFixture) -> None:
    """The result of one assessment of the real questionnaire."""
    benchmark(result, samples.content(), samples.a_filled_assessment())


def test_next_actions(benchmark: BenchmarkFixture) -> None:
    """The ranked actions for an assessment with answers of every kind."""
    benchmark(next_actions, samples.content(), samples.a_filled_assessment())


def test_next_actions_of_an_example(benchmark: BenchmarkFixture) -> None:
    """The same for the first municipality of the survey's reading."""
    asked = samples.content()
    benchmark(next_actions, asked, read_assessment(asked, asked.version.survey.municipalities[0]))
