"""Which characters the fonts can draw, read from the fonts themselves."""

import struct
from functools import cache

from files.fonts import FALLBACKS, FOLDER, MAIN

# Format 12 of an OpenType cmap lists segments of characters; every font here has one (ISO/IEC 14496-22, 5.2.1).
SEGMENTED = 12
# A font may have empty shapes for control characters, which are no text.
FIRST_PRINTABLE = 0x20


@cache
def of_main() -> frozenset[int]:
    """The code points that the main font draws, regular and bold."""
    regular, bold = map(_characters, MAIN)
    return regular & bold


@cache
def of_each() -> tuple[frozenset[int], ...]:
    """The code points that each font draws, in the order in which they are tried."""
    return (of_main(), *map(_characters, FALLBACKS))


def _characters(file: str) -> frozenset[int]:
    font = (FOLDER / file).read_bytes()
    start = _segments(font, _table(font, b"cmap"))
    (count,) = struct.unpack_from(">I", font, start + 12)
    segments = struct.iter_unpack(">III", font[start + 16 : start + 16 + 12 * count])
    return frozenset(code for first, last, _ in segments for code in range(max(first, FIRST_PRINTABLE), last + 1))


def _table(font: bytes, name: bytes) -> int:
    """Where a table of the font begins."""
    (count,) = struct.unpack_from(">H", font, 4)
    records = [struct.unpack_from(">4sIII", font, 12 + 16 * number) for number in range(count)]
    return next(int(offset) for tag, _, offset, _ in records if tag == name)


def _segments(font: bytes, cmap: int) -> int:
    """Where the segments of the characters begin."""
    (count,) = struct.unpack_from(">H", font, cmap + 2)
    offsets = [cmap + int(struct.unpack_from(">I", font, cmap + 8 + 8 * number)[0]) for number in range(count)]
    return next(offset for offset in offsets if struct.unpack_from(">H", font, offset)[0] == SEGMENTED)
