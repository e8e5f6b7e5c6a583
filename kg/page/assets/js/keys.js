/** The keys that work everywhere, and the box that tells of all keys. */

import { el } from "./dom.js";

const KEYS = [
  ["/", "search"], ["?", "these keys"], ["Ctrl Z, Ctrl Shift Z", "undo, redo"],
  ["Arrow keys", "network: walk to a neighbour; timeline, map, statement: walk from mark to mark"],
  ["Enter", "show the evidence of what is chosen"], ["Escape", "clear the choice"],
  ["E or double click", "network: draw the neighbours of the chosen entity too"],
  ["H or Delete", "network: hide the chosen entity"], ["Alt and arrow key, or dragging", "network: move the chosen entity"],
  ["+ − 0", "network: nearer, farther, all"],
];

/** @returns {HTMLDialogElement} */
function keyBox() {
  const box = /** @type {HTMLDialogElement} */ (el("dialog", { class: "keys", "aria-labelledby": "keys-title" },
    el("h2", { id: "keys-title" }, "Keys"),
    el("dl", { class: "details" }, ...KEYS.flatMap(([key, meaning]) => [el("dt", {}, el("kbd", { text: key })), el("dd", { text: meaning })])),
    el("form", { method: "dialog" }, el("button", { class: "tool" }, "Close"))));
  document.body.append(box);
  return box;
}

/** @param {EventTarget | null} target whether it takes words, and so the keys */
function takesWords(target) {
  return target instanceof Element && target.matches("input:not([type=checkbox], [type=range]), select, textarea");
}

/** @param {import("./state.js").Store} store @returns {HTMLElement} buttons for undo, redo and the keys */
export function keyTools(store) {
  const box = keyBox();
  const button = (/** @type {string} */ sign, /** @type {string} */ name, /** @type {() => void} */ act) => /** @type {HTMLButtonElement} */ (el("button", { type: "button", "aria-label": name, title: name, on: { click: act } }, sign));
  const undo = button("↶", "Undo", () => store.undo());
  const redo = button("↷", "Redo", () => store.redo());
  const follow = () => {
    undo.disabled = !store.canUndo();
    redo.disabled = !store.canRedo();
  };
  store.listen(follow);
  follow();
  document.addEventListener("keydown", (event) => {
    if (takesWords(event.target)) return;
    const isZ = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z";
    if (event.key === "?") box.showModal();
    else if (isZ && event.shiftKey) store.redo();
    else if (isZ) store.undo();
    else return;
    event.preventDefault();
  });
  return el("div", { class: "segmented history", role: "group", "aria-label": "Steps and keys" }, undo, redo, button("?", "Keys", () => box.showModal()));
}
