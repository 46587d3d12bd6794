// What Streamlit leaves undone in the browser: a new page begins at its top, with the focus on its heading, a link waits
// until the answer given just before has arrived (docs/decisions/0003), the way to what is unanswered ends at the question
// itself, the focus stays with a question whose button went away, and whoever answers learns that the server is away.
"use strict";

// Within this time after a change of page Streamlit may draw the heading anew, and the focus would be lost with it.
const SETTLING_MS = 2000;

let shownPath = location.pathname;
let pagesShown = 0;
let changedAt = -SETTLING_MS;
let linkFollowed = null;
let leadsToUnanswered = false;
let beginsAtUnanswered = false;

// The parts of the page that have a key of this kind (st.container), and the whole key of one of them.
const keyed = (kind) => [...document.querySelectorAll(`[data-testid="stMain"] [class*="st-key-${kind}-"]`)];
const keyOf = (part, kind) => [...part.classList].find((one) => one.startsWith(`st-key-${kind}-`));

function isDrawn() {
  return document.querySelector('[data-testid="stApp"][data-test-script-state="notRunning"]') !== null;
}

function focusIsFree() {
  return document.activeElement === document.body || document.activeElement === linkFollowed;
}

function beginAtTop() {
  document.querySelector('[data-testid="stMain"]')?.scrollTo(0, 0);
  changedAt = performance.now();
  beginsAtUnanswered = leadsToUnanswered;
  leadsToUnanswered = false;
  linkFollowed = document.activeElement;
}

// The list of pages is longer than a small screen: where one is, and what comes next, is brought into view.
let placeShown = null;

function showPlaceInList() {
  const here = document.querySelector('[data-testid="stSidebarNavLink"][aria-current]');
  const list = here?.closest('[data-testid="stSidebarContent"]');
  if (!list || here.pathname === placeShown) return;
  placeShown = here.pathname;
  const seen = here.getBoundingClientRect();
  if (seen.top < 0 || seen.bottom > list.clientHeight) list.scrollTop += seen.top - list.clientHeight / 2;
}

function focusHeading() {
  const heading = document.querySelector('[data-testid="stMain"] h1');
  if (heading === null) return;
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
}

// What a button far down did is told at the top of its page: whoever pressed it is taken there.
let newsShown = "";

function goToNews() {
  const [news] = keyed("news");
  const name = news ? keyOf(news, "news") : "";
  if (name === newsShown) return;
  newsShown = name;
  if (name !== "") beginAtTop();
}

// A copy of last year's answer is open too: its button says so.
function firstUnanswered() {
  return keyed("question").find((one) => one.querySelector("input:checked") === null || one.querySelector(".stButton") !== null);
}

function focusChoices(question) {
  const choice = question.querySelector("input:checked") ?? question.querySelector("input[type=radio]");
  choice?.focus({ preventScroll: true });
}

function focusQuestion(question) {
  question.scrollIntoView();
  focusChoices(question);
}

function focusWhereItBegins() {
  const question = beginsAtUnanswered ? firstUnanswered() : undefined;
  if (question === undefined) focusHeading();
  else focusQuestion(question);
}

// What had the focus can go away with what it did: then the focus would be lost, and begin again at the top of the page.
let focusedLast = null;
let questionOfFocus = null;

document.addEventListener("focusin", (event) => {
  focusedLast = event.target;
  questionOfFocus = event.target.closest('[class*="st-key-question-"]');
});

function keepFocusWithQuestion() {
  if (focusedLast?.isConnected || !questionOfFocus?.isConnected || document.activeElement !== document.body) return;
  focusChoices(questionOfFocus);
}

setInterval(() => {
  if (location.pathname !== shownPath) {
    shownPath = location.pathname;
    pagesShown += 1;
    beginAtTop();
  }
  if (isDrawn()) {
    goToNews();
    showPlaceInList();
    if (performance.now() - changedAt < SETTLING_MS && focusIsFree()) focusWhereItBegins();
    keepFocusWithQuestion();
    noteWhatIsStored();
  }
  tellStanding();
}, 100);

// A screen reader announces what changes in a status; Streamlit has no setting for that.
const AWAY_MS = 1000; // a moment's break is no news
const SLOW_MS = 2000;
const AWAY = "サーバーにつながりません。つながるまで回答は保存されません。この画面を閉じずにお待ちください。";
const SLOW = "保存しています。この画面を閉じずにお待ちください。";
const standing = document.createElement("div");
standing.id = "standing-of-connection";
standing.setAttribute("role", "status");
document.body.append(standing);
let connectedAt = null;
let takenIn = new WeakMap();
let takenInAt = 0;

