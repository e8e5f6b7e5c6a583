/**
 * Which neighbour an arrow key leads to.
 * @param {import("./model.js").Model} model @param {import("./selection.js").Shown} shown
 * @param {number | undefined} from nothing chosen: the walk begins at the best linked node
 * @param {number[]} direction unit vector, y down
 * @returns {number} a node, or -1
 */
export function walk(model, shown, from, direction) {
  if (from === undefined || !shown.nodes.includes(from)) {
    return shown.nodes.reduce((best, node) => (best < 0 || model.nodes[node].degree > model.nodes[best].degree ? node : best), -1);
  }
  const here = model.nodes[from];
  const near = new Set((shown.index.links.get(from) ?? []).map((item) => (item.source === from ? item.target : item.source)));
  let [best, cost] = [-1, Infinity];
  for (const node of near) {
    const [x, y] = [model.nodes[node].x - here.x, model.nodes[node].y - here.y];
    const along = x * direction[0] + y * direction[1];
    const aside = Math.abs(x * direction[1] - y * direction[0]);
    if (along > 0 && aside <= along * 1.2 && along + aside * 2 < cost) [best, cost] = [node, along + aside * 2];
  }
  return best;
}
