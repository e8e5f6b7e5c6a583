/** The start: what is in the graph, and the ways in by state, issue, framework and statement. */

import { byStrength, groupBy } from "./dossier.js";
import { el, fill, keepFocus, plural } from "./dom.js";
import { lineOf, namesOf, passages, statementRow } from "./entries.js";
import { kindSign } from "./legend.js";
import { statePairs } from "./pairs.js";

/** @typedef {import("./model.js").Model} Model */
/** @typedef {import("./model.js").Finding} Finding */
/** @typedef {import("./selection.js").Shown} Shown */

const FEW = 6;
const PAIRS = 8;
const DOORS = { state: "States", issue: "Issues", framework: "Frameworks and instruments", area: "Areas of cooperation" };

/**
 * The view that the reader sees: the one asked for, else the start of a graph too large to be drawn whole.
 * @param {Model} model @param {import("./state.js").State} state
 */
export function viewOf(model, { view, node, link, finding }) {
  const isLarge = model.opening < model.nodes.length;
  return view || (isLarge && !node && !link && !finding ? "start" : "network");
}

export class Start {
  /** @param {Model} model @param {import("./state.js").Store} store */
  constructor(model, store) {
    this.model = model;
    this.store = store;
    this.element = el("div", { class: "start", tabindex: 0, role: "region", "aria-label": "Start" });
    /** @type {Shown | null} */
    this.shown = null;
    this.chosen = "";
  }

  /** @param {Shown} shown */
  update(shown) {
    const findings = [...shown.findings].map((index) => this.model.findings[index]);
    const chosen = this.store.get().finding;
    if (shown === this.shown && chosen === this.chosen) return;
    const top = this.element.scrollTop;
    keepFocus(this.element, () => fill(this.element, this.summary(shown, findings), this.partners(shown), ...this.strongest(findings, chosen), ...this.doors(shown), this.statements(findings)));
    this.element.scrollTop = top;
    Object.assign(this, { shown, chosen });
  }

  /** @param {Shown} shown @param {Finding[]} findings */
  summary({ narrowed }, findings) {
    const { model } = this;
    const said = new Set(narrowed ? findings.map((finding) => finding.statement) : model.statements.keys());
    const days = [...said].map((index) => model.statements[index].date).filter(Boolean).sort();
    const years = [...new Set(days.map((day) => day.slice(0, 4)))];
    const states = new Set(findings.flatMap((f) => Object.values(f.roles).flat()).filter((node) => model.nodes[node].kind === "state"));
    const count = (/** @type {string} */ kind) => findings.filter((finding) => finding.kind === kind).length;
    /** @type {[number, string, string][]} */
    const facts = [
      [said.size, said.size === 1 ? "statement" : "statements", "statement"], [states.size, states.size === 1 ? "state" : "states", "profile"],
      [count("act"), "speech acts", "table"], [count("commitment"), "commitments", "commitments"], [count("activity"), "activities", "table"],
    ];
    const period = !days.length ? "" : days[0] === days[days.length - 1] ? days[0] : years.length > 1 ? `${years[0]} to ${years[years.length - 1]}` : `${days[0]} to ${days[days.length - 1]}`;
    const some = days.length < said.size ? " (some undated)" : "";
    const told = !said.size ? (narrowed ? "Nothing passes the filters." : "There is no statement in this graph.")
      : `${period ? `Statements of ${period}${some}` : "Undated statements"}, read sentence by sentence. Whatever you open here leads to the sentence that says it.`;
    return el("header", { class: "start-head" }, el("h2", {}, "What is in this graph"), el("p", { text: told }),
      el("ul", { class: "plain figures" }, ...facts.filter(([number]) => number).map(([number, name, view]) => el("li", {},
        el("button", { type: "button", class: "figure", "data-keep": `figure-${name}`, on: { click: () => this.store.set({ view }) } },
          el("span", { class: "figure-number number", text: number.toLocaleString("en") }), el("span", { text: name }))))));
  }

  /** Who cooperates with whom, and on what. @param {Shown} shown */
  partners(shown) {
    const { model } = this;
    const pairs = statePairs(model, shown.open).map((pair) => partnershipOf(model, pair)).filter(({ count }) => count)
      .sort((a, b) => b.count - a.count || a.pair.source - b.pair.source || a.pair.target - b.pair.target).slice(0, PAIRS);
    if (!pairs.length) return null;
    const rows = pairs.map(({ pair, count, critical, areas }) => {
      const [a, b] = [model.nodes[pair.source], model.nodes[pair.target]];
      const bar = el("span", { class: "pair-bar", "aria-hidden": "true" });
      bar.style.width = `${Math.max(3, (count / pairs[0].count) * 100)}%`;
      return el("li", {}, el("button", { type: "button", class: "pair-row", "data-keep": `pair-${a.index}-${b.index}`, on: { click: () => this.store.set({ view: "profile", subject: a.id, partner: b.id, node: "", link: "", finding: "" }) } },
        el("span", { class: "pair-names" }, el("bdi", { text: a.short || a.label }), " and ", el("bdi", { text: b.short || b.label })),
        el("span", { class: "pair-areas quiet small" }, el("bdi", { text: areas.length ? `on ${namesOf(model, areas, 3)}` : "no area named" })),
        el("span", { class: "number quiet small", text: plural(count, "passage") + (critical ? `, ${critical} critical` : "") }), bar));
    });
    return block("Who cooperates with whom, on what", el("ol", { class: "plain pair-rows" }, ...rows), this.all("The network of states", "network", { scope: "states" }), "wide-block");
  }

