"""English on a page, to the eye or to a screen reader, which nobody in a Japanese office is to meet."""

import re

from playwright.sync_api import Page

# Names of products and keys, which are written like this in Japanese too, and a folder that 「この診断について」 names.
NAMES = {"Excel", "Saitama", "kintone", "Ctrl", "Enter", "Esc", "actions"}
# Addresses, names of files, the name of a product, and the ids that an editor looks up.
NO_WORDS = re.compile(r"https?://\S+|(?:[\w./-]|</?\w+>)+\.(?:csv|json|md|toml|py)(?![a-z])|for LGWAN|設問ID [a-z-]+")


# What is seen or read aloud in the page: texts and names, without what is hidden from both.
SAID = """
() => {
    const attributes = ["aria-label", "title", "placeholder", "alt", "aria-description", "aria-roledescription"];
    const said = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const node = walker.currentNode;
        const element = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
        const isSaid = element.checkVisibility({ visibilityProperty: true }) && !element.closest("[aria-hidden=true]");
        // The letters of an icon are drawn as its picture.
        if (!isSaid || element.closest("[data-testid=stIconMaterial], script, style, noscript")) continue;
        if (node.nodeType === Node.TEXT_NODE) said.push(node.data);
        else said.push(...attributes.map((name) => node.getAttribute(name)).filter((value) => value));
    }
    return said.map((text) => text.trim()).filter((text) => text);
}
"""


def english_in(page: Page) -> set[str]:
    """Every text of the page with an English word in it."""
    return {text for text in page.evaluate(SAID) if english_words(text)}


def english_words(text: str) -> list[str]:
    words = re.findall(r"[A-Za-z]{2,}", NO_WORDS.sub("", text))
    return [word for word in words if not is_abbreviation(word) and word not in NAMES]


def is_abbreviation(word: str) -> bool:
    """DX, LGWAN, eLTAX: what an office knows by its capital letters."""
    return sum(letter.isupper() for letter in word) * 2 >= len(word)
