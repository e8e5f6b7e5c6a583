/** The board of commitments: who owes what to whom, under which framework, since when, how firmly, and until when. */

import { el, fill, keepFocus, plural } from "./dom.js";
import { firmnessSign, namesOf } from "./entries.js";
import { strengthDots } from "./evidence.js";
import { compare } from "./grouping.js";
import { FIRMNESS, strengthOf } from "./model.js";

/** @typedef {import("./model.js").Model} Model */
/** @typedef {import("./model.js").Finding} Finding */
/** @typedef {{key: string, label: string, value: (f: Finding) => string | number, cell?: (f: Finding) => Node | null, class?: string, spare?: boolean}} Column a spare one needs a value */

const ROWS = 25;

export class Commitments {
  /** @param {Model} model @param {import("./state.js").Store} store */
  constructor(model, store) {
    this.model = model;
    this.store = store;
    this.all = model.findings.filter((finding) => finding.kind === "commitment");
    const debtors = [...new Set(this.all.flatMap((finding) => finding.roles.debtor ?? []))].map((index) => model.nodes[index]);
    debtors.sort((a, b) => a.label.localeCompare(b.label, "en"));
    this.debtor = /** @type {HTMLSelectElement} */ (el("select", { id: "debtor", on: { change: () => store.set({ debtor: this.debtor.value, boardPage: 1 }) } },
      el("option", { value: "" }, "anyone"), ...debtors.map((node) => el("option", { value: node.id, text: node.label }))));
    this.due = /** @type {HTMLInputElement} */ (el("input", { type: "checkbox", on: { change: () => store.set({ due: this.due.checked ? "1" : "", boardPage: 1 }) } }));
    this.tiles = FIRMNESS.map((firmness) => el("button", { type: "button", class: "tile", "data-firmness": firmness, on: { click: () => this.toggle(firmness) } }));
    this.body = el("div", { class: "board-body" });
    this.element = el("div", { class: "board" },
      el("div", { class: "board-tools" }, el("div", { class: "tiles", role: "group", "aria-label": "Firmness" }, ...this.tiles),
        el("span", { class: "pick" }, el("label", { for: "debtor" }, "Who is bound"), this.debtor), el("label", { class: "entry" }, this.due, "With a deadline")),
      this.body);
  }

  /** @param {string} firmness */
  toggle(firmness) {
    const kept = new Set(this.store.get().firmness);
    if (!kept.delete(firmness)) kept.add(firmness);
    this.store.set({ firmness: FIRMNESS.filter((each) => kept.has(each)), boardPage: 1 });
  }

  /** @returns {Column[]} */
  columns() {
    const { model } = this;
    const nodes = (/** @type {Finding} */ f, /** @type {string} */ role) => namesOf(model, f.roles[role] ?? []);
    const firmness = (/** @type {Finding} */ f) => FIRMNESS.length - FIRMNESS.indexOf(f.firmness) + strengthOf(model, f) / 10;
    return [
      { key: "debtor", label: "Who is bound", value: (f) => nodes(f, "debtor"), class: "names" },
      { key: "words", label: "To what", value: (f) => f.words || f.label, class: "quote" },
      { key: "creditor", label: "Towards", value: (f) => nodes(f, "creditor"), class: "names", spare: true },
      { key: "framework", label: "Framework", value: (f) => nodes(f, "underFramework"), class: "names", spare: true },
      { key: "firmness", label: "Firmness", value: firmness, class: "firmness",
        cell: (f) => el("span", {}, firmnessSign(f.firmness), strengthDots({ ...f, strength: strengthOf(model, f) })) },
      { key: "date", label: "Since", value: (f) => f.date, class: "number", cell: (f) => el("span", {}, f.date || "undated", f.status ? el("span", { class: "quiet small under", text: f.status }) : null) },
      { key: "deadline", label: "Deadline", value: (f) => f.until || f.begin, class: "number", spare: true, cell: (f) => (f.until || f.begin ? el("span", {}, f.until || f.begin, el("span", { class: "quiet small under" }, el("bdi", { text: f.when }))) : null) },
    ];
  }

