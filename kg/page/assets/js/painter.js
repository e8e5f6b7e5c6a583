/**
 * Draws the network on a 2D context. In: what is shown, the camera and the palette. Out: pixels, and for each bundle the
 * curve that it follows. It keeps no state but caches.
 *
 * @typedef {import("./model.js").Model} Model
 * @typedef {import("./selection.js").Shown} Shown
 * @typedef {import("./bundles.js").Bundle} Bundle
 * @typedef {{k: number, x: number, y: number}} Camera
 * @typedef {{model: Model, shown: Shown, camera: Camera, palette: import("./theme.js").Palette, width: number,
 *   height: number, chosen: Set<number>, lit: Set<Bundle> | null, near: Set<number> | null, hover: number}} Scene
 */

import { placeLabels } from "./labels.js";
import { visible } from "./dom.js";
import { isHollow, outline } from "./shapes.js";

/** Kinds whose labels go before those of better linked nodes. @type {Record<string, number>} */
const AHEAD = { state: 1000, person: 20, organization: 10 };

/** @type {Map<string, Path2D>} */
const paths = new Map();
/** @type {Map<string, number>} */
const widths = new Map();

/**
 * An outline in the form that the context takes: a canvas wants a Path2D, a sketch the path's words.
 * @param {CanvasRenderingContext2D} context @param {string} shape @param {number} radius
 * @returns {any}
 */
function path(context, shape, radius) {
  if (!(context instanceof CanvasRenderingContext2D)) return outline(shape, radius);
  const key = `${shape} ${radius}`;
  if (!paths.has(key)) paths.set(key, new Path2D(outline(shape, radius)));
  return paths.get(key);
}

/** @param {Model} model @param {number} node @param {Camera} camera the radius on the screen, in pixels */
export function radiusOf(model, node, camera) {
  const { kind, degree } = model.nodes[node];
  const grown = model.kinds[kind].size + Math.min(6, Math.sqrt(degree) * 0.5);
  return Math.round(grown * Math.min(1.5, Math.max(0.35, (camera.k * model.spread) ** 0.7)) * 2) / 2;
}

/**
 * The curve of a bundle on the screen: ends and control point. Parallel bundles bend apart.
 * @param {Model} model @param {Bundle} item @param {Camera} camera
 */
export function curveOf(model, item, camera) {
  const [low, high] = item.source < item.target ? [item.source, item.target] : [item.target, item.source];
  const a = toScreen(model, low, camera);
  const b = toScreen(model, high, camera);
  const length = Math.hypot(b.x - a.x, b.y - a.y) || 1;
  const bend = (item.lane - (item.lanes - 1) / 2) * 32 * Math.min(1.4, Math.max(0.5, camera.k * model.spread));
  const middle = { x: (a.x + b.x) / 2 - ((b.y - a.y) / length) * bend, y: (a.y + b.y) / 2 + ((b.x - a.x) / length) * bend };
  return item.source < item.target ? { from: a, middle, to: b } : { from: b, middle, to: a };
}

/** @param {Model} model @param {number} node @param {Camera} camera */
export function toScreen(model, node, camera) {
  const { x, y } = model.nodes[node];
  return { x: x * camera.k + camera.x, y: y * camera.k + camera.y };
}

/** @param {CanvasRenderingContext2D} context @param {Scene} scene */
export function paint(context, scene) {
  const { palette, width, height } = scene;
  context.fillStyle = palette.surface;
  context.fillRect(0, 0, width, height);
  paintLinks(context, scene);
  paintNodes(context, scene);
  paintLabels(context, scene, scene.shown.nodes);
  context.globalAlpha = 1;
}

/**
 * What the reader has chosen or points at, over a picture that is already there.
 * @param {CanvasRenderingContext2D} context @param {Scene} scene @param {number[]} named nodes to name besides
 */
export function paintChosen(context, scene, named) {
  const { lit, near, chosen, hover } = scene;
  if (lit) for (const item of lit) paintLink(context, scene, item, 0.95, true);
  context.setLineDash([]);
  const marked = new Set([...(near ?? []), ...chosen, ...(hover >= 0 ? [hover] : [])].filter((node) => node >= 0));
  for (const node of marked) paintNode(context, scene, node);
  paintLabels(context, scene, [...new Set([...marked, ...named])]);
  context.globalAlpha = 1;
}

/** @param {CanvasRenderingContext2D} context @param {Scene} scene */
function paintLinks(context, scene) {
  const { shown, lit } = scene;
  const plain = lit ? shown.bundles.filter((item) => !lit.has(item)) : shown.bundles;
  for (const item of plain) paintLink(context, scene, item, lit ? 0.1 : 0.5, false);
  if (lit) for (const item of lit) paintLink(context, scene, item, 0.95, true);
  context.setLineDash([]);
}

/** @param {CanvasRenderingContext2D} context @param {Scene} scene @param {Bundle} item @param {number} alpha @param {boolean} strong */
function paintLink(context, scene, item, alpha, strong) {
  const { model, camera, palette } = scene;
  const { from, middle, to } = curveOf(model, item, camera);
  if (outside(scene, from, to)) return;
  context.globalAlpha = alpha;
  context.strokeStyle = palette.relations[item.relation];
  context.lineWidth = linkWidth(item) * Math.min(1.3, Math.max(0.6, camera.k * model.spread));
  context.setLineDash(model.relations[item.relation].dash);
  context.beginPath();
  context.moveTo(from.x, from.y);
  context.quadraticCurveTo(middle.x, middle.y, to.x, to.y);
  context.stroke();
  if (strong && model.relations[item.relation].directed) paintHead(context, middle, to, radiusOf(model, item.target, camera), palette.relations[item.relation]);
}

