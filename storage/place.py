"""The place where SQLite keeps its file: made where it is missing, and refused where it would harm the data."""

import os
from pathlib import Path

import psutil

from storage.transaction import DatabaseRefusedError

# SQLite's locks and its write-ahead log do not work across a network (https://www.sqlite.org/wal.html).
NETWORK_FILE_SYSTEMS = ("nfs", "nfs4", "cifs", "smb", "smb3", "smbfs", "afs", "fuse.sshfs", "9p", "fuse.glusterfs")


def prepare_place(file: Path) -> None:
    """Makes folder and file so that nobody else who works on this machine reads them: they hold every office's memos.

    SQLite gives the files that it adds the rights of this one. Raises `DatabaseRefusedError`.
    """
    directory = file.parent
    try:
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise DatabaseRefusedError(
            f"データの置き場所 {directory} にフォルダを作れません。"
            "DX_DATA_DIR の指定、置き場所の権限、ディスクの空きを確かめてください。"
        ) from error
    if file_system(directory) in NETWORK_FILE_SYSTEMS:
        raise DatabaseRefusedError(
            f"データの置き場所 {directory} はネットワークドライブです。"
            "同時の書き込みでデータが壊れるおそれがあるため使えません。"
            "DX_DATA_DIR にこのパソコンの中のフォルダを指定するか、DATABASE_URL で PostgreSQL を使ってください。"
        )
    if not _is_writable(file):
        raise DatabaseRefusedError(
            f"データの置き場所 {directory} に書けません。"
            "このプログラムを動かす利用者が、フォルダにも中のファイルにも書けるようにしてください。"
        )
    if not file.exists():
        file.touch(mode=0o600)


def _is_writable(file: Path) -> bool:
    return os.access(file.parent, os.W_OK | os.X_OK) and (not file.exists() or os.access(file, os.W_OK))


def file_system(directory: Path) -> str:
    """The kind of file system that the directory lies on, as far as the system tells; a share of Windows is `cifs`."""
    place = directory.resolve()
    if str(place).startswith("\\\\"):
        return "cifs"
    mounts = [mount for mount in psutil.disk_partitions(all=True) if place.is_relative_to(mount.mountpoint)]
    # Of two at one place the later one hides the other, as a share hides the automounter that it is reached through.
    nearest = max(reversed(mounts), key=lambda mount: len(mount.mountpoint), default=None)
    if nearest is None:
        return ""
    return "cifs" if "remote" in nearest.opts.split(",") else nearest.fstype.lower()
