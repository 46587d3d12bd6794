"""xlsx and form on the command line, with the files opened again."""

from pathlib import Path

import pytest

from files import answer_form
from files.csv_files import answers_csv
from questionnaire.model import Depth
from tests import command_line
from tests.answer_forms import CHOICE, FIRST, REAL, an_empty_assessment, filled_in
from tests.builders import answered_alike, level
from tests.xlsx_files import opened, table_of


def run(*arguments: str | Path) -> tuple[int, bytes, str]:
    done = command_line.run(*arguments)
    return done.returncode, done.stdout, done.stderr.decode()


@pytest.fixture
def given(tmp_path: Path) -> Path:
    file = tmp_path / "回答.csv"
    answers = dict(answered_alike(REAL, level(2), Depth.FULL).answers)
    file.write_bytes(answers_csv.write(REAL, an_empty_assessment(Depth.FULL, answers=answers)))
    return file


def test_xlsx_writes_the_workbook_of_an_answers_csv(given: Path, tmp_path: Path) -> None:
    output = tmp_path / "結果.xlsx"
    assert run("xlsx", given, "-o", output) == (0, b"", "")
    rows = table_of(output.read_bytes(), "回答")
    assert [row["設問ID"] for row in rows] == [question.id for question in REAL.questions]
    assert {row["段階"] for row in rows} == {2}


def test_form_writes_a_form_that_is_read_back(given: Path, tmp_path: Path) -> None:
    output = tmp_path / "回答票.xlsx"
    assert run("form", given, "-o", output) == (0, b"", "")
    content = filled_in(output.read_bytes(), {f"{CHOICE}{FIRST}": "段階3"})
    (one,) = answer_form.read(content, "回答票.xlsx", answers_csv.read(given.read_bytes(), "回答.csv")).values()
    assert one.answer == level(3)


def test_form_for_one_section_asks_only_its_questions(given: Path, tmp_path: Path) -> None:
    output = tmp_path / "回答票.xlsx"
    assert run("form", given, "--section", "人事担当課", "-o", output)[0] == 0
    numbers = [row[0] for row in opened(output.read_bytes())["回答"].iter_rows(min_row=FIRST, values_only=True)]
    assert 0 < len(numbers) < 48


def test_a_section_that_is_asked_nothing_is_refused_with_those_that_are(given: Path, tmp_path: Path) -> None:
    code, written, told = run("form", given, "--section", "秘書課", "-o", tmp_path / "x.xlsx")
    assert (code, written) == (2, b"")
    assert "「秘書課」に聞く設問はありません" in told
    assert "人事担当課" in told
    assert not (tmp_path / "x.xlsx").exists()


@pytest.mark.parametrize("command", ["xlsx", "form"])
def test_the_file_that_is_read_is_not_written_over(given: Path, command: str) -> None:
    before = given.read_bytes()
    code, _, told = run(command, given, "-o", given)
    assert code == 2
    assert "別の名前" in told
    assert given.read_bytes() == before


@pytest.mark.parametrize("command", ["xlsx", "form"])
def test_a_faulty_csv_is_refused_and_nothing_is_written(tmp_path: Path, command: str) -> None:
    faulty = tmp_path / "x.csv"
    faulty.write_text("設問,段階\r\n", encoding="utf-8")
    code, written, told = run(command, faulty, "-o", tmp_path / "x.xlsx")
    assert (code, written) == (2, b"")
    assert "1行目" in told
    assert not (tmp_path / "x.xlsx").exists()
