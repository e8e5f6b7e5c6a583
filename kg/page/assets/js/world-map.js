/**
 * The map: states at their capitals, arcs of great circles between states that are joined, and the places of activities.
 * Shapes are Natural Earth's at 1:110 million.
 */

import { el, fill, plural, svg, visible } from "./dom.js";
import { greatCircle, joinArcs, linePath, outlinePath, project, ringPath, unpackArc, wrapped } from "./geo.js";
import { gather } from "./grouping.js";
import { statePairs } from "./pairs.js";
import { focused, rove, settle } from "./roving.js";
import { isStill } from "./theme.js";

/* global d3 */

/**
 * @typedef {import("./model.js").Model} Model
 * @typedef {{x: number, y: number, width: number, height: number}} Box
 */

/** Longitudes for the middle that leave the edge in the Pacific or in the Atlantic. */
const MIDDLES = [10, 152];
const ARCS = 120;
const NOTE = "Boundaries are Natural Earth’s and no position of this page or of its authors.";

export class WorldMap {
  /** @param {Model} model @param {import("./state.js").Store} store @param {NonNullable<Model["world"]>} world */
  constructor(model, store, world) {
    this.model = model;
    this.store = store;
    this.world = world;
    /** @type {import("./selection.js").Shown | null} */
    this.shown = null;
    /** @type {import("./pairs.js").Pair[]} */
    this.pairs = [];
    /** Places of activities, with the activities there. @type {Map<number, number[]>} */
    this.hosts = new Map();
    /** States that pass the filters. @type {Set<number>} */
    this.active = new Set();
    /** The shapes of each state. @type {Map<number, Element[]>} */
    this.shapes = new Map();
    this.center = MIDDLES[0];
    this.zoomed = d3.zoomIdentity;
    this.land = svg("g", {});
    this.arcs = svg("g", {});
    this.marks = svg("g", {});
    this.inner = svg("g", {}, this.land, this.arcs, this.marks);
    this.drawing = /** @type {SVGSVGElement} */ (svg("svg", { viewBox: "-500 -262 1000 524", role: "group", "aria-label": "Map. Arrow keys walk from mark to mark, Enter shows the evidence.", class: "world" }, this.inner));
    this.note = el("p", { class: "stage-note quiet" });
    this.legend = el("p", { class: "map-note quiet small" }, NOTE);
    this.element = el("div", { class: "map" }, this.drawing, this.note, this.legend, this.pad());
    this.zoom = d3.zoom().scaleExtent([1, 12]).translateExtent([[-500, -262], [500, 262]]).on("zoom", (/** @type {any} */ event) => this.moved(event.transform));
    d3.select(this.drawing).call(this.zoom).on("dblclick.zoom", null);
    rove(this.drawing, () => this.stops());
    this.tall = 524;
    new ResizeObserver(() => this.resize()).observe(this.element);
  }

  pad() {
    const still = () => (isStill() ? d3.select(this.drawing) : d3.select(this.drawing).transition().duration(200));
    const button = (/** @type {string} */ sign, /** @type {string} */ name, /** @type {() => void} */ act) => el("button", { type: "button", "aria-label": name, title: name, on: { click: act } }, sign);
    const pan = (/** @type {number} */ x, /** @type {number} */ y) => () => still().call(this.zoom.translateBy, x / this.zoomed.k, y / this.zoomed.k);
    return el("div", { class: "pad", role: "group", "aria-label": "Move the map" },
      button("+", "Zoom in", () => still().call(this.zoom.scaleBy, 1.5)), button("−", "Zoom out", () => still().call(this.zoom.scaleBy, 1 / 1.5)),
      button("⤢", "Show all", () => this.fit()), button("←", "Move left", pan(90, 0)), button("→", "Move right", pan(-90, 0)), button("↑", "Move up", pan(0, 90)), button("↓", "Move down", pan(0, -90)));
  }

