"""The radar as a picture for slides: PNG and SVG with municipality, year and date in it."""

from functools import cache
from typing import Any

from files import fonts
from files.report import Report
from questionnaire.fiscal_year import day_text
from scoring.wording import assessment_text, depth_text

Specification = dict[str, Any]

# A slide shows it at twice its size without blur.
SCALE = 2
# Nothing is fetched from anywhere, whatever a specification names.
NO_ADDRESS: list[str] = []


def titled(report: Report) -> Specification:
    """The radar of a report with a heading that tells, away from the screen, whose it is and of when."""
    shown = depth_text(report.drawn, report.questionnaire)
    beside = [report.peers.basis] if report.peers and report.peers.are_drawn else []
    heading = {
        "text": f"{assessment_text(report.assessment)} 分野ごとのDX成熟度",
        "subtitle": [
            f"{shown} 設問版 {report.assessment.version}",
            *beside,
            *filter(None, [report.origin]),
            f"{day_text(report.day)}作成",
        ],
        "anchor": "start",
        "frame": "group",
        "fontSize": 20,
        "subtitleFontSize": 14,
        "subtitleLineHeight": 21,
        "subtitlePadding": 8,
        "offset": 14,
    }
    return report.radar | {"title": heading}


def png(specification: Specification) -> bytes:
    """The picture at twice its size in pixels."""
    written: bytes = _converter().vegalite_to_png(specification, scale=SCALE, allowed_base_urls=NO_ADDRESS)
    return written


def svg(specification: Specification) -> bytes:
    """The picture as a drawing whose texts stay texts; a program that opens it needs BIZ UDPGothic or takes another."""
    return drawing(specification).encode("utf-8")


def drawing(specification: Specification) -> str:
    """The same as text, to be set into a page."""
    written: str = _converter().vegalite_to_svg(specification, allowed_base_urls=NO_ADDRESS)
    return written


@cache
def _converter() -> Any:
    """Vega's own program inside this one, with our fonts. Its start takes half a second, once."""
    # Loaded only when the first picture is drawn; nobody else needs its 180 MB.
    import vl_convert  # noqa: PLC0415

    vl_convert.register_font_directory(str(fonts.FOLDER))
    return vl_convert
