/**
 * What of the graph the reader sees: the findings that pass the filters, the bundles of links that they support,
 * and the nodes at their ends.
 *
 * @typedef {import("./model.js").Model} Model
 * @typedef {import("./state.js").State} State
 * @typedef {{findings: Set<number>, open: import("./model.js").Edge[], bundles: import("./bundles.js").Bundle[], nodes: number[],
 *   total: number, every: number, narrowed: boolean, index: Index}} Shown `every` and `total` count bundles and nodes before any
 *   is left out
 */

import { ascending, backbone, Index, spread } from "./bundles.js";
import { findingsBetween, pairOf } from "./pairs.js";
import { bundlesInScope, expandedOf } from "./scope.js";

/** Up to this many links the network draws them all. */
export const FEW = 400;
const STRONGEST = 2;
/** The same between states, where lines lie closer. */
const FEW_PAIRS = 60;
const STRONGEST_PAIRS = 3;

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
  return index !== undefined && roles.some((role) => finding.roles[role]?.includes(index));
}

/** @param {string} first @param {string} last @param {State} state whether a time, if any, touches the period */
function isWithin(first, last, { from, to }) {
  return Boolean(first || last) && (!from || last >= from) && (!to || first <= to);
}

/** @param {State} state whether any filter asks for a property that only a finding has */
export function isNarrowed(state) {
  return Boolean(state.act || state.factuality || state.statement || state.strength > 1 || state.from || state.to || state.area || state.framework);
}

/** @type {WeakMap<Model, Set<number>>} */
const everything = new WeakMap();

/** @param {Model} model @returns {Set<number>} all findings */
function allOf(model) {
  let all = everything.get(model);
  if (!all) {
    all = new Set(model.findings.keys());
    everything.set(model, all);
  }
  return all;
}

/** @param {Model} model @param {State} state @returns {Shown} */
export function select(model, state) {
  const narrowed = isNarrowed(state);
  const findings = narrowed ? new Set(model.findings.filter(({ index }) => passes(model, state, index)).map(({ index }) => index)) : allOf(model);
  const open = openEdges(model, state, findings, narrowed);
  const degree = degrees(model, open);
  const every = bundlesInScope(model, open, degree, state);
  const most = mostOf(state, every.length);
  const favoured = new Set([...expandedOf(model, state), model.byId.get(state.node) ?? -1]);
  const bundles = ascending(spread(model, most ? backbone(every, most, favoured, state.link) : every));
  const linked = new Uint8Array(model.nodes.length);
  for (const { source, target } of bundles) linked[source] = linked[target] = 1;
  const nodes = model.nodes.filter((node) => linked[node.index]).map((node) => node.index);
  const total = degree.reduce((sum, links) => sum + (links ? 1 : 0), 0);
  return { findings, narrowed, open, bundles, every: every.length, nodes, total, index: new Index(bundles) };
}

/** @param {State} state @param {number} count of all bundles @returns {number} how many of each entity to draw; 0 for all */
function mostOf({ strongest, scope }, count) {
  if (strongest >= 0) return strongest;
  if (scope === "states") return count > FEW_PAIRS ? STRONGEST_PAIRS : 0;
  return count > FEW ? STRONGEST : 0;
}

/** @param {Model} model @param {State} state @param {Set<number>} findings @param {boolean} narrowed */
function openEdges(model, state, findings, narrowed) {
  const relations = new Set(state.hideRelations);
  const kinds = new Set(state.hideKinds);
  const hidden = new Set(state.hidden.map((id) => model.byId.get(id)).filter((node) => node !== undefined));
  if (!narrowed && !relations.size && !kinds.size && !hidden.size) return model.edges;
  const out = Uint8Array.from(model.nodes, ({ kind, index }) => Number(kinds.has(kind) || hidden.has(index)));
  return model.edges.filter((edge) =>
    (edge.finding < 0 ? !narrowed : !narrowed || findings.has(edge.finding)) &&
    !relations.has(edge.relation) && !out[edge.source] && !out[edge.target]);
}

/** @param {Model} model @param {import("./model.js").Edge[]} edges @returns {Uint32Array} how many of the edges end at each node */
function degrees(model, edges) {
  const degree = new Uint32Array(model.nodes.length);
  for (const { source, target } of edges) {
    degree[source] += 1;
    degree[target] += 1;
  }
  return degree;
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
  else if (state.link && shown.index.find(model, state.link)) {
    found = (shown.index.find(model, state.link)?.edges ?? []).map((edge) => model.edges[edge].finding).filter((index) => index >= 0);
  } else if (node !== undefined) {
    const cited = model.nodes[node].edges.map((edge) => model.edges[edge].finding);
    found = [...model.nodes[node].findings, ...cited].filter((index) => shown.findings.has(index));
  } else {
    const finding = model.findingById.get(state.finding);
    if (finding !== undefined) found = [finding];
  }
  return [...new Set(found)].sort((a, b) => a - b);
}
