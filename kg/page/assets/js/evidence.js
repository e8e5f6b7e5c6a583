/**
 * The evidence panel: what was said of the reader's choice, and the statement with the sentence marked in it. With
 * nothing chosen it sums up the whole graph.
 */

import { bundleKey } from "./bundles.js";
import { citationOf, placeIn } from "./citation.js";
import { copyButton } from "./clipboard.js";
import { el, fill, plural, visible } from "./dom.js";
import { kindSign, relationSign } from "./legend.js";
import { aboutOf, actorsOf, quoteOf } from "./model.js";
import { pairOf } from "./pairs.js";
import { evidenceOf } from "./selection.js";
import { isStill } from "./theme.js";

/** @typedef {import("./model.js").Model} Model */
/** @typedef {import("./model.js").Finding} Finding */
/** @typedef {import("./selection.js").Shown} Shown */

const MOST = 40;
const CITE = { class: "show no-print", title: "Copy the sentence and where it stands", done: "The sentence is copied.", failed: "The browser does not let this page copy: mark the text and copy it.", short: "Not copied" };

export class Evidence {
  /** @param {Model} model @param {import("./state.js").Store} store @param {HTMLElement} element */
  constructor(model, store, element) {
    this.model = model;
    this.store = store;
    this.element = element;
    this.most = MOST;
    this.more = () => {};
    /** What the summary on the screen tells; empty where there is none. */
    this.summed = "";
  }

  /** @param {Shown} shown @param {boolean} anew whether the choice has changed */
  update(shown, anew) {
    const state = this.store.get();
    if (anew) this.most = MOST;
    const found = evidenceOf(this.model, state, shown);
    const open = this.model.findingById.get(state.finding) ?? found[0];
    const node = this.model.byId.get(state.node);
    const pair = pairOf(this.model, state.link);
    const link = state.link ? shown.index.find(this.model, state.link) : undefined;
    if (!pair && !link && node === undefined && !found.length) return this.sumUp(shown);
    this.summed = "";
    if (pair) fill(this.element, ...this.ofPair(...pair), this.list(found, open));
    else if (link) fill(this.element, ...this.ofLink(link), this.list(found, open));
    else if (node !== undefined) fill(this.element, ...this.ofNode(node, shown), this.list(found, open));
    else fill(this.element, this.head("Evidence", null), this.list(found, open));
    this.element.append(open === undefined ? this.without() : this.reader(open));
    if (anew) this.element.scrollTop = 0;
    this.scrollToMark(anew);
    return undefined;
  }

  without() {
    return el("p", { class: "quiet pad-text" }, "This comes from reference data or is filtered out: no sentence is shown.");
  }

  /** @param {string} title @param {Element | null} sign @param {string} [under] */
  head(title, sign, under = "") {
    const close = el("button", { type: "button", class: "close", "aria-label": "Close and show the summary", on: { click: () => this.store.set({ node: "", link: "", finding: "" }) } }, "×");
    return el("div", { class: "panel-head" }, el("h2", {}, sign, el("bdi", { text: title })), close, under ? el("p", { class: "quiet small", text: under }) : null);
  }

  /** @param {number} node @param {Shown} shown */
  ofNode(node, shown) {
    const { label, kind, group, aliases } = this.model.nodes[node];
    const kindLabel = this.model.kinds[kind].label;
    const named = group && group.toLowerCase() !== kindLabel.toLowerCase() ? `${kindLabel} · ${group}` : kindLabel;
    const also = aliases.length ? ` · also ${aliases.slice(0, 4).join(", ")}` : "";
    return [this.head(label, kindSign(this.model, kind), named + also), this.onward(node), this.neighbours(node, shown)];
  }

  /** @param {number} node what can be done with an entity */
  onward(node) {
    const { expanded, hidden } = this.store.get();
    const { id } = this.model.nodes[node];
    const isOpen = expanded.includes(id);
    const button = (/** @type {string} */ name, /** @type {Partial<import("./state.js").State>} */ patch) => el("button", { type: "button", class: "show", on: { click: () => this.store.set(patch) } }, name);
    const inNetwork = document.documentElement.dataset.view === "network";
    return el("p", { class: "pad-text chips no-print" }, this.toProfile(node, -1),
      ...(inNetwork ? [
        button(isOpen ? "Collapse" : "Expand", { expanded: isOpen ? expanded.filter((/** @type {string} */ each) => each !== id) : [...expanded, id] }),
        button("Hide", { hidden: [...hidden, id], node: "", link: "", finding: "" }),
      ] : []),
      button("Paths from here", { view: "paths", start: id }));
  }

