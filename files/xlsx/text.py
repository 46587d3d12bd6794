"""Texts as a cell of an XLSX file can hold them."""

import re

# Excel's own limit for a cell, counted in UTF-16 units as Excel does (Microsoft "Excel specifications and limits").
LONGEST_CELL = 32_767

# Excel ends a text at NUL, and half of a surrogate pair stands for no letter: XML has neither.
NOT_IN_A_CELL = re.compile("[\0\ud800-\udfff]")
REPLACEMENT = "\ufffd"

CUT = "…(Excelの1つのセルに入る長さを超えるため、ここで切りました。全文は回答CSVにあります。)"
REPLACED = "(Excelで表せない文字を「\ufffd」に置き換えました。)"


def cell_text(text: str) -> str:
    """The text as it is, or with the one thing lost that no cell can hold, which it then says at its end."""
    # Most texts are so short that nothing needs to be counted.
    if 2 * len(text) <= LONGEST_CELL and not NOT_IN_A_CELL.search(text):
        return text
    held = NOT_IN_A_CELL.sub(REPLACEMENT, text)
    told = REPLACED if held != text else ""
    if units(held + told) <= LONGEST_CELL:
        return held + told
    return _beginning(held, LONGEST_CELL - units(CUT + told)) + CUT + told


def units(text: str) -> int:
    """The length of a text as Excel counts it: letters beyond the first 65,536 count twice."""
    return len(text.encode("utf-16-le")) // 2


def _beginning(text: str, longest: int) -> str:
    """As much of the text as fits, without cutting a letter in two."""
    encoded = text.encode("utf-16-le")[: 2 * longest]
    return encoded.decode("utf-16-le", errors="ignore")
