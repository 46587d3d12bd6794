"""Every file that is made of one assessment: what it is, for whom, what it is called, and what makes it.

Nothing is made before somebody wants it, and all files of one report say the same.
"""

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from files import answer_form, pictures, workbook
from files.answer_form.form import Form
from files.archive import Entry, archive
from files.csv_files import csv_outputs
from files.file_name import RESULT, file_name
from files.output import Output
from files.report import Report
from files.report_pdf import typesetting
from scoring.roadmap.outcome import Roadmap

RADAR = "レーダーチャート"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class _Format(NamedTuple):
    """A file for people: how it is offered, and what makes it of a report."""

    label: str
    for_whom: str
    what: str
    extension: str
    mime: str
    make: Callable[[Report], bytes]


FOR_PEOPLE = (
    _Format(
        "診断報告書(PDF)",
        "首長やDXの委員会に配る人向けです。結果、次の一手、すべての回答、計算のきまりが1つの冊子になっています。",
        RESULT,
        "pdf",
        "application/pdf",
        typesetting.write,
    ),
    _Format(
        "集計・加工用のブック(XLSX)",
        "Excelで数字を並べ替えたり、表や図を資料に写したりする人向けです。",
        RESULT,
        "xlsx",
        XLSX,
        workbook.write,
    ),
    _Format(
        "レーダーチャートの画像(PNG)",
        "発表の資料や庁内の掲示に、図だけを貼る人向けです。",
        RADAR,
        "png",
        "image/png",
        pictures.png,
    ),
    _Format(
        "レーダーチャートの図形(SVG)",
        "図を大きく印刷する人や、文字と線を直して使う人向けです。",
        RADAR,
        "svg",
        "image/svg+xml",
        pictures.svg,
    ),
)


def for_people(report: Report) -> list[Output]:
    """What is read, shown and worked on: PDF, XLSX and the radar as PNG and SVG."""
    named = _names(report)
    return [
        Output(
            one.label,
            one.for_whom,
            named(one.what, one.extension),
            one.mime,
            partial(one.make, report),
            takes_long=True,
        )
        for one in FOR_PEOPLE
    ]


def for_programs(report: Report, roadmap: Roadmap | None = None) -> list[Output]:
    """The CSV files, and what their columns mean. What others read of an office is not its own answer to hand on."""
    files = [csv_outputs.result(report), csv_outputs.answers(report)]
    files += [] if report.origin else [csv_outputs.comparison(report)]
    files += [csv_outputs.roadmap(report, roadmap)] if roadmap else []
    return [*(file.output for file in files), csv_outputs.description(report, files)]


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


def _names(report: Report) -> Callable[[str, str], str]:
    return lambda what, extension: file_name(what, report.assessment, report.day, extension)
