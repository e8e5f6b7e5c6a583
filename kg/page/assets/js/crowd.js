/**
 * Draws thousands of links and nodes: straight thin lines, one stroke for each kind of link, and square marks, one fill for
 * each kind of node. How many of them a moving picture draws follows from how long its frames take.
 *
 * @typedef {import("./painter.js").Scene} Scene
 */

import { gather } from "./grouping.js";

/** From this many links and nodes together on, the picture is a crowd, and from fewer on it is one while it moves. */
export const CROWD = 2500;
export const BUSY = 700;
const FEWEST = 300;
const SLOW = 30;
const FAST = 19;

/** How many links a moving picture draws: fewer after a slow frame, more after a quick one. */
export class Pace {
  constructor() {
    this.most = 1500;
    this.before = 0;
  }

  /** @param {number} now milliseconds @param {boolean} fresh whether the movement has just begun */
  tick(now, fresh) {
    const took = now - this.before;
    this.before = now;
    if (fresh || took > 500) return;
    if (took > SLOW) this.most = Math.max(FEWEST, this.most * 0.75);
    else if (took < FAST) this.most = Math.min(20_000, this.most * 1.12);
  }
}

/**
 * @param {CanvasRenderingContext2D} context @param {Scene} scene
 * @param {number} from @param {number} to of the bundles, which come weakest first
 */
export function crowdLinks(context, { model, shown, camera, palette, width, height }, from, to) {
  /** @type {Map<string, import("./bundles.js").Bundle[]>} */
  const kinds = new Map();
  for (let at = Math.max(0, Math.floor(from)); at < Math.min(to, shown.bundles.length); at += 1) {
    const item = shown.bundles[at];
    gather(kinds, item.relation, item);
  }
  const { k, x, y } = camera;
  context.globalAlpha = 0.4;
  context.lineWidth = 0.8;
  context.setLineDash([]);
  for (const [relation, items] of kinds) {
    context.strokeStyle = palette.relations[relation];
    context.beginPath();
    for (const { source, target } of items) {
      const [a, b] = [model.nodes[source], model.nodes[target]];
      const [ax, ay, bx, by] = [a.x * k + x, a.y * k + y, b.x * k + x, b.y * k + y];
      if ((ax < 0 && bx < 0) || (ay < 0 && by < 0) || (ax > width && bx > width) || (ay > height && by > height)) continue;
      context.moveTo(ax, ay);
      context.lineTo(bx, by);
    }
    context.stroke();
  }
}

/** @param {CanvasRenderingContext2D} context @param {Scene} scene @param {number[]} nodes */
export function crowdNodes(context, { model, camera, palette, width, height }, nodes) {
  context.globalAlpha = 1;
  const { k, x, y } = camera;
  let last = "";
  for (const index of nodes) {
    const node = model.nodes[index];
    const [left, top] = [node.x * k + x, node.y * k + y];
    if (left < -9 || top < -9 || left > width + 9 || top > height + 9) continue;
    if (node.kind !== last) context.fillStyle = palette.kinds[node.kind];
    last = node.kind;
    const size = node.kind === "state" ? 10 : node.degree > 12 ? 5 : 3;
    context.fillRect(left - size / 2, top - size / 2, size, size);
  }
}

/** @param {import("./model.js").Model} model @returns {number[]} all nodes: states, then the best linked */
export function ranking(model) {
  const rank = Float64Array.from(model.nodes, (node) => node.degree + (node.kind === "state" ? 1e6 : 0));
  return model.nodes.map((node) => node.index).sort((a, b) => rank[b] - rank[a] || a - b);
}

/** @param {import("./model.js").Model} model @param {number[]} nodes @returns {number[]} kind by kind, states last and so on top */
export function byKind(model, nodes) {
  const kinds = new Map([...model.order.kinds].reverse().map((kind) => [kind, /** @type {number[]} */ ([])]));
  for (const node of nodes) gather(kinds, model.nodes[node].kind, node);
  return [...kinds.values()].flat();
}