  /** Give the drawing the proportions of its element, so that a narrow screen shows a tall map. */
  resize() {
    const { width, height } = this.element.getBoundingClientRect();
    if (!width || !height) return;
    this.tall = Math.max(300, Math.round((1000 * height) / width));
    this.drawing.setAttribute("viewBox", `-500 ${-this.tall / 2} 1000 ${this.tall}`);
    this.zoom.translateExtent([[-500, -Math.max(262, this.tall / 2)], [500, Math.max(262, this.tall / 2)]]);
    if (this.shown) {
      this.fit(true);
      this.drawMarks();
    }
  }

  stops() {
    return [...this.drawing.querySelectorAll("[data-mark]")];
  }

  /** @param {any} transform */
  moved(transform) {
    const scaled = transform.k !== this.zoomed.k;
    this.zoomed = transform;
    this.inner.setAttribute("transform", transform.toString());
    if (scaled && this.shown) this.drawMarks();
  }

  /** @param {import("./selection.js").Shown} shown */
  update(shown) {
    const first = !this.shown;
    this.shown = shown;
    const { model } = this;
    this.pairs = statePairs(model, shown.open);
    this.hosts = this.placesOf(shown);
    this.active = new Set(shown.open.flatMap((edge) => [edge.source, edge.target]).filter((node) => model.nodes[node].kind === "state"));
    if (first) {
      this.center = middleOf(model, this.pairs);
      this.drawLand();
    }
    this.drawMarks();
    if (first) this.fit(true);
  }

  /** Places of activities, with the activities there. @param {import("./selection.js").Shown} shown @returns {Map<number, number[]>} */
  placesOf(shown) {
    /** @type {Map<number, number[]>} */
    const found = new Map();
    for (const index of shown.findings) {
      const { kind, roles } = this.model.findings[index];
      if (kind !== "activity") continue;
      for (const place of roles.place ?? []) if (this.model.nodes[place].at) gather(found, place, index);
    }
    return found;
  }

  drawLand() {
    const { arcs, shapes } = this.world;
    const lines = arcs.map(unpackArc);
    const ocean = outlinePath();
    const clip = svg("clipPath", { id: "world-edge" }, svg("path", { d: ocean }));
    const countries = svg("g", { "clip-path": "url(#world-edge)" });
    for (const { rings, node } of shapes) {
      const d = rings.map((/** @type {number[]} */ ring) => ringPath(joinArcs(ring, lines), this.center)).join("");
      const shape = svg("path", { d, class: "country" });
      if (node >= 0) gather(this.shapes, node, shape);
      countries.append(shape);
    }
    this.land.replaceChildren(clip, svg("path", { d: ocean, class: "ocean" }), countries);
  }

  drawMarks() {
    const { model, zoomed } = this;
    const state = this.store.get();
    const kept = focused(this.drawing);
    const chosen = model.byId.get(state.node);
    const some = this.pairs.filter(({ source, target }) => model.nodes[source].at && model.nodes[target].at);
    const drawn = (chosen !== undefined && model.nodes[chosen].kind === "state" ? some.filter((pair) => pair.source === chosen || pair.target === chosen) : some).slice(0, ARCS);
    for (const [node, shapes] of this.shapes) for (const shape of shapes) shape.setAttribute("class", `country${this.active.has(node) ? " active" : ""}${node === chosen ? " chosen" : ""}`);
    this.arcs.replaceChildren(...[...drawn].reverse().map((pair) => this.arc(pair, drawn[0].edges.length)));
    const states = [...this.active].filter((node) => model.nodes[node].at).sort((a, b) => model.nodes[a].degree - model.nodes[b].degree);
    /** @type {Box[]} */
    const taken = [];
    const ranked = [...states.reverse(), ...[...this.hosts.keys()].filter((node) => !this.active.has(node))];
    const marks = ranked.map((node) => this.mark(node, taken));
    this.marks.replaceChildren(...marks.reverse().flat());
    settle(this.stops(), kept);
    const lost = [...this.active].filter((node) => !model.nodes[node].at).length;
    this.note.textContent = [plural(states.length, "state"), `${drawn.length < some.length ? `${drawn.length} of ` : ""}${plural(some.length, "pair")}`, plural(this.hosts.size, "place", "places") + " of activities", lost ? `${lost} not on the map` : ""].filter(Boolean).join(", ");
    this.legend.textContent = `Line: states that are joined, the wider the more passages; dashes: critical passages among them. ${NOTE}`;
    this.drawing.style.setProperty("--k", String(zoomed.k));
  }

