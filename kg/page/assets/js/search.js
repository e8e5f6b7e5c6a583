/** The search box: finds entities by name or alias as one types, with the keys of a combobox. */

import { announce, el, fill, plural } from "./dom.js";
import { kindSign } from "./legend.js";

const MOST = 12;
const NOWHERE = 3;

/** @param {string} text for comparison: no case, no accents */
function fold(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

/** @param {string} form @param {string} wanted where the query stands in a name: 0 first, 1 at a word, 2 inside */
function score(form, wanted) {
  if (form.startsWith(wanted)) return 0;
  if (form.includes(` ${wanted}`)) return 1;
  return form.includes(wanted) ? 2 : NOWHERE;
}

/**
 * @param {import("./model.js").Model} model
 * @returns {(query: string) => number[]} nodes: names before aliases, beginnings before insides, then by links
 */
export function finder(model) {
  const names = model.nodes.map((node) => [node.label, ...node.aliases].map(fold));
  return (query) => {
    const wanted = fold(query.trim());
    if (!wanted) return [];
    const ranked = names
      .map((forms, index) => ({ index, rank: Math.min(...forms.map((form, place) => score(form, wanted) + (place ? 0.5 : 0))) }))
      .filter(({ rank }) => rank < NOWHERE);
    const degree = (/** @type {{index: number}} */ hit) => model.nodes[hit.index].degree;
    ranked.sort((a, b) => a.rank - b.rank || degree(b) - degree(a) || a.index - b.index);
    return ranked.slice(0, MOST).map(({ index }) => index);
  };
}

export class Search {
  /** @param {import("./model.js").Model} model @param {(node: number) => void} choose */
  constructor(model, choose) {
    this.model = model;
    this.choose = choose;
    this.find = finder(model);
    /** @type {number[]} */
    this.found = [];
    this.at = -1;
    this.list = el("ul", { id: "found", class: "found", role: "listbox", "aria-label": "Entities found", hidden: true });
    this.box = /** @type {HTMLInputElement} */ (el("input", {
      type: "text", id: "find", role: "combobox", autocomplete: "off", spellcheck: "false", placeholder: "Search entities  ( / )",
      "aria-label": "Search entities", "aria-expanded": "false", "aria-controls": "found", "aria-autocomplete": "list",
      on: { input: () => this.show(), blur: () => setTimeout(() => this.close(), 150), keydown: (/** @type {KeyboardEvent} */ event) => this.key(event) },
    }));
    document.addEventListener("keydown", (event) => this.summon(event));
  }

  close() {
    this.list.hidden = true;
    this.at = -1;
    this.box.setAttribute("aria-expanded", "false");
    this.box.removeAttribute("aria-activedescendant");
  }

  /** @param {number} node */
  pick(node) {
    this.box.value = "";
    this.close();
    this.choose(node);
  }

  show() {
    const query = this.box.value.trim();
    this.found = this.find(query);
    this.at = this.found.length ? 0 : -1;
    fill(this.list, ...this.found.map((node, index) => this.option(node, index)));
    if (!this.found.length) fill(this.list, el("li", { class: "quiet", role: "option", "aria-disabled": "true", "aria-selected": "false" }, "Nothing found"));
    this.list.hidden = !query;
    this.box.setAttribute("aria-expanded", String(Boolean(query)));
    this.mark();
    if (query) announce(`${plural(this.found.length, "entity", "entities")} found`);
  }

  /** @param {number} node @param {number} index */
  option(node, index) {
    const { label, kind } = this.model.nodes[node];
    return el("li", { id: `found-${index}`, role: "option", "aria-selected": "false", on: { mousedown: () => this.pick(node) } },
      kindSign(this.model, kind), el("bdi", { text: label }), el("span", { class: "quiet small", text: this.model.kinds[kind].label }));
  }

  mark() {
    if (this.at < 0) return;
    [...this.list.children].forEach((item, index) => item.setAttribute("aria-selected", String(index === this.at)));
    this.box.setAttribute("aria-activedescendant", `found-${this.at}`);
    this.list.children[this.at].scrollIntoView({ block: "nearest" });
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && this.found.length) {
      this.at = (this.at + step + this.found.length) % this.found.length;
      this.mark();
      event.preventDefault();
    } else if (event.key === "Enter" && this.at >= 0) {
      this.pick(this.found[this.at]);
    } else if (event.key === "Escape") {
      this.box.value = "";
      this.close();
    }
  }

  /** Come to the box with "/" from anywhere but another field. @param {KeyboardEvent} event */
  summon(event) {
    const target = /** @type {HTMLElement} */ (event.target);
    if (event.key !== "/" || /^(INPUT|SELECT|TEXTAREA)$/.test(target.tagName)) return;
    event.preventDefault();
    this.box.focus();
  }
}
