"""Typed text as it can be drawn: what no font draws is shown by its code, and nothing typed can disturb the page."""

import re
import unicodedata
from functools import cache

from files.fonts import coverage

# It marks the beginning of a file, shows nothing, and PDF/UA-1 refuses it within a text.
BYTE_ORDER_MARK = "\ufeff"
LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")

# A run as long as this without a place to break a line would leave the page; it may then break anywhere.
LONG_RUN = re.compile(r"([^\s一-鿿、。]{30}|[、。]{30})(?=\S)")
MAY_BREAK = "\u200b"

# These would turn the order of the letters around them (UAX #9): shown by their code.
TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
# Joiners, selectors and the like take no room and need no shape (Unicode, Default_Ignorable_Code_Point).
INVISIBLE = re.compile("[\u00ad\u034f\u061c\u200b-\u200f\u2060-\u206f\ufe00-\ufe0f\ufeff\U000e0000-\U000e0fff]")
# What is part of the letter before it: marks of every kind.
MARKS = {"Mn", "Mc", "Me"}


def drawable(typed: str) -> str:
    """The text with its lines ended by \\n, characters without a shape as 〔U+…〕, and places to break long runs."""
    text = LINE_ENDS.sub("\n", typed).replace("\t", "\u3000").replace(BYTE_ORDER_MARK, "")
    shown = _with_codes(text) if _unusual().search(text) else text
    return LONG_RUN.sub(rf"\1{MAY_BREAK}", shown)


@cache
def _unusual() -> re.Pattern[str]:
    """Finds what the main font does not draw."""
    return re.compile(f"[^\n{''.join(map(re.escape, map(chr, sorted(coverage.of_main()))))}]")


def _with_codes(text: str) -> str:
    return "".join(_shown(letter) for letter in _letters(text))


def _letters(text: str) -> list[str]:
    """The text in pieces of a character with the marks upon it, which one font must draw together."""
    pieces: list[str] = []
    for character in text:
        if pieces and unicodedata.category(character) in MARKS:
            pieces[-1] += character
        else:
            pieces.append(character)
    return pieces


def _shown(letter: str) -> str:
    """The letter itself when one font has all of it, else each part that is missing by its code."""
    if any(all(_is_drawn(part, font) for part in letter) for font in coverage.of_each()):
        return letter
    return "".join(part if _is_drawn(part, coverage.of_main()) else f"〔U+{ord(part):04X}〕" for part in letter)


def _is_drawn(part: str, font: frozenset[int]) -> bool:
    return part == "\n" or ord(part) in font or (bool(INVISIBLE.match(part)) and part not in TURNING)