  /** @param {import("./pairs.js").Pair} pair @param {number} most */
  arc(pair, most) {
    const { model } = this;
    const [a, b] = [model.nodes[pair.source], model.nodes[pair.target]];
    const d = linePath(greatCircle(capitalOf(a), capitalOf(b)), this.center);
    const isChosen = this.store.get().link === pair.key;
    const text = `${a.label} and ${b.label}, ${plural(new Set(pair.edges.map((edge) => model.edges[edge].finding)).size, "passage")}${pair.critical ? ", some critical" : ""}`;
    const pixel = this.textScale();
    const width = (0.9 + 3 * Math.sqrt(pair.edges.length / most)) * pixel;
    const plain = pair.critical < pair.edges.length ? [svg("path", { d, class: "arc-line", "stroke-width": width })] : [];
    const critical = pair.critical ? [svg("path", { d, class: "arc-line is-critical", "stroke-width": plain.length ? Math.max(1.2 * pixel, width * 0.5) : width, "stroke-dasharray": `${6 * pixel} ${5 * pixel}` })] : [];
    const box = svg("g", { class: `arc${isChosen ? " chosen" : ""}`, role: "button", tabindex: -1, "data-mark": "", "data-keep": pair.key, "aria-label": visible(text), "aria-pressed": String(isChosen) },
      svg("path", { d, class: "arc-reach", "stroke-width": 14 * pixel }), ...plain, ...critical, titled(text));
    box.addEventListener("click", () => this.store.set({ link: pair.key, node: "", finding: "" }));
    return box;
  }

  /** @param {number} node @param {Box[]} taken */
  mark(node, taken) {
    const { model } = this;
    const { label, short, id, kind } = model.nodes[node];
    const [x, y] = project(capitalOf(model.nodes[node]), this.center);
    const isState = kind === "state";
    const isChosen = this.store.get().node === id;
    const held = this.hosts.get(node)?.length ?? 0;
    const size = (isState ? 5 : 5.5) * this.textScale();
    const sign = isState ? svg("circle", { cx: x, cy: y, r: size, class: "map-state" }) : svg("path", { d: `M${x} ${y}l${-size} ${-size * 2}h${size * 2}Z`, class: "map-place" });
    const text = held ? `${label}, ${plural(held, "activity", "activities")}` : label;
    const parts = [svg("circle", { cx: x, cy: y, r: 12 * this.textScale(), class: "reach" }), sign];
    if (isState && held) parts.push(svg("circle", { cx: x, cy: y, r: size * 1.7, class: "map-host" }));
    const name = this.label(visible(short || label), x, y, size, taken, isChosen);
    const box = svg("g", { class: `map-mark${isChosen ? " chosen" : ""}`, role: "button", tabindex: -1, "data-mark": "", "data-keep": `n${node}`, "aria-label": visible(text), "aria-pressed": String(isChosen) }, ...parts, titled(text));
    box.addEventListener("click", () => this.store.set({ node: isChosen ? "" : id, link: "", finding: "" }));
    return name ? [box, name] : [box];
  }

