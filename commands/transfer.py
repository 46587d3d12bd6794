"""export and import: one assessment with its history, from one installation to another."""

import argparse
from pathlib import Path

from commands.fault import CommandError
from commands.links import chosen, line_of
from commands.names import Commands
from commands.offices import name_of, office
from commands.paths import content, take_output, write
from files import assessment_json
from questionnaire.fiscal_year import fiscal_year_text
from questionnaire.history import WholeAssessment
from storage.connect import database, existing_database
from storage.links import LinkKind, heads_of
from storage.submissions import AlreadySubmittedError
from storage.whole import insert_whole, whole


def add_to(commands: Commands) -> None:
    """Says what the commands of this module take, and that they are run here."""
    parser = commands["export"]
    parser.set_defaults(run=export)
    parser.add_argument("code", metavar="CODE", help="団体コード")
    parser.add_argument("year", type=int, metavar="YEAR", help="年度(令和8年度は2026)")
    parser.add_argument("--number", type=int, metavar="N", help="診断がいくつもあるときの番号")
    take_output(parser)
    parser = commands["import"]
    parser.set_defaults(run=take_in)
    parser.add_argument("file", type=Path, metavar="FILE", help="書き出した診断")


def export(options: argparse.Namespace) -> None:
    """Writes the assessment of an office and year, or the one of them that is chosen by its number.

    Raises `CommandError` when it is not there.
    """
    engine = existing_database()
    head = chosen(heads_of(engine, office(options.code), options.year), options.number)
    found = whole(engine, head.id)
    if found is None:
        raise CommandError("この診断は、たった今削除されました")
    write(assessment_json.write(found), options.output)


def take_in(options: argparse.Namespace) -> None:
    """Stores an exported assessment and prints its new links, which are shown only here.

    Raises `CommandError`, and stores nothing, when the office has submitted for that year already.
    """
    given = assessment_json.read(content(options.file), str(options.file))
    try:
        links = insert_whole(database(), given)
    except AlreadySubmittedError:
        raise CommandError(
            f"{options.file}: {_title(given)}の診断は、このデータベースですでに提出されています。何も読み込んでいません"
        ) from None
    print(f"{_title(given)}の診断を読み込みました。次のリンクは、ここでだけ表示されます。")
    print(line_of(LinkKind.EDIT, links.edit))
    print(line_of(LinkKind.READ, links.read))


def _title(given: WholeAssessment) -> str:
    return f"{name_of(given.municipality)} {fiscal_year_text(given.fiscal_year)}"
