/** The search box: finds entities by name or alias as one types, with the keys of a combobox. */

import { announce, el, fill, plural } from "./dom.js";
import { kindSign } from "./legend.js";

const MOST = 12;

/** @param {string} text for comparison: no case, no accents */
function fold(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

/**
 * @param {import("./model.js").Model} model
 * @returns {(query: string) => number[]} nodes, names that begin with the query first, then by links
 */
export function finder(model) {
  const names = model.nodes.map((node) => [node.label, ...node.aliases].map(fold));
  return (query) => {
    const wanted = fold(query.trim());
    if (!wanted) return [];
    const ranked = [];
    names.forEach((forms, index) => {
      const rank = Math.min(...forms.map((form) => score(form, wanted)));
      if (rank < 3) ranked.push({ index, rank, degree: model.nodes[index].degree });
    });
    return ranked.sort((a, b) => a.rank - b.rank || b.degree - a.degree || a.index - b.index).slice(0, MOST).map((r) => r.index);
  };
}

/** @param {string} form @param {string} wanted */
function score(form, wanted) {
  if (form.startsWith(wanted)) return 0;
  return form.includes(` ${wanted}`) ? 1 : form.includes(wanted) ? 2 : 3;
}

/** @param {import("./model.js").Model} model @param {(node: number) => void} choose @returns {HTMLElement[]} */
export function searchBox(model, choose) {
  const find = finder(model);
  /** @type {number[]} */
  let found = [];
  let at = -1;
  const list = el("ul", { id: "found", class: "found", role: "listbox", "aria-label": "Entities found", hidden: true });
  const box = /** @type {HTMLInputElement} */ (el("input", {
    type: "text", id: "find", role: "combobox", autocomplete: "off", spellcheck: "false", placeholder: "Search entities  ( / )",
    "aria-label": "Search entities", "aria-expanded": "false", "aria-controls": "found", "aria-autocomplete": "list",
  }));

  const close = () => {
    list.hidden = true;
    at = -1;
    box.setAttribute("aria-expanded", "false");
    box.removeAttribute("aria-activedescendant");
  };
  const pick = (/** @type {number} */ node) => {
    box.value = "";
    close();
    choose(node);
  };
  const mark = () => {
    [...list.children].forEach((item, index) => item.setAttribute("aria-selected", String(index === at)));
    if (at >= 0) {
      box.setAttribute("aria-activedescendant", `found-${at}`);
      list.children[at].scrollIntoView({ block: "nearest" });
    }
  };
  const show = () => {
    found = find(box.value);
    at = found.length ? 0 : -1;
    fill(list, ...found.map((node, index) => option(model, node, index, pick)));
    list.hidden = !box.value.trim();
    if (!found.length) fill(list, el("li", { class: "quiet", role: "option", "aria-disabled": "true", "aria-selected": "false" }, "Nothing found"));
    box.setAttribute("aria-expanded", String(!list.hidden));
    mark();
    if (box.value.trim()) announce(`${plural(found.length, "entity", "entities")} found`);
  };
  box.addEventListener("input", show);
  box.addEventListener("blur", () => setTimeout(close, 150));
  box.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      at = found.length ? (at + (event.key === "ArrowDown" ? 1 : found.length - 1)) % found.length : -1;
      mark();
      event.preventDefault();
    } else if (event.key === "Enter" && at >= 0) {
      pick(found[at]);
    } else if (event.key === "Escape") {
      box.value = "";
      close();
    }
  });
  document.addEventListener("keydown", (event) => {
    const target = /** @type {HTMLElement} */ (event.target);
    if (event.key === "/" && !/^(INPUT|SELECT|TEXTAREA)$/.test(target.tagName)) {
      event.preventDefault();
      box.focus();
    }
  });
  return [box, list];
}

/** @param {import("./model.js").Model} model @param {number} node @param {number} index @param {(node: number) => void} pick */
function option(model, node, index, pick) {
  const { label, kind } = model.nodes[node];
  return el("li", { id: `found-${index}`, role: "option", "aria-selected": "false", on: { mousedown: () => pick(node) } },
    kindSign(model, kind), el("bdi", { text: label }), el("span", { class: "quiet small", text: model.kinds[kind].label }));
}
