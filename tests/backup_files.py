"""Backup files for tests, opened and made by gzip and json: other code than ours."""

import gzip
import hashlib
import json
import struct
import zlib
from pathlib import Path
from typing import Any

from questionnaire.assessment import Answer, AnswerState
from storage.assessments import create
from storage.backup import back_up
from storage.connect import open_database, sqlite_url
from tests.builders import an_assessment, level
from tests.stored import QUESTIONS

Line = dict[str, Any]


def a_backup(folder: Path) -> bytes:
    """A small backup, made in this folder."""
    engine = open_database(sqlite_url(folder))
    create(engine, an_assessment({QUESTIONS[0].id: level(2), QUESTIONS[1].id: Answer(AnswerState.UNKNOWN, memo="𠮷")}))
    back_up(engine, folder / "sample")
    engine.dispose()
    return (folder / "sample").read_bytes()


def lines_of(backup: bytes) -> list[Line]:
    """What is in a backup, without its end."""
    return [json.loads(line) for line in gzip.decompress(backup).splitlines()[:-1]]


def sealed(*lines: Line | bytes) -> bytes:
    """A backup with these lines and the end that belongs to it, as docs/backup.md describes it."""
    written = (line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines)
    front = gzip.compress(b"".join(line + b"\n" for line in written))
    end = b'{"sha256":"%s"}\n' % hashlib.sha256(front).hexdigest().encode()
    stored = b"\x01" + struct.pack("<HH", len(end), 0xFFFF - len(end)) + end
    return front + bytes.fromhex("1f8b08000000000000ff") + stored + struct.pack("<II", zlib.crc32(end), len(end))


def changed(backup: bytes, table: str, **values: object) -> bytes:
    """The backup with the first row of this table changed, and a hash that fits."""
    lines = lines_of(backup)
    row: Line = next(line[table] for line in lines if table in line)
    row.update(values)
    return sealed(*lines)


def with_head(backup: bytes, **values: object) -> bytes:
    """The backup with something else in its head, and a hash that fits."""
    head, *rest = lines_of(backup)
    return sealed(head | values, *rest)


def a_file(folder: Path, content: bytes) -> Path:
    file = folder / "控え.gz"
    file.write_bytes(content)
    return file
