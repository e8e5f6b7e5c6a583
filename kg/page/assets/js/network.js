/**
 * The network view: camera, pointer and keys on a canvas. Positions come with the data, so nothing moves by itself.
 */

import { BUSY, byKind, CROWD, crowdLinks, crowdNodes, Pace, ranking } from "./crowd.js";
import { announce, el, plural } from "./dom.js";
import { curveOf, labelsOf, paint, paintChosen, radiusOf, toScreen } from "./painter.js";
import { Sketch } from "./sketch.js";
import { isStill, readPalette } from "./theme.js";
import { walk } from "./walk.js";

/* global d3 */

/** @typedef {import("./selection.js").Shown} Shown */

/** Room for the note above and the buttons below, in pixels. */
const ABOVE = 72;
const BELOW = 90;

const STILL_AFTER = 140;
const SLICE = 2500;
const NAMED = 40;
const MARKED = 1500;

/** What the network is drawn of, by the state's word for it. */
const SCOPES = [["", "Best linked"], ["states", "States"], ["1", "One step"], ["2", "Two steps"]];

export class Network {
  /** @param {import("./model.js").Model} model @param {any} store */
  constructor(model, store) {
    this.model = model;
    this.store = store;
    this.hover = -1;
    this.hoverLink = "";
    /** @type {import("./theme.js").Palette} */
    this.palette = readPalette(model);
    this.camera = { k: 1, x: 0, y: 0 };
    this.from = this.camera;
    /** @type {Shown | null} */
    this.shown = null;
    this.canvas = /** @type {HTMLCanvasElement} */ (el("canvas", {
      class: "canvas", tabindex: 0, role: "application", "aria-roledescription": "network",
      "aria-label": "Network. Arrow keys walk from entity to entity, Enter opens the evidence, Escape clears, plus and minus zoom.",
    }));
    this.context = /** @type {CanvasRenderingContext2D} */ (this.canvas.getContext("2d"));
    this.note = el("p", { class: "stage-note quiet" });
    this.tip = el("div", { class: "tip", hidden: true, "aria-hidden": "true" });
    this.pace = new Pace();
    /** @type {number[] | undefined} */
    this.order = undefined;
    this.element = el("div", { class: "network" }, this.canvas, this.note, this.scopes(), this.tip, this.pad());
    this.zoom = d3.zoom().scaleExtent([0.02, 6]).on("zoom", (event) => this.moved(event.transform))
      .on("start", () => { this.from = this.camera; }).on("end", (event) => this.keepCamera(event));
    d3.select(this.canvas).call(this.zoom);
    this.listen();
  }

  /** Buttons that do what dragging and the wheel do. */
  pad() {
    const button = (/** @type {string} */ sign, /** @type {string} */ name, /** @type {() => void} */ act) =>
      el("button", { type: "button", "aria-label": name, title: name, on: { click: act } }, sign);
    return el("div", { class: "pad", role: "group", "aria-label": "Move the view" },
      button("+", "Zoom in", () => this.scale(1.4)),
      button("−", "Zoom out", () => this.scale(1 / 1.4)),
      button("⤢", "Show all", () => this.fit()),
      button("←", "Move left", () => this.pan(120, 0)),
      button("→", "Move right", () => this.pan(-120, 0)),
      button("↑", "Move up", () => this.pan(0, 120)),
      button("↓", "Move down", () => this.pan(0, -120)));
  }

  /** Buttons for what the network is drawn of. */
  scopes() {
    this.scopeButtons = SCOPES.map(([scope, name]) => el("button", { type: "button", "data-scope": scope, on: { click: () => this.store.set({ scope }) } }, name));
    return el("div", { class: "segmented scopes", role: "group", "aria-label": "Draw" }, ...this.scopeButtons);
  }

  showScope() {
    const { scope, node } = this.store.get();
    for (const button of /** @type {HTMLButtonElement[]} */ (this.scopeButtons)) {
      const own = button.dataset.scope;
      button.setAttribute("aria-pressed", String(own === scope));
      button.disabled = (own === "1" || own === "2") && !this.model.byId.has(node);
      button.title = button.disabled ? "Choose an entity first" : "";
    }
    this.scopeButtons[0].textContent = this.shown.total > this.model.opening ? "Best linked" : "Whole";
  }

  listen() {
    new ResizeObserver(() => this.resize()).observe(this.element);
    this.canvas.addEventListener("pointermove", (event) => this.point(event));
    this.canvas.addEventListener("pointerleave", () => this.setHover(-1, ""));
    this.canvas.addEventListener("click", (event) => this.click(event));
    this.canvas.addEventListener("keydown", (event) => this.key(event));
    this.canvas.addEventListener("focus", () => this.draw());
  }

