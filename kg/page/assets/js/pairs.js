/**
 * What joins two entities, whatever kind of link it is. A choice of a pair is the link `any <IRI> <IRI>`.
 *
 * @typedef {import("./model.js").Model} Model
 * @typedef {import("./selection.js").Shown} Shown
 * @typedef {{key: string, source: number, target: number, edges: number[], critical: number, strength: number}} Pair
 */

/** @param {Model} model @param {number} a @param {number} b @returns {string} the same for both directions */
export function pairKey(model, a, b) {
  return `any ${[model.nodes[a].id, model.nodes[b].id].sort().join(" ")}`;
}

/** @param {Model} model @param {string} link @returns {[number, number] | null} */
export function pairOf(model, link) {
  const [word, ...ends] = link.split(" ");
  const [a, b] = ends.map((id) => model.byId.get(id));
  return word === "any" && a !== undefined && b !== undefined ? [a, b] : null;
}

/** @param {Model} model @param {number} a @param {number} b @returns {import("./model.js").Edge[]} edges between the two */
export function edgesBetween(model, a, b) {
  const fewer = model.nodes[a].edges.length <= model.nodes[b].edges.length ? a : b;
  return model.nodes[fewer].edges.map((edge) => model.edges[edge])
    .filter((edge) => edge.source + edge.target === a + b && (edge.source === a || edge.target === a));
}

/** @param {Model} model @param {number} a @param {number} b @param {Shown} shown */
export function findingsBetween(model, a, b, shown) {
  const direct = edgesBetween(model, a, b).map((edge) => edge.finding);
  const inBoth = [...both(model, a, b)].filter((index) => model.findings[index].kind === "activity");
  return [...direct, ...inBoth].filter((index) => index >= 0 && shown.findings.has(index));
}

/** @param {Model} model @param {number} a @param {number} b findings that name both */
function both(model, a, b) {
  const other = new Set(model.nodes[b].findings);
  return model.nodes[a].findings.filter((index) => other.has(index));
}

/**
 * States joined to states: by links between them and by activities that both take part in.
 * @param {Model} model @param {Iterable<import("./model.js").Edge>} edges those that pass the filters
 * @returns {Pair[]} best supported first
 */
export function statePairs(model, edges) {
  /** @type {Map<number, Pair>} */
  const pairs = new Map();
  /** @type {Map<number, Map<number, number>>} */
  const guests = new Map();
  const isState = (/** @type {number} */ node) => model.nodes[node].kind === "state";
  for (const edge of edges) {
    if (isState(edge.source) && isState(edge.target)) add(model, pairs, edge.source, edge.target, [edge.index]);
    else if (edge.relation === "participation" && isState(edge.source)) {
      guests.set(edge.target, (guests.get(edge.target) ?? new Map()).set(edge.source, edge.index));
    }
  }
  for (const present of guests.values()) {
    const all = [...present].sort(([a], [b]) => a - b);
    all.forEach(([a, edge], at) => all.slice(at + 1).forEach(([b, other]) => add(model, pairs, a, b, [edge, other])));
  }
  return [...pairs.values()].sort((a, b) => b.edges.length - a.edges.length || (a.key < b.key ? -1 : 1));
}

/** @param {Model} model @param {Map<number, Pair>} pairs @param {number} a @param {number} b @param {number[]} edges */
function add(model, pairs, a, b, edges) {
  const [low, high] = a < b ? [a, b] : [b, a];
  const number = low * model.nodes.length + high;
  let pair = pairs.get(number);
  if (!pair) {
    pair = { key: pairKey(model, low, high), source: low, target: high, edges: [], critical: 0, strength: 0 };
    pairs.set(number, pair);
  }
  pair.edges.push(...edges);
  for (const edge of edges) {
    const { finding, relation } = model.edges[edge];
    if (relation === "critical") pair.critical += 1;
    if (finding >= 0) pair.strength = Math.max(pair.strength, model.findings[finding].strength);
  }
}
