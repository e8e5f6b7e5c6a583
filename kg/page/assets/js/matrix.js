/**
 * States by issues: how often each was supportive, critical or neither of each issue. Agreement and conflict stay side
 * by side, never one less the other. A cell opens the sentences behind it.
 */

import { el, fill, plural } from "./dom.js";
import { count } from "./grouping.js";
import { pairKey } from "./pairs.js";

/**
 * @typedef {import("./model.js").Model} Model
 * @typedef {{supportive: number, critical: number, other: number}} Cell
 * @typedef {{issue: number, cells: Map<number, Cell>, total: number, verdict: string}} Row
 */

const ROWS = 30;
const COLUMNS = 12;
const VERDICTS = ["stances differ", "mixed", "shared criticism", "shared support", "one state only", "no stance"];
/** @type {Record<string, string>} */
const NOTES = {
  "stances differ": "one state is critical alone, another supportive alone",
  mixed: "both critical and supportive acts, by the same states",
  "shared criticism": "two or more states are critical and none is supportive",
  "shared support": "two or more states are supportive and none is critical",
  "one state only": "one state alone takes a stance",
  "no stance": "spoken of, neither for nor against",
};
/** @type {Record<string, string>} */
const SIGNS = { "stances differ": "▲▼", mixed: "◆", "shared criticism": "▼▼", "shared support": "▲▲", "one state only": "●", "no stance": "–" };

export class Matrix {
  /** @param {Model} model @param {import("./state.js").Store} store */
  constructor(model, store) {
    this.model = model;
    this.store = store;
    this.most = ROWS;
    this.wide = COLUMNS;
    /** @type {{rows: Row[], states: number[]}} */
    this.counted = { rows: [], states: [] };
    this.kinds = [["issue", "Issues"], ["area", "Areas of cooperation"]].map(([kind, name]) =>
      el("button", { type: "button", "data-kind": kind, on: { click: () => store.set({ about: kind }) } }, name));
    this.box = /** @type {HTMLSelectElement} */ (el("select", { id: "matrix-order", on: { change: () => store.set({ order: this.box.value }) } },
      ...[["count", "Most acts first"], ["difference", "Differences first"], ["name", "By name"]].map(([value, text]) => el("option", { value, text })),
      el("option", { value: "state", disabled: true, hidden: true }, "By one state")));
    this.tools = el("div", { class: "table-tools" }, el("div", { class: "segmented", role: "group", "aria-label": "Rows" }, ...this.kinds),
      el("div", { class: "inline-field" }, el("label", { for: "matrix-order" }, "Order"), this.box));
    this.key = el("p", { class: "quiet small matrix-key" }, el("span", { class: "cell-critical" }, "▼"), " critical  ",
      el("span", { class: "cell-supportive" }, "▲"), " supportive  ", el("span", { class: "cell-other" }, "○"), " neither; with the number of acts. Stance is towards the issue named, not towards a state.");
    this.body = el("div", { class: "table-body" });
    this.element = el("div", { class: "table-view" }, this.tools, this.key, this.body);
  }

  /** @param {import("./selection.js").Shown} shown */
  update(shown) {
    const { about, order } = this.store.get();
    for (const kind of this.kinds) kind.setAttribute("aria-pressed", String(kind.dataset.kind === about));
    const byState = this.model.byId.get(order);
    this.box.value = byState === undefined ? order : "state";
    this.counted = this.count(shown, about);
    const { rows, states } = this.counted;
    rows.sort(this.comparison(order, byState));
    const focus = /** @type {HTMLElement} */ (document.activeElement)?.dataset?.keep;
    const more = this.more(rows.length, states.length, shown);
    if (!rows.length) fill(this.body, el("p", { class: "notice" }, "No act of a state on such a topic passes the filters."));
    else fill(this.body, more, el("div", { class: "table-scroll", tabindex: 0, role: "region", "aria-label": "States by issues" }, this.grid(rows.slice(0, this.most), states.slice(0, this.wide))));
    if (focus) /** @type {HTMLElement | null} */ (this.body.querySelector(`[data-keep="${CSS.escape(focus)}"]`))?.focus();
  }

  /** @returns {import("./download.js").Rows} one row for each topic and state */
  sheet() {
    const { model } = this;
    const { rows } = this.counted;
    return [["topic", "state", "critical", "supportive", "neither", "together"],
      ...rows.flatMap(({ issue, cells, verdict }) => [...cells].map(([state, { critical, supportive, other }]) => [model.nodes[issue].label, model.nodes[state].label, critical, supportive, other, verdict]))];
  }

  /** @param {import("./selection.js").Shown} shown @param {string} about @returns {{rows: Row[], states: number[]}} */
  count(shown, about) {
    const { model } = this;
    /** @type {Map<number, Map<number, Cell>>} */
    const table = new Map();
    /** @type {Map<number, number>} */
    const totals = new Map();
    for (const index of shown.findings) {
      const finding = model.findings[index];
      if (finding.kind !== "act") continue;
      const who = (finding.roles.onBehalfOf ?? finding.roles.speaker ?? []).filter((node) => model.nodes[node].kind === "state");
      const topics = new Set([...(finding.roles.topic ?? []), ...(finding.roles.cooperationArea ?? [])].filter((node) => model.nodes[node].kind === about));
      for (const topic of topics) for (const state of who) {
        const row = table.get(topic) ?? new Map();
        const cell = row.get(state) ?? { supportive: 0, critical: 0, other: 0 };
        cell[finding.stance === "critical" || finding.stance === "supportive" ? finding.stance : "other"] += 1;
        table.set(topic, row.set(state, cell));
        count(totals, state);
      }
    }
    const rows = [...table].map(([issue, cells]) => ({ issue, cells, total: [...cells.values()].reduce((sum, cell) => sum + sizeOf(cell), 0), verdict: verdictOf(cells) }));
    const states = [...totals.keys()].sort((a, b) => (totals.get(b) ?? 0) - (totals.get(a) ?? 0) || a - b);
    return { rows, states };
  }

