"""Every file that is made of one assessment: what it is, for whom, what it is called, and what makes it.

Nothing is made before somebody wants it, and all files of one report say the same.
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

from files import answer_form, answers_csv, comparison_csv, pictures, result_csv, roadmap_csv, table_schema, workbook
from files.answer_form.form import Form
from files.answer_rows import COLUMNS
from files.archive import Entry, archive
from files.file_name import RESULT, file_name
from files.report import Report
from files.report_pdf import typesetting
from files.table_schema import CsvFile
from scoring.roadmap.outcome import Roadmap

RADAR = "レーダーチャート"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Output(NamedTuple):
    """A file to hand on. `make` gives its bytes.

    One that `takes_long` may be made in another process, so that pickle must know its `make`.
    """

    label: str
    for_whom: str
    file_name: str
    mime: str
    make: Callable[[], bytes]
    takes_long: bool = False


class _Csv(NamedTuple):
    """A CSV file, with what the description beside it says of it."""

    output: Output
    described: CsvFile


def for_people(report: Report) -> list[Output]:
    """What is read, shown and worked on: PDF, XLSX and the radar as PNG and SVG."""
    named = _names(report)
    return [
        Output(
            "診断報告書(PDF)",
            "首長やDXの委員会に配る人向けです。結果、次の一手、すべての回答、計算のきまりが1つの冊子になっています。",
            named(RESULT, "pdf"),
            "application/pdf",
            partial(typesetting.write, report),
            takes_long=True,
        ),
        Output(
            "集計・加工用のブック(XLSX)",
            "Excelで数字を並べ替えたり、表や図を資料に写したりする人向けです。",
            named(RESULT, "xlsx"),
            XLSX,
            partial(workbook.write, report),
            takes_long=True,
        ),
        Output(
            "レーダーチャートの画像(PNG)",
            "発表の資料や庁内の掲示に、図だけを貼る人向けです。",
            named(RADAR, "png"),
            "image/png",
            partial(pictures.png, report),
            takes_long=True,
        ),
        Output(
            "レーダーチャートの図形(SVG)",
            "図を大きく印刷する人や、文字と線を直して使う人向けです。",
            named(RADAR, "svg"),
            "image/svg+xml",
            partial(pictures.svg, report),
            takes_long=True,
        ),
    ]


def for_programs(report: Report, roadmap: Roadmap | None = None) -> list[Output]:
    """The CSV files, and what their columns mean. What others read of an office is not its own answer to hand on."""
    files = [_result_file(report), _answers_file(report)]
    files += [] if report.origin else [_comparison_file(report)]
    files += [_roadmap_file(report, roadmap)] if roadmap else []
    return [*(file.output for file in files), _description(report, [file.described for file in files])]


def answer_form_of(report: Report, form: Form) -> Output:
    """The answer form, whole or for one section."""
    named = _names(report)
    if form.section:
        # The name of a section may have been typed, and a label on a screen is read as Markdown.
        label, for_whom = "この課の回答票(XLSX)", "上で選んだ設問だけを、この課に聞く票です。"
    else:
        label = "すべての設問の回答票(XLSX)"
        for_whom = (
            "このシステムを開けない課に、Excelで答えてもらう票です。返ってきたら「回答の取り込み」で読み込みます。"
        )
    name = named(f"回答票-{form.section}" if form.section else "回答票", "xlsx")
    return Output(label, for_whom, name, XLSX, partial(answer_form.write, form, report.day), takes_long=True)


def together(report: Report, files: list[Output]) -> Output:
    """All of these files in one."""
    return Output(
        "すべてをまとめたZIP",
        "一式を保管する人や、異動で引き継ぐ人向けです。この画面のファイルが1つになっています。",
        file_name("一式", report.assessment, report.day, "zip"),
        "application/zip",
        partial(archive, [Entry(file.file_name, file.make) for file in files]),
        takes_long=True,
    )


def _result_file(report: Report) -> _Csv:
    return _csv(
        CsvFile("result", "診断結果", _names(report)(RESULT, "csv"), result_csv.columns(report.questionnaire)),
        "結果CSV(分野ごとの数字)",
        "端数のある数字を、表計算や統計のプログラムで使う人向けです。",
        partial(_result_csv, report),
    )


def _answers_file(report: Report) -> _Csv:
    return _csv(
        CsvFile("answers", "回答", _names(report)("回答", "csv"), COLUMNS),
        "回答CSV(設問ごとの回答)",
        "回答の控えを残す人や、直してからこのシステムに取り込む人向けです。メモと根拠も入ります。",
        partial(answers_csv.write, report.questionnaire, report.assessment),
    )


def _comparison_file(report: Report) -> _Csv:
    return _csv(
        CsvFile("comparison", "比較用", _names(report)("比較用", "csv"), comparison_csv.COLUMNS),
        "比較用CSV(ほかの団体に渡す回答)",
        "ほかの市区町村と見せ合う人向けです。メモと根拠は入りません。",
        partial(comparison_csv.write, [(report.questionnaire, report.assessment)]),
    )


def _roadmap_file(report: Report, roadmap: Roadmap) -> _Csv:
    return _csv(
        CsvFile("roadmap", "工程表", _names(report)("工程表", "csv"), roadmap_csv.COLUMNS),
        "工程表CSV(次の一手と年度ごと)",
        "予算や人の計画を、表計算のプログラムで続ける人向けです。",
        partial(roadmap_csv.write, roadmap),
    )


def _csv(described: CsvFile, label: str, for_whom: str, make: Callable[[], bytes]) -> _Csv:
    return _Csv(Output(label, for_whom, described.path, "text/csv", make), described)


def _description(report: Report, described: Sequence[CsvFile]) -> Output:
    return Output(
        "CSVの列の説明(datapackage.json)",
        "CSVを読み込むプログラムを作る人向けです。上のCSVと同じフォルダーに置きます。",
        # A program looks for it under this name.
        table_schema.FILE_NAME,
        "application/json",
        partial(table_schema.write, report.assessment, report.day, described),
    )


def _names(report: Report) -> Callable[[str, str], str]:
    return lambda what, extension: file_name(what, report.assessment, report.day, extension)


def _result_csv(report: Report) -> bytes:
    return result_csv.write(_scored(report))


def _scored(report: Report) -> list[result_csv.Scored]:
    asked, peers = report.questionnaire, report.peers
    compared = result_csv.compared(peers.comparison, peers.alone or peers.group) if peers else {}
    core = result_csv.Scored(asked, report.assessment, report.core, compared)
    return [core, *(result_csv.Scored(asked, report.assessment, each) for each in report.shown[1:])]
