/** A button that copies a text, and says whether it did. */

import { announce, el } from "./dom.js";

const A_WHILE = 2000;

/**
 * @param {string} name on the button @param {{class: string, title: string, done: string, failed: string, short: string}} words
 * @param {() => string} text made when it is asked for @returns {HTMLElement}
 */
export function copyButton(name, words, text) {
  const button = el("button", { type: "button", class: words.class, title: words.title, on: { click: () => copy(text()).then(tell) } }, name);
  const tell = (/** @type {boolean} */ isDone) => {
    announce(isDone ? words.done : words.failed);
    button.textContent = isDone ? "Copied" : words.short;
    setTimeout(() => { button.textContent = name; }, A_WHILE);
  };
  return button;
}

/** @param {string} text @returns {Promise<boolean>} whether it is in the clipboard */
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyByHand(text);
  }
}

/** For browsers that keep the clipboard from files. @param {string} text */
function copyByHand(text) {
  const back = /** @type {HTMLElement | null} */ (document.activeElement);
  const box = /** @type {HTMLTextAreaElement} */ (el("textarea", { class: "unseen", "aria-hidden": "true", tabindex: -1 }));
  box.value = text;
  document.body.append(box);
  box.select();
  const done = document.execCommand("copy");
  box.remove();
  back?.focus();
  return done;
}
