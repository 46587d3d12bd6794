"""comparison, import-peers and remove-peer: municipalities that are compared by file."""

import argparse
from pathlib import Path

from commands.fault import CommandError
from commands.names import Commands
from commands.offices import name_of, office
from commands.paths import content, refuse_to_overwrite, take_answers, take_output, write
from files.csv_files import answers_csv, comparison_csv
from files.fault import FileError, FileFault
from questionnaire.core_levels import NO_LEVEL
from questionnaire.fiscal_year import day_text, fiscal_year_text
from questionnaire.loader import questionnaire
from questionnaire.peer import NamedPeer
from storage.connect import database, existing_database
from storage.imported_peers import ImportedPeer, all_imported, import_peers, remove_imported

Key = tuple[str, int]


def add_to(commands: Commands) -> None:
    """Says what the commands of this module take, and that they are run here."""
    parser = commands["comparison"]
    parser.set_defaults(run=comparison)
    take_answers(parser)
    take_output(parser)
    parser = commands["import-peers"]
    parser.set_defaults(run=take_in)
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="比較用CSV")
    parser.add_argument("--dry-run", action="store_true", help="取り込まずに、何が変わるかだけを表示します")
    parser = commands["remove-peer"]
    parser.set_defaults(run=remove)
    parser.add_argument("code", metavar="CODE", help="団体コード")
    parser.add_argument("year", type=int, metavar="YEAR", help="年度(令和8年度は2026)")


def comparison(options: argparse.Namespace) -> None:
    """Writes the comparison CSV of an answers CSV."""
    refuse_to_overwrite([options.file], options.output)
    given = answers_csv.read(content(options.file), str(options.file))
    write(comparison_csv.write([(questionnaire(given.version), given)]), options.output)


def take_in(options: argparse.Namespace) -> None:
    """Says what the files hold and replace, and stores all of it unless it is a dry run."""
    read = comparison_csv.read(_contents(options.files))
    present = {_key(one.peer): one for one in all_imported(database())}
    for found in read:
        for peer in found.peers:
            print(_line(peer, present.get(_key(peer))))
        for note in found.notes:
            print(f"{found.file}: {note}")
    if options.dry_run:
        print("まだ何も取り込んでいません。取り込むには --dry-run を付けずに実行してください。")
        return
    import_peers(database(), [(Path(found.file).name, found.peers) for found in read])
    print(f"{sum(len(found.peers) for found in read)}件を取り込みました。")


def remove(options: argparse.Namespace) -> None:
    """Removes the imported peer of an office and year. Raises `CommandError` when there is none."""
    place = office(options.code)
    if not remove_imported(existing_database(), place, options.year):
        raise CommandError("この団体のこの年度のものは、取り込まれていません")
    print(f"{name_of(place)} {fiscal_year_text(options.year)}を取り除きました。")


def _contents(files: list[Path]) -> list[tuple[str, bytes]]:
    """The names and bytes of the files. Raises `FileError` with every file that cannot be read."""
    contents, faults = list[tuple[str, bytes]](), list[FileFault]()
    for file in files:
        try:
            contents.append((str(file), content(file)))
        except FileError as error:
            faults += error.faults
    if faults:
        raise FileError(faults)
    return contents


def _line(peer: NamedPeer, present: ImportedPeer | None) -> str:
    answered = len(peer.levels) - peer.levels.count(NO_LEVEL)
    line = (
        f"{name_of(peer.municipality)} {fiscal_year_text(peer.fiscal_year)}: "
        f"かんたん診断の{len(peer.levels)}問のうち、段階のある回答{answered}問"
    )
    if present is None:
        return line
    same = "。中身は同じです" if present.peer == peer else ""
    return f"{line}。{day_text(present.imported_at)}に {present.file} から取り込んだものと置き換えます{same}"


def _key(peer: NamedPeer) -> Key:
    return peer.municipality, peer.fiscal_year
