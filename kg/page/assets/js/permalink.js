/** The button that copies the address with the reader's choice. */

import { announce, el } from "./dom.js";

const A_WHILE = 2000;

/** @param {() => string} address @returns {HTMLElement} */
export function permalink(address) {
  const button = el("button", { type: "button", class: "tool", title: "Copy the address of what is shown", on: { click: () => copy(address()).then(tell) } }, "Link");
  const tell = (/** @type {boolean} */ done) => {
    announce(done ? "The address is copied." : "The address could not be copied: it is in the address bar.");
    button.textContent = done ? "Copied" : "See bar";
    setTimeout(() => { button.textContent = "Link"; }, A_WHILE);
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
