/**
 * The closest links between two entities, as `kg/network/paths.py` finds them: each inner node costs the logarithm of its
 * degree, so that a path through what everybody speaks of comes late. The k best paths without a loop, after Yen (1971).
 *
 * @typedef {import("./model.js").Model} Model
 * @typedef {{nodes: number[], cost: number}} Route
 * @typedef {Map<number, number>[]} Costs for each entity what a step to each neighbour costs
 */

const OTHER = 1.6;
/** @type {Record<string, number>} */
const COST = { affiliation: 1, tie: 1, participation: 1, fact: 1, post: 1 };
const NO_SENTENCE = 0.6;
const FREE_DEGREE = 4;
const AIMED = 1;

/**
 * @param {Model} model @param {Set<number>} findings those that pass the filters
 * @returns {Costs} what a step from one entity to a neighbour costs
 */
export function costsOf(model, findings) {
  /** @type {Costs} */
  const costs = model.nodes.map(() => new Map());
  for (const edge of model.edges) {
    if (edge.source === edge.target || (edge.finding >= 0 && !findings.has(edge.finding))) continue;
    const cost = stepCost(model, edge);
    const known = costs[edge.source].get(edge.target);
    if (known !== undefined && known <= cost) continue;
    costs[edge.source].set(edge.target, cost);
    costs[edge.target].set(edge.source, cost);
  }
  return costs;
}

/** @param {Model} model @param {import("./model.js").Edge} edge */
function stepCost(model, edge) {
  if (edge.finding < 0) return (COST[edge.relation] ?? OTHER) + NO_SENTENCE;
  const { target, addressee } = model.findings[edge.finding].roles;
  const aimed = [...(target ?? []), ...(addressee ?? [])].includes(edge.target);
  return aimed ? AIMED : COST[edge.relation] ?? OTHER;
}

/** @param {number} degree half the penalty of a hub, for each of the two steps through it */
function penalty(degree) {
  return Math.log2(Math.max(1, degree / FREE_DEGREE)) / 2;
}

/**
 * @param {Costs} costs @param {number} from @param {number} to @param {number} count @param {number} longest in steps
 * @returns {Route[]} best first
 */
export function routes(costs, from, to, count, longest = 4) {
  const first = shortest(costs, from, to, new Set(), new Set(), longest);
  if (!first) return [];
  const found = [first];
  /** @type {Route[]} */
  const waiting = [];
  while (found.length < count) {
    branch(costs, found, waiting, to, longest);
    waiting.sort((a, b) => a.cost - b.cost || a.nodes.length - b.nodes.length || String(a.nodes).localeCompare(String(b.nodes)));
    const next = waiting.shift();
    if (!next) break;
    found.push(next);
  }
  return found;
}

/** @param {Costs} costs @param {Route[]} found @param {Route[]} waiting @param {number} to @param {number} longest */
function branch(costs, found, waiting, to, longest) {
  const last = found[found.length - 1].nodes;
  for (let at = 0; at < last.length - 1; at += 1) {
    const root = last.slice(0, at + 1);
    const closed = new Set(found.filter(({ nodes }) => root.every((node, place) => nodes[place] === node)).map(({ nodes }) => nodes[at + 1]));
    const spur = shortest(costs, last[at], to, closed, new Set(root.slice(0, -1)), longest - at);
    if (!spur) continue;
    const nodes = [...root.slice(0, -1), ...spur.nodes];
    const known = [...waiting, ...found].some((route) => String(route.nodes) === String(nodes));
    if (!known) waiting.push({ nodes, cost: costOf(costs, nodes) });
  }
}

/** @param {Costs} costs @param {number[]} nodes */
function costOf(costs, nodes) {
  return nodes.slice(1).reduce((sum, node, at) => sum + weight(costs, nodes[at], node), 0);
}

/** @param {Costs} costs @param {number} a @param {number} b */
function weight(costs, a, b) {
  return (costs[a].get(b) ?? Infinity) + penalty(costs[a].size) + penalty(costs[b].size);
}

/**
 * The cheapest path of at most `longest` steps, step by step (Bellman and Ford, bounded): cheap for few steps.
 * @param {Costs} costs @param {number} from @param {number} to @param {Set<number>} closed first steps not to take
 * @param {Set<number>} barred nodes not to touch @param {number} longest @returns {Route | null}
 */
function shortest(costs, from, to, closed, barred, longest) {
  /** @type {Map<number, Route>} */
  let front = new Map([[from, { nodes: [from], cost: 0 }]]);
  /** @type {Map<number, number>} */
  const best = new Map([[from, 0]]);
  /** @type {Route | null} */
  let arrived = null;
  for (let step = 0; step < longest && front.size; step += 1) {
    /** @type {Map<number, Route>} */
    const next = new Map();
    for (const [node, route] of front) {
      for (const other of costs[node].keys()) {
        if (barred.has(other) || (step === 0 && closed.has(other)) || (step === longest - 1 && other !== to)) continue;
        const cost = route.cost + weight(costs, node, other);
        if (cost >= (best.get(other) ?? Infinity) || (arrived && cost >= arrived.cost) || route.nodes.includes(other)) continue;
        best.set(other, cost);
        const reached = { nodes: [...route.nodes, other], cost };
        if (other === to) arrived = reached;
        else next.set(other, reached);
      }
    }
    front = next;
  }
  return arrived;
}
