/**
 * Makes elements. Text enters the document here and only as text: nothing in the page parses a string as markup.
 */

const CONTROL = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u061C\u200B\u200E\u200F\u202A-\u202E\u2060-\u2069\uFEFF\uFFF9-\uFFFB]/g;

/**
 * Text with a visible sign for each character that would hide or reorder what stands beside it. The length stays.
 * @param {string} text
 */
export function visible(text) {
  return text.replace(CONTROL, "\uFFFD");
}

/**
 * @param {string} tag
 * @param {Record<string, any>} [options] `class`, `text`, `on` (listeners), else attributes; false and null leave out
 * @param {...(Node | string | null)} children
 * @returns {HTMLElement}
 */
export function el(tag, options = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(options)) {
    if (value === null || value === false || value === undefined) continue;
    if (name === "text") node.textContent = visible(String(value));
    else if (name === "on") for (const [event, listener] of Object.entries(value)) node.addEventListener(event, listener);
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  append(node, children);
  return node;
}

/** @param {Element} node @param {(Node | string | null)[]} children */
function append(node, children) {
  for (const child of children) {
    if (child !== null) node.append(typeof child === "string" ? visible(child) : child);
  }
}

/** @param {Element} node @param {...(Node | string | null)} children */
export function fill(node, ...children) {
  node.replaceChildren();
  append(node, children);
}

/**
 * @param {string} tag
 * @param {Record<string, string | number>} attributes presentation attributes only
 * @param {...Element} children
 */
export function svg(tag, attributes, ...children) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, String(value));
  node.append(...children);
  return node;
}

/** @param {string} message say it to those who listen rather than look */
export function announce(message) {
  const live = document.getElementById("live");
  if (live) live.textContent = visible(message);
}

/** @param {number} count @param {string} one @param {string} [many] */
export function plural(count, one, many = `${one}s`) {
  return `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
}

/**
 * Redraw and leave the focus on the control that has the same name in `data-keep`.
 * @param {HTMLElement} root @param {() => void} draw
 */
export function keepFocus(root, draw) {
  const active = /** @type {HTMLElement | null} */ (document.activeElement);
  const kept = active && root.contains(active) ? active.dataset.keep : undefined;
  draw();
  if (kept === undefined) return;
  const all = /** @type {HTMLElement[]} */ ([...root.querySelectorAll("[data-keep]")]);
  all.find((one) => one.dataset.keep === kept)?.focus({ preventScroll: true });
}
