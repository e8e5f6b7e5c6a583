/**
 * Parallel links of one kind between two entities, drawn as one. A bundle's key is made of IRIs, since the address holds
 * it; inside, bundles are told apart by numbers, which are some ten times as fast.
 *
 * @typedef {import("./model.js").Model} Model
 * @typedef {import("./model.js").Edge} Edge
 */

export class Bundle {
  /** @param {Model} model @param {number} source @param {number} target @param {string} relation */
  constructor(model, source, target, relation) {
    this.model = model;
    this.source = source;
    this.target = target;
    this.relation = relation;
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

/** @param {Model} model @param {number} a @param {number} b @returns {number} one number for a pair */
function pairNumber(model, a, b) {
  return a < b ? a * model.nodes.length + b : b * model.nodes.length + a;
}

/** @param {Model} model @param {Edge[]} edges @returns {Bundle[]} */
export function bundle(model, edges) {
  const kinds = new Map(model.order.relations.map((relation, at) => [relation, at]));
  /** @type {Map<number, Bundle>} */
  const bundles = new Map();
  for (const edge of edges) {
    const number = pairNumber(model, edge.source, edge.target) * kinds.size + kinds.get(edge.relation);
    let found = bundles.get(number);
    if (!found) {
      found = new Bundle(model, edge.source, edge.target, edge.relation);
      bundles.set(number, found);
    }
    found.add(edge.index);
  }
  return [...bundles.values()];
}

/**
 * The bundles that are among the best supported of one of their ends, and those of the reader's choice.
 * @param {Bundle[]} bundles @param {number} most @param {number} chosen @param {string} link
 */
export function backbone(bundles, most, chosen, link) {
  const ranked = [...bundles].sort((a, b) => b.edges.length - a.edges.length || b.strength - a.strength || a.source - b.source || a.target - b.target || (a.relation < b.relation ? -1 : 1));
  const used = new Map();
  return ranked.filter((item) => {
    const [one, other] = [used.get(item.source) ?? 0, used.get(item.target) ?? 0];
    const isKept = one < most || other < most;
    if (isKept) used.set(item.source, one + 1).set(item.target, other + 1);
    return isKept || item.source === chosen || item.target === chosen || (link !== "" && item.key === link);
  });
}

/** @param {Model} model @param {Bundle[]} bundles give parallel bundles lanes of their own */
export function spread(model, bundles) {
  /** @type {Map<number, Bundle | Bundle[]>} */
  const pairs = new Map();
  for (const item of bundles) {
    const pair = pairNumber(model, item.source, item.target);
    const known = pairs.get(pair);
    if (!known) pairs.set(pair, item);
    else if (Array.isArray(known)) known.push(item);
    else pairs.set(pair, [known, item]);
  }
  for (const parallel of pairs.values()) {
    if (Array.isArray(parallel)) parallel.forEach((item, lane) => Object.assign(item, { lane, lanes: parallel.length }));
  }
  return bundles;
}

/** @param {Bundle[]} bundles @returns {Bundle[]} the weakest first, else in the order that they came; quicker than a sort */
export function ascending(bundles) {
  /** @type {Map<number, Bundle[]>} */
  const sizes = new Map();
  for (const item of bundles) {
    const own = sizes.get(item.edges.length);
    if (own) own.push(item);
    else sizes.set(item.edges.length, [item]);
  }
  return [...sizes.keys()].sort((a, b) => a - b).flatMap((size) => sizes.get(size));
}

/** Bundles by end and by key, looked up when they are first asked for. */
export class Index {
  /** @param {Bundle[]} bundles */
  constructor(bundles) {
    this.bundles = bundles;
  }

  /** @returns {Map<number, Bundle[]>} */
  get links() {
    if (!this.byEnd) {
      this.byEnd = new Map();
      for (const item of this.bundles) for (const end of [item.source, item.target]) {
        const known = this.byEnd.get(end);
        if (known) known.push(item);
        else this.byEnd.set(end, [item]);
      }
    }
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
