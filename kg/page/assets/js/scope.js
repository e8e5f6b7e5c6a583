/**
 * Which links the network draws: all of them, those of the best linked entities, those about the choice, or states and what
 * joins them. In: links that pass the filters. Out: bundles, before any is left out as too weak.
 *
 * @typedef {import("./model.js").Model} Model
 * @typedef {import("./model.js").Edge} Edge
 * @typedef {import("./state.js").State} State
 */

import { Bundle, bundle, bySupport, pairIndex } from "./bundles.js";
import { statePairs } from "./pairs.js";

/** How many neighbours a chosen entity brings along, and an expanded one. */
const NEAR = 40;
const AROUND = 120;

/** @param {Model} model @param {State} state @returns {number[]} the entities whose neighbours the reader asked to see */
export function expandedOf(model, state) {
  return state.expanded.map((id) => model.byId.get(id)).filter((node) => node !== undefined);
}

/** @param {Model} model @param {Edge[]} open @param {Uint32Array} degree @param {State} state @returns {Bundle[]} */
export function bundlesInScope(model, open, degree, state) {
  const chosen = model.byId.get(state.node);
  if (state.scope === "states") return betweenStates(model, open, chosen, expandedOf(model, state));
  const kept = important(model, open, degree, state, chosen);
  return bundle(model, kept ? open.filter((edge) => kept[edge.source] && kept[edge.target]) : open);
}

/**
 * A mark for each node that is drawn: those with most links, at most as many as the state asks for, with the neighbours of
 * the chosen and the expanded ones; or those around the chosen one. Null for all of them.
 * @param {Model} model @param {Edge[]} edges @param {Uint32Array} degree @param {State} state @param {number | undefined} chosen
 * @returns {Uint8Array | null}
 */
function important(model, edges, degree, state, chosen) {
  const expanded = expandedOf(model, state);
  const steps = Number(state.scope);
  const top = state.top < 0 ? model.opening : state.top;
  if (steps && chosen !== undefined) {
    const kept = around(model, edges, degree, chosen, steps);
    for (const node of expanded) keepNeighbours(model, edges, kept, node, AROUND);
    return kept;
  }
  if (!top || top >= model.nodes.length) return null;
  const kept = new Uint8Array(model.nodes.length);
  for (const node of best(degree, top)) kept[node] = 1;
  for (const node of expanded) keepNeighbours(model, edges, kept, node, AROUND);
  if (chosen !== undefined) keepNeighbours(model, edges, kept, chosen, NEAR);
  return kept;
}

/** @param {Uint32Array} degree @param {number} most @returns {number[]} the best linked nodes */
function best(degree, most) {
  const linked = [...degree.keys()].filter((node) => degree[node]);
  return linked.sort((a, b) => degree[b] - degree[a] || a - b).slice(0, most);
}

/** @param {Model} model @param {Edge[]} edges @param {Uint8Array} kept @param {number} node @param {number} most */
function keepNeighbours(model, edges, kept, node, most) {
  const near = edges === model.edges ? model.nodes[node].edges.map((edge) => edges[edge]) : edges.filter((edge) => edge.source === node || edge.target === node);
  kept[node] = 1;
  const known = near.filter((edge) => kept[edge.source] && kept[edge.target]).length;
  for (const { source, target } of near.slice(0, Math.max(0, most - known))) kept[source] = kept[target] = 1;
}

/**
 * The chosen node and what is within `steps` of it: of many, the best linked.
 * @param {Model} model @param {Edge[]} edges @param {Uint32Array} degree @param {number} chosen @param {number} steps
 */
function around(model, edges, degree, chosen, steps) {
  const kept = new Uint8Array(model.nodes.length);
  kept[chosen] = 1;
  for (let step = 0; step < steps; step += 1) {
    /** @type {Set<number>} */
    const reached = new Set();
    for (const { source, target } of edges) {
      if (kept[source] && !kept[target]) reached.add(target);
      else if (kept[target] && !kept[source]) reached.add(source);
    }
    const ranked = [...reached].sort((a, b) => degree[b] - degree[a] || a - b);
    for (const node of ranked.slice(0, AROUND)) kept[node] = 1;
  }
  return kept;
}

/**
 * States and what joins them, one bundle a pair and stance; the chosen and the expanded nodes bring their neighbours along.
 * @param {Model} model @param {Edge[]} edges @param {number | undefined} chosen @param {number[]} expanded @returns {Bundle[]}
 */
function betweenStates(model, edges, chosen, expanded) {
  const bundles = statePairs(model, edges).flatMap(({ source, target, edges: own }) => {
    const parts = { critical: new Bundle(model, source, target, "critical", pairIndex(model, source, target)), tie: new Bundle(model, source, target, "tie", pairIndex(model, source, target)) };
    for (const edge of own) parts[model.edges[edge].relation === "critical" ? "critical" : "tie"].add(edge);
    return [parts.critical, parts.tie].filter((item) => item.edges.length);
  });
  const isState = (/** @type {number} */ node) => model.nodes[node].kind === "state";
  /** @type {Set<Bundle>} */
  const brought = new Set();
  for (const node of new Set([...expanded, ...(chosen === undefined ? [] : [chosen])])) {
    const near = edges.filter((edge) => (edge.source === node || edge.target === node) && !(isState(edge.source) && isState(edge.target)));
    for (const item of [...bundle(model, near)].sort(bySupport).slice(0, NEAR)) brought.add(item);
  }
  return [...bundles, ...brought];
}
