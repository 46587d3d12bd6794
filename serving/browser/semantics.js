// What Streamlit leaves out for those who hear the page or use it without a mouse (docs/accessibility.md): lists that
// are lists, one id for one element, no keys that act by themselves, and results of a search that are read aloud.
"use strict";

// Streamlit puts the sections of its list of pages between the list and its entries.
function mendLists() {
  for (const pages of document.querySelectorAll('[data-testid="stSidebarNavItems"]:not([role])')) pages.role = "none";
  for (const section of document.querySelectorAll('[data-testid="stSidebarNavItems"] > div:not([role])')) {
    section.role = "list";
    section.ariaLabel = section.querySelector("header p")?.textContent ?? "";
  }
}

// The place to drop a file says that it is nothing, and has a name and the focus all the same.
function mendUploaders() {
  for (const place of document.querySelectorAll('[data-testid="stFileUploaderDropzone"][role="presentation"]')) place.role = "group";
}

// Streamlit makes ids out of the Latin letters of headings: two headings about a CSV are both "csv". Nothing leads to them.
function mendHeadings() {
  for (const heading of document.querySelectorAll('[data-testid="stHeading"] [id]')) heading.removeAttribute("id");
}

// The page as a whole takes the focus when it is skipped to; on the way of the tabulator it would be a stop without a sign.
function mendPage() {
  document.querySelector('[data-testid="stMain"][tabindex="0"]')?.setAttribute("tabindex", "-1");
}

// Text that changes in its place is read aloud only where it stood before as a status (WCAG 4.1.3), and Streamlit draws
// it anew each time. So it is told again in one place that stays.
const status = document.createElement("div");
status.role = "status";
status.className = "visually-hidden";
let shown = { path: location.pathname, text: "" };
let filesMade = "";

function tellChanges() {
  const texts = [...document.querySelectorAll(".stHtml .status")].map((element) => element.textContent.trim());
  const text = texts.join(" ");
  // A page that was just opened is read from its heading on.
  const hasChanged = shown.text && text && text !== shown.text && shown.path === location.pathname;
  if (hasChanged) status.textContent = text;
  shown = { path: location.pathname, text };
}

function tellFilesBeingMade() {
  const buttons = document.querySelectorAll('[data-testid="stDownloadButton"] button:has([data-testid="stSpinnerIcon"])');
  const text = [...buttons].map((button) => `${button.textContent.trim()}を作成しています。`).join("");
  if (text !== filesMade) status.textContent = text || "ファイルができました。";
  filesMade = text;
}

function mend() {
  mendPage();
  mendLists();
  mendUploaders();
  mendHeadings();
  tellChanges();
  tellFilesBeingMade();
}

document.body.append(status);
mend();
new MutationObserver(mend).observe(document.body, { subtree: true, childList: true, characterData: true });

// Streamlit runs the page again on R and empties its memory on C, wherever the focus is (WCAG 2.1.4).
const KEYS_OF_STREAMLIT = ["r", "c"];
const TYPED_IN = "input, textarea, [contenteditable], [role=listbox], [role=listbox] *";

window.addEventListener("keydown", (event) => {
  const isAlone = !event.ctrlKey && !event.metaKey && !event.altKey;
  const isShortcut = isAlone && KEYS_OF_STREAMLIT.includes(event.key.toLowerCase());
  if (isShortcut && !event.target.closest?.(TYPED_IN)) event.stopImmediatePropagation();
}, { capture: true });
