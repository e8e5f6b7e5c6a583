/** The table: everything that the network shows, in rows that one can sort, search and page through. */

import { el, fill, plural } from "./dom.js";
import { strengthDots } from "./evidence.js";
import { aboutOf, actorsOf, quoteOf } from "./model.js";

/** @typedef {import("./model.js").Model} Model */
/** @typedef {{key: string, label: string, value: (row: any) => string | number, cell?: (row: any) => Node | string | null, sort?: boolean, class?: string}} Column */

const ROWS = 25;

export class Table {
  /** @param {Model} model @param {import("./state.js").Store} store */
  constructor(model, store) {
    this.model = model;
    this.store = store;
    this.box = /** @type {HTMLInputElement} */ (el("input", { type: "search", id: "table-find", placeholder: "Words in any column", on: { input: () => store.set({ find: this.box.value, page: 1 }) } }));
    this.modes = ["findings", "links"].map((mode) => el("button", { type: "button", on: { click: () => store.set({ rows: mode, page: 1, sort: mode === "links" ? "-count" : "date" }) }, "data-mode": mode }, mode === "links" ? "Links" : "Passages"));
    this.body = el("div", { class: "table-body" });
    this.element = el("div", { class: "table-view" },
      el("div", { class: "table-tools" }, el("div", { class: "segmented", role: "group", "aria-label": "Rows" }, ...this.modes),
        el("label", { for: "table-find" }, "Filter the rows"), this.box),
      this.body);
  }

  /** @returns {Column[]} */
  columns() {
    const { model } = this;
    const names = (/** @type {number[]} */ ids) => ids.map((id) => model.nodes[id].short || model.nodes[id].label).join(", ");
    if (this.store.get().rows === "links") {
      return [
        { key: "from", label: "From", value: (b) => model.nodes[b.source].label },
        { key: "relation", label: "Link", value: (b) => model.relations[b.relation].label },
        { key: "to", label: "To", value: (b) => model.nodes[b.target].label },
        { key: "strength", label: "Strength", value: (b) => b.strength, cell: strengthDots },
        { key: "count", label: "Number", value: (b) => b.edges.length, class: "number" },
      ];
    }
    const actCell = (/** @type {any} */ f) => el("span", {}, el("bdi", { text: f.type || model.findingKinds[f.kind] }),
      el("span", { class: "quiet small under", text: statusOf(f) }),
      el("span", { class: "narrow small" }, f.date, " ", strengthDots(f)));
    return [
      { key: "date", label: "Date", value: (f) => f.date, class: "number spare" },
      { key: "who", label: "Who", value: (f) => names(actorsOf(f)), class: "names" },
      { key: "act", label: "Act or fact", value: (f) => `${f.type || model.findingKinds[f.kind]} ${statusOf(f)}`, cell: actCell },
      { key: "strength", label: "Strength", value: (f) => f.strength, cell: strengthDots, class: "spare" },
      { key: "about", label: "About", value: (f) => names(aboutOf(f).slice(0, 4)), class: "names spare" },
      { key: "quote", label: "Passage", value: (f) => quoteOf(model, f), class: "quote" },
    ];
  }

  /** @param {import("./selection.js").Shown} shown @returns {any[]} what the rows show, filtered and sorted */
  rows(shown) {
    const { rows, find, sort } = this.store.get();
    const columns = this.columns();
    const all = rows === "links" ? shown.bundles : [...shown.findings].map((index) => this.model.findings[index]);
    /** @type {string[]} */
    const words = find.toLowerCase().split(/\s+/).filter(Boolean);
    const found = words.length ? all.filter((row) => {
      const text = columns.map((column) => column.value(row)).join(" ").toLowerCase();
      return words.every((word) => text.includes(word));
    }) : [...all];
    const column = columns.find((each) => each.key === sort.replace(/^-/, ""));
    const sign = sort.startsWith("-") ? -1 : 1;
    return column ? found.sort((a, b) => sign * compare(column.value(a), column.value(b))) : found;
  }

