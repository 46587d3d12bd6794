"""indicators: takes in the published table of all municipalities."""

import argparse
from pathlib import Path

from commands.fault import CommandError
from commands.names import Commands
from commands.paths import content
from files.csv_files import indicators_csv
from questionnaire.clock import today
from questionnaire.fiscal_year import day_text
from questionnaire.indicator_table import DateError, as_of
from questionnaire.indicators import indicators
from scoring.indicator_wording import contents_rows, older_text, source_text, table_text
from storage.connect import database
from storage.indicators import OlderTableError, keep, newest, table_of


def add_to(commands: Commands) -> None:
    """Says what the commands of this module take, and that they are run here."""
    parser = commands["indicators"]
    parser.set_defaults(run=take_in)
    parser.add_argument("file", type=Path, metavar="FILE", help="デジタル庁の表(CSV)")
    parser.add_argument("--as-of", default="", metavar="YYYY-MM-DD", help="表の日付(ファイル名に日付がないとき)")
    parser.add_argument("--replace", action="store_true", help="読み込み済みの表より前の日付でも置き換えます")


def take_in(options: argparse.Namespace) -> None:
    """Stores the table and prints what is in it; raises with every fault, and then nothing is stored."""
    file: Path = options.file
    try:
        day = as_of(file.name, options.as_of, today())
    except DateError as error:
        raise CommandError(f"{file}: {error}(--as-of)。何も読み込んでいません") from None
    table, known = indicators_csv.read(content(file), str(file), day), indicators()
    edition = newest(database())
    before = table_of(database(), edition) if edition else None
    try:
        keep(database(), table, may_be_older=options.replace)
    except OlderTableError as error:
        told = older_text(day_text(error.kept))
        raise CommandError(f"{file}: {told}それでも置き換えるときは --replace を付けてください") from None
    print(f"{file}: {table_text(known, table)}を読み込みました。{source_text(known, table)}")
    if before:
        print(f"前の表({day_text(before.as_of)})と置き換えました。")
    for title, told, changed in contents_rows(known, table, before):
        print(f"  {title}: {told}{f'。前の表と違うのは{changed}' if before else ''}")