  /** @param {string} text @param {number} x @param {number} y @param {number} size @param {Box[]} taken @param {boolean} forced */
  label(text, x, y, size, taken, forced) {
    const scale = this.textScale();
    const short = text.length > 26 ? `${text.slice(0, 25)}…` : text;
    const [width, height] = [short.length * 6.4 * scale, 14 * scale];
    const spots = [[x + size * 1.6, y - height / 2], [x - size * 1.6 - width, y - height / 2], [x - width / 2, y + size], [x - width / 2, y - size - height]];
    const free = spots.map(([left, top]) => ({ x: left, y: top, width, height })).find((box) => this.isInside(box) && !taken.some((other) => box.x < other.x + other.width && other.x < box.x + box.width && box.y < other.y + other.height && other.y < box.y + box.height));
    if (!free && !forced) return null;
    const box = free ?? { x: x + size * 1.6, y: y - height / 2, width, height };
    taken.push(box);
    const words = svg("text", { x: box.x, y: box.y + height * 0.78, "font-size": 12 * scale, "stroke-width": 3 * scale, class: "map-name", "aria-hidden": "true" });
    words.textContent = short;
    return words;
  }

  /** @param {Box} box whether it is on the screen, or all of its side is not */
  isInside({ x, width }) {
    const { k, x: shift } = this.zoomed;
    const [left, right] = [(-500 - shift) / k, (500 - shift) / k];
    return x > right || x + width < left || (x >= left && x + width <= right);
  }

  /** User units of the drawing for one pixel of the screen, at the present zoom. */
  textScale() {
    const { width } = this.element.getBoundingClientRect();
    const shown = width ? width / 1000 : 1;
    return 1 / (shown * this.zoomed.k);
  }

  /** @returns {SVGSVGElement} */
  picture() {
    return this.drawing;
  }

  /** @returns {import("./download.js").Rows} pairs of states, best supported first */
  sheet() {
    const { model } = this;
    const passages = (/** @type {import("./pairs.js").Pair} */ { edges }) => new Set(edges.map((edge) => model.edges[edge].finding).filter((finding) => finding >= 0)).size;
    return [["one", "other", "passages", "critical links", "greatest strength", "one IRI", "other IRI"],
      ...this.pairs.map((pair) => [model.nodes[pair.source].label, model.nodes[pair.target].label, passages(pair), pair.critical, pair.strength || "", model.nodes[pair.source].id, model.nodes[pair.target].id])];
  }

  /** Bring the marks into view. @param {boolean} [atOnce] */
  fit(atOnce = false) {
    const points = [...this.active, ...this.hosts.keys()].filter((node) => this.model.nodes[node].at).map((node) => project(capitalOf(this.model.nodes[node]), this.center));
    if (!points.length) return;
    const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
    const [left, right, top, bottom] = [Math.min(...xs) - 60, Math.max(...xs) + 90, Math.min(...ys) - 60, Math.max(...ys) + 60];
    const k = Math.max(1, Math.min(5, 1000 / (right - left), this.tall / (bottom - top)));
    const target = d3.zoomIdentity.scale(k).translate(-(left + right) / 2, -(top + bottom) / 2);
    const drawing = d3.select(this.drawing);
    if (atOnce || isStill()) drawing.call(this.zoom.transform, target);
    else drawing.transition().duration(250).call(this.zoom.transform, target);
  }
}

/** @param {import("./model.js").Node} node one that has a place @returns {import("./geo.js").Point} */
function capitalOf({ at }) {
  return at ?? [0, 0];
}

/** @param {string} text */
function titled(text) {
  const node = svg("title", {});
  node.textContent = visible(text);
  return node;
}

/** @param {Model} model @param {import("./pairs.js").Pair[]} pairs @returns {number} the middle that cuts the fewest arcs */
function middleOf(model, pairs) {
  const cut = (/** @type {number} */ center) => pairs.reduce((sum, { source, target, edges }) => {
    const [a, b] = [model.nodes[source].at, model.nodes[target].at];
    return a && b && Math.abs(wrapped(a[0] - center) - wrapped(b[0] - center)) > 180 ? sum + edges.length : sum;
  }, 0);
  return MIDDLES.reduce((best, center) => (cut(center) < cut(best) ? center : best));
}

