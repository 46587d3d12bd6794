"""An answer page as the Streamlit calls that draw it: what `floor/` draws again without any code of ours."""

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl

from google.protobuf.message import Message
from streamlit.proto.Block_pb2 import Block
from streamlit.proto.Delta_pb2 import Delta
from streamlit.proto.Markdown_pb2 import Markdown

from benchmarks.tab import Drawn

Call = dict[str, Any]
HEADINGS = {"h1": "title", "h2": "header", "h3": "subheader"}


def recorded(drawn: Drawn) -> Call:
    """The page: its navigation and its elements, each with the call that makes it, its arguments and what is inside.

    Raises `KeyError` for a kind of element that is not known here yet.
    """
    nodes: dict[tuple[int, ...], Call] = {}
    page: list[Call] = []
    for place, delta in drawn.deltas.items():
        if delta.WhichOneof("type") == "arrow_add_rows":
            raise KeyError("arrow_add_rows")
        around = next((nodes[place[:n]] for n in range(len(place) - 1, 0, -1) if place[:n] in nodes), None)
        node = _node(delta)
        if node is None:
            continue
        nodes[place] = node
        (around["inside"] if around else page).append(node)
        if around and node["call"] == "column":
            around |= {"call": "columns", "with": {}}
    return {"pages": _pages(drawn.navigation), "elements": page}


def _node(delta: Delta) -> Call | None:
    """The call for one element or container; None for what the layout makes by itself."""
    if delta.WhichOneof("type") == "add_block":
        return _container(delta.add_block)
    kind = delta.new_element.WhichOneof("type")
    name, arguments = CALLS[kind](getattr(delta.new_element, kind))
    return {"call": name, "with": arguments, "inside": []}


def _container(block: Block) -> Call | None:
    match block.WhichOneof("type"):
        case "expandable":
            return {
                "call": "expander",
                "with": {"label": block.expandable.label} | _key_of_container(block),
                "inside": [],
            }
        case "flex_container" if block.flex_container.direction == Block.FlexContainer.HORIZONTAL:
            return {"call": "container", "with": {"horizontal": True} | _key_of_container(block), "inside": []}
        case "flex_container" if block.id:
            return {"call": "container", "with": _key_of_container(block), "inside": []}
        case "column":
            return {"call": "column", "with": {}, "inside": []}
        case "flex_container" | "transparent" | "vertical" | None:
            return None
        case kind:
            raise KeyError(kind)


def _key_of_container(block: Block) -> Call:
    return {"key": _key(block)} if block.id else {}


def _pages(navigation: Message | None) -> list[Call]:
    if navigation is None:
        return []
    return [
        {
            "section": page.section_header,
            "title": page.page_name,
            "url_path": page.url_pathname,
            "default": page.is_default,
        }
        for page in navigation.app_pages
    ]


def _heading(heading: Message) -> tuple[str, Call]:
    return HEADINGS[heading.tag], {"body": heading.body, "anchor": False}


def _markdown(markdown: Message) -> tuple[str, Call]:
    return "caption" if markdown.element_type == Markdown.CAPTION else "markdown", {"body": markdown.body}


def _radio(radio: Message) -> tuple[str, Call]:
    return "radio", {
        "label": radio.label,
        "options": list(radio.options),
        "index": radio.default if radio.HasField("default") else None,
        "key": _key(radio),
        "label_visibility": "collapsed" if radio.label_visibility.value else "visible",
    }


def _key(widget: Message) -> str:
    """The key that the page gave to a widget: its id is `$$ID-{hash}-{key}`."""
    return widget.id.split("-", 2)[-1]


def _text(call: str) -> Callable[[Message], tuple[str, Call]]:
    return lambda field: (call, {"label": field.label, "max_chars": field.max_chars or None, "key": _key(field)})


CALLS: dict[str, Callable[[Message], tuple[str, Call]]] = {
    "html": lambda html: ("html", {"body": html.body}),
    "heading": _heading,
    "markdown": _markdown,
    "progress": lambda progress: ("progress", {"value": progress.value, "text": progress.text}),
    "code": lambda code: ("code", {"body": code.code_text, "language": None, "wrap_lines": code.wrap_lines}),
    "page_link": lambda link: (
        "page_link",
        {"page": link.page, "label": link.label, "query_params": dict(parse_qsl(link.query_string))},
    ),
    "radio": _radio,
    "text_area": _text("text_area"),
    "text_input": _text("text_input"),
    "empty": lambda _empty: ("empty", {}),
}
