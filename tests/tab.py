"""A tab of a browser without the browser: Streamlit's AppTest on the real pages, and what can be seen in it."""

import json
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

from google.protobuf.json_format import MessageToDict
from streamlit.components.v2.component_manager import BidiComponentManager
from streamlit.proto.RootContainer_pb2 import RootContainer
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Node, Radio, TextArea, TextInput
from streamlit.util import calc_hash

from questionnaire.model import Question

MAIN = Path(__file__).parents[1] / "screens" / "main.py"
PATIENCE_S = 30

# We use no custom components. AppTest would look for some in all installed packages: 0.2 s for each tab.
NO_COMPONENTS = BidiComponentManager()

# What Streamlit shows without reading Markdown in it: st.code, and what stands inside an input.
PLAIN_TYPES = {"code"}
INPUT_TYPES = {"text_area", "text_input"}

# What our own HTML is made of, tags and attributes.
OUR_TAGS = {
    *("p", "h2", "h3", "span", "br", "div", "section", "details", "summary", "ul", "ol", "li", "dl", "dt", "dd"),
    *("table", "caption", "tr", "th", "td", "scope", "class", "style", "img", "src", "alt", "width", "height"),
    *("role", "tabindex", "aria-label", "open"),
}


def a_tab(path: str = "", **address: str) -> AppTest:
    """A new tab that opens this path, as a reload or a link does; `address` is what stands behind the question mark."""
    return _at(_not_run_yet(path, address), path)


def _not_run_yet(path: str, address: dict[str, str]) -> AppTest:
    tab = AppTest.from_file(MAIN, default_timeout=PATIENCE_S)
    tab._bidi_component_manager = NO_COMPONENTS
    tab.context = {"url": f"http://localhost:8501/{path}"}
    tab.query_params |= address
    return tab


def reconnected(tab: AppTest, path: str) -> AppTest:
    """The same browser in a new session, as after a restart of the server: it sends again what its page shows."""
    sent = tab._tree.get_widget_states()
    again = _not_run_yet(path, dict(tab.query_params))
    again._page_hash = calc_hash(path)
    again._run(sent)
    again._page_hash = ""
    return again


def turn_to(tab: AppTest, path: str) -> AppTest:
    """The same tab after a click in the list of pages, which empties the address."""
    tab.query_params = {}
    return _at(tab, path)


def follow(tab: AppTest, label: str) -> AppTest:
    """The same tab after a click on the link with this label."""
    links = {link["label"]: link for link in page_links(tab)}
    tab.query_params = dict(pair.split("=") for pair in links[label].get("queryString", "").split("&") if pair)
    return _at(tab, links[label].get("page", ""))


def _at(tab: AppTest, path: str) -> AppTest:
    # AppTest.switch_page knows pages by their file, and eight of ours share answer.py. Streamlit itself knows them by
    # the hash of their path. It is taken back after the run, or the tab could never leave the page again.
    tab._page_hash = calc_hash(path)
    tab.run()
    tab._page_hash = ""
    return tab


def page_links(tab: AppTest) -> list[dict[str, str]]:
    """Every link to a page, as the browser gets it."""
    return [MessageToDict(element.proto) for element in tab.get("page_link")]


def radio(tab: AppTest, question: Question) -> Radio[str]:
    """The choices of a question."""
    return next(radio for radio in tab.radio if radio.label.endswith(question.text))


def forge(tab: AppTest, question: Question, choice: str) -> None:
    """Sends what the page does not offer, as a changed browser could."""
    made_up = radio(tab, question)
    made_up.options = [*made_up.options, choice]
    made_up.set_value(choice).run()


def click(tab: AppTest, label: str) -> AppTest:
    """The same tab after a click on the button with this label."""
    (button,) = (button for button in tab.button if button.label == label)
    return button.click().run()


def buttons(tab: AppTest) -> list[str]:
    """The labels of all buttons."""
    return [button.label for button in tab.button]


def hidden_box(tab: AppTest) -> TextInput:
    """What the browser keeps of an answer page, and nobody sees (docs/decisions/0006)."""
    (box,) = (box for box in tab.text_input if box.label == "revisions")
    return box


def number(tab: AppTest, question: Question) -> str:
    """The number that the page gives a question, like 問7."""
    return radio(tab, question).label.split()[0]


def memo_box(tab: AppTest, question: Question) -> TextArea:
    """Where the memo of a question is written."""
    return next(box for box in tab.text_area if box.label == f"{number(tab, question)}のメモ")


def evidence_box(tab: AppTest, question: Question) -> TextInput:
    """Where the evidence of a question is written."""
    return next(box for box in tab.text_input if box.label.startswith(f"{number(tab, question)}の根拠"))


def chosen(tab: AppTest, question: Question) -> str | None:
    """The choice of a question that is shown as chosen, in its words; None when none is."""
    shown = radio(tab, question)
    return None if shown.index is None else shown.options[shown.index]


def title(tab: AppTest) -> str:
    """The heading of the page."""
    (heading,) = tab.title
    return heading.value


def messages(tab: AppTest) -> list[str]:
    """Every message in a box: errors, warnings and information."""
    return [box.value for box in (*tab.error, *tab.warning, *tab.info)]


def text_of(tab: AppTest) -> str:
    """All that can be read on the page: HTML without its tags, every other element with its texts."""
    parts = []
    for element in _drawn(tab):
        if element.type == "html":
            parts.append(_read(element.proto.body).text)
        elif getattr(element, "proto", None):
            parts.append(json.dumps(MessageToDict(element.proto), ensure_ascii=False))
    return "\n".join(parts)


def _drawn(tab: AppTest) -> Iterator[Node]:
    """Everything on the page and in the line pinned to its bottom, which AppTest has no name for."""
    yield from tab.main
    yield from tab._tree.children.get(RootContainer.BOTTOM, ())


def tags_of(tab: AppTest) -> set[str]:
    """The tags in all HTML of the page, with the names of their attributes."""
    found: set[str] = set()
    for element in tab.get("html"):
        found |= _read(element.proto.body).tags
    return found


def markdown_of(tab: AppTest) -> str:
    """All texts in which Streamlit reads Markdown: everything but HTML, code and what stands inside an input."""
    elements = [element for element in _drawn(tab) if getattr(element, "proto", None) and element.type != "html"]
    return "\n".join(_markdown_in(element.type, MessageToDict(element.proto)) for element in elements)


def _markdown_in(kind: str, proto: dict[str, object]) -> str:
    if kind in PLAIN_TYPES:
        return ""
    if kind in INPUT_TYPES:
        proto = {name: value for name, value in proto.items() if name not in ("default", "value")}
    return json.dumps(proto, ensure_ascii=False)


class _Read(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags |= {tag, *(name for name, _ in attrs)}

    def handle_data(self, data: str) -> None:
        self.text += f"{data}\n"


def _read(body: str) -> _Read:
    reader = _Read()
    reader.feed(body)
    reader.close()
    return reader


def hand_in(tab: AppTest, content: bytes, name: str = "回答.csv") -> AppTest:
    """Chooses a file where the page asks for one."""
    return tab.file_uploader[0].set_value((name, content, "text/csv")).run()
