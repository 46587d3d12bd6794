"""Peers by file: what the files of other municipalities hold and replace, taken in as a whole, and removed again."""

import logging
from collections.abc import Sequence

from files.csv_files.comparison_csv import ComparisonFile
from questionnaire.core_levels import NO_LEVEL
from questionnaire.fiscal_year import day_text, fiscal_year_text
from questionnaire.municipalities import municipality
from questionnaire.peer import NamedPeer
from screens import session
from screens.session import lifecycle
from storage.connect import database
from storage.imported_peers import ImportedPeer, all_imported, import_peers, remove_imported
from storage.transaction import StorageError

log = logging.getLogger(__name__)

HEADER = ("団体", "年度", "設問版", "段階のある回答", "取り込むと")


def kept() -> list[ImportedPeer]:
    """What was taken in. Raises `StorageError`."""
    return all_imported(database())


def preview(files: Sequence[ComparisonFile], present: Sequence[ImportedPeer]) -> list[list[str]]:
    """A row for each peer in the files: who, when, and whether it is new or replaces another one."""
    older = {(one.peer.municipality, one.peer.fiscal_year): one for one in present}
    peers = [peer for file in files for peer in file.peers]
    return [[*_row(peer), _effect(peer, older.get((peer.municipality, peer.fiscal_year)))] for peer in peers]


def kept_text(one: ImportedPeer) -> str:
    """An imported peer with its file: 越谷市(埼玉県) 令和8年度."""
    name, year = _row(one.peer)[:2]
    return f"{name} {year}({day_text(one.imported_at)}に {one.file} から)"


def take_in(files: Sequence[ComparisonFile], code: str) -> str:
    """Stores all peers of these files for everyone; what went wrong in Japanese, or "" when it was done."""
    try:
        if reason := _reason_not_to(code):
            return reason
        import_peers(database(), [(file.file, file.peers) for file in files])
    except StorageError:
        log.exception("Peers could not be imported")
        return session.TROUBLE
    return ""


def take_out(one: ImportedPeer, code: str) -> str:
    """Removes an imported peer for everyone; what went wrong in Japanese, or "" when it was done."""
    try:
        if reason := _reason_not_to(code):
            return reason
        remove_imported(database(), one.peer.municipality, one.peer.fiscal_year)
    except StorageError:
        log.exception("An imported peer could not be removed")
        return session.TROUBLE
    return ""


def _reason_not_to(code: str) -> str:
    opened = session.opened()
    if opened is None or not opened.may_edit:
        return "編集用のリンクで診断を開いてください。"
    return lifecycle.reason_against_code(code)


def _row(peer: NamedPeer) -> list[str]:
    place = municipality(peer.municipality)
    answered = len(peer.levels) - peer.levels.count(NO_LEVEL)
    return [
        place.label if place else peer.municipality,
        fiscal_year_text(peer.fiscal_year),
        peer.version,
        f"{len(peer.levels)}問のうち{answered}問",
    ]


def _effect(peer: NamedPeer, older: ImportedPeer | None) -> str:
    if older is None:
        return "新しく加わります"
    if older.peer == peer:
        return "今と同じです"
    return f"{day_text(older.imported_at)}に {older.file} から取り込んだものと置き換わります"
