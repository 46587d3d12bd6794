"""The elements of an SVG picture as text. Nothing that is told in them is taken for markup."""

from typing import Any
from xml.sax.saxutils import escape, quoteattr

from files.fonts.drawable import drawable


def element(name: str, **attributes: Any) -> str:
    """An element without content; `stroke_width` is written stroke-width."""
    return f"<{name} {attributes_text(attributes)}/>"


def words(text: str, x: float, y: float, size: float, **look: Any) -> str:
    """A line of text that stands on y, to the right of x unless `look` says so; what no font draws by its code."""
    attributes = attributes_text({"x": f"{x:.3f}", "y": f"{y:.3f}", "font_size": size, **look})
    return f"<text {attributes}>{escape(drawable(text))}</text>"


def attributes_text(given: dict[str, Any]) -> str:
    """Attributes as they stand in a tag."""
    return " ".join(f"{name.replace('_', '-')}={quoteattr(str(value))}" for name, value in given.items())
