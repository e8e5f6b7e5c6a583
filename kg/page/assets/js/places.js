/**
 * Where each node stands: where the layout put it, among states where these are drawn alone, or where the reader moved it.
 *
 * @typedef {import("./model.js").Model} Model
 * @typedef {import("./selection.js").Shown} Shown
 */

/** A guest's distance from the state that it stands about, and the room that each takes on the ring, in pixels. */
const NEAREST = 150;
const ROOM = 46;
/** States are drawn smaller where they are alone, since all of them are named. */
const CLOSE = 0.6;

/** @param {Model} model @param {import("./state.js").State} state @param {Shown} shown */
export function placeNodes(model, state, shown) {
  const isApart = state.scope === "states";
  model.spread = isApart ? CLOSE : model.home.spread;
  for (const node of model.nodes) [node.x, node.y] = (isApart && node.among) || [model.home.x[node.index], model.home.y[node.index]];
  if (isApart) placeGuests(model, shown);
  for (const entry of state.moved) {
    const [id, x, y] = entry.split(" ");
    const node = model.nodes[model.byId.get(id) ?? -1];
    if (node && Number.isFinite(Number(x)) && Number.isFinite(Number(y))) [node.x, node.y] = [Number(x), Number(y)];
  }
}

/** Put what is no state on a ring about the state that it is linked to. @param {Model} model @param {Shown} shown */
function placeGuests(model, shown) {
  /** @type {Map<number, number[]>} */
  const guests = new Map();
  const seen = new Set();
  for (const { source, target } of shown.bundles) for (const [guest, host] of [[source, target], [target, source]]) {
    if (model.nodes[guest].among || !model.nodes[host].among || seen.has(guest)) continue;
    seen.add(guest);
    guests.set(host, [...(guests.get(host) ?? []), guest]);
  }
  for (const [host, around] of guests) {
    const { x, y } = model.nodes[host];
    around.sort((a, b) => a - b);
    const radius = Math.max(NEAREST, (around.length * ROOM) / (2 * Math.PI));
    around.forEach((guest, at) => {
      const angle = (at / around.length) * 2 * Math.PI;
      const reach = radius * (at % 2 ? 1.25 : 1);
      [model.nodes[guest].x, model.nodes[guest].y] = [Math.round(x + Math.cos(angle) * reach), Math.round(y + Math.sin(angle) * reach)];
    });
  }
}

/** @param {string[]} moved @param {string} id @param {number} x @param {number} y @returns {string[]} with the node's new place */
export function withMoved(moved, id, x, y) {
  return [...moved.filter((entry) => !entry.startsWith(`${id} `)), `${id} ${Math.round(x)} ${Math.round(y)}`];
}