  /** @param {Shown} shown @param {boolean} refit whether to bring all of it into view */
  update(shown, refit) {
    const first = !this.shown;
    this.shown = shown;
    this.tree = null;
    this.base = null;
    this.isCrowd = shown.bundles.length + shown.nodes.length > CROWD;
    this.isBusy = shown.bundles.length + shown.nodes.length > BUSY;
    if (this.isBusy) this.rank(shown);
    this.showScope();
    const { scope } = this.store.get();
    const some = scope ? plural(shown.nodes.length, "entity", "entities") : shown.total > shown.nodes.length ? `the ${shown.nodes.length.toLocaleString("en")} best linked of ${plural(shown.total, "entity", "entities")}` : plural(shown.nodes.length, "entity", "entities");
    const links = shown.every > shown.bundles.length ? `${shown.bundles.length.toLocaleString("en")} best supported of ${plural(shown.every, "link")}` : plural(shown.bundles.length, "link");
    this.note.textContent = `Shown: ${some}, ${links}`;
    if (first || refit) this.fit(first);
    this.draw();
  }

  /** What a crowd draws first. @param {Shown} shown */
  rank(shown) {
    this.order ??= ranking(this.model);
    const here = new Uint8Array(this.model.nodes.length);
    for (const node of shown.nodes) here[node] = 1;
    const ranked = this.order.filter((node) => here[node]);
    this.ranked = byKind(this.model, ranked);
    this.few = byKind(this.model, ranked.slice(0, MARKED));
    this.named = ranked.slice(0, NAMED);
  }

  resize() {
    const { width, height } = this.element.getBoundingClientRect();
    if (width && height && (width !== this.width || height !== this.height)) this.setSize(width, height);
  }

  /** @param {number} width @param {number} height in pixels */
  setSize(width, height) {
    const first = !this.width;
    this.width = width;
    this.height = height;
    const ratio = devicePixelRatio || 1;
    this.base = null;
    this.canvas.width = Math.round(width * ratio);
    this.canvas.height = Math.round(height * ratio);
    if (!(first && this.restore()) && (first || !this.touched)) this.fit(true);
    this.paintNow();
  }

  /** @param {{k: number, x: number, y: number}} transform */
  moved(transform) {
    this.camera = transform;
    this.base = null;
    if (this.isBusy) {
      this.pace.tick(performance.now(), !this.moving);
      this.moving = true;
      clearTimeout(this.stop);
      this.stop = setTimeout(() => { this.moving = false; this.draw(); }, STILL_AFTER);
    }
    this.draw();
  }

  /** Keep in the address where the reader has moved to. @param {any} event the end of a gesture or of a movement */
  keepCamera({ sourceEvent, transform: { k, x, y } }) {
    if (sourceEvent && this.from !== this.camera) this.touched = true;
    const middle = [(this.width / 2 - x) / k, (this.height / 2 - y) / k].map((value) => value.toFixed(1));
    this.store.set({ camera: this.touched ? `${middle.join(",")},${k.toFixed(3)}` : "" });
  }

  /** @returns {boolean} whether the address said where to look */
  restore() {
    const { camera } = this.store.get();
    if (!/^(-?\d{1,6}(\.\d+)?,){2}\d{1,2}(\.\d+)?$/.test(camera)) return false;
    const [x, y, k] = camera.split(",").map(Number);
    this.touched = true;
    this.go(d3.zoomIdentity.translate(this.width / 2, this.height / 2).scale(Math.min(6, Math.max(0.02, k))).translate(-x, -y), true);
    return true;
  }

  /** Draw with the next frame. */
  draw() {
    if (this.pending) return;
    this.pending = requestAnimationFrame(() => this.paintNow());
  }

  paintNow() {
    if (this.pending) cancelAnimationFrame(this.pending);
    this.pending = 0;
    if (!this.shown || !this.width) return;
    const ratio = devicePixelRatio || 1;
    this.context.setTransform(ratio, 0, 0, ratio, 0, 0);
    if (this.moving && this.isBusy) this.paintMoving();
    else if (!this.isCrowd) paint(this.context, this.scene());
    else if (this.base) this.paintOver();
    else this.paintSlice(0);
  }

  blank() {
    this.context.globalAlpha = 1;
    this.context.fillStyle = this.palette.surface;
    this.context.fillRect(0, 0, this.width, this.height);
  }

