/** Paths between two entities, best first, each step with the sentence behind it. */

import { el, fill, plural } from "./dom.js";
import { kindSign, relationSign } from "./legend.js";
import { quoteOf } from "./model.js";
import { edgesBetween, pairKey } from "./pairs.js";
import { costsOf, routes } from "./routes.js";
import { finder } from "./search.js";

/** @typedef {import("./model.js").Model} Model */

const MORE = 3;
const OFFERED = 8;

export class Paths {
  /** @param {Model} model @param {import("./state.js").Store} store */
  constructor(model, store) {
    this.model = model;
    this.store = store;
    this.most = MORE;
    /** What the steps cost among which findings. @type {{findings: Set<number>, costs: import("./routes.js").Costs} | null} */
    this.known = null;
    this.find = finder(model);
    this.ends = { start: this.picker("start", "From"), end: this.picker("end", "To") };
    const swap = el("button", { type: "button", on: { click: () => this.store.set({ start: this.store.get().end, end: this.store.get().start }) } }, "Swap");
    this.body = el("div", { class: "paths-body", tabindex: 0, role: "region", "aria-label": "Paths" });
    this.element = el("div", { class: "table-view" }, el("div", { class: "table-tools paths-tools" }, this.ends.start.element, this.ends.end.element, swap), this.body);
  }

