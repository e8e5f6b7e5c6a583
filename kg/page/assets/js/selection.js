/**
 * What of the graph the reader sees: the findings that pass the filters, the bundles of links that they support,
 * and the nodes at their ends.
 *
 * @typedef {import("./model.js").Model} Model
 * @typedef {import("./state.js").State} State
 * @typedef {{key: string, source: number, target: number, relation: string, edges: number[], strength: number,
 *   lane: number, lanes: number}} Bundle
 * @typedef {{findings: Set<number>, bundles: Bundle[], nodes: number[], links: Map<number, Bundle[]>, total: number, every: number, narrowed: boolean,
 *   byKey: Map<string, Bundle>}} Shown
 */

import { findingsBetween, pairOf } from "./pairs.js";

/** Up to this many links the network draws them all. */
export const FEW = 400;
const STRONGEST = 2;
const NEAR = 40;

/** @param {Model} model @param {State} state @param {number} index */
export function passes(model, state, index) {
  const finding = model.findings[index];
  if (state.act && finding.type !== state.act) return false;
  if (state.factuality && finding.factuality !== state.factuality) return false;
  if (state.statement && model.statements[finding.statement].id !== state.statement) return false;
  if (state.strength > 1 && finding.strength < state.strength) return false;
  if ((state.from || state.to) && !isWithin(finding.date, finding.date, state) && !isWithin(finding.begin || finding.until, finding.until || finding.begin, state)) return false;
  if (state.area && !names(model, finding, ["cooperationArea", "topic"], state.area)) return false;
  if (state.framework && !names(model, finding, ["underFramework"], state.framework)) return false;
  return true;
}

/** @param {Model} model @param {import("./model.js").Finding} finding @param {string[]} roles @param {string} id */
function names(model, finding, roles, id) {
  const index = model.byId.get(id);
  return roles.some((role) => (finding.roles[role] ?? []).includes(index));
}

/** @param {string} first @param {string} last @param {State} state whether a time, if any, touches the period */
function isWithin(first, last, { from, to }) {
  return Boolean(first || last) && (!from || last >= from) && (!to || first <= to);
}

/** @param {State} state whether any filter asks for a property that only a finding has */
export function isNarrowed(state) {
  return Boolean(state.act || state.factuality || state.statement || state.strength > 1 || state.from || state.to || state.area || state.framework);
}

/** @param {Model} model @param {State} state @returns {Shown} */
export function select(model, state) {
  const findings = new Set(model.findings.filter((finding) => passes(model, state, finding.index)).map((f) => f.index));
  const narrowed = isNarrowed(state);
  const relations = new Set(state.hideRelations);
  const kinds = new Set(state.hideKinds);
  const open = model.edges.filter((edge) =>
    (edge.finding < 0 ? !narrowed : findings.has(edge.finding)) &&
    !relations.has(edge.relation) &&
    !kinds.has(model.nodes[edge.source].kind) &&
    !kinds.has(model.nodes[edge.target].kind));
  const kept = important(model, open, state);
  const every = bundle(model, open.filter((edge) => kept.has(edge.source) && kept.has(edge.target)));
  const chosen = model.byId.get(state.node) ?? -1;
  const most = state.strongest < 0 ? (every.length > FEW ? STRONGEST : 0) : state.strongest;
  const bundles = spread(most ? backbone(every, most, chosen, state.link) : every);
  bundles.sort((a, b) => a.edges.length - b.edges.length);
  const linked = new Set(bundles.flatMap((item) => [item.source, item.target]));
  const nodes = [...linked].sort((a, b) => a - b);
  const total = new Set(open.flatMap((edge) => [edge.source, edge.target])).size;
  return { findings, narrowed, bundles, every: every.length, nodes, links: linksOf(bundles), total, byKey: new Map(bundles.map((b) => [b.key, b])) };
}

/**
 * The nodes with most links among `edges`, at most as many as the state asks for; the chosen node and its neighbours stay.
 * @param {Model} model @param {import("./model.js").Edge[]} edges @param {State} state
 * @returns {Set<number>}
 */
