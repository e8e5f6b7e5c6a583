/** Light and dark, and the design tokens of the style sheet as values that a canvas can use. */

import { el, fill } from "./dom.js";

/** @typedef {{surface: string, ink: string, quiet: string, accent: string, kinds: Record<string, string>, relations: Record<string, string>, font: string}} Palette */

/** @param {import("./model.js").Model} model @returns {Palette} */
export function readPalette(model) {
  const style = getComputedStyle(document.documentElement);
  const token = (/** @type {string} */ name) => style.getPropertyValue(name).trim();
  const table = (/** @type {string[]} */ keys, /** @type {string} */ prefix) =>
    Object.fromEntries(keys.map((key) => [key, token(`--${prefix}-${key}`)]));
  return {
    surface: token("--stage"),
    ink: token("--ink"),
    quiet: token("--ink-quiet"),
    accent: token("--accent"),
    font: token("--font"),
    kinds: table(model.order.kinds, "kind"),
    relations: table(model.order.relations, "relation"),
  };
}

/** @param {string} theme */
function isDark(theme) {
  return theme ? theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
}

/** @param {import("./state.js").Store} store @param {() => void} changed @returns {HTMLElement} the toggle */
export function themeToggle(store, changed) {
  const button = el("button", { type: "button", class: "tool", on: { click: () => store.set({ theme: isDark(store.get().theme) ? "light" : "dark" }) } });
  const apply = () => {
    const dark = isDark(store.get().theme);
    document.documentElement.dataset.theme = dark ? "dark" : "light";
    fill(button, dark ? "Light" : "Dark", el("span", { class: "word" }, "\u00a0theme"));
    changed();
  };
  store.listen((now, before) => now.theme !== before.theme && apply());
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", apply);
  apply();
  return button;
}

/** @returns {boolean} whether the reader asks for less motion */
export function isStill() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}
