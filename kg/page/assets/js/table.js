/** The table: everything that the network shows, in rows that one can sort, search and page through. */

import { el, fill, plural } from "./dom.js";
import { compare } from "./grouping.js";
import { strengthDots } from "./evidence.js";
import { aboutOf, actorsOf, quoteOf } from "./model.js";
import { fold } from "./words.js";

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
    /** @type {WeakMap<object, string>} */
    this.folded = new WeakMap();
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
      el("span", { class: "quiet small under", text: statusOf(f) }));
    return [
      { key: "date", label: "Date", value: (f) => f.date, class: "number", cell: (f) => f.date || el("span", { class: "quiet" }, "undated") },
      { key: "who", label: "Who", value: (f) => names(actorsOf(f)), class: "names" },
      { key: "act", label: "Act or fact", value: (f) => `${f.type || model.findingKinds[f.kind]} ${statusOf(f)}`, cell: actCell },
      { key: "strength", label: "Strength", value: (f) => f.strength, cell: strengthDots },
      { key: "about", label: "About", value: (f) => names(aboutOf(f).slice(0, 4)), class: "names" },
      { key: "quote", label: "Passage", value: (f) => quoteOf(model, f), class: "quote" },
    ];
  }

  /** @param {any} row @param {Column[]} columns all that the row says, ready to be searched */
  wordsOf(row, columns) {
    let text = this.folded.get(row);
    if (text === undefined) this.folded.set(row, text = fold(columns.map((column) => column.value(row)).join(" ")));
    return text;
  }

  /** The column that the rows are sorted by: the one asked for, where these rows have it. */
  order() {
    const { rows, sort } = this.store.get();
    const asked = sort.replace(/^-/, "");
    const isKnown = this.columns().some(({ key }) => key === asked);
    if (!isKnown) return rows === "links" ? { key: "count", sign: -1 } : { key: "date", sign: 1 };
    return { key: asked, sign: sort.startsWith("-") ? -1 : 1 };
  }

  /** @param {import("./selection.js").Shown} shown @returns {any[]} what the rows show, filtered and sorted */
  rows(shown) {
    const { rows, find } = this.store.get();
    const columns = this.columns();
    const all = rows === "links" ? shown.bundles : [...shown.findings].map((index) => this.model.findings[index]);
    const words = fold(find).split(" ").filter(Boolean);
    const found = words.length ? all.filter((row) => words.every((word) => this.wordsOf(row, columns).includes(word))) : [...all];
    const { key, sign } = this.order();
    const column = columns.find((each) => each.key === key);
    return column ? found.sort((a, b) => compare(column.value(a), column.value(b), sign)) : found;
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
    return el("table", { class: "stacking", role: "table" }, el("caption", { class: "unseen" }, caption),
      el("thead", { role: "rowgroup" }, el("tr", { role: "row" }, el("th", { scope: "col", role: "columnheader" }, el("span", { class: "unseen" }, "Evidence")), ...columns.map((column) => this.header(column)))),
      el("tbody", { role: "rowgroup" }, ...part.map((row) => this.row(row, columns))));
  }

  /** @param {Column} column */
  header(column) {
    const { key, sign } = this.order();
    const on = key === column.key;
    const down = sign < 0;
    const order = on ? (down ? "descending" : "ascending") : "none";
    return el("th", { scope: "col", role: "columnheader", "aria-sort": order },
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
    return el("tr", { role: "row", class: chosen ? "chosen" : null, on: { click: open } },
      el("td", { role: "cell" }, el("button", { type: "button", class: "show", "aria-pressed": String(chosen), "aria-label": name, "data-keep": keep }, "Read")),
      ...columns.map((column) => {
        const value = column.value(row);
        const content = column.cell ? column.cell(row) : el("bdi", { class: column.class === "quote" ? "clamp" : null, text: String(value) });
        return el("td", { role: "cell", class: `${column.class ?? ""}${content === null || (!column.cell && !value) ? " empty" : ""}`, "data-label": column.label }, content);
      }));
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
