/** The comparison: what two entities, or two periods, have in common and what only one of them speaks of, side by side. */

import { compareSides, entitiesOf, FACETS, middleOf, periodsOf } from "./comparison.js";
import { tally } from "./dossier.js";
import { el, fill, keepFocus, plural } from "./dom.js";
import { lineOf, passages } from "./entries.js";
import { kindSign, relationSign } from "./legend.js";

/** @typedef {import("./model.js").Model} Model */
/** @typedef {import("./model.js").Finding} Finding */
/** @typedef {import("./selection.js").Shown} Shown */
/** @typedef {import("./comparison.js").Row} Row */
/** @typedef {{title: string, names: [string, string], sides: [Finding[], Finding[]], ends: number[], rows: Row[]}} Case */

const MODES = { entities: "Two entities", periods: "Before and after" };
const KINDS = ["state", "organization", "person"];
const FEW = 20;

export class Compare {
  /** @param {Model} model @param {import("./state.js").Store} store */
  constructor(model, store) {
    this.model = model;
    this.store = store;
    const pressed = (/** @type {string} */ name, /** @type {() => void} */ act, /** @type {string} */ own) => el("button", { type: "button", "data-own": own, on: { click: act } }, name);
    this.modes = Object.entries(MODES).map(([mode, name]) => pressed(name, () => store.set({ sides: mode, finding: "" }), mode));
    this.facets = Object.entries(FACETS).map(([facet, { label }]) => pressed(label, () => store.set({ facet }), facet));
    this.left = this.picker("left", "Compare");
    this.right = this.picker("right", "with");
    this.day = /** @type {HTMLInputElement} */ (el("input", { type: "date", id: "compare-day", on: { change: () => store.set({ split: this.day.value, finding: "" }) } }));
    this.whom = el("span", { class: "pick" }, ...this.left, ...this.right);
    this.when = el("span", { class: "pick" }, el("label", { for: "compare-day" }, "Before, and from this day on"), this.day);
    this.body = el("div", { class: "profile-body" });
    this.element = el("div", { class: "profile compare" }, el("div", { class: "profile-tools" },
      el("div", { class: "segmented", role: "group", "aria-label": "Compare" }, ...this.modes), this.whom, this.when,
      el("div", { class: "segmented", role: "group", "aria-label": "By" }, ...this.facets)), this.body);
    /** Rows that the reader has opened, and whether all rows are listed. @type {Set<string>} */
    this.open = new Set();
    /** @type {Case | null} */
    this.at = null;
  }

  /** @param {"left" | "right"} field @param {string} name @returns {[HTMLElement, HTMLSelectElement]} */
  picker(field, name) {
    const box = /** @type {HTMLSelectElement} */ (el("select", { id: `compare-${field}`, on: { change: () => this.store.set({ [field]: box.value, finding: "" }) } }));
    for (const kind of KINDS) {
      const nodes = this.speaking().filter((node) => node.kind === kind).sort((a, b) => a.label.localeCompare(b.label, "en"));
      if (nodes.length) box.append(el("optgroup", { label: this.model.kinds[kind].label }, ...nodes.map((node) => el("option", { value: node.id, text: node.label }))));
    }
    return [el("label", { for: box.id }, name), box];
  }

  /** @returns {import("./model.js").Node[]} who can be compared */
  speaking() {
    return this.model.nodes.filter((node) => KINDS.includes(node.kind) && node.findings.length);
  }

  /** @returns {number[]} the two to compare: those asked for, else the states named most */
  ends() {
    const { left, right } = this.store.get();
    const asked = [left, right].map((id) => this.model.byId.get(id) ?? -1);
    const best = this.speaking().sort((a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) || b.findings.length - a.findings.length).map((node) => node.index);
    const one = asked[0] >= 0 ? asked[0] : best.find((node) => node !== asked[1]) ?? -1;
    return [one, asked[1] >= 0 ? asked[1] : best.find((node) => node !== one) ?? -1].filter((node) => node >= 0);
  }

  /** @param {Shown} shown @returns {Case | null} null where there are no two sides */
  caseOf(shown) {
    const { model } = this;
    const { sides: mode, split, facet } = this.store.get();
    const known = FACETS[facet] ? facet : "area";
    if (mode === "periods") {
      const day = split || middleOf(model);
      const sides = periodsOf(model, shown, day);
      this.day.value = day;
      return day ? { title: `Before and since ${day}`, names: [`before ${day}`, `since ${day}`], sides, ends: [], rows: compareSides(model, known, sides, []) } : null;
    }
    const ends = this.ends();
    if (ends.length < 2) return null;
    const sides = entitiesOf(model, shown, ends);
    const [a, b] = ends.map((node) => model.nodes[node].short || model.nodes[node].label);
    this.left[1].value = model.nodes[ends[0]].id;
    this.right[1].value = model.nodes[ends[1]].id;
    return { title: `${a} and ${b}`, names: [a, b], sides, ends, rows: compareSides(model, known, sides, ends) };
  }

