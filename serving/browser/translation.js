// Streamlit has no setting for its language: what it writes into the page by itself is put into Japanese here, from the
// one dictionary framework_words.json. tests/serving/test_framework_words.py tells when Streamlit words something differently.
"use strict";

const ATTRIBUTES = ["aria-label", "title", "placeholder", "alt", "aria-description", "aria-roledescription"];
// What the office wrote is shown in these, and stays as it was written whatever it says.
const NOT_OF_STREAMLIT = ".stHtml, [data-testid=stText], .stCode, td, textarea, script, style, [contenteditable]";
const LATIN = /[A-Za-z]{2}/;

const escaped = (text) => text.replace(/[.*+?^$()|[\]\\/]/g, "\\$&");

function patternOf({ english, japanese }) {
  const places = [...english.matchAll(/\{(\d)\}/g)].map((place) => place[1]);
  const expression = new RegExp(`^${english.split(/\{\d\}/).map(escaped).join("(.+?)")}$`, "s");
  return { expression, japanese: (found) => japanese.replace(/\{(\d)\}/g, (_, n) => found[places.indexOf(n) + 1]) };
}

function inJapanese(dictionary, text) {
  if (!LATIN.test(text)) return null;
  const trimmed = text.trim();
  if (Object.hasOwn(dictionary.words, trimmed)) return dictionary.words[trimmed];
  for (const { expression, japanese } of dictionary.patterns) {
    const found = expression.exec(trimmed);
    if (found !== null) return japanese(found);
  }
  return null;
}

function translateText(dictionary, node) {
  const japanese = inJapanese(dictionary, node.data);
  if (japanese !== null && !node.parentElement?.closest(NOT_OF_STREAMLIT)) node.data = japanese;
}

function translateAttribute(dictionary, element, name) {
  const value = element.getAttribute(name);
  const japanese = value === null ? null : inJapanese(dictionary, value);
  if (japanese !== null && !element.closest(".stHtml")) element.setAttribute(name, japanese);
}

function translate(dictionary, root) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  for (let node = root; node !== null; node = walker.nextNode()) {
    if (node.nodeType === Node.TEXT_NODE) translateText(dictionary, node);
    else if (node.nodeType === Node.ELEMENT_NODE) {
      for (const name of ATTRIBUTES) translateAttribute(dictionary, node, name);
    }
  }
}

function translateChange(dictionary, change) {
  if (change.type === "characterData") translateText(dictionary, change.target);
  else if (change.type === "attributes") translateAttribute(dictionary, change.target, change.attributeName);
  else for (const node of change.addedNodes) translate(dictionary, node);
}

fetch("./framework_words.json")
  .then((response) => response.json())
  .then(({ words, patterns }) => {
    const dictionary = { words, patterns: patterns.map(patternOf) };
    translate(dictionary, document.body);
    // Before the browser paints: nobody sees the English.
    new MutationObserver((changes) => changes.forEach((change) => translateChange(dictionary, change))).observe(
      document.body,
      { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ATTRIBUTES },
    );
  });
