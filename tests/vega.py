"""Charts as the browser draws them, for tests: Vega's own program outside of it, with our fonts."""

from functools import cache
from typing import Any

import vl_convert

from files import fonts


def svg(specification: dict[str, Any]) -> str:
    """The drawing of a Vega-Lite specification. Nothing is fetched from anywhere, whatever it names."""
    _use_our_fonts()
    drawn: str = vl_convert.vegalite_to_svg(specification, allowed_base_urls=[])
    return drawn


@cache
def _use_our_fonts() -> None:
    vl_convert.register_font_directory(str(fonts.FOLDER))
