"""xlsx and form: a workbook and an answer form from an answers CSV."""

import argparse

from commands.fault import CommandError
from commands.names import Commands
from commands.paths import content, refuse_to_overwrite, take_answers, take_output, write
from files import answer_form, workbook
from files.answer_form.form import Form, section_names
from files.csv_files import answers_csv
from files.report import Report
from questionnaire.clock import today
from questionnaire.loader import questionnaire


def add_to(commands: Commands) -> None:
    """Says what the commands of this module take, and that they are run here."""
    xlsx_parser = commands["xlsx"]
    xlsx_parser.set_defaults(run=xlsx)
    form_parser = commands["form"]
    form_parser.set_defaults(run=form)
    form_parser.add_argument("--section", default="", metavar="NAME", help="この課の設問だけにする")
    for parser in (xlsx_parser, form_parser):
        take_answers(parser)
        take_output(parser)


def xlsx(options: argparse.Namespace) -> None:
    """Writes the workbook of an answers CSV."""
    refuse_to_overwrite([options.file], options.output)
    assessment = answers_csv.read(content(options.file), str(options.file))
    write(workbook.write(Report(questionnaire(assessment.version), assessment, today())), options.output)


def form(options: argparse.Namespace) -> None:
    """Writes the answer form for the assessment of an answers CSV, whole or for one section.

    Raises `CommandError` for a section that is asked nothing.
    """
    refuse_to_overwrite([options.file], options.output)
    assessment = answers_csv.read(content(options.file), str(options.file))
    asked = questionnaire(assessment.version)
    if options.section and options.section not in (names := section_names(Form(asked, assessment))):
        raise CommandError(f"「{options.section}」に聞く設問はありません(あるのは{'、'.join(names)})")
    write(answer_form.write(Form(asked, assessment, options.section), today()), options.output)
