/**
 * Pointer and keys on the network: what is under the pointer, choosing, expanding, hiding and moving nodes, and walking from
 * node to node. What the mouse does, a key does too.
 */

import { announce, plural } from "./dom.js";
import { curveOf, radiusOf, toScreen } from "./painter.js";
import { withMoved } from "./places.js";
import { walk } from "./walk.js";

/* global d3 */

/** @typedef {{node: number, link: string, x: number, y: number}} Hit */

/** How near to a link counts as on it, to a node as on it at least, and how far a press may go and still be a click; pixels. */
const NEAR_LINK = 6;
const NEAR_NODE = 12;
const STILL = 4;
/** Above so many links none is sought under the pointer. */
const SEARCHED = 6000;
const STEP = 24;
/** @type {Record<string, [number, number]>} */
const MOVES = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

export class Pointing {
  /** @param {import("./network.js").Network} network */
  constructor(network) {
    this.network = network;
    /** The node under way, where it was pressed, and whether it has left there. @type {{node: number, x: number, y: number, isMoving: boolean} | null} */
    this.drag = null;
    this.dropped = false;
    /** @type {any} a quadtree of the shown nodes */
    this.tree = null;
    const { canvas } = network;
    canvas.addEventListener("pointerdown", (event) => this.press(event));
    canvas.addEventListener("pointermove", (event) => this.move(event));
    for (const end of /** @type {const} */ (["pointerup", "pointercancel"])) canvas.addEventListener(end, () => this.drop());
    canvas.addEventListener("pointerleave", () => network.setHover(-1, ""));
    canvas.addEventListener("click", (event) => this.click(event));
    canvas.addEventListener("dblclick", (event) => this.open(event));
    canvas.addEventListener("keydown", (event) => this.key(event));
  }

  /** @param {any} event @returns {boolean} whether the camera takes it: all but a press on a node */
  isFree(event) {
    if (event.type === "wheel") return true;
    if (event.ctrlKey || event.button) return false;
    const [touch, second] = event.touches ?? [event];
    return Boolean(second) || this.hit(touch).node < 0;
  }

  /** @param {{clientX: number, clientY: number}} event @returns {Hit} */
  hit(event) {
    const { canvas, model, camera, shown } = this.network;
    const box = canvas.getBoundingClientRect();
    const [x, y] = [event.clientX - box.left, event.clientY - box.top];
    this.tree ??= d3.quadtree(shown.nodes, (/** @type {number} */ n) => model.nodes[n].x, (/** @type {number} */ n) => model.nodes[n].y);
    /** @type {number} */
    const node = this.tree.find((x - camera.x) / camera.k, (y - camera.y) / camera.k, 26 / camera.k) ?? -1;
    if (node >= 0) {
      const at = toScreen(model, node, camera);
      if (Math.hypot(at.x - x, at.y - y) <= Math.max(NEAR_NODE, radiusOf(model, node, camera) + 4)) return { node, link: "", x, y };
    }
    return { node: -1, link: this.linkAt(x, y), x, y };
  }

  /** @param {number} x @param {number} y @returns {string} the key of the nearest link */
  linkAt(x, y) {
    const { model, camera, shown } = this.network;
    let [best, nearest] = ["", NEAR_LINK];
    for (const item of shown.bundles.length > SEARCHED ? [] : shown.bundles) {
      const { from, middle, to } = curveOf(model, item, camera);
      if (x < Math.min(from.x, to.x, middle.x) - NEAR_LINK || x > Math.max(from.x, to.x, middle.x) + NEAR_LINK) continue;
      for (let t = 0.04; t < 1; t += 0.04) {
        const s = 1 - t;
        const d = Math.hypot(s * s * from.x + 2 * s * t * middle.x + t * t * to.x - x, s * s * from.y + 2 * s * t * middle.y + t * t * to.y - y);
        if (d < nearest) [best, nearest] = [item.key, d];
      }
    }
    return best;
  }

