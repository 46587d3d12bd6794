"""The comparison CSV: what others may compare, handed over as a file; the answers CSV without memo and evidence."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import NamedTuple

from files.csv_files import answer_rows
from files.csv_files.answer_rows import (
    Record,
    fiscal_year_in,
    is_confirmed_in,
    level_in,
    meant,
    municipality_in,
    plain,
    read_records,
    row_of,
    state_in,
)
from files.csv_files.text import decode, encode
from files.fault import FaultList, FileError, FileFault
from questionnaire.assessment import Answer, Assessment, answer_faults
from questionnaire.classes import only_class
from questionnaire.core_levels import NO_LEVEL, core_levels
from questionnaire.loader import VERSION_NAME, newest_version, questionnaire, version_names
from questionnaire.model import Depth, Questionnaire
from questionnaire.peer import NamedPeer, Origin

COLUMNS = tuple(column for column in answer_rows.COLUMNS if column not in ("メモ", "根拠"))
NEEDED = ("団体コード", "年度", "設問版", "設問ID", "回答状態", "段階")
# 400 municipalities in full; a file of the largest size holds hardly more.
MOST_ROWS = 20_000


class ComparisonFile(NamedTuple):
    """The peers in a file of this name, in its order, and what whoever imports it should know, in Japanese."""

    file: str
    peers: tuple[NamedPeer, ...]
    notes: tuple[str, ...]


class Block(NamedTuple):
    """The rows of one municipality and year, which stand together."""

    municipality: str
    fiscal_year: int
    records: list[Record]

    @property
    def line(self) -> int:
        """The line that it begins on."""
        return self.records[0].line


def write(given: Iterable[tuple[Questionnaire, Assessment]]) -> bytes:
    """The answers of these assessments, one after the other, to every question of their depths."""
    rows = (row_of(asked, one, question) for asked, one in given for question in asked.asked(one.depth))
    return encode([COLUMNS, *([row[column] for column in COLUMNS] for row in rows)])


def read(files: Iterable[tuple[str, bytes]]) -> list[ComparisonFile]:
    """What each of these files (name and content) holds, as `write` made it or Excel saved it.

    Levels are those of the core questions. A version that this program does not have is read by the ids of its
    questions as the newest one here. Raises `FileError` with every fault of every file, also for a municipality that
    stands twice for a year.
    """
    found, faults, places = list[ComparisonFile](), list[FileFault](), dict[tuple[str, int], str]()
    for file, content in files:
        try:
            found.append(_read(content, file, places))
        except FileError as error:
            faults += error.faults
    if faults:
        raise FileError(faults)
    return found


def _read(content: bytes, file: str, places: dict[tuple[str, int], str]) -> ComparisonFile:
    """One file. `places` tells where the municipalities and years that were read before stand, and is continued."""
    faults, notes = FaultList(file), list[str]()
    rows = decode(content, file)
    if len(rows) > MOST_ROWS:
        faults.note(rows[MOST_ROWS].line, f"行が多すぎます({len(rows):,}行。{MOST_ROWS:,}行まで)。分けてください")
        faults.raise_if_any()
    peers = []
    for block in _blocks(read_records(rows, NEEDED, "比較用CSV", faults), faults):
        key = block.municipality, block.fiscal_year
        if all(key) and key in places:
            faults.note(block.line, f"団体コード「{key[0]}」の{key[1]}年度が2回あります({places[key]}にもあります)")
        places.setdefault(key, f"{file} {block.line}行目")
        peers.append(_peer(block, faults, notes))
    faults.raise_if_any()
    if "メモ" in rows[0].cells or "根拠" in rows[0].cells:
        notes.append("メモと根拠の列がありますが、読み込みません")
    return ComparisonFile(file, tuple(peers), tuple(notes))


def _blocks(records: list[Record], faults: FaultList) -> Iterator[Block]:
    for _, group in groupby(records, key=lambda record: (meant(record, "団体コード"), plain(record, "年度"))):
        together = [*group]
        yield Block(municipality_in(together[0], faults), fiscal_year_in(together[0], faults), together)


def _peer(block: Block, faults: FaultList, notes: list[str]) -> NamedPeer:
    version = _version(block, faults)
    is_known = version in version_names()
    asked = questionnaire(version if is_known else newest_version())
    levels = _levels(block, asked, faults)
    unconfirmed = [record for record in block.records if not is_confirmed_in(record, faults)]
    if is_known:
        _note_strangers(block, asked, levels, faults)
    elif version:
        notes.append(_mapping_note(block, version, asked, levels))
    for record in unconfirmed:
        levels[plain(record, "設問ID")] = None
    if unconfirmed:
        notes.append(f"{_name(block)}: 未確認の回答{len(unconfirmed)}問は、段階がないものとして読み込みます")
    text = core_levels(asked, levels)
    if not text.strip(NO_LEVEL):
        faults.note(block.line, "かんたん診断の設問に、段階のある回答が1つもありません")
    return NamedPeer(
        block.municipality, block.fiscal_year, asked.version.id, only_class(block.municipality), text, Origin.IMPORTED
    )


def _version(block: Block, faults: FaultList) -> str:
    """The version of the block, or "" with a fault."""
    version = plain(block.records[0], "設問版")
    for record in block.records[1:]:
        if plain(record, "設問版") != version:
            faults.note(record.line, f"設問版「{plain(record, '設問版')}」が{block.line}行目と違います")
    if VERSION_NAME.fullmatch(version):
        return version
    faults.note(block.line, f"設問版「{version}」を読み取れません(例: {newest_version()})")
    return ""


def _levels(block: Block, asked: Questionnaire, faults: FaultList) -> dict[str, int | None]:
    """The levels by question id."""
    levels, lines = dict[str, int | None](), dict[str, int]()
    for record in block.records:
        name, state, level = plain(record, "設問ID"), state_in(record, faults), level_in(record, faults)
        if name in lines:
            faults.note(record.line, f"設問ID「{name}」の行が重なっています({lines[name]}行目にもあります)")
        lines.setdefault(name, record.line)
        levels[name] = level
        if state and name in asked.by_id and (level is not None or not plain(record, "段階")):
            # The reason of 該当しない is its memo, which is left out.
            for what in answer_faults(Answer(state, level, memo="(理由)"), asked.by_id[name]):
                faults.note(record.line, f"設問「{name}」: {what}")
    return levels


def _note_strangers(block: Block, asked: Questionnaire, levels: Mapping[str, object], faults: FaultList) -> None:
    """In a version that is known, every question is known and every core question is there."""
    for record in block.records:
        name = plain(record, "設問ID")
        if name not in asked.by_id:
            faults.note(record.line, f"設問ID「{name}」は設問版 {asked.version.id} にありません")
    missing = [question.id for question in asked.asked(Depth.CORE) if question.id not in levels]
    if missing:
        faults.note(block.records[-1].line, f"かんたん診断の設問の行が足りません({'、'.join(missing)})")


def _mapping_note(block: Block, version: str, asked: Questionnaire, levels: Mapping[str, object]) -> str:
    """What became of a version that this program does not have."""
    strangers = [name for name in levels if name not in asked.by_id]
    missing = [question.id for question in asked.asked(Depth.CORE) if question.id not in levels]
    text = (
        f"{_name(block)}: 設問版 {version} はここにないため、設問IDが同じ回答だけを、{asked.version.id} の回答として"
        "読み込みます"
    )
    if strangers:
        text += f"。ここにない設問ID: {'、'.join(strangers)}"
    if missing:
        text += f"。ファイルにない設問ID: {'、'.join(missing)}"
    return text


def _name(block: Block) -> str:
    return f"{block.municipality} {block.fiscal_year}年度"
