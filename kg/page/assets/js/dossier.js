/**
 * What the graph says of one entity, or of two together, sorted for a reader. In: the findings that pass the filters.
 * Out: plain values. Knows nothing of elements.
 *
 * @typedef {import("./model.js").Model} Model
 * @typedef {import("./model.js").Finding} Finding
 * @typedef {{node: number, findings: number[]}} Group
 * @typedef {{person: number, post: number, body: number, findings: number[]}} Holder
 * @typedef {{date: string, text: string, finding: number, statement: number}} Event
 */

import { titleOf } from "./entries.js";
import { gather } from "./grouping.js";
import { actorsOf, strengthOf } from "./model.js";

const FRAMED = ["underFramework", "programme", "subject", "object", "target", "topic"];

/** @param {Finding} finding @param {number} node */
function involves(finding, node) {
  return Object.values(finding.roles).some((ids) => ids.includes(node));
}

/**
 * The findings that name all of some entities, in reading order.
 * @param {Model} model @param {import("./selection.js").Shown} shown @param {number[]} nodes
 */
export function findingsOf(model, shown, nodes) {
  const [first, ...others] = nodes;
  return model.nodes[first].findings.map((index) => model.findings[index])
    .filter((finding) => shown.findings.has(finding.index) && others.every((node) => involves(finding, node)))
    .sort((a, b) => a.index - b.index);
}

/**
 * Findings by the entities that they name in some roles, most first.
 * @param {Finding[]} findings @param {string[]} roles @param {(node: number) => boolean} [wanted]
 * @returns {Group[]}
 */
export function groupBy(findings, roles, wanted = () => true) {
  /** @type {Map<number, number[]>} */
  const groups = new Map();
  for (const finding of findings) {
    for (const node of new Set(roles.flatMap((role) => finding.roles[role] ?? []).filter(wanted))) {
      gather(groups, node, finding.index);
    }
  }
  return [...groups].map(([node, found]) => ({ node, findings: found })).sort((a, b) => b.findings.length - a.findings.length || a.node - b.node);
}

/** @param {Model} model @param {Finding[]} findings @returns {Group[]} frameworks and instruments */
export function frameworksOf(model, findings) {
  const under = new Set(findings.flatMap((finding) => finding.roles.underFramework ?? []));
  return groupBy(findings, FRAMED, (node) => under.has(node) || model.nodes[node].kind === "framework");
}

/** @param {Model} model @param {Finding[]} findings @param {number[]} nodes @returns {Group[]} other states in the same findings */
export function partnersOf(model, findings, nodes) {
  const roles = model.order.roles.filter((role) => role !== "topic");
  return groupBy(findings, roles, (node) => model.nodes[node].kind === "state" && !nodes.includes(node));
}

/** @param {Model} model @param {Finding[]} findings the firmest and strongest first */
export function byStrength(model, findings) {
  const order = { firm: 0, intended: 1, hedged: 2, hoped: 3 };
  const firmness = (/** @type {Finding} */ f) => order[/** @type {keyof typeof order} */ (f.firmness)] ?? 4;
  return [...findings].sort((a, b) => firmness(a) - firmness(b) || strengthOf(model, b) - strengthOf(model, a) || a.index - b.index);
}

/**
 * Who holds a post of a state or body: from it to its bodies, their posts and the persons in them.
 * @param {Model} model @param {number} node @param {import("./selection.js").Shown} shown
 * @returns {Holder[]}
 */
export function holdersOf(model, node, shown) {
  const into = (/** @type {number} */ target, /** @type {string} */ relation, /** @type {string[]} */ kinds) =>
    model.nodes[target].edges.map((index) => model.edges[index])
      .filter((edge) => edge.target === target && edge.relation === relation && kinds.includes(model.nodes[edge.source].kind));
  const bodies = new Set([node, ...into(node, "affiliation", ["organization"]).map((edge) => edge.source)]);
  const posts = new Map([...bodies].flatMap((body) => into(body, "post", ["post"]).map((edge) => [edge.source, body])));
  /** @type {Map<string, Holder>} */
  const holders = new Map();
  for (const [post, body] of posts) {
    for (const edge of into(post, "post", ["person"])) {
      const key = `${edge.source} ${post}`;
      const holder = holders.get(key) ?? { person: edge.source, post, body, findings: [] };
      holders.set(key, holder);
      if (edge.finding >= 0 && shown.findings.has(edge.finding)) holder.findings.push(edge.finding);
    }
  }
  return [...holders.values()].filter((holder) => holder.findings.length);
}

/**
 * How often each relation occurs among findings, in the order of the legend.
 * @param {Model} model @param {number[]} findings
 * @returns {[string, number][]}
 */
export function tally(model, findings) {
  return model.order.relations.map((relation) => /** @type {[string, number]} */ ([relation, findings.filter((index) => model.findings[index].relation === relation).length]))
    .filter(([, count]) => count);
}

/**
 * What happened when: statements, and what in them has a date of its own.
 * @param {Model} model @param {Finding[]} findings
 * @returns {Event[]} in order of time
 */
export function eventsOf(model, findings) {
  const said = [...new Set(findings.map((finding) => finding.statement))].map((index) => model.statements[index]);
  const events = said.filter((statement) => statement.date).map((statement) => ({ date: statement.date, text: statement.title, finding: -1, statement: statement.index }));
  for (const finding of findings) {
    if (!finding.begin && !finding.until) continue;
    const isDue = finding.kind === "commitment";
    const date = isDue ? finding.until || finding.begin : finding.begin || finding.until;
    events.push({ date, text: `${isDue ? "Due: " : ""}${titleOf(model, finding)}`, finding: finding.index, statement: finding.statement });
  }
  const seen = new Set();
  return events.filter((event) => !seen.has(event.date + event.text) && seen.add(event.date + event.text))
    .sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : a.finding - b.finding));
}

/** @param {Model} model @param {Finding[]} findings acts by what they speak of, or by who speaks */
export function positionsOf(model, findings, /** @type {boolean} */ byActor) {
  const acts = findings.filter((finding) => finding.kind === "act");
  if (!byActor) return groupBy(acts, ["topic", "target"], (node) => model.nodes[node].kind === "issue" || model.nodes[node].kind === "state");
  const speakers = new Map(acts.map((act) => [act.index, new Set(actorsOf(act))]));
  return groupBy(acts, ["onBehalfOf", "speaker"], (node) => model.nodes[node].kind === "state" || model.nodes[node].kind === "organization")
    .map((group) => ({ ...group, findings: group.findings.filter((index) => speakers.get(index)?.has(group.node)) }));
}

