// What Streamlit leaves undone in the browser: a new page begins at its top, with the focus on its heading.
"use strict";

// Within this time after a change of page Streamlit may draw the heading anew, and the focus would be lost with it.
const SETTLING_MS = 2000;

let shownPath = location.pathname;
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
    beginAtTop();
  }
  if (performance.now() - changedAt < SETTLING_MS && isDrawn() && focusIsFree()) focusHeading();
}, 100);