function important(model, edges, state) {
  const degree = new Map();
  for (const { source, target } of edges) {
    degree.set(source, (degree.get(source) ?? 0) + 1);
    degree.set(target, (degree.get(target) ?? 0) + 1);
  }
  const ranked = [...degree.keys()].sort((a, b) => degree.get(b) - degree.get(a) || a - b);
  const top = state.top < 0 ? model.opening : state.top;
  const kept = new Set(top ? ranked.slice(0, top) : ranked);
  const chosen = model.byId.get(state.node);
  if (chosen !== undefined && top) {
    const near = edges.filter((edge) => edge.source === chosen || edge.target === chosen);
    const known = near.filter((edge) => kept.has(edge.source) && kept.has(edge.target)).length;
    for (const { source, target } of near.slice(0, Math.max(0, NEAR - known))) kept.add(source).add(target);
  }
  return kept;
}

/** @param {Model} model @param {import("./model.js").Edge[]} edges @returns {Bundle[]} */
function bundle(model, edges) {
  /** @type {Map<string, Bundle>} */
  const bundles = new Map();
  for (const edge of edges) {
    const key = bundleKey(model, edge);
    let found = bundles.get(key);
    if (!found) {
      found = { key, source: edge.source, target: edge.target, relation: edge.relation, edges: [], strength: 0, lane: 0, lanes: 1 };
      bundles.set(key, found);
    }
    found.edges.push(edge.index);
    if (edge.finding >= 0) found.strength = Math.max(found.strength, model.findings[edge.finding].strength);
  }
  return [...bundles.values()];
}

/**
 * The bundles that are among the best supported of one of their ends, and those of the reader's choice.
 * @param {Bundle[]} bundles @param {number} most @param {number} chosen @param {string} link
 */
function backbone(bundles, most, chosen, link) {
  const ranked = [...bundles].sort((a, b) => b.edges.length - a.edges.length || b.strength - a.strength || (a.key < b.key ? -1 : 1));
  const used = new Map();
  return ranked.filter((item) => {
    const counts = [item.source, item.target].map((end) => used.get(end) ?? 0);
    const isKept = Math.min(...counts) < most;
    if (isKept) [item.source, item.target].forEach((end, index) => used.set(end, counts[index] + 1));
    return isKept || item.source === chosen || item.target === chosen || item.key === link;
  });
}

/** @param {Model} model @param {import("./model.js").Edge} edge the same for both directions of a pair */
export function bundleKey(model, edge) {
  const ends = [model.nodes[edge.source].id, model.nodes[edge.target].id].sort();
  return `${edge.relation} ${ends.join(" ")}`;
}

/** @param {Bundle[]} bundles give parallel bundles lanes of their own */
function spread(bundles) {
  const pairs = new Map();
  for (const item of bundles) {
    const pair = item.source < item.target ? `${item.source} ${item.target}` : `${item.target} ${item.source}`;
    pairs.set(pair, [...(pairs.get(pair) ?? []), item]);
  }
  for (const parallel of pairs.values()) {
    parallel.forEach((item, lane) => Object.assign(item, { lane, lanes: parallel.length }));
  }
  return bundles;
}

/** @param {Bundle[]} bundles @returns {Map<number, Bundle[]>} */
function linksOf(bundles) {
  const links = new Map();
  for (const item of bundles) {
    for (const end of [item.source, item.target]) {
      if (!links.has(end)) links.set(end, []);
      links.get(end).push(item);
    }
  }
  return links;
}

/**
 * The findings to show as evidence of the reader's choice, in reading order.
 * @param {Model} model @param {State} state @param {Shown} shown
 * @returns {number[]}
 */
export function evidenceOf(model, state, shown) {
  const node = model.byId.get(state.node);
  const pair = pairOf(model, state.link);
  /** @type {number[]} */
  let found = [];
  if (pair) found = findingsBetween(model, ...pair, shown);
  else if (state.link && shown.byKey.has(state.link)) {
    found = shown.byKey.get(state.link).edges.map((edge) => model.edges[edge].finding).filter((index) => index >= 0);
  } else if (node !== undefined) {
    const cited = model.nodes[node].edges.map((edge) => model.edges[edge].finding);
    found = [...model.nodes[node].findings, ...cited].filter((index) => shown.findings.has(index));
  } else if (model.findingById.has(state.finding)) {
    found = [model.findingById.get(state.finding)];
  }
  return [...new Set(found)].sort((a, b) => a - b);
}
