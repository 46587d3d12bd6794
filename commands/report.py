"""pdf, png and svg: the report and the pictures of the radar from an answers CSV."""

import argparse
from collections.abc import Callable

from commands.names import Commands
from commands.paths import content, refuse_to_overwrite, take_answers, take_output, write
from files import pictures
from files.csv_files import answers_csv
from files.report import Report
from files.report_pdf import typesetting
from questionnaire.clock import today
from questionnaire.loader import questionnaire


def add_to(commands: Commands) -> None:
    """Says what the commands of this module take, and that they are run here."""
    for name, make in {"pdf": typesetting.write, "png": pictures.png, "svg": pictures.svg}.items():
        parser = commands[name]
        parser.set_defaults(run=_command(make))
        take_answers(parser)
        take_output(parser)


def _command(make: Callable[[Report], bytes]) -> Callable[[argparse.Namespace], None]:
    """A command that reads an answers CSV and writes what is made of it."""

    def run(options: argparse.Namespace) -> None:
        refuse_to_overwrite([options.file], options.output)
        assessment = answers_csv.read(content(options.file), str(options.file))
        write(make(Report(questionnaire(assessment.version), assessment, today())), options.output)

    return run
