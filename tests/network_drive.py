"""A file system that calls itself a network drive: the least that FUSE's protocol asks for, an empty folder."""

import ctypes
import os
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# The numbers and layouts are those of <linux/fuse.h>, version 7.31.
GETATTR, INIT = 3, 26
HEADER = struct.Struct("<IIQQIIII")
REPLY = struct.Struct("<IiQ")
VERSION = struct.pack("<IIIIHHIIHH32x", 7, 31, 0, 0, 1, 1, 4096, 1, 1, 0)
FOLDER = struct.pack("<QII", 60, 0, 0) + struct.pack("<QQQQQQIIIIIIIIII", 1, *[0] * 8, 0o40755, 2, *[0] * 5)
NOT_THERE, MNT_DETACH = -2, 2

_libc = ctypes.CDLL(None, use_errno=True)


@contextmanager
def network_drive(place: Path, kind: str) -> Iterator[None]:
    """An empty folder at the place, on a file system of this kind, such as `fuse.sshfs`."""
    device = os.open("/dev/fuse", os.O_RDWR)
    options = f"fd={device},rootmode=40000,user_id=0,group_id=0"
    _check(_libc.mount(b"test", bytes(place), kind.encode(), 0, options.encode()))
    answering = threading.Thread(target=_answer, args=(device,))
    answering.start()
    try:
        yield
    finally:
        _check(_libc.umount2(bytes(place), MNT_DETACH))
        answering.join()
        os.close(device)


def _answer(device: int) -> None:
    while True:
        try:
            request = os.read(device, 1 << 17)
        except OSError:  # unmounted
            return
        _, operation, unique, *_ = HEADER.unpack_from(request)
        body = {INIT: VERSION, GETATTR: FOLDER}.get(operation, b"")
        error = 0 if body else NOT_THERE
        os.write(device, REPLY.pack(REPLY.size + len(body), error, unique) + body)


def _check(result: int) -> None:
    if result != 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
