// What Streamlit leaves undone in the browser: a new page begins at its top, with the focus on its heading, and a link
// waits until the answer given just before has arrived (docs/decisions/0003).
"use strict";

// Within this time after a change of page Streamlit may draw the heading anew, and the focus would be lost with it.
const SETTLING_MS = 2000;

let shownPath = location.pathname;
let pagesShown = 0;
let changedAt = -SETTLING_MS;
let linkFollowed = null;

function isDrawn() {
  return document.querySelector('[data-testid="stApp"][data-test-script-state="notRunning"]') !== null;
}

function focusIsFree() {
  return document.activeElement === document.body || document.activeElement === linkFollowed;
}

function beginAtTop() {
  document.querySelector('[data-testid="stMain"]')?.scrollTo(0, 0);
  changedAt = performance.now();
  linkFollowed = document.activeElement;
}

function focusHeading() {
  const heading = document.querySelector('[data-testid="stMain"] h1');
  if (heading === null) return;
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
}

setInterval(() => {
  if (location.pathname !== shownPath) {
    shownPath = location.pathname;
    pagesShown += 1;
    beginAtTop();
  }
  if (performance.now() - changedAt < SETTLING_MS && isDrawn() && focusIsFree()) focusHeading();
}, 100);

// Streamlit sends the next page without the values of the page before, and the server drops what it has not come to.
const LINK_PATIENCE_MS = 10000;
const COMMIT_MS = 100; // a text being typed is sent within this time after its field is left
// A run that the page asks for by itself at the same moment can take the place of the next page; then we ask again.
const ARRIVAL_MS = 3000;
const TRIES = 3;
let linkLetThrough = null;
let latestFollow = 0;

function followWhenSettled(link, since, follow, triesLeft) {
  if (follow !== latestFollow) return; // another link was clicked meanwhile
  const waited = performance.now() - since;
  if (waited < COMMIT_MS || (!isDrawn() && waited < LINK_PATIENCE_MS)) {
    setTimeout(followWhenSettled, 20, link, since, follow, triesLeft);
    return;
  }
  const alike = [...document.querySelectorAll("a[href]")].find((other) => other.href === link.href);
  linkLetThrough = link.isConnected ? link : alike;
  const shownBefore = pagesShown;
  linkLetThrough?.click();
  linkLetThrough = null;
  setTimeout(() => {
    // Whoever has gone on from that page by a button meanwhile is not fetched back to it.
    const hasArrived = pagesShown > shownBefore || new URL(link.href).pathname === location.pathname;
    if (!hasArrived && triesLeft > 1) followWhenSettled(link, performance.now(), follow, triesLeft - 1);
  }, ARRIVAL_MS);
}

document.addEventListener("click", (event) => {
  const link = event.target.closest?.('[data-testid="stApp"] a[href]:not([target="_blank"])');
  const opensHere = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey;
  if (!link || link === linkLetThrough || !opensHere) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  latestFollow += 1;
  followWhenSettled(link, performance.now(), latestFollow, TRIES);
}, { capture: true });
