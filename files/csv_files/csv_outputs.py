"""The CSV files of one assessment: for whom each is, what makes it, and what the description beside it says of it."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from functools import partial
from typing import NamedTuple

from files.csv_files import answers_csv, comparison_csv, result_csv, roadmap_csv, table_schema
from files.csv_files.answer_rows import COLUMNS
from files.csv_files.table_schema import CsvFile
from files.file_name import RESULT, file_name
from files.output import Output
from files.report import Report
from questionnaire.fiscal_year import day_text
from scoring.roadmap.outcome import Roadmap


class CsvOutput(NamedTuple):
    """A CSV file, with what the description beside it says of it."""

    output: Output
    described: CsvFile


def result(report: Report) -> CsvOutput:
    """The figures of every axis, of each result that is shown, with the peers of the report."""
    return _csv(
        CsvFile("result", "診断結果", _name(report, RESULT), result_csv.columns(report.questionnaire)),
        "結果CSV(分野ごとの数字)",
        "端数のある数字を、表計算や統計のプログラムで使う人向けです。",
        partial(_result_csv, report),
    )


def compared_result(report: Report) -> CsvOutput:
    """The core result alone, which is what 比較 shows, with the peers of the report."""
    return _csv(
        CsvFile("compared", "比較", _name(report, f"{RESULT}-比較"), result_csv.columns(report.questionnaire)),
        "比較つき結果CSV",
        "この画面の比較の数字を、表計算や統計のプログラムで使う人向けです。",
        partial(_compared_csv, report),
    )


def answers(report: Report) -> CsvOutput:
    """The answers, which can be taken over again."""
    return _csv(
        CsvFile("answers", "回答", _name(report, "回答"), COLUMNS),
        "回答CSV(設問ごとの回答)",
        "回答の控えを残す人や、直してからこのシステムに取り込む人向けです。メモと根拠も入ります。",
        partial(answers_csv.write, report.questionnaire, report.assessment),
    )


def submitted_answers(report: Report, number: int, submitted_at: datetime) -> CsvOutput:
    """The answers as they were submitted for the time of this number; the report is that of what was submitted."""
    return _csv(
        CsvFile("submitted", f"提出{number}", _name(report, f"提出{number}"), COLUMNS),
        f"第{number}回({day_text(submitted_at)})の回答CSV",
        "提出したときの回答を、控えとして残す人向けです。メモと根拠も入ります。",
        partial(answers_csv.write, report.questionnaire, report.assessment),
    )


def comparison(report: Report) -> CsvOutput:
    """The levels alone, for other municipalities."""
    return _csv(
        CsvFile("comparison", "比較用", _name(report, "比較用"), comparison_csv.COLUMNS),
        "比較用CSV(ほかの団体に渡す回答)",
        "ほかの市区町村と見せ合う人向けです。回答の段階だけが入り、メモと根拠は入りません。",
        partial(comparison_csv.write, [(report.questionnaire, report.assessment)]),
    )


def roadmap(report: Report, planned: Roadmap) -> CsvOutput:
    """The plan by action and fiscal year."""
    return _csv(
        CsvFile("roadmap", "工程表", _name(report, "工程表"), roadmap_csv.COLUMNS),
        "工程表CSV(次の一手と年度ごと)",
        "予算や人の計画を、表計算のプログラムで続ける人向けです。",
        partial(roadmap_csv.write, planned),
    )


def description(report: Report, files: Iterable[CsvOutput]) -> Output:
    """What the columns of these files mean."""
    return Output(
        "CSVの列の説明(datapackage.json)",
        "CSVを読み込むプログラムを作る人向けです。上のCSVと同じフォルダーに置きます。",
        # A program looks for it under this name.
        table_schema.FILE_NAME,
        "application/json",
        partial(table_schema.write, report.assessment, report.day, [file.described for file in files]),
    )


def _csv(described: CsvFile, label: str, for_whom: str, make: Callable[[], bytes]) -> CsvOutput:
    return CsvOutput(Output(label, for_whom, described.path, "text/csv", make), described)


def _name(report: Report, what: str) -> str:
    return file_name(what, report.assessment, report.day, "csv")


def _result_csv(report: Report) -> bytes:
    return result_csv.write(_scored(report))


def _compared_csv(report: Report) -> bytes:
    return result_csv.write(_scored(report)[:1])


def _scored(report: Report) -> Sequence[result_csv.Scored]:
    """The core result with its peers, then the full one where it is shown."""
    asked, peers = report.questionnaire, report.peers
    among_peers = result_csv.among_peers(peers.comparison, peers.alone or peers.group) if peers else {}
    core = result_csv.Scored(asked, report.assessment, report.core, among_peers)
    return [core, *(result_csv.Scored(asked, report.assessment, each) for each in report.shown[1:])]
