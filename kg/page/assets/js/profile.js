/** The profile of one entity, or of two together: what they agree on, owe, do and say, each with its sentence. */

import { byStrength, eventsOf, findingsOf, frameworksOf, groupBy, holdersOf, partnersOf, positionsOf, tally } from "./dossier.js";
import { el, fill, keepFocus, plural } from "./dom.js";
import { namesOf, passages } from "./entries.js";
import { kindSign, relationSign } from "./legend.js";
import { pairOf } from "./pairs.js";

/** @typedef {import("./model.js").Model} Model */
/** @typedef {import("./model.js").Finding} Finding */
/** @typedef {import("./selection.js").Shown} Shown */
/** @typedef {{findings: Finding[], nodes: number[], shown: Shown, chosen: string, anew: boolean, open: (finding: Finding) => void}} Case */

const FEW = 8;
const CHIPS = 14;
/** The kinds that speak for themselves; of any other, others speak. */
const VOICES = ["state", "organization", "person", "post"];

export class Profile {
  /** @param {Model} model @param {import("./state.js").Store} store */
  constructor(model, store) {
    this.model = model;
    this.store = store;
    /** Sections that the reader has opened or closed. @type {Map<string, boolean>} */
    this.folds = new Map();
    this.subject = this.picker("subject", (id) => store.set({ node: id, subject: id, partner: "", link: "", finding: "" }));
    this.partner = this.picker("partner", (id) => this.show(this.at[0], model.byId.get(id) ?? -1));
    this.body = el("div", { class: "profile-body" });
    this.element = el("div", { class: "profile" }, el("div", { class: "profile-tools" },
      el("label", { for: "subject" }, "Profile of"), this.subject, el("label", { for: "partner" }, "together with"), this.partner), this.body);
    /** @type {number[]} */
    this.at = [];
    /** @type {Shown} */
    this.shown = /** @type {any} */ (null);
    this.drawn = "";
  }

  /** @param {string} id @param {(id: string) => void} choose */
  picker(id, choose) {
    const box = /** @type {HTMLSelectElement} */ (el("select", { id, on: { change: () => choose(box.value) } }));
    return box;
  }

  /** Name the entities to choose from, once they are needed. */
  offer() {
    if (this.subject.options.length) return;
    this.addOptions(this.subject, this.model.order.kinds);
    this.partner.append(el("option", { value: "" }, "no one else"));
    this.addOptions(this.partner, ["state"]);
  }

  /** @param {HTMLSelectElement} box @param {string[]} kinds */
  addOptions(box, kinds) {
    for (const kind of kinds) {
      const nodes = this.model.nodes.filter((node) => node.kind === kind && node.findings.length).sort((a, b) => a.label.localeCompare(b.label, "en"));
      if (nodes.length) box.append(el("optgroup", { label: this.model.kinds[kind].label }, ...nodes.map((node) => el("option", { value: node.id, text: node.label }))));
    }
  }

  /** @param {number} a @param {number} b -1 for none */
  show(a, b) {
    const id = (/** @type {number} */ node) => this.model.nodes[node]?.id ?? "";
    this.store.set({ subject: id(a), partner: id(b), node: "", link: "", finding: "" });
  }

  /** @returns {number[]} whom the profile is of: the ends of a chosen pair, the chosen entity, else what was opened last */
  who() {
    const { node, link, subject, partner } = this.store.get();
    const pair = pairOf(this.model, link);
    if (pair) return pair;
    const [chosen, opened, other] = [node, subject, partner].map((id) => this.model.byId.get(id) ?? -1);
    if (chosen >= 0 && chosen !== opened) return [chosen];
    if (opened >= 0) return other >= 0 && other !== opened ? [opened, other] : [opened];
    const best = [...this.model.nodes].sort((a, b) => Number(b.kind === "state") - Number(a.kind === "state") || b.findings.length - a.findings.length)[0];
    return best ? [best.index] : [];
  }

