"""Draws a recorded answer page again. The variable FLOOR_PAGE names the file that `recording.py` made."""

import gc
import json
import os
from copy import copy
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

Call = dict[str, Any]
PAGE: Call = json.loads(Path(os.environ["FLOOR_PAGE"]).read_text(encoding="utf-8"))

# As in app.py: otherwise the collections would be compared, not the pages.
gc.collect()
gc.freeze()


def draw(around: Any, elements: list[Call]) -> None:
    """Draws the elements in their order, each with what is inside it."""
    for element in elements:
        if element["call"] == "columns":
            columns = around.columns(len(element["inside"]))
            for column, own in zip(columns, element["inside"], strict=True):
                draw(column, own["inside"])
        else:
            draw(getattr(around, element["call"])(**_arguments(element)), element["inside"])


def _arguments(element: Call) -> Call:
    """The arguments of the call; a link leads to one of the pages."""
    given: Call = element["with"]
    return given | {"page": page_at(given["page"])} if element["call"] == "page_link" else given


def pages() -> dict[str, list[Any]]:
    """The pages of the navigation by their section."""
    by_section: dict[str, list[Any]] = {}
    for entry in PAGE["pages"]:
        by_section.setdefault(entry["section"], []).append(page_at(entry["url_path"]))
    return by_section


def page_at(url_path: str) -> Any:
    """The page with this path: a file each, made once and copied for each run, as in the application."""
    return copy(_made(url_path))


@cache
def _made(url_path: str) -> Any:
    entry = next(entry for entry in PAGE["pages"] if entry["url_path"] == url_path)
    return st.Page("page.py", title=entry["title"], url_path=url_path, default=entry["default"])
