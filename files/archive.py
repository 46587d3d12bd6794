"""A ZIP file of everything that was made of one assessment."""

import io
import zipfile
from collections.abc import Callable, Iterable
from typing import NamedTuple

from files.file_name import is_safe

# The earliest day a ZIP can state: the same files give the same archive on every day.
NO_DAY = (1980, 1, 1, 0, 0, 0)
UNIX, PLAIN_FILE = 3, 0o100644 << 16


class Entry(NamedTuple):
    """A file of the archive: its name, and its bytes or what makes them."""

    name: str
    content: bytes | Callable[[], bytes]


def archive(entries: Iterable[Entry]) -> bytes:
    """The ZIP file with these entries in their order; names that are not ASCII are flagged as UTF-8.

    Raises `ValueError` for a name that is no plain file name on Windows or occurs twice there, where case is ignored.
    """
    given = list(entries)
    _refuse_names([entry.name for entry in given])
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as container:
        for entry in given:
            content = entry.content if isinstance(entry.content, bytes) else entry.content()
            container.writestr(_head(entry.name), content)
    return written.getvalue()


def _refuse_names(names: list[str]) -> None:
    for name in names:
        if not is_safe(name):
            raise ValueError(f"{name!r} is no plain file name")
    if len({name.casefold() for name in names}) < len(names):
        raise ValueError(f"a name occurs twice: {names}")


def _head(name: str) -> zipfile.ZipInfo:
    head = zipfile.ZipInfo(name, NO_DAY)
    head.compress_type = zipfile.ZIP_DEFLATED
    # Otherwise the machine that makes the archive would show in it.
    head.create_system, head.external_attr = UNIX, PLAIN_FILE
    return head