/** @param {Bundle} item wider with the strongest act and, slowly, with the number of links */
export function linkWidth(item) {
  return Math.min(6, 0.9 + 0.35 * Math.max(0, item.strength - 1) + 0.4 * Math.log2(item.edges.length));
}

/** @param {Scene} scene @param {{x: number, y: number}} a @param {{x: number, y: number}} b */
function outside({ width, height }, a, b) {
  const margin = 60;
  return (a.x < -margin && b.x < -margin) || (a.y < -margin && b.y < -margin) ||
    (a.x > width + margin && b.x > width + margin) || (a.y > height + margin && b.y > height + margin);
}

/** @param {CanvasRenderingContext2D} context @param {{x: number, y: number}} from @param {{x: number, y: number}} to @param {number} gap @param {string} colour */
function paintHead(context, from, to, gap, colour) {
  const angle = Math.atan2(to.y - from.y, to.x - from.x);
  context.save();
  context.translate(to.x - Math.cos(angle) * (gap + 2), to.y - Math.sin(angle) * (gap + 2));
  context.rotate(angle);
  context.fillStyle = colour;
  context.beginPath();
  context.moveTo(0, 0);
  context.lineTo(-9, 4);
  context.lineTo(-9, -4);
  context.fill();
  context.restore();
}

/** @param {CanvasRenderingContext2D} context @param {Scene} scene */
function paintNodes(context, scene) {
  for (const node of scene.shown.nodes) {
    if (!scene.chosen.has(node)) paintNode(context, scene, node);
  }
  for (const node of scene.chosen) paintNode(context, scene, node);
}

/** @param {CanvasRenderingContext2D} context @param {Scene} scene @param {number} node */
function paintNode(context, scene, node) {
  const { model, camera, palette, near, chosen, hover } = scene;
  const { x, y } = toScreen(model, node, camera);
  const radius = radiusOf(model, node, camera);
  if (x < -60 || y < -60 || x > scene.width + 60 || y > scene.height + 60) return;
  const { kind } = model.nodes[node];
  const shape = model.kinds[kind].shape;
  const outlined = path(context, shape, radius);
  context.save();
  context.translate(x, y);
  context.globalAlpha = near && !near.has(node) ? 0.25 : 1;
  context.lineJoin = "round";
  if (chosen.has(node) || node === hover) {
    context.strokeStyle = palette.accent;
    context.lineWidth = chosen.has(node) ? 8 : 5;
    context.stroke(outlined);
  }
  context.lineWidth = 3;
  context.strokeStyle = palette.surface;
  context.stroke(outlined);
  context.fillStyle = isHollow(shape) ? palette.surface : palette.kinds[kind];
  context.fill(outlined);
  if (isHollow(shape)) {
    context.lineWidth = 2.5;
    context.strokeStyle = palette.kinds[kind];
    context.stroke(outlined);
  }
  context.restore();
}

/** @param {CanvasRenderingContext2D} context @param {Scene} scene @param {number[]} nodes to name */
function paintLabels(context, scene, nodes) {
  const { model, palette, near } = scene;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.lineJoin = "round";
  for (const label of labelsOf(context, scene, nodes)) {
    context.font = font(palette.font, label.bold);
    context.globalAlpha = near && !near.has(label.node) ? 0.35 : 1;
    context.fillStyle = palette.ink;
    context.strokeStyle = palette.surface;
    context.lineWidth = 4;
    label.lines.forEach((line, row) => {
      const [x, y] = [label.x + label.width / 2, label.y + 8 + row * 14];
      context.strokeText(line, x, y);
      context.fillText(line, x, y);
    });
  }
}

/** @param {CanvasRenderingContext2D} context @param {Scene} scene @param {number[]} nodes to name */
export function labelsOf(context, scene, nodes) {
  const { model, camera, near, chosen, hover, palette } = scene;
  const wishes = [];
  for (const node of nodes) {
    const { x, y } = toScreen(model, node, camera);
    if (x < -20 || y < -20 || x > scene.width + 20 || y > scene.height + 20) continue;
    const { label, short, degree, kind } = model.nodes[node];
    const rank = degree + (near?.has(node) ? 1e6 : 0) + (AHEAD[kind] ?? 0);
    const forced = chosen.has(node) || node === hover;
    const text = visible(forced ? label : short || label);
    wishes.push({ node, x, y, radius: radiusOf(model, node, camera), text, rank, forced, prominent: kind === "state" });
  }
  const bold = (/** @type {number} */ node) => model.nodes[node].kind === "state" || chosen.has(node);
  return placeLabels(wishes, (text, heavy) => measure(context, palette.font, text, heavy), bold, scene);
}

/** @param {string} family @param {boolean} bold */
function font(family, bold) {
  return `${bold ? "600 13px" : "400 12px"} ${family}`;
}

/** @param {CanvasRenderingContext2D} context @param {string} family @param {string} text @param {boolean} bold */
function measure(context, family, text, bold) {
  const key = `${bold} ${text}`;
  let width = widths.get(key);
  if (width === undefined) {
    context.font = font(family, bold);
    width = context.measureText(text).width;
    widths.set(key, width);
  }
  return width;
}
