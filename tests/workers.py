"""The processes that a server keeps beside it for long work, seen from outside."""

from collections.abc import Iterator
from contextlib import suppress

import psutil


def workers(module: str, server: psutil.Process | None = None) -> list[psutil.Process]:
    """Those that run this module and were started by the server, or by the process of the tests; none that ended."""
    return list(_running(module, server or psutil.Process()))


def _running(module: str, server: psutil.Process) -> Iterator[psutil.Process]:
    for child in server.children():
        # It may end while it is looked at.
        with suppress(psutil.NoSuchProcess):
            if child.status() != psutil.STATUS_ZOMBIE and module in child.cmdline():
                yield child
