/**
 * What of the graph the reader sees: the findings that pass the filters, the bundles of links that they support,
 * and the nodes at their ends.
 *
 * @typedef {import("./model.js").Model} Model
 * @typedef {import("./state.js").State} State
 * @typedef {{findings: Set<number>, open: import("./model.js").Edge[], bundles: Bundle[], nodes: number[], links: Map<number, Bundle[]>,
 *   total: number, every: number, narrowed: boolean,
 *   byKey: {get: (key: string) => Bundle | undefined, has: (key: string) => boolean}}} Shown
 */

import { ascending, backbone, bundle, Bundle, Index, spread } from "./bundles.js";
import { findingsBetween, pairOf, statePairs } from "./pairs.js";

/** Up to this many links the network draws them all. */
export const FEW = 400;
const STRONGEST = 2;
const NEAR = 40;
const AROUND = 120;

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
  const narrowed = isNarrowed(state);
  /** @type {Set<number>} */
  const findings = new Set();
  for (const { index } of model.findings) if (!narrowed || passes(model, state, index)) findings.add(index);
  const open = openEdges(model, state, findings, narrowed);
  const chosen = model.byId.get(state.node) ?? -1;
  const degree = degrees(model, open);
  const every = state.scope === "states" ? betweenStates(model, open, chosen) : bundle(model, among(open, important(model, open, degree, state, chosen)));
  const most = state.strongest < 0 ? (every.length > FEW ? STRONGEST : 0) : state.strongest;
  const bundles = ascending(spread(model, most && state.scope !== "states" ? backbone(every, most, chosen, state.link) : every));
  const linked = new Uint8Array(model.nodes.length);
  for (const { source, target } of bundles) linked[source] = linked[target] = 1;
  const nodes = model.nodes.filter((node) => linked[node.index]).map((node) => node.index);
  const total = degree.reduce((sum, links) => sum + (links ? 1 : 0), 0);
  const index = new Index(bundles);
  const byKey = { get: (/** @type {string} */ key) => index.find(model, key), has: (/** @type {string} */ key) => index.find(model, key) !== undefined };
  return { findings, narrowed, open, bundles, every: every.length, nodes, total, byKey, get links() { return index.links; } };
}

/** @param {Model} model @param {State} state @param {Set<number>} findings @param {boolean} narrowed */
function openEdges(model, state, findings, narrowed) {
  const relations = new Set(state.hideRelations);
  const kinds = new Set(state.hideKinds);
  if (!narrowed && !relations.size && !kinds.size) return model.edges;
  return model.edges.filter((edge) =>
    (edge.finding < 0 ? !narrowed : findings.has(edge.finding)) &&
    !relations.has(edge.relation) &&
    !kinds.has(model.nodes[edge.source].kind) &&
    !kinds.has(model.nodes[edge.target].kind));
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

/** @param {import("./model.js").Edge[]} edges @param {Uint8Array | null} kept */
function among(edges, kept) {
  return kept ? edges.filter((edge) => kept[edge.source] && kept[edge.target]) : edges;
}

/**
 * The nodes with most links among `edges`, at most as many as the state asks for, and the chosen node with its neighbours;
 * or those around the chosen node.
 * @param {Model} model @param {import("./model.js").Edge[]} edges @param {Uint32Array} degree @param {State} state @param {number} chosen
 * @returns {Uint8Array | null} a mark for each node, null for all of them
 */
function important(model, edges, degree, state, chosen) {
  if ((state.scope === "1" || state.scope === "2") && chosen >= 0) return around(model, edges, degree, chosen, Number(state.scope));
  const top = state.top < 0 ? model.opening : state.top;
  if (!top || top >= model.nodes.length) return null;
  const kept = new Uint8Array(model.nodes.length);
  for (const node of best(degree, top)) kept[node] = 1;
  if (chosen >= 0) keepNeighbours(model, edges, kept, chosen);
  return kept;
}

/** @param {Uint32Array} degree @param {number} most @returns {number[]} the best linked nodes */
function best(degree, most) {
  const linked = [...degree.keys()].filter((node) => degree[node]);
  return linked.sort((a, b) => degree[b] - degree[a] || a - b).slice(0, most);
}

/** @param {Model} model @param {import("./model.js").Edge[]} edges @param {Uint8Array} kept @param {number} chosen */
function keepNeighbours(model, edges, kept, chosen) {
  const near = edges === model.edges ? model.nodes[chosen].edges.map((edge) => edges[edge]) : edges.filter((edge) => edge.source === chosen || edge.target === chosen);
  const known = near.filter((edge) => kept[edge.source] && kept[edge.target]).length;
  for (const { source, target } of near.slice(0, Math.max(0, NEAR - known))) kept[source] = kept[target] = 1;
}

/**
 * The chosen node and what is within `steps` of it: of many, the best linked.
 * @param {Model} model @param {import("./model.js").Edge[]} edges @param {Uint32Array} degree @param {number} chosen @param {number} steps
 */
function around(model, edges, degree, chosen, steps) {
  const kept = new Uint8Array(model.nodes.length);
  kept[chosen] = 1;
  for (let step = 0; step < steps; step += 1) {
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
 * States and what joins them, one bundle a pair and stance; the chosen node brings its neighbours along.
 * @param {Model} model @param {import("./model.js").Edge[]} edges @param {number} chosen @returns {Bundle[]}
 */
function betweenStates(model, edges, chosen) {
  const bundles = statePairs(model, edges).flatMap((pair) => {
    const critical = pair.edges.filter((edge) => model.edges[edge].relation === "critical");
    const other = pair.edges.filter((edge) => model.edges[edge].relation !== "critical");
    return [["critical", critical], ["tie", other]].map(([relation, own]) => {
      const item = new Bundle(model, pair.source, pair.target, /** @type {string} */ (relation));
      for (const edge of /** @type {number[]} */ (own)) item.add(edge);
      return item;
    }).filter((item) => item.edges.length);
  });
  if (chosen < 0) return bundles;
  const isState = (/** @type {number} */ node) => model.nodes[node].kind === "state";
  const near = edges.filter((edge) => (edge.source === chosen || edge.target === chosen) && !(isState(edge.source) && isState(edge.target)));
  const own = bundle(model, near).sort((a, b) => b.edges.length - a.edges.length || b.strength - a.strength || a.source - b.source || a.target - b.target);
  return [...bundles, ...own.slice(0, NEAR)];
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