const fields = () => [...document.querySelectorAll('[class*="st-key-question-"] :is(input, textarea)')];
const valueOf = (field) => (field.type === "radio" ? field.checked : field.value);

function isOnItsWay(field) {
  if (!takenIn.has(field)) takenIn.set(field, valueOf(field)); // drawn just now, as it was stored
  const isBeingTyped = field.type !== "radio" && field === document.activeElement; // then it was not sent yet
  return !isBeingTyped && takenIn.get(field) !== valueOf(field);
}

// Each run of the page ends with everything in it that it was sent.
function noteWhatWasTakenIn() {
  if (!isDrawn()) return;
  takenIn = new WeakMap(fields().map((field) => [field, valueOf(field)]));
  takenInAt = performance.now();
  drawnAt = takenInAt;
  noteWhatIsStored();
}

// But it can end while the next choice is still on its way to the server. Only the revision of a question, which the page
// keeps (docs/decisions/0006), tells whether what it shows is stored.
let drawnAt = 0;
let storedOn = ""; // the page, which its key tells with its assessment
const storedAs = new Map(); // per question of that page, the latest revision with the values that were shown then

const valuesOf = (question) => [...question.querySelectorAll("input, textarea")].map(valueOf).join("\n");

function noteWhatIsStored() {
  const [page] = keyed("revisions");
  const kept = page?.querySelector("input")?.value;
  if (!kept) return;
  if (keyOf(page, "revisions") !== storedOn) storedAs.clear();
  storedOn = keyOf(page, "revisions");
  const { revisions } = JSON.parse(kept);
  for (const question of keyed("question")) {
    const key = keyOf(question, "question");
    const revision = revisions[key.replace("st-key-question-", "")];
    if (storedAs.get(key)?.revision === revision) continue;
    storedAs.set(key, { revision, values: valuesOf(question) });
    // A run can be so short that it is never seen to run; what it stored is not on its way any more.
    question.querySelectorAll("input, textarea").forEach((field) => takenIn.set(field, valueOf(field)));
  }
}

function somethingIsUnstored() {
  return keyed("question").some((question) => {
    const known = storedAs.get(keyOf(question, "question"));
    return known !== undefined && known.values !== valuesOf(question);
  });
}

new MutationObserver(noteWhatWasTakenIn).observe(document.body, {
  subtree: true,
  attributes: true,
  attributeFilter: ["data-test-script-state"],
});

function isConnected() {
  return document.querySelector('[data-testid="stApp"][data-test-connection-state="CONNECTED"]') !== null;
}

function standingOfConnection(now) {
  if (document.querySelector(".st-key-standing") === null || connectedAt === null) return "";
  if (now - connectedAt > AWAY_MS) return AWAY;
  // The line below says what is not stored, and what to do.
  if (document.querySelector(".st-key-standing .not-saved") !== null) return "";
  return now - takenInAt > SLOW_MS ? SLOW : "";
}

function tellStanding() {
  const now = performance.now();
  document.querySelectorAll(".st-key-standing .stHtml").forEach((part) => part.setAttribute("role", "status"));
  if (isConnected()) connectedAt = now;
  if (fields().filter(isOnItsWay).length === 0) takenInAt = now;
  const told = standingOfConnection(now);
  if (standing.textContent !== told) standing.textContent = told;
}

// Streamlit sends the next page without the values of the page before, and the server drops what it has not come to.
const LINK_PATIENCE_MS = 10000;
const COMMIT_MS = 100; // a text being typed is sent within this time after its field is left
const STORING_MS = 2000; // what cannot be stored is told on its page; nobody waits for it longer than this
// A run that the page asks for by itself at the same moment can take the place of the next page; then we ask again.
const ARRIVAL_MS = 3000;
const TRIES = 3;
let linkLetThrough = null;
let latestFollow = 0;

function followWhenSettled(link, since, follow, triesLeft) {
  if (follow !== latestFollow) return; // another link was clicked meanwhile
  const waited = performance.now() - since;
  const isStoring = somethingIsUnstored() && performance.now() - drawnAt < STORING_MS;
  if (waited < COMMIT_MS || ((!isDrawn() || isStoring) && waited < LINK_PATIENCE_MS)) {
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
  leadsToUnanswered = link.closest(".st-key-standing") !== null;
  const question = new URL(link.href).pathname === location.pathname ? firstUnanswered() : undefined;
  if (leadsToUnanswered && question !== undefined) {
    leadsToUnanswered = false;
    focusQuestion(question);
    return;
  }
  followWhenSettled(link, performance.now(), latestFollow, TRIES);
}, { capture: true });
