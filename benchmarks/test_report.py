"""How long report and pictures take once the server is warm."""

from dataclasses import replace
from datetime import date
from itertools import count

from pytest_benchmark.fixture import BenchmarkFixture

from benchmarks import samples
from files import pictures
from files.report import Report
from files.report_pdf import typesetting
from questionnaire.assessment import Assessment

DAY = date(2026, 11, 22)
RUNS = count()


def a_report(assessment: Assessment) -> Report:
    """The report of these answers, with results and actions computed anew."""
    return Report(samples.content(), assessment, DAY)


def another(assessment: Assessment) -> Assessment:
    """The same answers with one other memo, so that no run finds the pages of the run before it."""
    first, answer = next(iter(assessment.answers.items()))
    return replace(
        assessment, answers={**assessment.answers, first: replace(answer, memo=f"{next(RUNS)}回目に確かめた。")}
    )


def test_writing_a_report_of_the_quick_check(benchmark: BenchmarkFixture) -> None:
    """24 questions, from the answers to the bytes of the file."""
    benchmark(lambda: typesetting.write(a_report(another(samples.a_filled_assessment()))))


def test_writing_a_report_of_the_full_check(benchmark: BenchmarkFixture) -> None:
    """All 48 questions with their memos."""
    benchmark(lambda: typesetting.write(a_report(another(samples.a_fully_filled_assessment()))))


def test_drawing_a_png(benchmark: BenchmarkFixture) -> None:
    """The radar at twice its size."""
    told = a_report(samples.a_filled_assessment())
    benchmark(lambda: pictures.png(told))


def test_drawing_an_svg(benchmark: BenchmarkFixture) -> None:
    """The radar as a drawing."""
    told = a_report(samples.a_filled_assessment())
    benchmark(lambda: pictures.svg(told))
