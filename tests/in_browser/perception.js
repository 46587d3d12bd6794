// What axe-core does not look at: what of a page is cut, named otherwise than it is labelled, or too faint. Every
// function gives sentences about what is wrong with the page as it stands; none of them changes it.
"use strict";

const CONTROLS = "a[href], button, input, select, textarea, summary, [role=combobox], [role=option], [role=tab], [tabindex]";
const TOLERANCE_PX = 1;

function isSeen(element) {
  const box = element.getBoundingClientRect();
  const isThere = element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  return isThere && box.width > TOLERANCE_PX && box.height > TOLERANCE_PX;
}

function named(element) {
  const text = (element.getAttribute("aria-label") || element.textContent || "").trim().replace(/\s+/g, " ").slice(0, 40);
  const testid = element.closest("[data-testid]")?.dataset.testid;
  return `${element.tagName.toLowerCase()} in ${testid}: ${text}`;
}

const page = () => document.querySelector("[data-testid=stMain]");
const all = (selector, root = document) => [...root.querySelectorAll(selector)].filter(isSeen);
const overflows = (box, ...values) => ["overflowX", "overflowY"].some((side) => values.includes(getComputedStyle(box)[side]));

function ownText(element) {
  return [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
}

function textBox(node) {
  const range = document.createRange();
  range.selectNodeContents(node);
  return range.getBoundingClientRect();
}

function sideways() {
  return [document.scrollingElement, page()]
    .filter((box) => box && box.scrollWidth > box.clientWidth + TOLERANCE_PX)
    .map((box) => `scrolls sideways by ${box.scrollWidth - box.clientWidth} px: ${box.dataset.testid || "document"}`);
}

// Text beyond the edge of a box that clips it, or of the control or cell that it belongs to.
function cutText() {
  const found = [];
  for (const element of all("[data-testid=stApp] *:not(svg *, script, style, option)")) {
    const texts = ownText(element);
    if (!texts.length || element.closest("[data-testid=stIconMaterial], .visually-hidden")) continue;
    for (let box = element; box && box !== page()?.parentElement; box = box.parentElement) {
      if (overflows(box, "auto", "scroll")) break; // what is beyond its edge is scrolled to
      const isFrame = box.matches("button, a, label, th, td, summary, [role=alert], [role=option], section");
      if (!isFrame && !overflows(box, "hidden", "clip")) continue;
      const edge = box.getBoundingClientRect();
      const isOut = texts.map(textBox).some(
        (text) =>
          text.right > edge.right + TOLERANCE_PX || text.left < edge.left - TOLERANCE_PX ||
          text.bottom > edge.bottom + TOLERANCE_PX || text.top < edge.top - TOLERANCE_PX,
      );
      if (isOut && isSeen(box)) found.push(`is cut: ${named(element)}`);
      if (isOut || box.matches("[data-testid=stVerticalBlock]")) break;
    }
  }
  return found;
}

// WCAG 2.5.3: whoever speaks what is written on a control has to reach it.
function otherwiseNamed() {
  return all("[data-testid=stWidgetLabel]").flatMap((label) => {
    const text = label.textContent.trim();
    const widget = label.parentElement;
    const controls = widget.querySelectorAll("input:not([type=radio]), textarea, [role=radiogroup], [role=group], [role=toolbar]");
    const names = [...controls].map((control) => control.getAttribute("aria-label") || "");
    return names.some((name) => name.includes(text)) ? [] : [`is not named as it is labelled: ${text}`];
  });
}

function idsTwice() {
  const ids = [...document.querySelectorAll("[id]")].map((element) => element.id);
  return [...new Set(ids.filter((id, place) => ids.indexOf(id) !== place))].map((id) => `stands twice: #${id}`);
}

function messagesNotAnnounced() {
  return all("[data-testid=stAlert]")
    .filter((alert) => !alert.querySelector("[role=alert], [role=status]"))
    .map((alert) => `is not announced: ${named(alert)}`);
}

// facts.md: a finger needs 44 px. What lies in a larger field that does the same, is drawn over by its label, or is there
// for the ear alone, is no target of its own.
function smallerThan(size) {
  const fields = "[data-testid=stTextInputRootElement], [data-testid=stNumberInputContainer], [role=group]:has(> [role=combobox]), [data-testid=stMultiSelect] [role=group]";
  const targets = all("a[href], button, summary, select, textarea, input:not([type=radio], [type=checkbox], [type=file])");
  const labels = all("[data-testid=stRadioOption], [data-testid=stCheckbox] label");
  const pressed = targets.filter((target) => getComputedStyle(target.parentElement).clipPath === "none");
  return [...pressed, ...labels].flatMap((target) => {
    const { width, height } = (target.closest(fields) || target).getBoundingClientRect();
    const isLess = Math.min(width, height) < size - TOLERANCE_PX / 2;
    return isLess ? [`is ${Math.round(width)} x ${Math.round(height)} px: ${named(target)}`] : [];
  });
}

function luminance([red, green, blue]) {
  const linear = [red, green, blue].map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
}

function contrast(one, other) {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

const brush = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });

