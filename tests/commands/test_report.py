"""pdf, png and svg on the command line, from answers CSVs."""

from pathlib import Path

import pytest

from files.csv_files import answers_csv
from questionnaire.loader import questionnaire
from tests.command_line import run
from tests.csv_files import is_japanese
from tests.pdf_files import faults_of, page_texts
from tests.reports import REAL, STATES

STARTS = {"pdf": b"%PDF-1.7", "png": b"\x89PNG\r\n", "svg": b"<svg"}


@pytest.fixture
def given(tmp_path: Path) -> Path:
    file = tmp_path / "回答 (1).csv"
    assessment = STATES["every level"]
    file.write_bytes(answers_csv.write(questionnaire(REAL.version.id), assessment))
    return file


@pytest.mark.parametrize("kind", STARTS)
def test_a_file_is_made_from_the_answers(given: Path, tmp_path: Path, kind: str) -> None:
    made = tmp_path / f"報告.{kind}"
    done = run(kind, given, "-o", made)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert made.read_bytes().startswith(STARTS[kind])


def test_without_a_name_the_report_goes_to_standard_output_whole(given: Path) -> None:
    done = run("pdf", given)
    assert (done.returncode, faults_of(done.stdout)) == (0, [])
    assert "草加市" in page_texts(done.stdout)[0]


@pytest.mark.parametrize("kind", STARTS)
def test_the_answers_are_never_written_over(given: Path, kind: str) -> None:
    before = given.read_bytes()
    done = run(kind, given, "-o", given)
    assert (done.returncode, done.stdout) == (2, b"")
    assert "別の名前を指定してください" in done.stderr.decode()
    assert given.read_bytes() == before


def test_a_file_that_is_no_answers_csv_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    wrong, made = tmp_path / "x.csv", tmp_path / "x.pdf"
    wrong.write_bytes(b"%PDF-1.7")
    done = run("pdf", wrong, "-o", made)
    assert done.returncode == 2
    assert is_japanese(done.stderr.decode())
    assert not made.exists()
