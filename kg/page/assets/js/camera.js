/** Where the network is looked at from: zooming and panning of a canvas, kept in the address. */

import { isStill } from "./theme.js";

/* global d3 */

/** @typedef {{k: number, x: number, y: number}} Transform scale, and the origin's place on the screen */
/** @typedef {{left: number, right: number, top: number, bottom: number}} Extent */

const WIDEST = 0.02;
const CLOSEST = 6;
const LARGEST_FIT = 1.6;
const KEPT = /^(-?\d{1,6}(\.\d+)?,){2}\d{1,2}(\.\d+)?$/;

export class Camera {
  /**
   * @param {HTMLCanvasElement} canvas @param {import("./state.js").Store} store
   * @param {(event: any) => boolean} isFree whether a press on the canvas pans, and is not on a node
   * @param {() => void} moved
   */
  constructor(canvas, store, isFree, moved) {
    this.canvas = canvas;
    this.store = store;
    /** @type {Transform} */
    this.now = { k: 1, x: 0, y: 0 };
    /** Whether the reader has moved the view. */
    this.touched = false;
    this.width = 0;
    this.height = 0;
    let from = this.now;
    this.zoom = d3.zoom().scaleExtent([WIDEST, CLOSEST]).filter((/** @type {any} */ event) => isFree(event))
      .on("start", () => { from = this.now; })
      .on("zoom", (/** @type {any} */ event) => { this.now = event.transform; moved(); })
      .on("end", (/** @type {any} */ event) => this.keep(Boolean(event.sourceEvent) && from !== this.now));
    d3.select(canvas).call(this.zoom).on("dblclick.zoom", null);
  }

  /** Write down in the address where the reader has moved to. @param {boolean} byHand */
  keep(byHand) {
    if (byHand) this.touched = true;
    const { k, x, y } = this.now;
    const middle = [(this.width / 2 - x) / k, (this.height / 2 - y) / k].map((value) => value.toFixed(1));
    this.store.set({ camera: this.touched ? `${middle.join(",")},${k.toFixed(3)}` : "" });
  }

  /** @returns {boolean} whether the address said where to look */
  restore() {
    const { camera } = this.store.get();
    if (!KEPT.test(camera)) return false;
    const [x, y, k] = camera.split(",").map(Number);
    this.touched = true;
    this.look(x, y, Math.min(CLOSEST, Math.max(WIDEST, k)), true);
    return true;
  }

  /** @param {Extent} extent @param {number} above @param {number} below room to keep free, in pixels @param {boolean} atOnce */
  fit({ left, right, top, bottom }, above, below, atOnce) {
    this.touched = false;
    const margin = Math.min(56, this.width / 8);
    const k = Math.min(LARGEST_FIT, (this.width - margin * 2) / Math.max(1, right - left), (this.height - above - below) / Math.max(1, bottom - top));
    this.go(d3.zoomIdentity.translate(this.width / 2, (this.height + above - below) / 2).scale(k).translate(-(left + right) / 2, -(top + bottom) / 2), atOnce);
  }

  /** Bring a point to the middle. @param {number} x @param {number} y @param {number} k @param {boolean} [atOnce] */
  look(x, y, k, atOnce = false) {
    this.go(d3.zoomIdentity.translate(this.width / 2, this.height / 2).scale(k).translate(-x, -y), atOnce);
  }

  /** @param {any} transform @param {boolean} atOnce */
  go(transform, atOnce) {
    const canvas = d3.select(this.canvas);
    if (atOnce || isStill()) canvas.call(this.zoom.transform, transform);
    else canvas.transition().duration(250).call(this.zoom.transform, transform);
  }

  /** @param {number} factor @param {[number, number]} [about] a point of the screen that stays */
  scale(factor, about) {
    this.touched = true;
    d3.select(this.canvas).call(this.zoom.scaleBy, factor, about);
  }

  /** @param {number} x @param {number} y in pixels */
  pan(x, y) {
    this.touched = true;
    d3.select(this.canvas).call(this.zoom.translateBy, x / this.now.k, y / this.now.k);
  }
}
