"""Where in a JSON text each value stands, so that a fault can name its line, and which names stand twice."""

import json
import re
from bisect import bisect
from collections.abc import Generator
from typing import NamedTuple

Path = tuple[str | int, ...]

BLANKS = re.compile(r"[ \t\n\r]*")
DECODER = json.JSONDecoder()


class Places(NamedTuple):
    """The line of every value by its path (names and positions from the outside in), and the paths found again."""

    lines: dict[Path, int]
    repeated: list[Path]

    def line(self, path: Path) -> int:
        """The line of the value, or of the nearest one around it that is there; the first is 1."""
        return self.lines[path] if path in self.lines else self.line(path[:-1])


def places(text: str) -> Places:
    """The places in a text that `json.loads` can read."""
    ends = [found.start() for found in re.finditer("\n", text)]
    lines, repeated = dict[Path, int](), list[Path]()
    for path, at in _values(text, _skip(text, 0), ()):
        if path in lines:
            repeated.append(path)
        lines[path] = bisect(ends, at) + 1
    return Places(lines, repeated)


def _values(text: str, at: int, path: Path) -> Generator[tuple[Path, int], None, int]:
    """Every value from here inwards with its position; gives the position after it."""
    yield path, at
    if text[at] not in "{[":
        return DECODER.raw_decode(text, at)[1]
    is_list, index = text[at] == "[", 0
    at = _skip(text, at + 1)
    while text[at] not in "}]":
        name: str | int = index
        if not is_list:
            name, at = DECODER.raw_decode(text, at)
            at = _skip(text, _skip(text, at) + len(":"))
        at = _skip(text, (yield from _values(text, at, (*path, name))))
        at, index = _skip(text, at + len(",")) if text[at] == "," else at, index + 1
    return at + 1


def _skip(text: str, at: int) -> int:
    match = BLANKS.match(text, at)
    return match.end() if match else at
