"""datapackage.json: held by frictionless against the CSV files that are really written."""

import json
from dataclasses import replace
from datetime import date
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest
from frictionless import Package

from files.csv_files import answers_csv, result_csv, table_schema
from files.csv_files.columns import FIELDS, field_of
from files.csv_files.result_csv import Scored
from files.csv_files.table_schema import CsvFile
from questionnaire.assessment import Assessment
from questionnaire.loader import newest_version, questionnaire
from questionnaire.model import Depth
from scoring.result import shown_results
from tests import hostile_texts
from tests.builders import UNKNOWN, an_assessment, level
from tests.csv_files import csv_bytes, records_of, rows_of

REAL = questionnaire(newest_version())
TODAY = date(2026, 11, 22)
RESULT, ANSWERS = "dx-診断結果_012025_2026_20261122.csv", "dx-回答_012025_2026_20261122.csv"
TEXTS = [text for text in hostile_texts.ALL if "\r" not in text]


def an_answered_assessment() -> Assessment:
    """Answers of every kind with every hostile text, of a municipality whose code begins with 0."""
    kinds, texts = (
        cycle([level(0), level(1), level(2), level(3), UNKNOWN, replace(level(1), is_confirmed=False)]),
        cycle(TEXTS),
    )
    answers = {question.id: replace(next(kinds), memo=next(texts), evidence=next(texts)) for question in REAL.questions}
    return an_assessment(answers, version=REAL.version.id, depth=Depth.FULL, municipality="012025")


def written(folder: Path, assessment: Assessment) -> Path:
    """A folder with both CSV files and their description; gives the path of the description."""
    scored = [Scored(REAL, assessment, result) for result in shown_results(REAL, assessment)]
    (folder / RESULT).write_bytes(result_csv.write(scored))
    (folder / ANSWERS).write_bytes(answers_csv.write(REAL, assessment))
    described = [
        CsvFile("result", "分野ごとの結果", RESULT, result_csv.columns(REAL)),
        CsvFile("answers", "設問ごとの回答", ANSWERS, answers_csv.COLUMNS),
    ]
    path = folder / table_schema.FILE_NAME
    path.write_bytes(table_schema.write(assessment, TODAY, described))
    return path


def faults(path: Path) -> list[Any]:
    return list(Package(str(path)).validate().flatten(["type", "rowNumber", "fieldName"]))


@pytest.fixture
def described(tmp_path: Path) -> Path:
    return written(tmp_path, an_answered_assessment())


def test_the_written_files_are_what_the_description_says(described: Path) -> None:
    assert faults(described) == []


def test_an_unanswered_assessment_is_too(tmp_path: Path) -> None:
    assert faults(written(tmp_path, an_assessment(version=REAL.version.id))) == []


def test_codes_are_texts_and_figures_numbers(described: Path) -> None:
    package = Package(str(described))
    rows = package.get_resource("result").read_rows()
    assert {row["団体コード"] for row in rows} == {"012025"}
    assert all(isinstance(row["年度"], int) for row in rows)
    assert all(0 <= float(row["成熟度"]) <= 3 for row in rows)
    answers = package.get_resource("answers").read_rows()
    assert {row["段階"] for row in answers} == {0, 1, 2, 3, None}


def test_the_columns_are_those_of_the_files_in_their_order(described: Path) -> None:
    package = json.loads(described.read_text(encoding="utf-8"))
    for resource in package["resources"]:
        fields = [field["name"] for field in resource["schema"]["fields"]]
        assert fields == records_of((described.parent / resource["path"]).read_bytes())[0]


def test_encoding_and_line_ends_are_stated_as_they_are(described: Path) -> None:
    for resource in json.loads(described.read_text(encoding="utf-8"))["resources"]:
        content = (described.parent / resource["path"]).read_bytes()
        assert (resource["encoding"], content[:3]) == ("utf-8", b"\xef\xbb\xbf")
        assert resource["dialect"]["lineTerminator"] == "\r\n"
        assert content.endswith(b"\r\n")
        assert "BOM" in resource["description"]


@pytest.mark.parametrize(
    ("column", "wrong"),
    [
        ("団体コード", "12025"),
        ("年度", "令和8"),
        ("深さ", "half"),
        ("回答状態", "はい"),
        ("段階", "4"),
        ("確認", "多分"),
    ],
)
def test_a_file_that_breaks_the_description_is_found_by_row_and_column(
    described: Path, column: str, wrong: str
) -> None:
    file = described.parent / ANSWERS
    rows = rows_of(file.read_bytes())
    rows[4][column] = wrong
    file.write_bytes(csv_bytes(rows))
    assert [fault[1:] for fault in faults(described)] == [[6, column]]


def test_a_column_that_is_not_described_is_refused_rather_than_left_out() -> None:
    with pytest.raises(KeyError, match="なにか"):
        table_schema.write(an_assessment(), TODAY, [CsvFile("x", "x", "x.csv", ["団体コード", "なにか"])])


def test_every_column_says_what_it_holds() -> None:
    for name in (*FIELDS, "達成率_DX(%)"):
        assert field_of(name).about