  /** @param {number} node @param {Shown} shown */
  neighbours(node, shown) {
    const links = shown.index.links.get(node) ?? [];
    const items = [...links].sort((a, b) => b.edges.length - a.edges.length || b.strength - a.strength).map((item) => {
      const other = item.source === node ? item.target : item.source;
      const name = this.model.nodes[other].label;
      return el("li", {}, el("button", { type: "button", class: "neighbour", on: { click: () => this.store.set({ link: item.key, node: "", finding: "" }) } },
        relationSign(this.model, item.relation), el("bdi", { text: name }),
        el("span", { class: "quiet small", text: this.model.relations[item.relation].label }),
        el("span", { class: "number quiet", text: item.edges.length })));
    });
    if (!items.length) return el("p", { class: "quiet pad-text" }, "No link passes the filters.");
    return el("details", { class: "fold" }, el("summary", {}, plural(items.length, "link")), el("ul", { class: "plain" }, ...items));
  }

  /** @param {number} one @param {number} other */
  ofPair(one, other) {
    const { model } = this;
    const ends = [one, other].map((index) => model.nodes[index]);
    return [
      this.head(ends.map((node) => node.label).join(" – "), null, "All that links the two"),
      el("p", { class: "chips pad-text" }, ...ends.map((node) => el("button", { type: "button", class: "chip", on: { click: () => this.store.set({ node: node.id, link: "", finding: "" }) } },
        kindSign(model, node.kind), el("bdi", { text: node.label })))),
      el("p", { class: "pad-text" }, this.toProfile(one, other)),
    ];
  }

  /** @param {number} one @param {number} other -1 for none */
  toProfile(one, other) {
    const { nodes } = this.model;
    if (document.documentElement.dataset.view === "profile" || !nodes[one].findings.length) return null;
    const subject = nodes[one].id;
    const go = () => this.store.set({ view: "profile", subject, partner: other < 0 ? "" : nodes[other].id, node: other < 0 ? subject : "", link: "", finding: "" });
    return el("button", { type: "button", class: "show no-print", on: { click: go } }, other < 0 ? "Open the profile" : "Open the profile of both");
  }

  /** @param {import("./bundles.js").Bundle} item */
  ofLink(item) {
    const { model } = this;
    const [a, b] = [model.nodes[item.source], model.nodes[item.target]];
    const labels = [...new Set(item.edges.map((edge) => model.edges[edge].label).filter(Boolean))].join(", ");
    const ends = [a, b].map((node) => el("button", { type: "button", class: "chip", on: { click: () => this.store.set({ node: node.id, link: "", finding: "" }) } },
      kindSign(model, node.kind), el("bdi", { text: node.label })));
    return [
      this.head(`${a.label} – ${b.label}`, null, [model.relations[item.relation].label, labels].filter(Boolean).join(" · ")),
      el("p", { class: "chips pad-text" }, relationSign(model, item.relation), ...ends),
    ];
  }

  /** @param {number[]} found @param {number | undefined} open */
  list(found, open) {
    if (!found.length) return el("div");
    const last = open === undefined ? -1 : found.indexOf(open);
    const ordered = open === undefined || last < this.most ? found : [open, ...found.slice(0, last), ...found.slice(last + 1)];
    const cards = ordered.slice(0, this.most).map((index) => this.card(this.model.findings[index], index === open));
    const more = found.length > this.most
      ? el("button", { type: "button", class: "wide", on: { click: () => { this.most += 200; this.more(); } } }, `Show more of ${found.length.toLocaleString("en")}`)
      : null;
    return el("section", { class: "cards", "aria-label": "Findings" }, el("h3", {}, plural(found.length, "passage")), ...cards, more);
  }

  /** @param {Finding} finding @param {boolean} open */
  card(finding, open) {
    const { model } = this;
    const statement = model.statements[finding.statement];
    const show = el("button", { type: "button", class: "show", "aria-pressed": String(open), on: { click: () => this.store.set({ finding: finding.id }) } },
      open ? "Shown in the statement" : "Show in the statement");
    return el("article", { class: `card${open ? " open" : ""}` },
      el("p", { class: "card-head" }, finding.relation ? relationSign(model, finding.relation) : null,
        el("strong", { text: finding.type || model.findingKinds[finding.kind] }), strengthDots(finding), ...tags(finding)),
      this.sentence(finding),
      el("blockquote", {}, ...this.marked(finding)),
      open ? this.details(finding) : null,
      el("p", { class: "card-foot quiet small" }, el("span", {}, [statement.date, placeIn(statement, finding)].filter(Boolean).join(" · ")), open ? this.toNetwork(finding) : null, open ? copyButton("Cite", CITE, () => citationOf(model, finding)) : null, show));
  }

