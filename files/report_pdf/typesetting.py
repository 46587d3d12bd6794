"""The report on A4 pages: Typst sets the texts of `chapters` by the template beside this module."""

import json
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Final

from files import fonts
from files.radar_drawing import wide_drawing
from files.report import Report
from files.report_pdf.chapters import chapters
from files.typesetter import compiler, quoted
from scoring.charts.radar_figures import described

TEMPLATE = Path(__file__).with_name("report.typ")

# ISO 14289-1: tagged, with alternative texts, and read aloud in order.
STANDARD: Final = "ua-1"

# Of the radar, in pixels: small beside its letters, so that these stay legible at a third of a page.
RADIUS = 140


def write(report: Report) -> bytes:
    """The report as a PDF/UA-1 file: bookmarks, tags, embedded fonts. The same report gives the same pages."""
    made = datetime.combine(report.day, time(), UTC)
    written = compiler(_main(report), TEMPLATE.parent).compile(format="pdf", pdf_standards=STANDARD, timestamp=made)
    if not isinstance(written, bytes):
        raise TypeError(written)
    return written


def _main(report: Report) -> str:
    """The program that sets the report. All that is told stands in it as one string, which is read as JSON.

    Not in `sys.inputs`: these belong to the library of every compilation, and with a new library Typst takes nothing
    over from the report before. So a report takes less than half the time when only some answers are new.
    """
    told = json.dumps(_contents(report), ensure_ascii=False)
    return f'#import "{TEMPLATE.name}": pages\n#pages(json(bytes({quoted(told)})))\n'


def _contents(report: Report) -> dict[str, object]:
    """Texts, fonts and the radar. The template sets each string as text, never as markup."""
    shown, beside = report.drawn, report.drawn_peers
    picture = {"svg": wide_drawing(shown, beside, RADIUS).svg, "alt": described(shown, beside)}
    return chapters(report) | {"families": fonts.FAMILIES, "radar": picture}
