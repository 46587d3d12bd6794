"""What the browser keeps of an answer page comes back as it was, and nothing else is taken for it."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screens.answering.revisions import HIGHEST_REVISION, Page, new_tab, page_of, text_of

TAB = "0123456789abcdef"

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


def sent(tab: Any = TAB, revisions: Any = None) -> str:
    return json.dumps({"tab": tab, "revisions": {"a": 1} if revisions is None else revisions})


@given(st.dictionaries(st.text(max_size=60), st.integers(0, HIGHEST_REVISION), max_size=6))
def test_a_page_comes_back_as_it_was(revisions: dict[str, int]) -> None:
    page = Page(new_tab(), revisions)
    assert page_of(text_of(page)) == page


def test_no_two_tabs_have_one_name() -> None:
    assert len({new_tab() for _ in range(1000)}) == 1000


def test_what_a_page_sends_is_read() -> None:
    assert page_of(sent()) == Page(TAB, {"a": 1})


@pytest.mark.parametrize(
    "text",
    [
        "",
        "null",
        "[]",
        "{}",
        "1",
        '"tab"',
        "{" * 1000,
        "[" * 100_000,
        sent(tab=""),
        sent(tab=None),
        sent(tab=7),
        sent(tab=TAB + "0"),
        sent(tab="\0" * 16),
        sent(tab="\ud800" * 16),
        sent(tab="０１２３４５６７８９ABCDEF"),
        sent(revisions=[]),
        sent(revisions="a"),
        sent(revisions={"a": "1"}),
        sent(revisions={"a": 1.5}),
        sent(revisions={"a": True}),
        sent(revisions={"a": -1}),
        sent(revisions={"a": None}),
        sent(revisions={"a": HIGHEST_REVISION + 1}),
        f'{{"tab": "{TAB}", "revisions": {{"a": 1e999}}}}',
        f'{{"tab": "{TAB}", "revisions": {{"a": {"9" * 5000}}}}}',
    ],
    ids=lambda text: ascii(text[:50]),
)
def test_what_no_page_of_ours_would_send_is_nothing(text: str) -> None:
    assert page_of(text) is None


@given(st.text() | values.map(json.dumps) | st.tuples(values, values).map(lambda pair: sent(*pair)))
def test_no_text_at_all_is_a_trouble(text: str) -> None:
    found = page_of(text)
    assert found is None or page_of(text_of(found)) == found
