"""PDF files for tests, opened by programs of others: PDFium reads texts, pypdf tags, and page-validation judges."""

import io
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import page
from pypdf import PdfReader
from pypdf.generic import DictionaryObject
from pypdfium2 import PdfDocument

BLANKS = re.compile(r"[\s\u200b]+")


def opened(content: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(content))


@cache
def set_texts(content: bytes) -> tuple[str, ...]:
    """What each page says in the order in which it is set, line by line."""
    with PdfDocument(content) as document:
        return tuple(page.get_textpage().get_text_bounded() for page in document)


@cache
def page_texts(content: bytes) -> tuple[str, ...]:
    """The same without blanks and line ends."""
    return tuple(map(packed, set_texts(content)))


def whole_text(content: bytes) -> str:
    return "".join(page_texts(content))


def packed(text: str) -> str:
    """The text without blanks: where a line ends says nothing about what was written."""
    return BLANKS.sub("", text)


def faults_of(content: bytes) -> list[str]:
    """Everything in which the file breaks PDF/UA-1 (ISO 14289-1)."""
    return [f"{fault.rule_id}: {fault.message}" for fault in page.validate_pdf_bytes(content, profile="ua1").failures]


def bookmarks(content: bytes) -> list[str]:
    """The titles of the outermost bookmarks."""
    return [entry.title for entry in opened(content).outline if not isinstance(entry, list)]


def tags(content: bytes) -> Iterator[DictionaryObject]:
    """Every element of the structure tree in reading order."""
    waiting: list[Any] = [opened(content).trailer["/Root"]["/StructTreeRoot"]]
    while waiting:
        found = waiting.pop(0)
        found = found.get_object() if hasattr(found, "get_object") else found
        if isinstance(found, list):
            waiting = [*found, *waiting]
        elif isinstance(found, DictionaryObject):
            if "/S" in found:
                yield found
            waiting = [*([found["/K"]] if "/K" in found else []), *waiting]


def fonts(content: bytes) -> dict[str, DictionaryObject]:
    """The descriptor of each font that any page uses, drawings included, by the name without the mark of its subset."""
    found: dict[str, DictionaryObject] = {}
    waiting = [one["/Resources"].get_object() for one in opened(content).pages]
    while waiting:
        resources = waiting.pop()
        for font in resources.get("/Font", {}).values():
            (descendant,) = font.get_object()["/DescendantFonts"]
            name = str(font.get_object()["/BaseFont"]).split("+")[-1]
            found[name] = descendant.get_object()["/FontDescriptor"].get_object()
        drawings = (drawing.get_object() for drawing in resources.get("/XObject", {}).values())
        waiting += [drawing["/Resources"].get_object() for drawing in drawings if "/Resources" in drawing]
    return found
