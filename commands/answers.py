"""template and score: answers CSVs out and in."""

import argparse
from pathlib import Path

from commands.fault import CommandError
from commands.names import Commands
from commands.offices import known_code
from commands.paths import content, refuse_to_overwrite, take_output, write
from files.csv_files import answers_csv, result_csv
from files.fault import FileError, FileFault
from questionnaire.assessment import Assessment
from questionnaire.clock import today
from questionnaire.fiscal_year import fiscal_year_of
from questionnaire.loader import newest_version, questionnaire
from questionnaire.model import Depth
from scoring.result import result


def add_to(commands: Commands) -> None:
    """Says what the commands of this module take, and that they are run here."""
    template_parser = commands["template"]
    template_parser.set_defaults(run=template)
    depths = [depth.value for depth in Depth]
    template_parser.add_argument("--depth", choices=depths, default=Depth.CORE.value, help="診断の深さ")
    template_parser.add_argument("--code", default="", metavar="CODE", help="団体コード(あとでもよい)")
    score_parser = commands["score"]
    score_parser.set_defaults(run=score)
    score_parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="回答CSV")
    for parser in (template_parser, score_parser):
        take_output(parser)


def template(options: argparse.Namespace) -> None:
    """Writes an answers CSV in which nothing is answered yet. Raises `CommandError` for a depth that is not there."""
    asked, depth = questionnaire(newest_version()), Depth(options.depth)
    if depth not in asked.version.depths:
        raise CommandError(answers_csv.draft_text(asked, depth))
    empty = Assessment(known_code(options.code), fiscal_year_of(today()), asked.version.id, depth)
    write(answers_csv.write(asked, empty), options.output)


def score(options: argparse.Namespace) -> None:
    """Writes the result CSV of the answers CSVs, in their order.

    Raises `FileError` with the faults of all of them, and writes nothing, when any is faulty.
    """
    refuse_to_overwrite(options.files, options.output)
    assessments, faults = list[Assessment](), list[FileFault]()
    for file in options.files:
        try:
            assessments.append(answers_csv.read(content(file), str(file)))
        except FileError as error:
            faults += error.faults
    if faults:
        raise FileError(faults)
    write(result_csv.write(map(_scored, assessments)), options.output)


def _scored(assessment: Assessment) -> result_csv.Scored:
    asked = questionnaire(assessment.version)
    return result_csv.Scored(asked, assessment, result(asked, assessment))
