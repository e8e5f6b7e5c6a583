/** The legend, which is the filter by kind: each entry shows its sign, its count and a box to leave it out. */

import { el, svg } from "./dom.js";
import { count } from "./grouping.js";
import { isHollow, outline } from "./shapes.js";

/** @typedef {import("./model.js").Model} Model */

/** @param {Model} model @param {string} kind @returns {Element} the shape of a kind of node */
export function kindSign(model, kind) {
  const { shape } = model.kinds[kind];
  const mark = svg("path", { d: outline(shape, 6), class: `${isHollow(shape) ? "hollow" : "solid"} kind-${kind}` });
  return svg("svg", { viewBox: "-10 -10 20 20", width: 18, height: 18, class: "sign", "aria-hidden": "true" }, mark);
}

/** @param {Model} model @param {string} relation @returns {Element} the line of a relation */
export function relationSign(model, relation) {
  const line = svg("line", {
    x1: 1, x2: 31, y1: 6, y2: 6, class: `relation-${relation}`, "stroke-width": 3,
    "stroke-dasharray": model.relations[relation].dash.join(" "),
  });
  return svg("svg", { viewBox: "0 0 32 12", width: 32, height: 12, class: "sign", "aria-hidden": "true" }, line);
}

/** @param {Model} model @param {import("./state.js").Store} store @returns {HTMLElement} */
export function legend(model, store) {
  const kinds = tally(model.nodes.map((node) => node.kind));
  const relations = tally(model.edges.map((edge) => edge.relation));
  return el("div", {},
    group("Entities", model.order.kinds.filter((key) => kinds.get(key)), "hideKinds", store, (key) => ({
      sign: kindSign(model, key), label: model.kinds[key].label, note: "", count: kinds.get(key) ?? 0,
    })),
    group("Links", model.order.relations.filter((key) => relations.get(key)), "hideRelations", store, (key) => ({
      sign: relationSign(model, key), label: model.relations[key].label, note: model.relations[key].note, count: relations.get(key) ?? 0,
    })),
    el("p", { class: "quiet small" }, "A wider line: a stronger act, or more of them."));
}

/** @param {string[]} values */
function tally(values) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const value of values) count(counts, value);
  return counts;
}

/**
 * @param {string} name @param {string[]} keys @param {"hideKinds" | "hideRelations"} field @param {import("./state.js").Store} store
 * @param {(key: string) => {sign: Element, label: string, note: string, count: number}} entry
 */
function group(name, keys, field, store, entry) {
  const boxes = new Map();
  const items = keys.map((key) => {
    const { sign, label, note, count: number } = entry(key);
    const box = el("input", { type: "checkbox", on: { change: () => toggle(key) } });
    boxes.set(key, box);
    return el("li", {}, el("label", { class: "entry", title: note || null }, box, sign, el("span", { class: "entry-name", text: label }),
      el("span", { class: "quiet number", text: number.toLocaleString("en") })));
  });
  const toggle = (/** @type {string} */ key) => {
    const hidden = new Set(store.get()[field]);
    if (!hidden.delete(key)) hidden.add(key);
    store.set({ [field]: keys.filter((each) => hidden.has(each)) });
  };
  const show = () => boxes.forEach((box, key) => { box.checked = !store.get()[field].includes(key); });
  store.listen(show);
  show();
  if (!keys.length) return null;
  return el("section", { class: "group", "aria-label": name }, el("h2", { text: name }), el("ul", { class: "plain" }, ...items));
}