  /** @param {import("./selection.js").Shown} shown */
  update(shown) {
    const state = this.store.get();
    if (document.activeElement !== this.box) this.box.value = state.find;
    for (const mode of this.modes) mode.setAttribute("aria-pressed", String(mode.dataset.mode === state.rows));
    const rows = this.rows(shown);
    const pages = Math.max(1, Math.ceil(rows.length / ROWS));
    const page = Math.min(Math.max(1, state.page), pages);
    const part = rows.slice((page - 1) * ROWS, page * ROWS);
    const focus = /** @type {HTMLElement} */ (document.activeElement)?.dataset?.keep;
    fill(this.body, this.pager(rows.length, page, pages), el("div", { class: "table-scroll", tabindex: 0, role: "region", "aria-label": "Rows" }, this.grid(part)));
    if (focus) /** @type {HTMLElement | null} */ (this.body.querySelector(`[data-keep="${focus}"]`))?.focus();
  }

  /** @param {any[]} part */
  grid(part) {
    const columns = this.columns();
    const caption = this.store.get().rows === "links" ? "Links between entities" : "Passages and what was understood of them";
    return el("table", {}, el("caption", { class: "unseen" }, caption),
      el("thead", {}, el("tr", {}, el("th", { scope: "col" }, el("span", { class: "unseen" }, "Evidence")), ...columns.map((column) => this.header(column)))),
      el("tbody", {}, ...part.map((row) => this.row(row, columns))));
  }

  /** @param {Column} column */
  header(column) {
    const { sort } = this.store.get();
    const on = sort.replace(/^-/, "") === column.key;
    const down = sort.startsWith("-");
    const order = on ? (down ? "descending" : "ascending") : "none";
    return el("th", { scope: "col", "aria-sort": order, class: column.class?.includes("spare") ? "spare" : null },
      el("button", { type: "button", "data-keep": `sort-${column.key}`, on: { click: () => this.store.set({ sort: on && !down ? `-${column.key}` : column.key, page: 1 }) } },
        column.label, el("span", { "aria-hidden": "true", class: "arrow", text: on ? (down ? "▼" : "▲") : "" })));
  }

  /** @param {any} row @param {Column[]} columns */
  row(row, columns) {
    const state = this.store.get();
    const isLink = state.rows === "links";
    const chosen = isLink ? state.link === row.key : state.finding === row.id;
    const open = () => this.store.set(isLink ? { link: row.key, node: "", finding: "" } : { finding: row.id, node: "", link: "" });
    const name = isLink ? `Read: ${columns.slice(0, 3).map((c) => c.value(row)).join(" ")}` : `Read: ${columns[2].value(row)}, ${columns[1].value(row)}`;
    const keep = `row-${isLink ? `${row.source}-${row.target}-${row.relation}` : row.index}`;
    return el("tr", { class: chosen ? "chosen" : null, on: { click: open } },
      el("td", {}, el("button", { type: "button", class: "show", "aria-pressed": String(chosen), "aria-label": name, "data-keep": keep }, "Read")),
      ...columns.map((column) => el("td", { class: column.class ?? null },
        column.cell ? column.cell(row) : el("bdi", { class: column.class === "quote" ? "clamp" : null, text: String(column.value(row)) }))));
  }

  /** @param {number} total @param {number} page @param {number} pages */
  pager(total, page, pages) {
    const go = (/** @type {string} */ name, /** @type {number} */ to) => el("button", { type: "button", disabled: to < 1 || to > pages, "data-keep": `page-${name}`, on: { click: () => this.store.set({ page: to }) } }, name);
    return el("div", { class: "pager" }, el("span", { role: "status", text: `${plural(total, "row")}, page ${page} of ${pages}` }), go("Previous", page - 1), go("Next", page + 1));
  }
}

/** @param {import("./model.js").Finding} finding */
function statusOf(finding) {
  return finding.factuality || finding.firmness;
}

/** @param {string | number} a @param {string | number} b */
function compare(a, b) {
  return typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b), "en");
}
