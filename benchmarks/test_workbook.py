"""How long the files of Excel take to write and to read, once their libraries are imported."""

from datetime import date

from pytest_benchmark.fixture import BenchmarkFixture

from benchmarks import samples
from files import answer_form, workbook
from files.answer_form.form import Form
from files.report import Report

TODAY = date(2026, 11, 22)


def test_writing_a_workbook_of_the_quick_check(benchmark: BenchmarkFixture) -> None:
    """All seven sheets, with results and actions worked out anew."""
    benchmark(lambda: workbook.write(Report(samples.content(), samples.a_filled_assessment(), TODAY)))


def test_writing_a_workbook_of_the_full_check(benchmark: BenchmarkFixture) -> None:
    """The same with 48 answers and both results."""
    benchmark(lambda: workbook.write(Report(samples.content(), samples.a_fully_filled_assessment(), TODAY)))


def test_writing_an_answer_form(benchmark: BenchmarkFixture) -> None:
    """A row for each of 48 questions."""
    form = Form(samples.content(), samples.a_fully_filled_assessment())
    benchmark(answer_form.write, form, TODAY)


def test_reading_an_answer_form(benchmark: BenchmarkFixture) -> None:
    """The form that was written, with all its checks."""
    assessment = samples.a_fully_filled_assessment()
    content = answer_form.write(Form(samples.content(), assessment), TODAY)
    benchmark(answer_form.read, content, "form.xlsx", assessment)