  /** @param {Finding} finding the way from a passage to the link or the entity that it supports */
  toNetwork(finding) {
    const { model, store } = this;
    if (document.documentElement.dataset.view === "network") return null;
    const edge = model.edges.find((each) => each.finding === finding.index);
    const node = edge ? undefined : Object.values(finding.roles).flat()[0];
    if (!edge && node === undefined) return null;
    return el("button", { type: "button", class: "show no-print", on: { click: () => store.set({ view: "network", finding: finding.id, link: edge ? bundleKey(model, edge) : "", node: node === undefined ? "" : model.nodes[node].id }) } }, "Show in the network");
  }

  /** @param {Finding} finding who and about what, as names one can choose */
  sentence(finding) {
    const who = actorsOf(finding).map((node) => this.name(node));
    const about = aboutOf(finding).filter((node) => !actorsOf(finding).includes(node)).slice(0, 6).map((node) => this.name(node));
    if (!who.length && !about.length) return null;
    return el("p", { class: "who" }, ...who, about.length && who.length ? el("span", { class: "quiet", text: "→" }) : null, ...about);
  }

  /** @param {number} node */
  name(node) {
    const { id, label, short } = this.model.nodes[node];
    return el("button", { type: "button", class: "name", title: short ? visible(label) : null, on: { click: () => this.store.set({ node: id, link: "", finding: "" }) } }, el("bdi", { text: short || label }));
  }

  /** @param {Finding} finding the quote, its trigger in bold */
  marked(finding) {
    const text = quoteOf(this.model, finding);
    const [from, to] = finding.trigger ?? [0, 0];
    if (to <= from || from < finding.start || to > finding.end) return [text];
    const cut = [from - finding.start, to - finding.start];
    return [text.slice(0, cut[0]), el("b", { text: text.slice(...cut) }), text.slice(cut[1])];
  }

  /** @param {Finding} finding */
  details(finding) {
    const rows = [];
    for (const role of this.model.order.roles) {
      const ids = finding.roles[role];
      if (ids) rows.push([this.model.roles[role], ids.map((node) => this.model.nodes[node].label).join(", ")]);
    }
    const when = [finding.when, [finding.begin, finding.until].filter(Boolean).join(" to ")].filter(Boolean).join(": ");
    const more = [["Words", finding.words], ["Intensifier", finding.intensifiers.join(", ")], ["Hedge", finding.hedges.join(", ")],
      ["Status", finding.factuality], ["Firmness", finding.firmness], ["Voice", finding.jointness], ["When", when], ["Rule", finding.rule]];
    rows.push(...more.filter(([, value]) => value));
    return el("dl", { class: "details" }, ...rows.flatMap(([name, value]) => [el("dt", { text: name }), el("dd", { text: value })]));
  }

  /** @param {number} index the statement's text with the sentence of this finding marked */
  reader(index) {
    const finding = this.model.findings[index];
    const { id, title, date, text, publisher } = this.model.statements[finding.statement];
    return el("section", { class: "reader", "aria-label": "Statement" },
      el("header", {}, el("h3", {}, el("bdi", { text: title })), el("p", { class: "quiet small", text: [date, publisher].filter(Boolean).join(" · ") }),
        el("button", { type: "button", class: "show no-print", on: { click: () => this.store.set({ view: "statement", doc: id, finding: finding.id, node: "", link: "" }) } }, "Read the whole statement")),
      el("div", { class: "text", tabindex: 0, role: "region", "aria-label": "Text of the statement", dir: "auto" },
        text.slice(0, finding.start), el("mark", { id: "quote" }, ...this.marked(finding)), text.slice(finding.end)));
  }

  /** @param {boolean} anew */
  scrollToMark(anew) {
    const mark = this.element.querySelector("mark");
    const box = /** @type {HTMLElement | null} */ (mark?.closest(".text"));
    if (!mark || !box) return;
    const top = mark.getBoundingClientRect().top - box.getBoundingClientRect().top + box.scrollTop - box.clientHeight / 4;
    box.scrollTo({ top, behavior: anew || isStill() ? "instant" : "smooth" });
  }