  /** @param {string} order @param {number | undefined} state @returns {(a: Row, b: Row) => number} */
  comparison(order, state) {
    const name = (/** @type {Row} */ row) => this.model.nodes[row.issue].label;
    const byName = (/** @type {Row} */ a, /** @type {Row} */ b) => name(a).localeCompare(name(b), "en");
    const byCount = (/** @type {Row} */ a, /** @type {Row} */ b) => b.total - a.total || byName(a, b);
    const own = (/** @type {Row} */ row) => (state === undefined ? 0 : sizeOf(row.cells.get(state)));
    if (state !== undefined) return (a, b) => own(b) - own(a) || byCount(a, b);
    if (order === "name") return byName;
    if (order === "difference") return (a, b) => VERDICTS.indexOf(a.verdict) - VERDICTS.indexOf(b.verdict) || byCount(a, b);
    return byCount;
  }

  /** @param {number} rows @param {number} states @param {import("./selection.js").Shown} shown */
  more(rows, states, shown) {
    const all = (/** @type {string} */ text, /** @type {() => void} */ act) => el("button", { type: "button", "data-keep": text, on: { click: () => { act(); this.update(shown); } } }, text);
    return el("div", { class: "pager" },
      el("span", { role: "status", text: `${plural(Math.min(rows, this.most), "topic")} of ${rows}, ${plural(Math.min(states, this.wide), "state")} of ${states}` }),
      rows > this.most ? all("All topics", () => { this.most = Infinity; }) : null,
      states > this.wide ? all("All states", () => { this.wide = Infinity; }) : null);
  }

  /** @param {Row[]} rows @param {number[]} states */
  grid(rows, states) {
    const { model } = this;
    const { order } = this.store.get();
    return el("table", { class: "matrix" }, el("caption", { class: "unseen" }, "Acts of each state on each topic, by stance"),
      el("thead", {}, el("tr", {}, el("th", { scope: "col" }, "Topic"), el("th", { scope: "col" }, "Together"),
        ...states.map((state) => el("th", { scope: "col", "aria-sort": order === model.nodes[state].id ? "descending" : "none" },
          el("button", { type: "button", "data-keep": `sort-${state}`, title: `Sort by ${model.nodes[state].label}`, on: { click: () => this.store.set({ order: order === model.nodes[state].id ? "count" : model.nodes[state].id }) } },
            el("bdi", { text: model.nodes[state].label }), el("span", { class: "arrow", "aria-hidden": "true", text: order === model.nodes[state].id ? "▼" : "" })))))),
      el("tbody", {}, ...rows.map((row) => this.row(row, states))));
  }

  /** @param {Row} row @param {number[]} states */
  row({ issue, cells, verdict }, states) {
    const { id, label } = this.model.nodes[issue];
    const open = () => this.store.set({ node: id, link: "", finding: "" });
    return el("tr", { class: `verdict-${VERDICTS.indexOf(verdict)}` },
      el("th", { scope: "row" }, el("button", { type: "button", class: "name", "data-keep": `row-${issue}`, on: { click: open } }, el("bdi", { text: label }))),
      el("td", { class: "verdict", title: NOTES[verdict] }, el("span", { "aria-hidden": "true", text: `${SIGNS[verdict]} ` }), verdict),
      ...states.map((state) => el("td", {}, this.cell(state, issue, cells.get(state)))));
  }

  /** @param {number} state @param {number} issue @param {Cell | undefined} cell */
  cell(state, issue, cell) {
    if (!cell) return null;
    const { model } = this;
    const link = pairKey(model, state, issue);
    const said = [["critical", cell.critical], ["supportive", cell.supportive], ["neither", cell.other]].filter(([, count]) => count).map(([word, count]) => `${count} ${word}`).join(", ");
    const marks = [["critical", "▼", cell.critical], ["supportive", "▲", cell.supportive], ["other", "○", cell.other]]
      .filter(([, , count]) => count).map(([name, sign, count]) => el("span", { class: `cell-${name}`, text: `${sign}${count}` }));
    return el("button", { type: "button", class: "cell", "data-keep": `cell-${state}-${issue}`, "aria-pressed": String(this.store.get().link === link),
      "aria-label": `${model.nodes[state].label}, ${model.nodes[issue].label}: ${said}`, on: { click: () => this.store.set({ link, node: "", finding: "" }) } }, ...marks);
  }
}

/** @param {Cell | undefined} cell */
function sizeOf(cell) {
  return cell ? cell.supportive + cell.critical + cell.other : 0;
}

/** @param {Map<number, Cell>} cells @returns {string} how the states stand to one another on an issue */
function verdictOf(cells) {
  const all = [...cells.values()];
  const critical = all.filter((cell) => cell.critical).length;
  const supportive = all.filter((cell) => cell.supportive).length;
  if (all.some((cell) => cell.critical && !cell.supportive) && all.some((cell) => cell.supportive && !cell.critical)) return "stances differ";
  if (critical && supportive) return "mixed";
  if (critical + supportive === 1) return "one state only";
  if (critical) return "shared criticism";
  return supportive ? "shared support" : "no stance";
}
