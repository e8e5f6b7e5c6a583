/**
 * Parallel links of one kind between two entities, drawn as one. A bundle's key is made of IRIs, since the address holds
 * it; inside, bundles are told apart by numbers, which are some ten times as fast. The bundles of the whole graph are made
 * once: a filter takes those of them that it leaves whole and makes anew only those that it leaves a part of.
 *
 * @typedef {import("./model.js").Model} Model
 * @typedef {import("./model.js").Edge} Edge
 * @typedef {{bundles: Bundle[], of: Int32Array, pairs: Map<number, number>}} Whole `of` has the bundle of each edge
 */

import { gather } from "./grouping.js";

export class Bundle {
  /** @param {Model} model @param {number} source @param {number} target @param {string} relation @param {number} pair */
  constructor(model, source, target, relation, pair) {
    this.model = model;
    this.source = source;
    this.target = target;
    this.relation = relation;
    this.pair = pair;
    /** @type {number[]} */
    this.edges = [];
    this.strength = 0;
    this.lane = 0;
    this.lanes = 1;
  }

  get key() {
    return keyOf(this.model, this.relation, this.source, this.target);
  }

  /** @param {number} edge */
  add(edge) {
    this.edges.push(edge);
    const { finding } = this.model.edges[edge];
    if (finding >= 0) this.strength = Math.max(this.strength, this.model.findings[finding].strength);
  }
}

/** @param {Model} model @param {string} relation @param {number} a @param {number} b the same for both directions of a pair */
function keyOf(model, relation, a, b) {
  return `${relation} ${[model.nodes[a].id, model.nodes[b].id].sort().join(" ")}`;
}

/** @param {Model} model @param {Edge} edge */
export function bundleKey(model, edge) {
  return keyOf(model, edge.relation, edge.source, edge.target);
}

/** @type {WeakMap<Model, Whole>} */
const wholes = new WeakMap();

/** @param {Model} model @returns {Whole} */
function wholeOf(model) {
  const known = wholes.get(model);
  if (known) return known;
  /** @type {Whole} */
  const whole = { bundles: [], of: new Int32Array(model.edges.length), pairs: new Map() };
  wholes.set(model, whole);
  const kinds = new Map(model.order.relations.map((relation, at) => [relation, at]));
  /** @type {Map<number, number>} */
  const numbers = new Map();
  for (const edge of model.edges) {
    const pair = pairIndex(model, edge.source, edge.target);
    const number = pair * kinds.size + (kinds.get(edge.relation) ?? 0);
    let at = numbers.get(number);
    if (at === undefined) {
      at = whole.bundles.length;
      numbers.set(number, at);
      whole.bundles.push(new Bundle(model, edge.source, edge.target, edge.relation, pair));
    }
    whole.bundles[at].add(edge.index);
    whole.of[edge.index] = at;
  }
  return whole;
}

/** @param {Model} model @param {number} a @param {number} b @returns {number} the same for both directions; from 0 on without gaps */
export function pairIndex(model, a, b) {
  const { pairs } = wholes.get(model) ?? wholeOf(model);
  const number = a < b ? a * model.nodes.length + b : b * model.nodes.length + a;
  let index = pairs.get(number);
  if (index === undefined) {
    index = pairs.size;
    pairs.set(number, index);
  }
  return index;
}

/** @param {Model} model @param {Edge[]} edges @returns {Bundle[]} in the order of their first edges */
export function bundle(model, edges) {
  const { bundles, of } = wholeOf(model);
  if (edges === model.edges) return bundles;
  const counts = new Uint32Array(bundles.length);
  for (const edge of edges) counts[of[edge.index]] += 1;
  /** @type {Map<number, Bundle>} */
  const parts = new Map();
  const kept = bundles.map((item, at) => {
    if (!counts[at] || counts[at] === item.edges.length) return item;
    const part = new Bundle(model, item.source, item.target, item.relation, item.pair);
    parts.set(at, part);
    return part;
  });
  if (parts.size) for (const edge of edges) parts.get(of[edge.index])?.add(edge.index);
  return kept.filter((_, at) => counts[at]);
}

/** @param {Bundle} a @param {Bundle} b the best supported first, in an order that leaves nothing to chance */
export function bySupport(a, b) {
  return b.edges.length - a.edges.length || b.strength - a.strength || a.source - b.source || a.target - b.target || (a.relation < b.relation ? -1 : 1);
}

/**
 * The bundles that are among the best supported of one of their ends, and those of the reader's choice.
 * @param {Bundle[]} bundles @param {number} most @param {Set<number>} chosen nodes that keep all of theirs @param {string} link
 */
export function backbone(bundles, most, chosen, link) {
  const ranked = [...bundles].sort(bySupport);
  const used = new Map();
  return ranked.filter((item) => {
    const [one, other] = [used.get(item.source) ?? 0, used.get(item.target) ?? 0];
    const isKept = one < most || other < most;
    if (isKept) used.set(item.source, one + 1).set(item.target, other + 1);
    return isKept || chosen.has(item.source) || chosen.has(item.target) || (link !== "" && item.key === link);
  });
}

/** @param {Model} model @param {Bundle[]} bundles give parallel bundles lanes of their own */
export function spread(model, bundles) {
  const counts = new Uint16Array(wholeOf(model).pairs.size);
  for (const item of bundles) {
    item.lane = counts[item.pair];
    counts[item.pair] += 1;
  }
  for (const item of bundles) item.lanes = counts[item.pair];
  return bundles;
}

/** @param {Bundle[]} bundles @returns {Bundle[]} the weakest first, else in the order that they came; quicker than a sort */
export function ascending(bundles) {
  /** @type {Map<number, Bundle[]>} */
  const sizes = new Map();
  for (const item of bundles) {
    gather(sizes, item.edges.length, item);
  }
  return [...sizes].sort(([a], [b]) => a - b).flatMap(([, own]) => own);
}

/** Bundles by end and by key, looked up when they are first asked for. */
export class Index {
  /** @param {Bundle[]} bundles */
  constructor(bundles) {
    this.bundles = bundles;
    /** @type {Map<number, Bundle[]> | null} */
    this.byEnd = null;
  }

  /** @returns {Map<number, Bundle[]>} */
  get links() {
    if (this.byEnd) return this.byEnd;
    this.byEnd = new Map();
    for (const item of this.bundles) for (const end of [item.source, item.target]) gather(this.byEnd, end, item);
    return this.byEnd;
  }

  /** @param {Model} model @param {string} key @returns {Bundle | undefined} */
  find(model, key) {
    const [relation, one, other] = key.split(" ");
    const [a, b] = [model.byId.get(one), model.byId.get(other)];
    if (a === undefined || b === undefined) return undefined;
    return this.links.get(a)?.find((item) => item.relation === relation && (item.source === b || item.target === b));
  }
}