  /** @param {PointerEvent} event */
  press(event) {
    this.dropped = false;
    if (event.button || event.ctrlKey) return;
    const { node, x, y } = this.hit(event);
    if (node < 0) return;
    this.drag = { node, x, y, isMoving: false };
    this.network.canvas.setPointerCapture(event.pointerId);
  }

  /** @param {PointerEvent} event */
  move(event) {
    const { network, drag } = this;
    if (drag) this.carry(drag, event);
    else if (!event.buttons) network.point(this.hit(event));
  }

  /** @param {{node: number, x: number, y: number, isMoving: boolean}} drag @param {PointerEvent} event */
  carry(drag, event) {
    const { canvas, camera, model } = this.network;
    const box = canvas.getBoundingClientRect();
    const [x, y] = [event.clientX - box.left, event.clientY - box.top];
    drag.isMoving ||= Math.hypot(x - drag.x, y - drag.y) > STILL;
    if (!drag.isMoving) return;
    const node = model.nodes[drag.node];
    [node.x, node.y] = [(x - camera.x) / camera.k, (y - camera.y) / camera.k];
    this.network.redraw();
  }

  drop() {
    const { drag } = this;
    this.drag = null;
    if (!drag?.isMoving) return;
    this.dropped = true;
    const { id, x, y } = this.network.model.nodes[drag.node];
    this.network.store.set({ moved: withMoved(this.network.store.get().moved, id, x, y) });
  }

  /** @param {MouseEvent} event */
  click(event) {
    if (this.dropped) return;
    const { node, link } = this.hit(event);
    this.network.choose(node, link);
  }

  /** A double click expands a node, or else comes nearer. @param {MouseEvent} event */
  open(event) {
    const { node, x, y } = this.hit(event);
    if (node >= 0) this.network.expand(node);
    else this.network.view.scale(1.6, [x, y]);
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    if (event.ctrlKey || event.metaKey) return;
    const { network } = this;
    const { view } = network;
    const direction = MOVES[event.key];
    const node = network.model.byId.get(network.store.get().node);
    /** @type {Record<string, () => void>} */
    const acts = {
      "+": () => view.scale(1.4), "=": () => view.scale(1.4), "-": () => view.scale(1 / 1.4), 0: () => network.fit(),
      Enter: () => document.getElementById("evidence")?.focus(), Escape: () => network.choose(-1),
    };
    if (node !== undefined) Object.assign(acts, { e: () => network.expand(node), h: () => network.hide(node), Delete: () => network.hide(node) });
    if (direction && event.altKey) this.shift(node, direction);
    else if (event.altKey) return;
    else if (direction) this.step(direction);
    else if (acts[event.key]) acts[event.key]();
    else return;
    event.preventDefault();
  }

  /** Move the chosen node. @param {number | undefined} index @param {[number, number]} direction */
  shift(index, [right, down]) {
    if (index === undefined) return;
    const { model, store, camera } = this.network;
    const { id, x, y } = model.nodes[index];
    store.set({ moved: withMoved(store.get().moved, id, x + (right * STEP) / camera.k, y + (down * STEP) / camera.k) });
  }

  /** Walk to a neighbour. @param {[number, number]} direction */
  step(direction) {
    const { network } = this;
    const { model, shown } = network;
    const from = model.byId.get(network.store.get().node);
    const to = walk(model, shown, from, direction);
    if (to < 0) {
      announce("No neighbour in that direction.");
      return;
    }
    network.setHover(-1, "");
    network.choose(to);
    network.reveal(to);
    const { label, kind } = model.nodes[to];
    const links = network.shown.index.links.get(to) ?? [];
    const via = links.find((item) => item.source === from || item.target === from);
    announce(`${label}, ${model.kinds[kind].label}, ${plural(links.length, "link")}.${via ? ` Reached by: ${model.relations[via.relation].label}.` : ""}`);
  }
}