// A CSS colour over another one, as the three numbers that the eye gets.
function seenColour(colour, behind) {
  brush.fillStyle = `rgb(${behind.join(" ")})`;
  brush.fillRect(0, 0, 1, 1);
  brush.fillStyle = colour;
  brush.fillRect(0, 0, 1, 1);
  return [...brush.getImageData(0, 0, 1, 1).data].slice(0, 3);
}

function behind(element) {
  const own = element ? getComputedStyle(element).backgroundColor : "white";
  return seenColour(own, element ? behind(element.parentElement) : [255, 255, 255]);
}

// WCAG 1.4.11: the edge of what is typed or chosen in has to be seen, 3:1 against what is around it.
function faintEdges() {
  const fields = all("[data-testid=stTextInputRootElement], [data-testid=stTextAreaRootElement], [data-testid=stSelectbox] [role=group], [data-testid=stNumberInputContainer]");
  const dots = all("[data-testid=stRadioOption] > div > div:first-child, [data-testid=stCheckbox] label > div:first-of-type");
  return [...fields, ...dots].flatMap((control) => {
    const around = behind(control.parentElement);
    const style = getComputedStyle(control);
    const edges = [style.borderTopColor, style.borderBottomColor, style.backgroundColor];
    const best = Math.max(...edges.map((colour) => contrast(seenColour(colour, around), around)));
    return best < 3 ? [`has an edge of ${best.toFixed(2)}:1: ${named(control)}`] : [];
  });
}

// How a control and what is drawn for it look, to be compared with and without the focus.
function looks(control) {
  const shown = control.closest("label, [data-testid=stTextInputRootElement], [role=group]") || control;
  const parts = [control, shown, shown.parentElement, ...shown.querySelectorAll("*:not(svg *)")];
  return parts.map((part) => {
    const style = getComputedStyle(part);
    return [style.outlineStyle, style.outlineWidth, style.outlineColor, style.boxShadow, style.borderColor].join();
  }).join(";");
}

const looksAtRest = new WeakMap();

function noteLooksAtRest() {
  for (const control of document.querySelectorAll(CONTROLS)) looksAtRest.set(control, looks(control));
}

// Where the focus stands: which control, how it is shown, and what lies over it.
function focused() {
  const control = document.activeElement;
  if (!control || control === document.body) return null;
  const shown = control.closest("label, [data-testid=stTextInputRootElement]") || control;
  const box = shown.getBoundingClientRect();
  const over = document.elementFromPoint(
    box.left + Math.min(box.width / 2, 20),
    Math.min(Math.max(box.top + box.height / 2, 0), innerHeight - 1),
  );
  return {
    name: named(control),
    isShown: looks(control) !== looksAtRest.get(control),
    isHidden: box.bottom <= 0 || box.top >= innerHeight || !(shown.contains(over) || over?.contains(shown)),
    isInPage: page()?.contains(control) ?? false,
    top: Math.round(box.top + page().scrollTop),
    left: Math.round(box.left),
  };
}

window.perception = { sideways, cutText, otherwiseNamed, idsTwice, messagesNotAnnounced, smallerThan, faintEdges, noteLooksAtRest, focused };
