"""Every English text of the dictionary stands in the Streamlit that is installed: an upgrade that words one differently
fails here, and its new text is then put into serving/browser/framework_words.json."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
import streamlit

from tests.csv_files import is_japanese

BUNDLE = Path(streamlit.__file__).parent / "static" / "static" / "js"
# What the server says of a file that it could not make is shown as it comes.
SAID_BY_SERVER = Path(streamlit.__file__).parent / "runtime" / "backend_operation_handler.py"
BROWSER = Path(__file__).parents[2] / "serving" / "browser"
DICTIONARY = json.loads((BROWSER / "framework_words.json").read_text(encoding="utf-8"))
WORDS: dict[str, str] = DICTIONARY["words"]
PATTERNS: list[dict[str, Any]] = DICTIONARY["patterns"]
# The only entries that are no Japanese: what an operator types.
COMMANDS = {"streamlit run app.py"}
PLACE = re.compile(r"\{\d\}")


@pytest.fixture(scope="module")
def programs() -> list[str]:
    """The programs that Streamlit sends to the browser, and the one that answers them."""
    return [path.read_text(encoding="utf-8") for path in [*sorted(BUNDLE.glob("*.js")), SAID_BY_SERVER]]


def is_text_of(programs: list[str], text: str) -> bool:
    """Whether a program writes exactly this text."""
    return any(quote + text + quote in program for program in programs for quote in "`\"'")


def is_pattern_of(programs: list[str], pattern: dict[str, Any]) -> bool:
    """Whether a program puts this text together. Where it does so in several steps, its pieces are listed."""
    if "pieces" in pattern:
        return any(all(piece in program for piece in pattern["pieces"]) for program in programs)
    fixed = map(re.escape, PLACE.split(pattern["english"]))
    template = re.compile("`" + r"\$\{[^`]*?\}".join(fixed) + "`")
    return any(template.search(program) for program in programs)


@pytest.mark.parametrize("english", WORDS)
def test_a_text_of_the_dictionary_is_still_written_by_streamlit(programs: list[str], english: str) -> None:
    assert is_text_of(programs, english)


@pytest.mark.parametrize("pattern", PATTERNS, ids=lambda pattern: pattern["english"])
def test_a_pattern_of_the_dictionary_is_still_written_by_streamlit(
    programs: list[str], pattern: dict[str, Any]
) -> None:
    assert is_pattern_of(programs, pattern)


def test_a_text_that_streamlit_does_not_write_is_found(programs: list[str]) -> None:
    assert not is_text_of(programs, "Skip to the main content")
    assert not is_pattern_of(programs, {"english": "Help with {1}"})
    assert not is_pattern_of(programs, {"english": "Remove the {1}"})
    assert not is_pattern_of(programs, {"english": "Help for {1}", "pieces": ["`Help with ${"]})


def test_every_translation_is_japanese() -> None:
    translations = {*WORDS.values(), *(pattern["japanese"] for pattern in PATTERNS)} - COMMANDS
    assert [text for text in translations if not is_japanese(text)] == []


def test_a_translation_has_no_place_that_its_english_lacks() -> None:
    for pattern in PATTERNS:
        assert set(PLACE.findall(pattern["japanese"])) <= set(PLACE.findall(pattern["english"]))