  /** @param {Shown} shown */
  update(shown) {
    const { sides: mode, facet } = this.store.get();
    const isPeriods = mode === "periods";
    this.whom.hidden = isPeriods;
    this.when.hidden = !isPeriods;
    for (const button of this.modes) button.setAttribute("aria-pressed", String((button.dataset.own === "periods") === isPeriods));
    for (const button of this.facets) button.setAttribute("aria-pressed", String(button.dataset.own === (FACETS[facet] ? facet : "area")));
    this.at = this.caseOf(shown);
    const { at } = this;
    const top = this.body.scrollTop;
    keepFocus(this.body, () => fill(this.body, ...(at ? this.draw(at, shown) : [el("p", { class: "quiet pad-text" }, isPeriods ? "Fewer than two days are known: there is nothing to compare." : "Fewer than two entities are named: there is nothing to compare.")])));
    this.body.scrollTop = top;
  }

  /** @param {Case} at @param {Shown} shown @returns {Element[]} */
  draw(at, shown) {
    const { title, names, sides, rows } = at;
    const common = rows.filter((row) => row.left.length && row.right.length).length;
    const [left, right] = [rows.filter((row) => !row.right.length).length, rows.filter((row) => !row.left.length).length];
    const together = new Set(sides[0].map(({ index }) => index));
    const shared = sides[1].filter(({ index }) => together.has(index)).length;
    const undated = at.ends.length ? 0 : shown.findings.size - sides[0].length - sides[1].length;
    const most = Math.max(1, ...rows.flatMap((row) => [row.left.length, row.right.length]));
    const all = this.open.has("all");
    const kept = all || rows.length <= FEW + 2 ? rows : rows.slice(0, FEW);
    return [
      el("header", { class: "profile-head" }, el("h2", {}, el("bdi", { text: title })),
        el("p", { class: "quiet" }, `${plural(sides[0].length, "passage")} and ${sides[1].length.toLocaleString("en")}${shared ? `, ${shared.toLocaleString("en")} of them name both` : ""}${undated ? `; ${undated.toLocaleString("en")} are undated and left out` : ""}. ${common} in common, ${left} only on the left, ${right} only on the right.`)),
      el("div", { class: "profile-section compare-rows" },
        el("div", { class: "compare-head small quiet", "aria-hidden": "true" }, el("span"), el("span", { text: names[0] }), el("span", { text: names[1] }), el("span")),
        ...kept.map((row) => this.row(row, at, most)),
        rows.length ? null : el("p", { class: "quiet" }, "Nothing that passes the filters can be compared here."),
        kept.length < rows.length ? el("button", { type: "button", class: "show more", "data-keep": "compare-all", on: { click: () => { this.open.add("all"); this.update(shown); } } }, `Show all ${rows.length.toLocaleString("en")}`) : null),
    ];
  }

  /** @param {Row} row @param {Case} at @param {number} most */
  row(row, { names }, most) {
    const { model } = this;
    const { label, kind } = model.nodes[row.node];
    const key = `compare-${row.node}`;
    const said = row.left.length && row.right.length ? (row.both.length ? `both, ${row.both.length.toLocaleString("en")} together` : "both") : `only ${row.left.length ? names[0] : names[1]}`;
    const fold = /** @type {HTMLDetailsElement} */ (el("details", { class: "compare-fold", open: this.open.has(key), on: { toggle: () => { this.open[fold.open ? "add" : "delete"](key); unfold(); } } },
      el("summary", { "data-keep": key, class: "compare-row" }, el("span", { class: "compare-name" }, kindSign(model, kind), el("bdi", { text: label })),
        this.side(row.left, names[0], most), this.side(row.right, names[1], most), el("span", { class: "quiet small", text: said }))));
    const unfold = () => {
      if (fold.open && fold.children.length === 1) fold.append(el("div", { class: "compare-pair" }, ...[row.left, row.right].map((findings, at) => this.column(findings, names[at], `${key}-${at}`))));
    };
    unfold();
    return fold;
  }

  /** @param {number[]} findings @param {string} name @param {number} most */
  side(findings, name, most) {
    const bar = el("span", { class: "compare-bar", "aria-hidden": "true" });
    bar.style.width = `${(findings.length / most) * 100}%`;
    const stances = tally(this.model, findings).filter(([relation]) => relation === "critical" || relation === "supportive");
    return el("span", { class: "compare-side" }, el("span", { class: "compare-of unseen", text: `${name}: ` }), el("span", { class: "number", text: findings.length.toLocaleString("en") }), el("span", { class: "compare-track" }, bar),
      el("span", { class: "stances small" }, ...stances.map(([relation, count]) => el("span", { title: this.model.relations[relation].label }, relationSign(this.model, relation), el("span", { class: "unseen", text: `${this.model.relations[relation].label}: ` }), String(count)))));
  }

  /** @param {number[]} findings @param {string} name @param {string} keep */
  column(findings, name, keep) {
    const { model, store } = this;
    const open = (/** @type {Finding} */ finding) => store.set({ finding: finding.id, node: "", link: "" });
    return el("section", { "aria-label": name }, el("h4", { class: "small quiet", text: name }),
      findings.length ? passages(model, findings, store.get().finding, open, keep, lineOf) : el("p", { class: "quiet small" }, "no passage"));
  }

  /** @returns {import("./download.js").Rows} */
  sheet() {
    const { names, rows } = this.at ?? { names: ["left", "right"], rows: [] };
    return [["what", names[0], names[1], "in the same passage", "id"], ...rows.map(({ node, left, right, both }) => [this.model.nodes[node].label, left.length, right.length, both.length, this.model.nodes[node].id])];
  }
}