  /** @param {Shown} shown */
  update(shown) {
    const { model } = this;
    this.shown = shown;
    this.offer();
    this.at = this.who();
    if (!this.at.length) return fill(this.body, el("p", { class: "quiet pad-text" }, "There is no entity in this graph."));
    const [a, b] = this.at.map((node) => model.nodes[node]);
    this.subject.value = a.id;
    this.partner.value = b?.id ?? "";
    const open = (/** @type {Finding} */ finding) => this.store.set({ subject: a.id, partner: b?.id ?? "", finding: finding.id, node: "", link: "" });
    const key = this.at.join(" ");
    const it = { anew: this.drawn !== key, findings: findingsOf(model, shown, this.at), nodes: this.at, shown, chosen: this.store.get().finding, open };
    const top = this.drawn === key ? this.body.scrollTop : 0;
    if (this.drawn !== key) this.folds.clear();
    keepFocus(this.body, () => fill(this.body, this.head(it), ...this.sections(it)));
    this.body.scrollTop = top;
    this.drawn = key;
    return undefined;
  }

  /** @param {Case} it */
  head({ findings, nodes, shown }) {
    const { model } = this;
    const [a, b] = nodes.map((node) => model.nodes[node]);
    const days = findings.map((finding) => finding.date).filter(Boolean).sort();
    const statements = new Set(findings.map((finding) => finding.statement)).size;
    const some = days.length && days.length < findings.length ? ", some undated" : "";
    const period = days.length ? (days[0] === days[days.length - 1] ? `, ${days[0]}` : `, ${days[0]} to ${days[days.length - 1]}`) : "";
    const title = b ? [el("span", {}, el("bdi", { text: a.label }), " and ", el("bdi", { text: b.label }))] : [kindSign(model, a.kind), el("bdi", { text: a.label })];
    const also = !b && a.aliases.length ? el("p", { class: "quiet small" }, `Also: ${a.aliases.slice(0, 6).join(", ")}`) : null;
    return el("header", { class: "profile-head" }, el("h2", {}, ...title), also,
      el("p", { class: "quiet" }, findings.length ? `${plural(findings.length, "passage")} in ${plural(statements, "statement")}${period}${some}` : "No passage that passes the filters names this."),
      this.partners(findings, nodes, shown), this.onward(nodes));
  }

  /** @param {Finding[]} findings @param {number[]} nodes @param {Shown} shown */
  partners(findings, nodes, shown) {
    const { model } = this;
    if (nodes.length > 1) {
      return el("p", { class: "chips" }, ...nodes.map((node) => this.chip(node, findingsOf(model, shown, [node]).length, () => this.show(node, -1), `Profile of ${model.nodes[node].label}`)));
    }
    const groups = partnersOf(model, findings, nodes);
    if (!groups.length) return null;
    const isState = model.nodes[nodes[0]].kind === "state";
    const chips = groups.slice(0, CHIPS).map((group) => this.chip(group.node, group.findings.length,
      () => (isState ? this.show(nodes[0], group.node) : this.show(group.node, -1)), isState ? `Together with ${model.nodes[group.node].label}` : `Profile of ${model.nodes[group.node].label}`));
    const rest = groups.length - chips.length;
    return el("div", { class: "chips" }, el("span", { class: "quiet small" }, isState ? "Together with" : "States"), ...chips, rest > 0 ? el("span", { class: "quiet small" }, `and ${rest} more`) : null);
  }

  /** @param {number} node @param {number} count @param {() => void} go @param {string} name */
  chip(node, count, go, name) {
    return el("button", { type: "button", class: "chip", title: name, "data-keep": `chip-${node}`, on: { click: go } },
      kindSign(this.model, this.model.nodes[node].kind), el("bdi", { text: this.model.nodes[node].label }), el("span", { class: "number quiet", text: count.toLocaleString("en") }));
  }

  /** @param {number[]} nodes the way from the profile to the network and back */
  onward(nodes) {
    const [a, b] = nodes.map((node) => this.model.nodes[node].id);
    const key = b ? `any ${[a, b].sort().join(" ")}` : "";
    return el("p", { class: "chips no-print" }, el("button", { type: "button", class: "tool", on: { click: () => this.store.set({ view: "network", subject: a, partner: b ?? "", node: b ? "" : a, link: key, finding: "" }) } }, "Show in the network"),
      VOICES.includes(this.model.nodes[nodes[0]].kind) ? el("button", { type: "button", class: "tool", on: { click: () => this.store.set({ view: "compare", sides: "entities", left: a, right: b ?? "", node: "", link: "", finding: "" }) } }, b ? "Compare the two" : "Compare with another") : null,
      el("button", { type: "button", class: "tool", on: { click: () => print() } }, "Print"));
  }

