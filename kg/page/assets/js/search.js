/** The search box: finds entities by name or alias as one types, with the keys of a combobox. */

import { announce, el, fill, plural } from "./dom.js";
import { kindSign } from "./legend.js";
import { fold, isNear } from "./words.js";

const MOST = 12;
const NOWHERE = 4;
/** What stands for the passages in the list of what is found. */
const PASSAGES = -1;

/** @param {string} form @param {string} wanted where the query stands in a name: -1 is all of it, 0 first, 1 at a word, 2 inside, 3 its words apart */
function score(form, wanted) {
  if (form === wanted) return -1;
  if (form.startsWith(wanted)) return 0;
  if (form.includes(` ${wanted}`)) return 1;
  if (form.includes(wanted)) return 2;
  return wanted.split(" ").every((word) => ` ${form}`.includes(` ${word}`)) ? 3 : NOWHERE;
}

/** @param {string} form @param {string} wanted whether each word of the query is almost one of the name's */
function almost(form, wanted) {
  const words = form.split(" ");
  return wanted.split(" ").every((word) => words.some((name) => isNear(word, name))) ? 0 : NOWHERE;
}

/**
 * @param {import("./model.js").Model} model
 * @returns {(query: string) => number[]} nodes: names before aliases, beginnings before insides, then by links; where there
 *   is none, those that the query almost names
 */
export function finder(model) {
  const names = model.nodes.map((node) => [node.label, ...node.aliases].map(fold));
  const degree = (/** @type {number} */ index) => model.nodes[index].degree;
  /** @param {string} wanted @param {(form: string, wanted: string) => number} judge */
  const ranked = (wanted, judge) => names
    .map((forms, index) => ({ index, rank: Math.min(...forms.map((form, place) => judge(form, wanted) + (place ? 0.5 : 0))) }))
    .filter(({ rank }) => rank < NOWHERE)
    .sort((a, b) => a.rank - b.rank || degree(b.index) - degree(a.index) || a.index - b.index);
  return (query) => {
    const wanted = fold(query);
    if (!wanted) return [];
    const exact = ranked(wanted, score);
    return (exact.length ? exact : ranked(wanted, almost)).slice(0, MOST).map(({ index }) => index);
  };
}

export class Search {
  /** @param {import("./model.js").Model} model @param {(node: number) => void} choose @param {(words: string) => void} read the passages */
  constructor(model, choose, read) {
    this.model = model;
    this.choose = choose;
    this.read = read;
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
    const words = this.box.value.trim();
    this.box.value = "";
    this.close();
    if (node === PASSAGES) this.read(words);
    else this.choose(node);
  }

  show() {
    const query = this.box.value.trim();
    const found = this.find(query);
    this.found = [...found, PASSAGES];
    this.at = 0;
    fill(this.list, ...found.map((node, index) => this.option(node, index)), this.passages(query, found.length));
    this.list.hidden = !query;
    this.box.setAttribute("aria-expanded", String(Boolean(query)));
    this.mark();
    if (query) announce(`${plural(found.length, "entity", "entities")} found`);
  }

  /** The way to the passages that hold the words. @param {string} query @param {number} index */
  passages(query, index) {
    return el("li", { id: `found-${index}`, role: "option", "aria-selected": "false", class: index ? "apart" : null, on: { mousedown: () => this.pick(PASSAGES) } },
      el("bdi", { text: `Passages with “${query}”` }), index ? null : el("span", { class: "quiet small" }, "no entity has this name"));
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
