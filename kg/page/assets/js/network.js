/**
 * The network view: what is drawn, how and when. Positions come with the data, so nothing moves by itself.
 */

import { Camera } from "./camera.js";
import { BUSY, byKind, CROWD, crowdLinks, crowdNodes, Pace, ranking } from "./crowd.js";
import { announce, el, fill, plural } from "./dom.js";
import { labelsOf, paint, paintChosen, toScreen } from "./painter.js";
import { placeNodes } from "./places.js";
import { Pointing } from "./pointing.js";
import { Sketch } from "./sketch.js";
import { readPalette } from "./theme.js";

/** @typedef {import("./selection.js").Shown} Shown */
/** @typedef {import("./model.js").Model} Model */

/** Room below for the buttons, in pixels. */
const BELOW = 90;
const STILL_AFTER = 140;
const SLICE = 2500;
const NAMED = 40;
const MARKED = 1500;

/** What the network is drawn of, by the state's word for it. */
const SCOPES = [["", "Best linked"], ["states", "States"], ["1", "One step"], ["2", "Two steps"]];

export class Network {
  /** @param {Model} model @param {import("./state.js").Store} store @param {Shown} shown */
  constructor(model, store, shown) {
    this.model = model;
    this.store = store;
    this.shown = shown;
    this.hover = -1;
    this.hoverLink = "";
    this.palette = readPalette(model);
    this.width = this.height = 0;
    this.pending = this.stop = 0;
    this.moving = this.isCrowd = this.isBusy = false;
    /** A crowd's picture, kept while only the choice changes. @type {HTMLCanvasElement | null} */
    this.base = null;
    /** What a crowd draws first, all of it and in motion, and what it names. @type {number[]} */
    this.ranked = [];
    /** @type {number[]} */
    this.few = [];
    /** @type {number[]} */
    this.named = [];
    /** @type {number[] | null} */
    this.order = null;
    this.pace = new Pace();
    this.canvas = /** @type {HTMLCanvasElement} */ (el("canvas", {
      class: "canvas", tabindex: 0, role: "application", "aria-roledescription": "network",
      "aria-label": "Network. Arrow keys walk from entity to entity, E expands, H hides, Alt and an arrow key move, Enter opens the evidence, Escape clears, plus and minus zoom.",
    }));
    this.context = /** @type {CanvasRenderingContext2D} */ (this.canvas.getContext("2d"));
    this.note = el("p", { class: "stage-note quiet" });
    this.tip = el("div", { class: "tip", hidden: true, "aria-hidden": "true" });
    this.restoring = el("span", { class: "restoring" });
    this.scopeButtons = SCOPES.map(([scope, name]) => /** @type {HTMLButtonElement} */ (el("button", { type: "button", "data-scope": scope, on: { click: () => this.store.set({ scope }) } }, name)));
    this.head = el("div", { class: "stage-head" }, this.note, this.restoring,
      el("div", { class: "segmented scopes", role: "group", "aria-label": "Draw" }, ...this.scopeButtons));
    this.pointing = new Pointing(this);
    this.view = new Camera(this.canvas, store, (event) => this.pointing.isFree(event), () => this.moved());
    this.element = el("div", { class: "network" }, this.canvas, this.head, this.tip, this.pad());
    new ResizeObserver(() => this.resize()).observe(this.element);
    this.canvas.addEventListener("focus", () => this.draw());
  }

  get camera() {
    return this.view.now;
  }

  /** Buttons that do what dragging and the wheel do. */
  pad() {
    const button = (/** @type {string} */ sign, /** @type {string} */ name, /** @type {() => void} */ act) =>
      el("button", { type: "button", "aria-label": name, title: name, on: { click: act } }, sign);
    return el("div", { class: "pad", role: "group", "aria-label": "Move the view" },
      button("+", "Zoom in", () => this.view.scale(1.4)),
      button("−", "Zoom out", () => this.view.scale(1 / 1.4)),
      button("⤢", "Show all", () => this.fit()),
      button("←", "Move left", () => this.view.pan(120, 0)),
      button("→", "Move right", () => this.view.pan(-120, 0)),
      button("↑", "Move up", () => this.view.pan(0, 120)),
      button("↓", "Move down", () => this.view.pan(0, -120)));
  }