  /** Sum up what passes the filters, anew only where that tells something else. @param {Shown} shown */
  sumUp(shown) {
    const { model } = this;
    const { counts, strong } = tallied(model, shown);
    const best = first(shown.nodes, 8, (node) => model.nodes[node].degree);
    const told = JSON.stringify([[...counts], strong, best]);
    if (told !== this.summed) fill(this.element, ...this.summary(counts, strong.map((finding) => model.findings[finding]), best.map((node) => model.nodes[node])));
    this.summed = told;
  }

  /** @param {Map<string, number>} counts of findings by kind @param {Finding[]} strong @param {import("./model.js").Node[]} best */
  summary(counts, strong, best) {
    const { model } = this;
    const days = model.statements.map((statement) => statement.date).filter(Boolean).sort();
    const span = days.length ? (days[0] === days[days.length - 1] ? days[0] : `${days[0]} to ${days[days.length - 1]}`) : "undated";
    const open = (/** @type {string} */ doc) => this.store.set({ view: "statement", doc, node: "", link: "", finding: "" });
    return [
      el("div", { class: "panel-head" }, el("h2", {}, "Summary"), el("p", { class: "quiet small", text: `${plural(model.statements.length, "statement")}, ${span}` })),
      el("p", { class: "pad-text" }, best.length ? "Choose an entity or a link to read the sentences behind it." : "Nothing passes the filters."),
      el("dl", { class: "details counts" }, ...Object.entries(model.findingKinds).filter(([kind]) => counts.get(kind)).flatMap(([kind, label]) => [el("dt", { text: label }), el("dd", { text: (counts.get(kind) ?? 0).toLocaleString("en") })])),
      !best.length ? null : el("section", { class: "cards" }, el("h3", {}, "Best linked"), el("ul", { class: "plain" }, ...best.map((node) => el("li", {},
        el("button", { type: "button", class: "neighbour", on: { click: () => this.store.set({ node: node.id, link: "", finding: "" }) } },
          kindSign(model, node.kind), el("bdi", { text: node.label }), el("span", { class: "number quiet", text: plural(node.degree, "link") })))))),
      strong.length ? el("section", { class: "cards" }, el("h3", {}, "Strongest words"), ...strong.map((finding) => this.card(finding, false))) : null,
      !model.statements.length ? null : el("section", { class: "cards" }, el("h3", {}, "Statements"), el("ul", { class: "sources" }, ...model.statements.slice(0, 200).map((s) => el("li", {}, el("button", { type: "button", class: "neighbour source", on: { click: () => open(s.id) } },
        el("bdi", { text: s.title }), el("span", { class: "quiet small number", text: s.date || "undated" })))))),
    ];
  }
}

/** @param {Model} model @param {Shown} shown how many findings of each kind, and the strongest acts */
function tallied(model, shown) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  /** @type {number[]} */
  const acts = [];
  for (const index of shown.findings) {
    const { kind } = model.findings[index];
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
    if (kind === "act") acts.push(index);
  }
  return { counts, strong: first(acts, 5, (index) => model.findings[index].strength) };
}

/**
 * The first few by a number, without sorting all: equal ones stay in order.
 * @param {number[]} all @param {number} most @param {(item: number) => number} rank
 */
function first(all, most, rank) {
  /** @type {number[]} */
  const found = [];
  for (const item of all) {
    if (found.length === most && rank(item) <= rank(found[most - 1])) continue;
    let at = found.length;
    while (at && rank(found[at - 1]) < rank(item)) at -= 1;
    found.splice(at, 0, item);
    found.length = Math.min(found.length, most);
  }
  return found;
}

/** @param {{strength: number}} finding */
export function strengthDots({ strength }) {
  if (!strength) return null;
  return el("span", { class: "dots", role: "img", "aria-label": `strength ${strength} of 5` }, "●".repeat(strength) + "○".repeat(5 - strength));
}

/** @param {Finding} finding */
function tags(finding) {
  const found = [finding.factuality, finding.firmness, finding.jointness === "unilateral" ? "unilateral" : "", ...finding.intensifiers.map((word) => `“${word}”`), ...finding.hedges.map((word) => `“${word}”`)];
  return found.filter(Boolean).map((text) => el("span", { class: "tag", text }));
}
