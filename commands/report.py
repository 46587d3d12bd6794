"""pdf, png and svg: the report and the pictures of the radar from an answers CSV."""

import argparse
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from commands.paths import content, refuse_to_overwrite, write
from files import answers_csv
from questionnaire.loader import questionnaire

if TYPE_CHECKING:
    from files.report import Report

TEXTS = {
    "pdf": "回答CSVから診断報告書(PDF)を作ります",
    "png": "回答CSVからレーダーチャートの画像(PNG)を作ります",
    "svg": "回答CSVからレーダーチャートの画像(SVG)を作ります",
}


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Adds the commands of this module."""
    for name, make in {"pdf": _pdf, "png": _png, "svg": _svg}.items():
        parser = commands.add_parser(name, help=TEXTS[name], description=TEXTS[name])
        parser.set_defaults(run=_command(make))
        parser.add_argument("file", type=Path, metavar="FILE", help="回答CSV")
        parser.add_argument("-o", "--output", type=Path, metavar="FILE", help="書き出す先(なければ標準出力)")


def _command(make: "Callable[[Report], bytes]") -> Callable[[argparse.Namespace], None]:
    """A command that reads an answers CSV and writes what is made of it."""

    def run(options: argparse.Namespace) -> None:
        # The chart library takes half a second to load, which no other command is to wait for.
        from files.report import Report  # noqa: PLC0415

        refuse_to_overwrite([options.file], options.output)
        assessment = answers_csv.read(content(options.file), str(options.file))
        write(make(Report(questionnaire(assessment.version), assessment, date.today())), options.output)

    return run


def _pdf(told: "Report") -> bytes:
    from files.report_pdf.typesetting import write as written  # noqa: PLC0415

    return written(told)


def _png(told: "Report") -> bytes:
    from files import pictures  # noqa: PLC0415

    return pictures.png(pictures.titled(told))


def _svg(told: "Report") -> bytes:
    from files import pictures  # noqa: PLC0415

    return pictures.svg(pictures.titled(told))