  /** @param {Finding[]} findings @param {string} chosen */
  strongest(findings, chosen) {
    const { model, store } = this;
    const open = (/** @type {Finding} */ finding) => store.set({ finding: finding.id, node: "", link: "" });
    const numbers = (/** @type {Finding[]} */ list) => spreadOut(list).slice(0, FEW).map((finding) => finding.index);
    const parties = (/** @type {Finding} */ f) => Number(Boolean(f.roles.underFramework)) + Number(Boolean(f.until || f.begin));
    const commitments = byStrength(model, findings.filter((f) => f.kind === "commitment" && f.roles.debtor));
    const firm = commitments.filter((f) => f.firmness === commitments[0]?.firmness).sort((a, b) => parties(b) - parties(a));
    const acts = byStrength(model, findings.filter((f) => f.kind === "act" && f.relation !== "commissive" && f.strength >= 4));
    return [
      firm.length ? block("Strongest commitments", passages(model, numbers(firm), chosen, open, "firm"), this.all("All commitments", "commitments")) : null,
      acts.length ? block("Strongest words", passages(model, numbers(acts), chosen, open, "strong", lineOf), null) : null,
    ];
  }

  /** @param {string} name @param {string} view @param {Partial<import("./state.js").State>} [more] */
  all(name, view, more = {}) {
    return el("button", { type: "button", class: "show", on: { click: () => this.store.set({ view, ...more }) } }, name);
  }

  /** @param {Shown} shown */
  doors(shown) {
    const { model } = this;
    return Object.entries(DOORS).map(([kind, title]) => {
      const nodes = model.nodes.filter((node) => node.kind === kind)
        .map((node) => ({ node, count: node.findings.filter((index) => shown.findings.has(index)).length }))
        .filter(({ count }) => count).sort((a, b) => b.count - a.count || a.node.index - b.node.index);
      if (!nodes.length) return null;
      const button = (/** @type {typeof nodes[number]} */ { node, count }) => el("li", {}, el("button", { type: "button", class: "door", "data-keep": `door-${node.index}`, on: { click: () => this.enter(node.id) } },
        kindSign(model, kind), el("bdi", { text: node.label }), el("span", { class: "number quiet", text: count.toLocaleString("en") })));
      const rest = nodes.slice(FEW * 2);
      return block(kind === "issue" ? "Most discussed issues" : title, el("ul", { class: "plain doors" }, ...nodes.slice(0, FEW * 2).map(button)),
        rest.length ? el("details", { class: "fold" }, el("summary", {}, `${rest.length.toLocaleString("en")} more`), el("ul", { class: "plain doors" }, ...rest.slice(0, 400).map(button))) : null);
    });
  }

  /** @param {string} id */
  enter(id) {
    this.store.set({ view: "profile", subject: id, partner: "", node: id, link: "", finding: "" });
  }

  /** @param {Finding[]} findings */
  statements(findings) {
    const { model, store } = this;
    const counts = new Map();
    for (const finding of findings) counts.set(finding.statement, (counts.get(finding.statement) ?? 0) + 1);
    const rows = model.statements.map((statement) => el("li", {}, statementRow(statement, counts.get(statement.index) ?? 0,
      () => store.set({ view: "statement", doc: statement.id, node: "", link: "", finding: "" }))));
    if (!rows.length) return null;
    return block("Statements", el("ul", { class: "plain sayings" }, ...rows.slice(0, 200)), rows.length > 200 ? el("p", { class: "quiet small" }, `and ${rows.length - 200} more under Statements`) : null, "wide-block");
  }
}

/**
 * What joins two states: passages that are not critical, those that are, and the areas named most, else the issues.
 * @param {Model} model @param {import("./pairs.js").Pair} pair
 */
function partnershipOf(model, pair) {
  const of = (/** @type {boolean} */ isCritical) => new Set(pair.edges.map((edge) => model.edges[edge]).filter((edge) => edge.finding >= 0 && (edge.relation === "critical") === isCritical).map((edge) => edge.finding));
  const [joined, critical] = [of(false), of(true)];
  const findings = [...joined].map((index) => model.findings[index]);
  const found = ["cooperationArea", "topic"].map((role) => groupBy(findings, [role], (node) => model.nodes[node].kind !== "state")).find((groups) => groups.length) ?? [];
  return { pair, count: joined.size, critical: critical.size, areas: found.map(({ node }) => node) };
}

/** @param {Finding[]} findings in the same order, but the first of each statement before the second of any */
function spreadOut(findings) {
  const seen = new Map();
  const turns = new Map(findings.map((finding) => {
    const turn = seen.get(finding.statement) ?? 0;
    seen.set(finding.statement, turn + 1);
    return [finding.index, turn];
  }));
  return [...findings].sort((a, b) => turns.get(a.index) - turns.get(b.index));
}

/** @param {string} title @param {Element} body @param {Element | null} foot @param {string} [name] */
function block(title, body, foot, name = "") {
  return el("section", { class: `start-block ${name}`.trim() }, el("h3", { text: title }), body, foot);
}
