"""HTML for `st.html`: every text is escaped here, so that nothing a person typed is ever taken for markup."""

from collections.abc import Iterable, Sequence
from html import escape


def element(tag: str, *contents: str, css: str = "", **attributes: str) -> str:
    """An element around contents that are HTML already; `aria_label` becomes aria-label."""
    named = {"class": css} | {name.replace("_", "-"): value for name, value in attributes.items()}
    written = "".join(f' {name}="{escape(value)}"' for name, value in named.items() if value)
    return f"<{tag}{written}>{''.join(contents)}</{tag}>"


def text(tag: str, content: str, css: str = "") -> str:
    """An element around plain text."""
    return element(tag, escape(content), css=css)


def listed(items: Iterable[str], tag: str = "ul") -> str:
    """A list of plain texts; nothing when there are none."""
    entries = [text("li", item) for item in items]
    return element(tag, *entries) if entries else ""


def described(pairs: Iterable[tuple[str, str]]) -> str:
    """Terms with their descriptions, both plain text."""
    return element("dl", *(text("dt", term) + text("dd", description) for term, description in pairs))


def folded(summary: str, *contents: str, is_telling: bool = False, is_open: bool = False) -> str:
    """HTML that a click on the plain summary opens, or closes; a summary that tells by itself is printed too."""
    css, state = "telling" if is_telling else "", "open" if is_open else ""
    return element("details", text("summary", summary), *contents, css=css, open=state)


def picture(address: str, alternative: str, size: tuple[int, int]) -> str:
    """A picture of the program's own with the text that stands for it; its size keeps the place while it loads."""
    width, height = size
    return f'<img src="{escape(address)}" alt="{escape(alternative)}" width="{width}" height="{height}">'


def table(
    caption: str,
    header: Sequence[str],
    rows: Iterable[Sequence[str]],
    numbers_from: int = 99,
    *,
    has_total: bool = True,
) -> str:
    """A table of plain texts; the first cell of a row heads it, cells from `numbers_from` on are figures.

    The last row is set off from the others when it stands for all of them. What does not fit the screen is scrolled to,
    by the keyboard too, so the focus can stand on it.
    """
    head = element("tr", *(f'<th scope="col">{escape(name)}</th>' for name in header))
    body = [element("tr", _row_head(row[0]), *_cells(row, numbers_from)) for row in rows]
    return element(
        "div",
        element("table", text("caption", caption, css="note"), head, *body),
        css="wide total" if has_total else "wide",
        role="group",
        aria_label=caption,
        tabindex="0",
    )


def _row_head(name: str) -> str:
    return f'<th scope="row">{escape(name)}</th>'


def _cells(row: Sequence[str], numbers_from: int) -> Iterable[str]:
    for number, content in enumerate(row[1:], start=1):
        yield text("td", content, css="number" if number >= numbers_from else "")