  /** Say what is drawn, and offer what could be. */
  showHead() {
    const { scope, node, hidden, moved } = this.store.get();
    const { shown } = this;
    for (const button of this.scopeButtons) {
      const own = button.dataset.scope;
      button.setAttribute("aria-pressed", String(own === scope));
      button.disabled = (own === "1" || own === "2") && !this.model.byId.has(node);
      button.title = button.disabled ? "Choose an entity first" : "";
    }
    this.scopeButtons[0].textContent = shown.total > this.model.opening ? "Best linked" : "Whole";
    const some = !scope && shown.total > shown.nodes.length ? `the ${shown.nodes.length.toLocaleString("en")} best linked of ${plural(shown.total, "entity", "entities")}` : plural(shown.nodes.length, "entity", "entities");
    const links = shown.every > shown.bundles.length ? `${shown.bundles.length.toLocaleString("en")} best supported of ${plural(shown.every, "link")}` : plural(shown.bundles.length, "link");
    this.note.textContent = shown.nodes.length ? `Shown: ${some}, ${links}` : "No link passes the filters.";
    const button = (/** @type {string} */ name, /** @type {Partial<import("./state.js").State>} */ patch) => el("button", { type: "button", class: "tool small", on: { click: () => this.store.set(patch) } }, name);
    fill(this.restoring, hidden.length ? button(`Show ${plural(hidden.length, "hidden entity", "hidden entities")}`, { hidden: [] }) : null, moved.length ? button("Undo all moves", { moved: [] }) : null);
  }

  /** @param {Shown} shown @param {boolean} refit whether to bring all of it into view */
  update(shown, refit) {
    this.shown = shown;
    placeNodes(this.model, this.store.get(), shown);
    this.isCrowd = shown.bundles.length + shown.nodes.length > CROWD;
    this.isBusy = shown.bundles.length + shown.nodes.length > BUSY;
    if (this.isBusy) this.rank(shown);
    this.showHead();
    if (refit) this.fit();
    this.redraw();
  }

  /** Draw anew after the nodes have other places. */
  redraw() {
    this.pointing.tree = null;
    this.base = null;
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
    Object.assign(this, { width, height });
    Object.assign(this.view, { width, height });
    const ratio = devicePixelRatio || 1;
    this.base = null;
    this.canvas.width = Math.round(width * ratio);
    this.canvas.height = Math.round(height * ratio);
    if (!(first && this.view.restore()) && (first || !this.view.touched)) this.fit(true);
    this.paintNow();
  }

  /** The camera has moved. */
  moved() {
    this.base = null;
    if (this.isBusy) {
      this.pace.tick(performance.now(), !this.moving);
      this.moving = true;
      clearTimeout(this.stop);
      this.stop = setTimeout(() => { this.moving = false; this.draw(); }, STILL_AFTER);
    }
    this.draw();
  }

  /** Draw with the next frame. */
  draw() {
    this.pending ||= requestAnimationFrame(() => this.paintNow());
  }

  paintNow() {
    cancelAnimationFrame(this.pending);
    this.pending = 0;
    if (!this.width) return;
    this.level();
    if (this.moving && this.isBusy) this.paintMoving();
    else if (!this.isCrowd) paint(this.context, this.scene());
    else if (this.base) this.paintOver(this.base);
    else this.paintSlice(0);
  }

  /** One unit is one pixel of the page, however fine the screen. */
  level() {
    const ratio = devicePixelRatio || 1;
    this.context.setTransform(ratio, 0, 0, ratio, 0, 0);
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
    if (!from || from + SLICE >= length) crowdNodes(this.context, scene, this.ranked);
    if (from + SLICE < length) {
      this.pending = requestAnimationFrame(() => { this.pending = 0; if (this.moving || this.base) this.paintNow(); else this.resume(from + SLICE); });
      return;
    }
    this.base = document.createElement("canvas");
    this.base.width = this.canvas.width;
    this.base.height = this.canvas.height;
    this.base.getContext("2d")?.drawImage(this.canvas, 0, 0);
    this.paintOver(this.base);
  }