  /** @param {Case} it */
  sections(it) {
    const { model } = this;
    const { findings, nodes, shown } = it;
    const kind = (/** @type {string} */ name) => findings.filter((finding) => finding.kind === name);
    const isVoice = nodes.every((node) => VOICES.includes(model.nodes[node].kind));
    const isPerson = model.nodes[nodes[0]].kind === "person";
    const holders = nodes.flatMap((node) => holdersOf(model, node, shown));
    const numbers = (/** @type {Finding[]} */ list) => list.map((finding) => finding.index);
    const commitments = byStrength(model, kind("commitment"));
    const owed = commitments.filter((c) => nodes.length === 1 && c.roles.creditor?.includes(nodes[0]) && !c.roles.debtor?.includes(nodes[0]));
    const shared = nodes.length > 1 ? kind("act").filter((act) => nodes.every((node) => act.roles.onBehalfOf?.includes(node))) : kind("act");
    const apart = nodes.length > 1 ? kind("act").filter((act) => !shared.includes(act)) : [];
    const activities = [...kind("activity")].sort((a, b) => (a.begin || a.date).localeCompare(b.begin || b.date, "en"));
    const positions = this.section("positions", nodes.length > 1 ? "Shared positions" : isVoice ? "Positions" : "Who speaks of it", this.groups(it, "position", positionsOf(model, shared, !isVoice).filter((group) => !nodes.includes(group.node)), true));
    return [
      isVoice ? null : positions,
      this.section("areas", "Areas of cooperation", this.groups(it, "area", groupBy(findings, ["cooperationArea"], (node) => !nodes.includes(node)))),
      this.section("commitments", nodes.length > 1 ? "Commitments of both" : "Commitments", this.list(it, "commitment", numbers(commitments.filter((c) => !owed.includes(c))))),
      this.section("owed", "Commitments of others to them", this.list(it, "owed", numbers(owed))),
      this.section("frameworks", "Instruments and frameworks", this.groups(it, "framework", frameworksOf(model, findings).filter((group) => !nodes.includes(group.node)))),
      this.section("activities", "Exercises and other activities", this.list(it, "activity", numbers(activities))),
      isVoice ? positions : null,
      this.section("apart", "Said of one another", this.list(it, "apart", numbers(apart))),
      isPerson ? this.section("posts", "Posts", this.list(it, "post", numbers(kind("fact").filter((fact) => fact.relation === "post"))))
        : this.section("posts", "Posts and persons", this.holders(it, holders)),
      this.section("facts", "Other stated facts", this.list(it, "fact", numbers(kind("fact").filter((fact) => fact.relation === "fact")))),
      this.section("events", "In order of time", this.events(it)),
    ];
  }

  /** @param {string} key @param {string} title @param {{body: Element, count: number} | null} found */
  section(key, title, found) {
    if (!found) return null;
    const fold = /** @type {HTMLDetailsElement} */ (el("details", { class: "profile-section", open: this.folds.get(key) ?? true, on: { toggle: () => this.folds.set(key, fold.open) } },
      el("summary", { "data-keep": `section-${key}` }, el("h3", { text: title }), el("span", { class: "number quiet", text: found.count.toLocaleString("en") })), found.body));
    return fold;
  }

  /** @param {Case} it @param {string} keep @param {number[]} findings */
  list({ chosen, open }, keep, findings) {
    if (!findings.length) return null;
    const { kept, more } = this.some(keep, findings);
    return { body: el("div", {}, passages(this.model, kept, chosen, open, keep), more), count: findings.length };
  }

