"""The report on A4 pages: Typst sets the texts of `chapters` by the template beside this module."""

import json
from datetime import UTC, datetime, time
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from files import fonts
from files.pictures import drawing
from files.report import Report
from files.report_pdf.chapters import chapters

if TYPE_CHECKING:
    import typst

TEMPLATE = Path(__file__).with_name("report.typ")

# ISO 14289-1: tagged, with alternative texts, and read aloud in order.
STANDARD: Final = "ua-1"

# The radar beside the text: wider than high, so that its letters stay legible at half a page.
RADAR_SIZE = {"width": 560, "height": 430}


def write(report: Report) -> bytes:
    """The report as a PDF/UA-1 file: bookmarks, tags, embedded fonts. The same report gives the same pages."""
    # Loaded only when the first report is written; nobody else needs its 60 MB.
    import typst  # noqa: PLC0415

    # A compiler is not to be shared by threads. A new one takes a millisecond; the fonts it stands on are shared.
    main = _main(report).encode("utf-8")
    compiler = typst.Compiler(main, root=TEMPLATE.parent, font_paths=_fonts(), ignore_system_fonts=True)
    made = datetime.combine(report.day, time(), UTC)
    written = compiler.compile(format="pdf", pdf_standards=STANDARD, timestamp=made)
    if not isinstance(written, bytes):
        raise TypeError(written)
    return written


@cache
def _fonts() -> "typst.Fonts":
    """The fonts of this program and no others."""
    import typst  # noqa: PLC0415

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(fonts.FOLDER)])


def _main(report: Report) -> str:
    """The program that sets the report. All that is told stands in it as one string, which is read as JSON.

    Not in `sys.inputs`: these belong to the library of every compilation, and with a new library Typst takes nothing
    over from the report before. So a report takes less than half the time when only some answers are new.
    """
    told = json.dumps(_contents(report), ensure_ascii=False)
    # In a string of Typst only these two mean something else; JSON leaves no line end and no control character.
    escaped = told.replace("\\", "\\\\").replace('"', '\\"')
    return f'#import "{TEMPLATE.name}": pages\n#pages(json(bytes("{escaped}")))\n'


def _contents(report: Report) -> dict[str, object]:
    """Texts, fonts and the radar. The template sets each string as text, never as markup."""
    picture = {"svg": drawing(report.radar | RADAR_SIZE), "alt": report.radar["description"]}
    return chapters(report) | {"families": fonts.FAMILIES, "radar": picture}