  /** @param {"start" | "end"} field @param {string} name a combobox over the entities */
  picker(field, name) {
    const list = el("ul", { id: `path-${field}-found`, class: "found", role: "listbox", "aria-label": `${name}: entities found`, hidden: true });
    const box = /** @type {HTMLInputElement} */ (el("input", { type: "text", id: `path-${field}`, role: "combobox", autocomplete: "off", spellcheck: "false",
      placeholder: "Name of an entity", "aria-expanded": "false", "aria-controls": list.id, "aria-autocomplete": "list" }));
    let at = -1;
    /** @type {number[]} */
    let found = [];
    const close = () => { list.hidden = true; at = -1; box.setAttribute("aria-expanded", "false"); box.removeAttribute("aria-activedescendant"); };
    const pick = (/** @type {number} */ node) => { close(); this.store.set({ [field]: this.model.nodes[node].id }); box.value = this.model.nodes[node].label; };
    const mark = () => [...list.children].forEach((item, index) => {
      item.setAttribute("aria-selected", String(index === at));
      if (index === at) box.setAttribute("aria-activedescendant", item.id);
    });
    box.addEventListener("input", () => {
      found = this.find(box.value);
      at = found.length ? 0 : -1;
      fill(list, ...found.map((node, index) => el("li", { id: `path-${field}-${index}`, role: "option", "aria-selected": "false", on: { mousedown: () => pick(node) } },
        kindSign(this.model, this.model.nodes[node].kind), el("bdi", { text: this.model.nodes[node].label }))));
      list.hidden = !found.length;
      box.setAttribute("aria-expanded", String(Boolean(found.length)));
      mark();
    });
    box.addEventListener("keydown", (event) => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step && found.length) { at = (at + step + found.length) % found.length; mark(); event.preventDefault(); }
      else if (event.key === "Enter" && at >= 0) pick(found[at]);
      else if (event.key === "Escape") close();
    });
    box.addEventListener("blur", () => setTimeout(close, 150));
    return { box, element: el("div", { class: "search inline-field" }, el("label", { for: box.id }, name), box, list) };
  }

  /** @param {import("./selection.js").Shown} shown */
  update(shown) {
    const { model } = this;
    const state = this.store.get();
    const start = model.byId.get(state.start) ?? model.byId.get(state.node);
    const end = model.byId.get(state.end);
    for (const [picker, node] of /** @type {const} */ ([[this.ends.start, start], [this.ends.end, end]])) {
      if (document.activeElement !== picker.box) picker.box.value = node === undefined ? "" : model.nodes[node].label;
    }
    const focus = /** @type {HTMLElement} */ (document.activeElement)?.dataset?.keep;
    fill(this.body, ...this.found(shown, start, end));
    if (focus) /** @type {HTMLElement | null} */ (this.body.querySelector(`[data-keep="${CSS.escape(focus)}"]`))?.focus();
  }

  /** @param {import("./selection.js").Shown} shown @param {number | undefined} start @param {number | undefined} end */
  found(shown, start, end) {
    if (start === undefined || end === undefined) return [el("p", { class: "notice" }, "Name two entities to see what links them. Links through what nearly everybody speaks of come last."), this.offers(start, end)];
    if (start === end) return [el("p", { class: "notice" }, "These are the same entity.")];
    if (this.known?.findings !== shown.findings) this.known = { findings: shown.findings, costs: costsOf(this.model, shown.findings) };
    const all = routes(this.known.costs, start, end, this.most + 1);
    if (!all.length) return [el("p", { class: "notice", role: "status" }, "No path of up to four steps passes the filters.")];
    const more = all.length > this.most ? el("button", { type: "button", class: "wide", "data-keep": "more", on: { click: () => { this.most += MORE; this.update(shown); } } }, "More paths") : null;
    const list = all.slice(0, this.most).map((route, index) => this.card(route, index, shown));
    return [el("p", { class: "quiet small", role: "status", text: `${plural(list.length, "path")}, closest first` }), ...list, more];
  }

  /** The best linked states, for the end that is not named yet. @param {number | undefined} start @param {number | undefined} end */
  offers(start, end) {
    const field = start === undefined ? "start" : "end";
    const states = this.model.nodes.filter(({ kind, index }) => kind === "state" && index !== start && index !== end).sort((a, b) => b.degree - a.degree || a.index - b.index).slice(0, OFFERED);
    if (!states.length) return null;
    return el("p", { class: "chips pad-text" }, el("span", { class: "quiet small" }, field === "start" ? "From" : "To"),
      ...states.map(({ id, label, kind, index }) => el("button", { type: "button", class: "chip", "data-keep": `offer-${index}`, on: { click: () => this.store.set({ [field]: id }) } }, kindSign(this.model, kind), el("bdi", { text: label }))));
  }

  /** @param {import("./routes.js").Route} route @param {number} index @param {import("./selection.js").Shown} shown */
  card({ nodes }, index, shown) {
    const steps = nodes.slice(1).map((node, at) => this.step(nodes[at], node, shown));
    return el("section", { class: "card path", "aria-label": `Path ${index + 1}` },
      el("h2", { class: "small quiet" }, `${index + 1} · ${plural(steps.length, "step")}`),
      el("ol", { class: "plain hops" }, el("li", {}, this.name(nodes[0])), ...steps.flatMap((step, at) => [step, el("li", {}, this.name(nodes[at + 1]))])));
  }

  /** @param {number} node */
  name(node) {
    const { id, kind, label } = this.model.nodes[node];
    return el("button", { type: "button", class: "chip", "data-keep": `path-node-${node}`, on: { click: () => this.store.set({ node: id, link: "", finding: "" }) } }, kindSign(this.model, kind), el("bdi", { text: label }));
  }

  /** @param {number} a @param {number} b @param {import("./selection.js").Shown} shown */
  step(a, b, shown) {
    const { model } = this;
    const edges = edgesBetween(model, a, b).filter((edge) => edge.finding < 0 || shown.findings.has(edge.finding));
    edges.sort((x, y) => Number(x.finding < 0) - Number(y.finding < 0) || (model.findings[y.finding]?.strength ?? 0) - (model.findings[x.finding]?.strength ?? 0) || x.index - y.index);
    const [best] = edges;
    const relation = model.relations[best.relation];
    const finding = model.findings[best.finding];
    const words = best.label || finding?.type || relation.label;
    const [from, to] = [best.source, best.target].map((node) => model.nodes[node].short || model.nodes[node].label);
    const show = el("button", { type: "button", class: "show", "data-keep": `hop-${a}-${b}`, "aria-label": `Evidence for ${model.nodes[a].label} and ${model.nodes[b].label}`,
      on: { click: () => this.store.set({ link: pairKey(model, a, b), node: "", finding: finding ? finding.id : "" }) } }, `Evidence (${edges.filter((edge) => edge.finding >= 0).length})`);
    return el("li", { class: "hop" },
      el("p", { class: "card-head" }, relationSign(model, best.relation), el("strong", { text: words }),
        el("span", { class: "quiet small", text: relation.directed ? `${from} → ${to}` : "between the two" }), finding ? show : null),
      finding ? el("blockquote", { class: "clamp", text: quoteOf(model, finding) }) : el("p", { class: "quiet small" }, "From reference data: no sentence."));
  }
}