  /** @param {number} from */
  resume(from) {
    this.level();
    this.paintSlice(from);
  }

  /** The choice over the crowd's picture, which is kept. @param {HTMLCanvasElement} base */
  paintOver(base) {
    const scene = this.scene();
    this.blank();
    this.context.globalAlpha = scene.lit ? 0.3 : 1;
    this.context.drawImage(base, 0, 0, this.width, this.height);
    paintChosen(this.context, scene, this.named);
  }

  /** @returns {import("./painter.js").Scene} */
  scene() {
    const { model, shown, camera, palette, width, height, hover } = this;
    const state = this.store.get();
    const node = model.byId.get(state.node);
    const link = state.link ? shown.index.find(model, state.link) : undefined;
    const at = hover >= 0 ? hover : node;
    const chosen = new Set(link ? [link.source, link.target] : node === undefined ? [] : [node]);
    const focus = hover < 0 ? (this.hoverLink ? shown.index.find(model, this.hoverLink) : link) : undefined;
    const lit = focus ? new Set([focus]) : at === undefined ? null : new Set(shown.index.links.get(at) ?? []);
    const near = lit ? new Set([...chosen, at ?? -1]) : null;
    if (lit && near) for (const { source, target } of lit) near.add(source).add(target);
    return { model, shown, camera, palette, width, height, hover, chosen, lit, near };
  }

  /** @returns {HTMLCanvasElement} what is on the screen, painted even where the network has not been shown yet */
  toCanvas() {
    if (!this.width) this.setSize(1200, 900);
    return this.canvas;
  }

  /** @returns {Element} what is on the screen, as SVG */
  toSvg() {
    if (!this.width) this.setSize(1200, 900);
    const sketch = new Sketch(this.width, this.height, this.context);
    paint(/** @type {any} */ (sketch), this.scene());
    return sketch.root;
  }

  /** @returns {import("./labels.js").Label[]} the labels on the screen */
  labels() {
    return labelsOf(this.context, this.scene(), this.shown.nodes);
  }

  /** @param {boolean} [atOnce] */
  fit(atOnce = false) {
    if (!this.width || !this.shown.nodes.length) return;
    let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
    for (const node of this.shown.nodes) {
      const { x, y } = this.model.nodes[node];
      [left, right, top, bottom] = [Math.min(left, x), Math.max(right, x), Math.min(top, y), Math.max(bottom, y)];
    }
    this.view.fit({ left, right, top, bottom }, this.head.offsetHeight + 36, BELOW, atOnce);
  }

  /** Bring a node into view. @param {number} node */
  reveal(node) {
    if (!this.width) return;
    const { x, y } = toScreen(this.model, node, this.camera);
    const margin = 70;
    if (x > margin && y > margin && x < this.width - margin && y < this.height - margin) return;
    const at = this.model.nodes[node];
    this.view.look(at.x, at.y, Math.max(this.camera.k, 0.6 / this.model.spread));
  }

  /** Say what is under the pointer. @param {import("./pointing.js").Hit} hit */
  point({ node, link, x, y }) {
    this.setHover(node, link);
    const item = link ? this.shown.index.find(this.model, link) : undefined;
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

  /** @param {number} node @param {string} [link] */
  choose(node, link = "") {
    this.store.set({ node: node >= 0 ? this.model.nodes[node].id : "", link, finding: "" });
  }

  /** Draw the neighbours of a node too, or no longer. @param {number} node */
  expand(node) {
    const { id, label } = this.model.nodes[node];
    const { expanded } = this.store.get();
    const isOpen = expanded.includes(id);
    this.store.set({ expanded: isOpen ? expanded.filter((each) => each !== id) : [...expanded, id] });
    announce(`${label} is ${isOpen ? "no longer expanded" : "expanded"}: ${plural((this.shown.index.links.get(node) ?? []).length, "link")}.`);
  }

  /** Leave a node out. @param {number} node */
  hide(node) {
    const { id, label } = this.model.nodes[node];
    this.store.set({ hidden: [...this.store.get().hidden, id], node: "", link: "", finding: "" });
    announce(`${label} is hidden.`);
  }
}
