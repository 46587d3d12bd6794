"""Files named on the command line: read and written whole, with trouble told in Japanese."""

import argparse
import errno
import sys
from collections.abc import Iterable
from pathlib import Path

from commands.fault import CommandError
from files.fault import FileError, FileFault

# Ten times what any file that is read here may be: a disk image named by mistake would fill the memory.
MOST_BYTES = 50_000_000

REASONS = {
    errno.ENOENT: "ファイルかフォルダがありません",
    errno.ENOTDIR: "フォルダでないものがフォルダとして指定されています",
    errno.EISDIR: "ファイルではなくフォルダです",
    errno.EACCES: "権限がないか、ほかのプログラムで開いています",
    errno.EPERM: "権限がないか、ほかのプログラムで開いています",
    errno.EROFS: "書き込めない場所です",
    errno.ENOSPC: "ディスクに空きがありません",
    errno.ENAMETOOLONG: "名前が長すぎます",
}


def take_answers(parser: argparse.ArgumentParser) -> None:
    """Lets a command take one answers CSV."""
    parser.add_argument("file", type=Path, metavar="FILE", help="回答CSV")


def take_output(parser: argparse.ArgumentParser) -> None:
    """Lets a command take the file that it writes to."""
    parser.add_argument("-o", "--output", type=Path, metavar="FILE", help="書き出す先(なければ標準出力)")


def content(file: Path) -> bytes:
    """The bytes of the file. Raises `FileError`."""
    try:
        with file.open("rb") as opened:
            found = opened.read(MOST_BYTES + 1)
    except OSError as error:
        raise FileError([FileFault(str(file), 1, f"ファイルを開けません({why(error)})")]) from None
    if len(found) > MOST_BYTES:
        raise FileError([FileFault(str(file), 1, f"ファイルが大きすぎます({MOST_BYTES // 1_000_000}MBまで)")])
    return found


def write(content: bytes, output: Path | None) -> None:
    """Bytes to the file, or to standard output as they are: PowerShell would write text as UTF-16.

    Raises `CommandError`.
    """
    try:
        if output is None:
            sys.stdout.buffer.write(content)
            sys.stdout.buffer.flush()
        else:
            output.write_bytes(content)
    except OSError as error:
        raise CommandError(f"{output or '標準出力'}: ファイルに書けません({why(error)})") from None


def refuse_to_overwrite(files: Iterable[Path], output: Path | None) -> None:
    """Keeps what is read from being written over. Raises `CommandError`."""
    if output and output.resolve() in {file.resolve() for file in files}:
        raise CommandError(f"{output}: 読み込むファイルには書き出せません。別の名前を指定してください")


def why(error: OSError) -> str:
    """What kept a file from being read or written, in Japanese."""
    return REASONS.get(error.errno or 0, error.strerror or "原因不明")