  /** @param {import("./selection.js").Shown} shown */
  update(shown) {
    const state = this.store.get();
    const debtor = this.model.byId.get(state.debtor);
    const open = this.all.filter((f) => shown.findings.has(f.index) && (debtor === undefined || f.roles.debtor?.includes(debtor)) && (!state.due || f.until || f.begin));
    this.debtor.value = debtor === undefined ? "" : state.debtor;
    this.due.checked = Boolean(state.due);
    this.tiles.forEach((tile, at) => {
      fill(tile, el("span", { class: "tile-number number", text: open.filter((f) => f.firmness === FIRMNESS[at]).length.toLocaleString("en") }), firmnessSign(FIRMNESS[at]));
      tile.setAttribute("aria-pressed", String(state.firmness.includes(FIRMNESS[at])));
    });
    const kept = state.firmness.length ? open.filter((f) => state.firmness.includes(f.firmness)) : open;
    keepFocus(this.body, () => this.draw(kept, state));
  }

  /** @param {Finding[]} found @param {import("./state.js").State} state */
  draw(found, state) {
    const columns = this.columns().filter((each) => !each.spare || found.some((f) => each.value(f)));
    const column = columns.find((each) => each.key === state.board.replace(/^-/, "")) ?? columns[0];
    const sign = state.board.startsWith("-") ? -1 : 1;
    const sorted = [...found].sort((a, b) => compare(column.value(a), column.value(b), sign) || a.index - b.index);
    const pages = Math.max(1, Math.ceil(sorted.length / ROWS));
    const page = Math.min(Math.max(1, state.boardPage), pages);
    const go = (/** @type {string} */ name, /** @type {number} */ to) => el("button", { type: "button", disabled: to < 1 || to > pages, "data-keep": `board-${name}`, on: { click: () => this.store.set({ boardPage: to }) } }, name);
    fill(this.body,
      el("div", { class: "pager" }, el("span", { role: "status", text: `${plural(sorted.length, "commitment")}, page ${page} of ${pages}` }), go("Previous", page - 1), go("Next", page + 1)),
      sorted.length ? el("div", { class: "table-scroll", tabindex: 0, role: "region", "aria-label": "Commitments" }, el("table", { class: "stacking", role: "table" },
        el("caption", { class: "unseen" }, "Commitments"),
        el("thead", { role: "rowgroup" }, el("tr", { role: "row" }, el("th", { scope: "col", role: "columnheader" }, el("span", { class: "unseen" }, "Evidence")), ...columns.map((each) => this.header(each)))),
        el("tbody", { role: "rowgroup" }, ...sorted.slice((page - 1) * ROWS, page * ROWS).map((f) => this.row(f, columns)))))
        : el("p", { class: "quiet pad-text" }, "No commitment passes the filters."));
  }

  /** @param {Column} column */
  header({ key, label }) {
    const { board } = this.store.get();
    const isOn = board.replace(/^-/, "") === key;
    const isDown = board.startsWith("-");
    return el("th", { scope: "col", role: "columnheader", "aria-sort": isOn ? (isDown ? "descending" : "ascending") : "none" },
      el("button", { type: "button", "data-keep": `board-sort-${key}`, on: { click: () => this.store.set({ board: isOn && !isDown ? `-${key}` : key, boardPage: 1 }) } },
        label, el("span", { "aria-hidden": "true", class: "arrow", text: isOn ? (isDown ? "▼" : "▲") : "" })));
  }

  /** @param {Finding} finding @param {Column[]} columns */
  row(finding, columns) {
    const isChosen = this.store.get().finding === finding.id;
    const open = () => this.store.set({ finding: finding.id, node: "", link: "" });
    const words = String(columns[1].value(finding));
    return el("tr", { role: "row", class: isChosen ? "chosen" : null, on: { click: open } },
      el("td", { role: "cell" }, el("button", { type: "button", class: "show", "aria-pressed": String(isChosen), "aria-label": `Read: ${words}`, "data-keep": `commitment-${finding.index}` }, "Read")),
      ...columns.map((column) => {
        const value = String(column.value(finding));
        const content = column.cell ? column.cell(finding) : el("bdi", { class: column.class === "quote" ? "clamp" : null, text: value });
        return el("td", { role: "cell", class: `${column.class ?? ""}${content === null || (!column.cell && !value) ? " empty" : ""}`, "data-label": column.label }, content);
      }));
  }
}
