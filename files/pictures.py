"""The radar as a picture for slides: PNG and SVG with municipality, year and date in it."""

from collections.abc import Iterator
from unicodedata import east_asian_width

from files.radar_drawing import Drawing, drawing
from files.report import Report
from files.typesetter import compiler, quoted
from questionnaire.fiscal_year import day_text
from scoring.result_wording import depth_text
from scoring.wording import assessment_text

# A slide shows it at twice its size without blur.
SCALE = 2
POINTS_PER_INCH = 72
# In pixels: as large as on a wide screen.
RADIUS = 192
# So many letters of Japanese are as wide as the picture.
LONGEST_LINE = 42


def png(report: Report) -> bytes:
    """The picture at twice its size in pixels."""
    shown = titled(report)
    page = f"#set page(width: {shown.width}pt, height: {shown.height}pt, margin: 0pt)"
    # One pixel of the drawing is one point of the page.
    program = f'{page}\n#image(bytes({quoted(shown.svg)}), format: "svg", width: 100%)'
    written = compiler(program).compile(format="png", ppi=POINTS_PER_INCH * SCALE)
    if not isinstance(written, bytes):
        raise TypeError(written)
    return written


def svg(report: Report) -> bytes:
    """The picture as a drawing whose texts stay texts; a program that opens it needs BIZ UDPGothic or takes another."""
    return titled(report).svg.encode("utf-8")


def titled(report: Report) -> Drawing:
    """The radar of a report with a heading that tells, away from the screen, whose it is and of when."""
    beside = [report.peers.basis] if report.peers and report.peers.are_drawn else []
    told = [
        f"{depth_text(report.drawn, report.questionnaire)} 設問版 {report.assessment.version}",
        *beside,
        *filter(None, [report.origin]),
        f"{day_text(report.day)}作成",
    ]
    heading = [
        f"{assessment_text(report.assessment)} 分野ごとのDX成熟度",
        *(part for one in told for part in _lines(one)),
    ]
    return drawing(report.drawn, report.drawn_peers, RADIUS, heading)


def _lines(text: str) -> Iterator[str]:
    """The text in lines that are no wider than the picture."""
    line, width = "", 0.0
    for letter in text:
        takes = 1 if east_asian_width(letter) in "WFA" else 0.5
        if width + takes > LONGEST_LINE:
            yield line
            line, width = "", 0.0
        line, width = line + letter, width + takes
    yield line
