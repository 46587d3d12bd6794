"""Typst with the fonts of this program and no others: it sets the report on pages and makes a PNG of the radar."""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from files import fonts

if TYPE_CHECKING:
    import typst

FOLDER = Path(__file__).parent


def compiler(program: str, root: Path = FOLDER) -> "typst.Compiler":
    """A compiler of this program, which may read what lies in `root`.

    It is not to be shared by threads. A new one takes a millisecond; the fonts it stands on are shared.
    """
    # Loaded only when the first file is made; nobody else needs its 60 MB.
    import typst  # noqa: PLC0415

    return typst.Compiler(program.encode("utf-8"), root=root, font_paths=_fonts(), ignore_system_fonts=True)


def quoted(text: str) -> str:
    """The text as a string of Typst, in which only these two mean something else."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


@cache
def _fonts() -> "typst.Fonts":
    import typst  # noqa: PLC0415

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(fonts.FOLDER)])