  /** A crowd in motion: the best supported links and the best linked nodes. */
  paintMoving() {
    const scene = this.scene();
    const { length } = this.shown.bundles;
    this.blank();
    crowdLinks(this.context, scene, length - this.pace.most, length);
    crowdNodes(this.context, scene, this.few);
    paintChosen(this.context, { ...scene, lit: null }, this.named);
  }

  /** A crowd at rest, a slice of its links in each frame. @param {number} from */
  paintSlice(from) {
    const scene = this.scene();
    const { length } = this.shown.bundles;
    if (!from) this.blank();
    crowdLinks(this.context, scene, from, from + SLICE);
    if (from + SLICE < length) {
      if (!from) crowdNodes(this.context, scene, this.ranked);
      this.pending = requestAnimationFrame(() => { this.pending = 0; if (this.moving || this.base) this.paintNow(); else this.resume(from + SLICE); });
      return;
    }
    crowdNodes(this.context, scene, this.ranked);
    this.base = document.createElement("canvas");
    this.base.width = this.canvas.width;
    this.base.height = this.canvas.height;
    this.base.getContext("2d").drawImage(this.canvas, 0, 0);
    this.paintOver();
  }

  /** @param {number} from */
  resume(from) {
    const ratio = devicePixelRatio || 1;
    this.context.setTransform(ratio, 0, 0, ratio, 0, 0);
    this.paintSlice(from);
  }

  /** The choice over the crowd's picture, which is kept. */
  paintOver() {
    const scene = this.scene();
    this.blank();
    this.context.globalAlpha = scene.lit ? 0.3 : 1;
    this.context.drawImage(this.base, 0, 0, this.width, this.height);
    paintChosen(this.context, scene, this.named);
  }

  /** @returns {import("./painter.js").Scene} */
  scene() {
    const { model, shown, camera, palette, width, height, hover } = this;
    const state = this.store.get();
    const node = model.byId.get(state.node);
    const link = shown.byKey.get(state.link);
    const at = hover >= 0 ? hover : node;
    const chosen = new Set(link ? [link.source, link.target] : node === undefined ? [] : [node]);
    const focus = hover < 0 ? (this.hoverLink ? shown.byKey.get(this.hoverLink) : link) : undefined;
    const lit = focus ? new Set([focus]) : at === undefined ? null : new Set(shown.links.get(at) ?? []);
    const near = lit ? new Set([...chosen, at ?? -1]) : null;
    if (near) for (const { source, target } of lit) near.add(source).add(target);
    return { model, shown, camera, palette, width, height, hover, chosen, lit, near };
  }

  /** @returns {HTMLCanvasElement} what is on the screen, painted even where the network has not been shown yet */
  toCanvas() {
    if (!this.width) this.setSize(1200, 900);
    return this.canvas;
  }

  /** @returns {string} what is on the screen, as SVG */
  toSvg() {
    if (!this.width) this.setSize(1200, 900);
    const sketch = new Sketch(this.width, this.height, this.context);
    paint(/** @type {any} */ (sketch), this.scene());
    return sketch.toString();
  }

  /** @returns {import("./labels.js").Label[]} the labels on the screen, for tests and export */
  labels() {
    return labelsOf(this.context, this.scene());
  }

  /** @param {boolean} [atOnce] */
  fit(atOnce = false) {
    if (!this.shown || !this.width || !this.shown.nodes.length) return;
    this.touched = false;
    let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
    for (const node of this.shown.nodes) {
      const { x, y } = this.model.nodes[node];
      [left, right, top, bottom] = [Math.min(left, x), Math.max(right, x), Math.min(top, y), Math.max(bottom, y)];
    }
    const margin = Math.min(56, this.width / 8);
    const k = Math.min(1.6, (this.width - margin * 2) / Math.max(1, right - left), (this.height - ABOVE - BELOW) / Math.max(1, bottom - top));
    this.go(d3.zoomIdentity.translate(this.width / 2, (this.height + ABOVE - BELOW) / 2).scale(k).translate(-(left + right) / 2, -(top + bottom) / 2), atOnce);
  }

  /** @param {any} transform @param {boolean} [atOnce] */
  go(transform, atOnce = false) {
    const canvas = d3.select(this.canvas);
    if (atOnce || isStill()) canvas.call(this.zoom.transform, transform);
    else canvas.transition().duration(250).call(this.zoom.transform, transform);
  }

  /** @param {number} factor */
  scale(factor) {
    this.touched = true;
    d3.select(this.canvas).call(this.zoom.scaleBy, factor);
  }

  /** @param {number} x @param {number} y in pixels */
  pan(x, y) {
    this.touched = true;
    d3.select(this.canvas).call(this.zoom.translateBy, x / this.camera.k, y / this.camera.k);
  }

