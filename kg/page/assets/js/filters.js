/** Filters by what was said: act, strength, period, factuality, area, statement, and how many entities to draw. */

import { el } from "./dom.js";
import { Strip } from "./strip.js";
import { dayOf } from "./time.js";
import { FEW } from "./selection.js";

/** @typedef {import("./model.js").Model} Model */

/** @param {Model} model @param {import("./state.js").Store} store @returns {HTMLElement} */
export function filters(model, store) {
  const { findings, statements } = model;
  const days = statements.map((statement) => statement.date).filter(Boolean).sort();
  const controls = [
    choice("act", "Kind of act or fact", sorted(findings.map((f) => f.type)), store),
    choice("factuality", "Status", sorted(findings.map((f) => f.factuality)), store),
    choice("area", "Cooperation area", named(model, ["cooperationArea"]), store),
    choice("framework", "Framework", named(model, ["underFramework"]), store),
    statements.length > 1 ? choice("statement", "Statement", statements.map((s) => ({ value: s.id, label: `${s.date} ${s.title}`.trim() })), store) : null,
    strength(store),
    days.length && days[0] !== days[days.length - 1] ? period(days, store) : null,
    model.nodes.length > model.opening ? amount(model, store) : null,
    model.edges.length > FEW ? strongest(store) : null,
  ];
  const reset = el("button", { type: "button", class: "wide", on: { click: () => clear(store) } }, "Clear all filters");
  return el("section", { class: "group", "aria-label": "Filters" }, el("h2", {}, "Filters"), ...controls, reset);
}

/** @param {import("./state.js").Store} store */
function clear(store) {
  store.set({ act: "", factuality: "", area: "", framework: "", statement: "", strength: 0, from: "", to: "", hideKinds: [], hideRelations: [], top: -1, strongest: -1, find: "", page: 1 });
}

/** @param {Model} model @param {string[]} roles the entities that findings name in these roles, by name */
function named(model, roles) {
  const used = new Set(model.findings.flatMap((finding) => roles.flatMap((role) => finding.roles[role] ?? [])));
  const options = [...used].map((index) => ({ value: model.nodes[index].id, label: model.nodes[index].label }));
  return options.sort((a, b) => a.label.localeCompare(b.label, "en"));
}

/** @param {string[]} values */
function sorted(values) {
  return [...new Set(values)].filter(Boolean).sort((a, b) => a.localeCompare(b, "en")).map((value) => ({ value, label: value }));
}

/** @param {"act" | "factuality" | "area" | "framework" | "statement"} field @param {string} label @param {{value: string, label: string}[]} options @param {import("./state.js").Store} store */
function choice(field, label, options, store) {
  if (options.length < 2) return null;
  const box = /** @type {HTMLSelectElement} */ (el("select", { id: `filter-${field}`, on: { change: () => store.set({ [field]: box.value, page: 1 }) } },
    el("option", { value: "" }, "Any"),
    ...options.map((option) => el("option", { value: option.value, text: option.label }))));
  follow(store, () => { box.value = store.get()[field]; });
  return el("div", { class: "field" }, el("label", { for: box.id, text: label }), box);
}

/** @param {import("./state.js").Store} store */
function strength(store) {
  const out = el("output", { for: "filter-strength", class: "number" });
  const range = /** @type {HTMLInputElement} */ (el("input", { id: "filter-strength", type: "range", min: 1, max: 5, step: 1,
    on: { input: () => store.set({ strength: range.value === "1" ? 0 : Number(range.value), page: 1 }) } }));
  follow(store, () => {
    const value = Math.max(1, store.get().strength);
    range.value = String(value);
    out.textContent = value === 1 ? "any" : `${value} or more`;
  });
  return el("div", { class: "field" }, el("label", { for: range.id }, "Strength ", out), range);
}

/** @param {string[]} days @param {import("./state.js").Store} store */
function period(days, store) {
  const one = (/** @type {"from" | "to"} */ field, /** @type {string} */ name) => {
    const box = /** @type {HTMLInputElement} */ (el("input", { type: "date", id: `filter-${field}`, min: days[0], max: days[days.length - 1],
      on: { change: () => store.set({ [field]: box.value, page: 1 }) } }));
    follow(store, () => { box.value = store.get()[field]; });
    return el("div", { class: "field" }, el("label", { for: box.id, text: name }), box);
  };
  return el("div", {}, slider(days, store), el("div", { class: "pair" }, one("from", "From"), one("to", "Until")));
}

/** @param {string[]} days of the statements, sorted @param {import("./state.js").Store} store the period on a strip of all days */
function slider(days, store) {
  const numbers = days.map(dayOf);
  const [first, last] = [numbers[0], numbers[numbers.length - 1]];
  const strip = new Strip("Statements", (from, to) => store.set({ from, to, page: 1 }));
  const draw = () => {
    const width = strip.element.clientWidth;
    const [from, to] = [dayOf(store.get().from), dayOf(store.get().to)];
    const inside = (/** @type {number} */ day, /** @type {number} */ otherwise) => (Number.isNaN(day) ? otherwise : Math.min(Math.max(day, first), last));
    if (width) strip.draw(numbers.map((day) => ({ from: day, to: day })), [first, last], [inside(from, first), inside(to, last)], width);
  };
  store.listen((now, before) => { if (now.from !== before.from || now.to !== before.to) draw(); });
  new ResizeObserver(draw).observe(strip.element);
  return strip.element;
}

/** @param {import("./state.js").Store} store how many links of each entity to draw */
function strongest(store) {
  const box = /** @type {HTMLSelectElement} */ (el("select", { id: "filter-strongest", on: { change: () => store.set({ strongest: Number(box.value) }) } },
    el("option", { value: -1 }, "Automatic"),
    ...[1, 2, 4, 8].map((number) => el("option", { value: number, text: `The ${number} best supported` })),
    el("option", { value: 0 }, "All")));
  follow(store, () => { box.value = String(store.get().strongest); });
  return el("div", { class: "field" }, el("label", { for: box.id }, "Links of each entity"), box);
}

/** @param {Model} model @param {import("./state.js").Store} store */
function amount(model, store) {
  const most = model.nodes.length;
  const steps = [model.opening, 300, 1000, 3000].filter((step) => step < most);
  const box = /** @type {HTMLSelectElement} */ (el("select", { id: "filter-top", on: { change: () => store.set({ top: Number(box.value) }) } },
    ...steps.map((step) => el("option", { value: step, text: `The ${step} best linked` })),
    el("option", { value: 0, text: `All ${most.toLocaleString("en")}` })));
  follow(store, () => {
    const { top } = store.get();
    box.value = String(top < 0 ? model.opening : steps.includes(top) ? top : 0);
  });
  return el("div", { class: "field" }, el("label", { for: box.id }, "Entities in the network"), box);
}

/** @param {import("./state.js").Store} store @param {() => void} show now and after each change */
function follow(store, show) {
  store.listen(show);
  show();
}
