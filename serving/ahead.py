"""Which of Streamlit's files the browser is told to fetch ahead: its own page names too few of them, and one too many.

Streamlit fetches what draws a kind of element when the first one of that kind comes, and then what that needs: the
first page waited for the network three times more after its contents had arrived (docs/performance.md).
"""

import re
from collections.abc import Iterable
from pathlib import Path

import streamlit

SCRIPTS = Path(streamlit.__file__).parent / "static" / "static" / "js"
ADDRESS = "./static/js/"
# What nearly every page of ours draws, as Streamlit names the scripts for it; a hash of the content follows the name.
KINDS = ("Html", "PageLink", "TextInput")
IMPORTED = re.compile(r"""(?:\bfrom|\bimport)\s*["']\./([^"']+\.js)["']""")
# Streamlit's own font, which no page of ours shows (.streamlit/config.toml names others).
UNUSED_FONT = re.compile(rb'<link\s+rel="preload"[^>]*as="font"[^>]*>')


def links_ahead(page: str) -> str:
    """Links for the head of Streamlit's page to what draws these kinds of elements and is not named in it yet."""
    named = re.findall(rf"{re.escape(ADDRESS)}([^\"']+)", page)
    needed = _needed([path.name for kind in KINDS for path in sorted(SCRIPTS.glob(f"{kind}.*.js"))], named)
    return "".join(
        f'<link rel="modulepreload" fetchpriority="low" crossorigin href="{ADDRESS}{name}">' for name in needed
    )


def _needed(wanted: list[str], named: Iterable[str]) -> list[str]:
    """These scripts and all that they import, each once; what the page names is fetched with all that it imports."""
    found, known = list[str](), set(named)
    while wanted:
        name = wanted.pop(0)
        if name not in known:
            known.add(name)
            found.append(name)
            wanted += IMPORTED.findall((SCRIPTS / name).read_text(encoding="utf-8"))
    return found
