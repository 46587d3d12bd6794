"""The backup file: gzip of JSON Lines, a head, one line for every row and an end; the same for every database.

The end is a gzip member of its own that holds the SHA-256 of all bytes before it, so that a file in which a single bit
was changed is refused (docs/backup.md).
"""

import gzip
import hashlib
import json
import struct
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import BinaryIO

from questionnaire.moment import moment_of
from storage.backup_row import Row, plain, row_of
from storage.schema import revisions
from storage.tables import metadata

FORMAT, FORMAT_VERSION = "dx-assessments-backup", 1
TABLES = metadata.sorted_tables  # what others refer to comes first

# Without a name and a time in it, and the operating system unknown: the same bytes everywhere (RFC 1952).
GZIP_HEAD = b"\x1f\x8b\x08\0\0\0\0\0\0\xff"
PIECE = 1 << 20


class BackupRefusedError(Exception):
    """The file is no backup that can be restored. The message says why in Japanese, and what to do."""


@dataclass(frozen=True)
class BackupHead:
    """What a backup says of itself: the revision of the schema, when it was taken (UTC), and the rows in each table."""

    schema: str
    created_at: str
    rows: Mapping[str, int]


def write(file: BinaryIO, head: BackupHead, rows: Iterable[Row]) -> None:
    """Writes the backup as the rows come, so that it need not fit into memory. Raises `OSError`."""
    hashed = _HashedWriting(file)
    with gzip.GzipFile("", "wb", compresslevel=6, fileobj=hashed, mtime=0) as packed:
        packed.write(_line({"format": FORMAT, "format_version": FORMAT_VERSION} | asdict(head)))
        for table, values in rows:
            packed.write(_line({table.name: plain(values)}))
    file.write(_end(hashed.digest.hexdigest()))


def check(file: BinaryIO) -> BackupHead:
    """What the backup holds, once the whole of it was read and found sound. Raises `BackupRefusedError`, `OSError`."""
    _check_hash(file)
    head = _head(next(_lines(file), b""))
    counts = Counter(table.name for table, _ in rows(file))
    if counts != Counter(head.rows):
        raise BackupRefusedError("行の数が、はじめに書かれた数と違います。別のバックアップを使ってください")
    return head


def rows(file: BinaryIO) -> Iterator[Row]:
    """Every row with its table, in the order of the file. Raises `BackupRefusedError`."""
    lines = enumerate(_lines(file), start=1)
    next(lines, None)
    for number, line in lines:
        if line.startswith(b'{"sha256":'):
            return
        try:
            yield row_of(json.loads(line))
        except (ValueError, RecursionError):
            raise BackupRefusedError(f"{number}行目を読み取れません。別のバックアップを使ってください") from None


class _HashedWriting:
    """A file that keeps the hash of what is written to it."""

    def __init__(self, file: BinaryIO) -> None:
        self.file = file
        self.digest = hashlib.sha256()

    def write(self, content: bytes) -> int:
        self.digest.update(content)
        return self.file.write(content)

    def flush(self) -> None:
        self.file.flush()


def _line(content: Mapping[str, object]) -> bytes:
    return (json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


def _end(digest: str) -> bytes:
    """The end of the file: always the same bytes for the same hash, because nothing in it is compressed (RFC 1951)."""
    line = _line({"sha256": digest})
    stored = b"\x01" + struct.pack("<HH", len(line), len(line) ^ 0xFFFF) + line
    return GZIP_HEAD + stored + struct.pack("<II", zlib.crc32(line), len(line))


END_LENGTH = len(_end(hashlib.sha256().hexdigest()))


def _check_hash(file: BinaryIO) -> None:
    remaining = file.seek(0, 2) - END_LENGTH
    file.seek(0)
    digest = hashlib.sha256()
    while remaining > 0 and (piece := file.read(min(PIECE, remaining))):
        digest.update(piece)
        remaining -= len(piece)
    if remaining < 0 or file.read() != _end(digest.hexdigest()):
        raise BackupRefusedError(
            "バックアップではないか、途中で切れているか、中身が変わっています。別のバックアップを使ってください"
        )


def _lines(file: BinaryIO) -> Iterator[bytes]:
    file.seek(0)
    try:
        with gzip.GzipFile(fileobj=file) as unpacked:
            yield from unpacked
    except (EOFError, gzip.BadGzipFile, zlib.error):
        raise BackupRefusedError("圧縮を解けません。別のバックアップを使ってください") from None


def _head(line: bytes) -> BackupHead:
    try:
        content = json.loads(line)
        if content["format"] != FORMAT:
            raise ValueError(content)
        _refuse_other_releases(content["format_version"], content["schema"])
        moment_of(content["created_at"])
        counts = {table.name: _count(content["rows"][table.name]) for table in TABLES}
        return BackupHead(content["schema"], content["created_at"], counts)
    except (ValueError, TypeError, LookupError, RecursionError):
        raise BackupRefusedError("この診断のバックアップではありません") from None


def _refuse_other_releases(format_version: object, schema: object) -> None:
    newest = revisions()[0]
    if format_version != FORMAT_VERSION or schema not in revisions():
        raise BackupRefusedError(
            f"新しい版のプログラムで作られたバックアップです(形式 {format_version}、スキーマ {schema})。"
            "新しい版のプログラムで復元してください"
        )
    if schema != newest:
        raise BackupRefusedError(
            f"古い版のプログラムで作られたバックアップです(スキーマ {schema}、このプログラムは {newest})。"
            "作ったときの版のプログラムで復元し、そのデータベースをこの版で開いてください(開くと新しい形に直ります)"
        )


def _count(value: object) -> int:
    if type(value) is not int or value < 0:
        raise ValueError(value)
    return value