  /** Bring a node into view. @param {number} node */
  reveal(node) {
    if (!this.width) return;
    const { x, y } = toScreen(this.model, node, this.camera);
    const margin = 70;
    if (x > margin && y > margin && x < this.width - margin && y < this.height - margin) return;
    const { k } = this.camera;
    const at = this.model.nodes[node];
    this.go(d3.zoomIdentity.translate(this.width / 2, this.height / 2).scale(Math.max(k, 0.6 / this.model.spread)).translate(-at.x, -at.y));
  }

  /** @param {MouseEvent} event @returns {{node: number, link: string, x: number, y: number}} */
  hit(event) {
    const box = this.canvas.getBoundingClientRect();
    const [x, y] = [event.clientX - box.left, event.clientY - box.top];
    const { camera, model } = this;
    this.tree ??= d3.quadtree(this.shown.nodes, (/** @type {number} */ n) => model.nodes[n].x, (/** @type {number} */ n) => model.nodes[n].y);
    const node = this.tree.find((x - camera.x) / camera.k, (y - camera.y) / camera.k, 26 / camera.k) ?? -1;
    if (node >= 0) {
      const at = toScreen(model, node, camera);
      if (Math.hypot(at.x - x, at.y - y) <= Math.max(12, radiusOf(model, node, camera) + 4)) return { node, link: "", x, y };
    }
    return { node: -1, link: this.linkAt(x, y), x, y };
  }

  /** @param {number} x @param {number} y */
  linkAt(x, y) {
    let [best, nearest] = ["", 6];
    for (const item of this.shown.bundles.length > 6000 ? [] : this.shown.bundles) {
      const { from, middle, to } = curveOf(this.model, item, this.camera);
      if (x < Math.min(from.x, to.x, middle.x) - 6 || x > Math.max(from.x, to.x, middle.x) + 6) continue;
      for (let t = 0.04; t < 1; t += 0.04) {
        const s = 1 - t;
        const d = Math.hypot(s * s * from.x + 2 * s * t * middle.x + t * t * to.x - x, s * s * from.y + 2 * s * t * middle.y + t * t * to.y - y);
        if (d < nearest) [best, nearest] = [item.key, d];
      }
    }
    return best;
  }

  /** @param {PointerEvent} event */
  point(event) {
    if (event.buttons) {
      this.touched = true;
      return;
    }
    const { node, link, x, y } = this.hit(event);
    this.setHover(node, link);
    const item = this.shown.byKey.get(link);
    this.tip.hidden = !item;
    if (item) {
      this.tip.textContent = `${this.model.relations[item.relation].label}: ${plural(item.edges.length, "link")}`;
      this.tip.style.translate = `${Math.min(x + 14, this.width - 200)}px ${y + 14}px`;
    }
  }

  /** @param {number} node @param {string} link */
  setHover(node, link) {
    if (node === this.hover && link === this.hoverLink) return;
    this.hover = node;
    this.hoverLink = link;
    this.tip.hidden = true;
    this.canvas.classList.toggle("pointing", node >= 0 || link !== "");
    this.draw();
  }

  /** @param {MouseEvent} event */
  click(event) {
    const { node, link } = this.hit(event);
    this.choose(node, link);
  }

  /** @param {number} node @param {string} [link] */
  choose(node, link = "") {
    this.store.set({ node: node >= 0 ? this.model.nodes[node].id : "", link, finding: "" });
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const acts = { "+": () => this.scale(1.4), "=": () => this.scale(1.4), "-": () => this.scale(1 / 1.4), 0: () => this.fit() };
    const moves = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (moves[event.key]) this.step(moves[event.key]);
    else if (event.key === "Enter") document.getElementById("evidence").focus();
    else if (event.key === "Escape") this.choose(-1);
    else if (acts[event.key]) acts[event.key]();
    else return;
    event.preventDefault();
  }

  /** @param {number[]} direction */
  step(direction) {
    const from = this.model.byId.get(this.store.get().node);
    const to = walk(this.model, this.shown, from, direction);
    if (to < 0) {
      announce("No neighbour in that direction.");
      return;
    }
    this.setHover(-1, "");
    this.choose(to);
    this.reveal(to);
    const { label, kind } = this.model.nodes[to];
    const via = from === undefined ? null : (this.shown.links.get(to) ?? []).find((item) => item.source === from || item.target === from);
    const how = via ? ` Reached by: ${this.model.relations[via.relation].label}.` : "";
    announce(`${label}, ${this.model.kinds[kind].label}, ${plural((this.shown.links.get(to) ?? []).length, "link")}.${how}`);
  }
}