  /**
   * The first few of many, until the reader asks for all.
   * @template T
   * @param {string} key @param {T[]} all
   */
  some(key, all) {
    const name = `all-${key}`;
    if (all.length <= FEW + 2 || this.folds.get(name)) return { kept: all, more: null };
    const more = el("button", { type: "button", class: "show more", "data-keep": name, on: { click: () => { this.folds.set(name, true); this.update(this.shown); } } }, `Show all ${all.length.toLocaleString("en")}`);
    return { kept: all.slice(0, FEW), more };
  }

  /** @param {Case} it @param {string} keep @param {import("./dossier.js").Group[]} groups @param {boolean} [stances] */
  groups(it, keep, groups, stances = false) {
    if (!groups.length) return null;
    const { model } = this;
    const { kept, more } = this.some(keep, groups);
    const rows = kept.map(({ node, findings }) => {
      const key = `${keep}-${node}`;
      const isOpen = this.folds.get(key) ?? (it.anew && findings.some((index) => model.findings[index].id === it.chosen));
      const others = stances ? [] : partnersOf(model, findings.map((index) => model.findings[index]), it.nodes).map((group) => group.node);
      const fold = /** @type {HTMLDetailsElement} */ (el("details", { class: "group-row", open: isOpen, on: { toggle: () => { this.folds.set(key, fold.open); unfold(); } } },
        el("summary", { "data-keep": key }, kindSign(model, model.nodes[node].kind), el("bdi", { class: "group-name", text: model.nodes[node].label }),
          stances ? this.stances(findings) : el("span", { class: "quiet small group-with" }, others.length ? el("bdi", { text: `with ${namesOf(model, others, 3)}` }) : null),
          el("span", { class: "number quiet", text: findings.length.toLocaleString("en") }))));
      const unfold = () => { if (fold.open && fold.children.length === 1) fold.append(passages(model, findings, it.chosen, it.open, key)); };
      unfold();
      return fold;
    });
    return { body: el("div", { class: "group-rows" }, ...rows, more), count: groups.length };
  }

  /** @param {number[]} findings */
  stances(findings) {
    const { model } = this;
    return el("span", { class: "stances small" }, ...tally(model, findings).map(([relation, count]) =>
      el("span", { title: model.relations[relation].label }, relationSign(model, relation), el("span", { class: "unseen", text: `${model.relations[relation].label}: ` }), String(count))));
  }

  /** @param {Case} it @param {import("./dossier.js").Holder[]} holders */
  holders({ open, chosen }, holders) {
    if (!holders.length) return null;
    const { model } = this;
    const rows = holders.map(({ person, post, body, findings }) => {
      const [first] = findings;
      const finding = model.findings[first];
      return el("li", {}, el("button", { type: "button", class: "passage", "aria-pressed": String(finding.id === chosen), "data-keep": `holder-${person}-${post}`, on: { click: () => open(finding) } },
        el("span", { class: "passage-head" }, kindSign(model, "person"), el("strong", {}, el("bdi", { text: model.nodes[person].label }))),
        el("span", { class: "passage-text" }, el("bdi", { text: `${model.nodes[post].label}, ${model.nodes[body].label}` })),
        finding.date ? el("span", { class: "quiet small" }, `as of ${finding.date}`) : null));
    });
    return { body: el("ul", { class: "plain passages" }, ...rows), count: rows.length };
  }

  /** @param {Case} it */
  events({ findings, open, chosen }) {
    const { model } = this;
    const events = eventsOf(model, findings);
    if (!events.length) return null;
    const { kept, more } = this.some("events", events);
    const rows = kept.map(({ date, text, finding, statement }, at) => {
      const isSaid = finding < 0;
      const act = () => (isSaid ? this.store.set({ view: "statement", doc: model.statements[statement].id, finding: "" }) : open(model.findings[finding]));
      return el("li", {}, el("time", { class: "number", datetime: /^\d{4}-\d\d-\d\d$/.test(date) ? date : null, text: date }),
        el("button", { type: "button", class: "name", "aria-pressed": isSaid ? null : String(model.findings[finding].id === chosen), "data-keep": `event-${at}`, on: { click: act } },
          isSaid ? "Statement: " : null, el("bdi", { text })));
    });
    return { body: el("div", {}, el("ol", { class: "plain events" }, ...rows), more), count: events.length };
  }
}
