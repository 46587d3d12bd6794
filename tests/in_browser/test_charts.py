"""A chart in a real browser: its colours in each theme and on paper, its name, and what is read out of it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from scoring.charts.palette import DARK, LIGHT, Palette
from scoring.charts.radar_figures import NAME
from tests.browser import Server, new_context, visit
from tests.builders import SOKA
from tests.csv_files import is_japanese

# The colours of paper, words, own marks and rings, as the browser draws them.
COLOURS = """
    chart => {
        const drawn = (part, mark) => getComputedStyle(chart.querySelector(mark))[part];
        return [
            drawn("backgroundColor", "svg.marks"), drawn("fill", ".role-legend-label text"),
            drawn("fill", ".mark-symbol [aria-label^='意識の醸成']"), drawn("stroke", ".layer_0_marks path"),
        ];
    }
"""
# How Streamlit itself says which theme is on.
TURN_TO = "(app, theme) => { app.style.colorScheme = theme; }"
READ_OUT = """
    chart => [chart, ...chart.querySelectorAll("[aria-label], [aria-roledescription]")]
        .filter(part => !part.closest("[aria-hidden=true]"))
        .flatMap(part => [part.getAttribute("aria-label"), part.getAttribute("aria-roledescription")])
"""


@pytest.fixture(scope="module")
def radar(browser: Browser, server: Server) -> Iterator[Locator]:
    """The radar of 結果."""
    context = new_context(browser)
    page = context.new_page()
    visit(page, server.url("result", example=SOKA), "結果")
    expect(page.locator(".role-legend-label")).to_have_count(2)
    yield page.get_by_test_id("stVegaLiteChart")
    context.close()


def in_the_browser(palette: Palette) -> list[str]:
    """What `COLOURS` gives for a chart in these colours."""
    shown = (palette.paper, palette.text, palette.own, palette.ring)
    return [f"rgb({', '.join(str(int(colour[at : at + 2], 16)) for at in (1, 3, 5))})" for colour in shown]


def test_a_chart_has_the_colours_of_the_theme_and_is_light_on_paper(radar: Locator) -> None:
    page: Page = radar.page
    app = page.get_by_test_id("stApp")
    for theme, palette in (("dark", DARK), ("light", LIGHT), ("dark", DARK)):
        app.evaluate(TURN_TO, theme)
        assert radar.evaluate(COLOURS) == in_the_browser(palette)
    page.emulate_media(media="print")
    # Nothing is painted on the paper itself.
    assert radar.evaluate(COLOURS) == ["rgba(0, 0, 0, 0)", *in_the_browser(LIGHT)[1:]]


def test_a_chart_says_what_it_shows_and_where_its_figures_stand(radar: Locator) -> None:
    assert radar.get_attribute("role") == "graphics-document"
    name = radar.get_attribute("aria-label") or ""
    assert name.startswith(NAME)
    assert name.endswith("同じ数字は、次の「ステップごとの達成率」の表にあります。")


def test_what_is_read_out_of_a_chart_is_japanese(radar: Locator) -> None:
    texts = {text for text in radar.evaluate(READ_OUT) if text}
    assert len(texts) > 8
    assert {text for text in texts if not is_japanese(text)} == set()
