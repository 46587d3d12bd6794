"""The look, from its two sources: text legible on its ground in light and dark, every colour in one place."""

import re
import tomllib
from pathlib import Path

import pytest

from screens.parts.stages import PICTURE_SIZE, STAGES
from tests.pictures import IN_THE_PROGRAM, PICTURES

ROOT = Path(__file__).parents[2]
STYLE = (ROOT / "serving" / "browser" / "style.css").read_text(encoding="utf-8")
BLOCK = STYLE[STYLE.index(":root {") : STYLE.index("}", STYLE.index(":root {"))]
COLOUR = re.compile(
    r"#[0-9a-fA-F]{3,8}\b|\b(?:rgb|hsl|hwb|lab|lch|oklab|oklch)a?\(|:\s*(?:black|white|gray|grey|red|blue)\b"
)
THEMES = ("light", "dark")
# WCAG 2.2, 1.4.3 and 1.4.11.
TEXT, NON_TEXT = 4.5, 3.0

GROUNDS_OF_TEXT = [
    *((text, ground) for text in ("text", "quiet", "key", "key-hover") for ground in ("page", "surface", "pale")),
    ("on-fill", "fill"),
]
GROUNDS_OF_LINES = [
    *((line, "page") for line in ("line", "key", "fill")),
    *(("key", ground) for ground in ("pale", "surface")),
]
MESSAGES = ("red", "yellow", "green", "blue")
# What both sources give has one value.
SAME = {
    "page": "backgroundColor",
    "surface": "secondaryBackgroundColor",
    "pale": "blueBackgroundColor",
    "text": "textColor",
    "key": "linkColor",
    "fill": "primaryColor",
    "line": "borderColor",
}


def colours(theme: str) -> dict[str, str]:
    """The colours of the style by their names."""
    pairs = re.findall(r"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)", BLOCK)
    return {name: (light, dark)[THEMES.index(theme)] for name, light, dark in pairs}


def settings(theme: str) -> dict[str, str]:
    """The colours that Streamlit draws with."""
    config = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    found: dict[str, str] = config["theme"][theme]
    return found


def luminance(colour: str) -> float:
    """WCAG 2.2: the relative luminance."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """WCAG 2.2: the contrast ratio."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_that_of_the_norm() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    # The figures that デジタル庁 gives for its key colour and WebAIM for the lightest grey that passes.
    assert contrast("#0017C1", "#FFFFFF") == pytest.approx(11.1, abs=0.1)
    assert contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("text", "ground"), GROUNDS_OF_TEXT)
def test_text_is_legible_on_its_ground(theme: str, text: str, ground: str) -> None:
    assert contrast(colours(theme)[text], colours(theme)[ground]) >= TEXT


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("line", "ground"), GROUNDS_OF_LINES)
def test_lines_are_seen_on_their_ground(theme: str, line: str, ground: str) -> None:
    assert contrast(colours(theme)[line], colours(theme)[ground]) >= NON_TEXT


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("colour", MESSAGES)
def test_a_message_is_legible(theme: str, colour: str) -> None:
    given = settings(theme)
    assert contrast(given[f"{colour}TextColor"], given[f"{colour}BackgroundColor"]) >= TEXT


@pytest.mark.parametrize("theme", THEMES)
def test_the_line_of_the_focus_is_seen_on_every_ground_around_what_has_it(theme: str) -> None:
    for ground in ("page", "surface", "pale"):
        assert contrast(colours(theme)["focus"], colours(theme)[ground]) >= NON_TEXT


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("name", "setting"), SAME.items())
def test_the_style_and_the_settings_agree(theme: str, name: str, setting: str) -> None:
    assert colours(theme)[name] == settings(theme)[setting]


def test_no_colour_stands_outside_the_block() -> None:
    outside = STYLE.replace(BLOCK, "")
    assert COLOUR.findall(outside) == []
    assert len(COLOUR.findall(BLOCK)) == 2 * len(colours("light"))


def test_every_value_of_the_block_is_used_and_every_used_one_is_there() -> None:
    defined = set(re.findall(r"--([\w-]+):", BLOCK))
    assert set(re.findall(r"var\(--([\w-]+)\)", STYLE)) == defined


# Pictures


def test_the_pictures_of_the_guide_are_those_that_are_taken() -> None:
    assert {IN_THE_PROGRAM / f"{stage.picture}.png" for stage in STAGES} == {
        path for path in PICTURES if path.parent == IN_THE_PROGRAM
    }
    assert len(STAGES) <= 5


@pytest.mark.parametrize("path", PICTURES, ids=lambda path: f"{path.parent.parent.name}-{path.name}")
def test_a_picture_is_there_in_its_size_and_small(path: Path) -> None:
    content = path.read_bytes()
    # The header of a PNG: signature, length and kind of the first chunk, width, height.
    assert content[:8] == b"\x89PNG\r\n\x1a\n"
    assert (int.from_bytes(content[16:20]), int.from_bytes(content[20:24])) == PICTURE_SIZE
    assert len(content) < 60_000


@pytest.mark.parametrize("name", ["README.md", "README.ja.md"])
def test_a_readme_shows_pictures_that_are_there(name: str) -> None:
    shown = re.findall(r"!\[(.+?)\]\((.+?)\)", (ROOT / name).read_text(encoding="utf-8"))
    assert shown
    assert {ROOT / path for _, path in shown} <= set(PICTURES)
