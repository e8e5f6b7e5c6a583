/**
 * A stand-in for a 2D context that writes SVG: it takes the calls that the painter makes and no others.
 */

import { svg } from "./dom.js";

/** @param {number} value */
const short = (value) => Number(value.toFixed(2));

export class Sketch {
  /** @param {number} width @param {number} height @param {CanvasRenderingContext2D} ruler measures text */
  constructor(width, height, ruler) {
    this.ruler = ruler;
    this.root = svg("svg", { xmlns: "http://www.w3.org/2000/svg", width, height, viewBox: `0 0 ${width} ${height}` });
    this.globalAlpha = 1;
    this.fillStyle = this.strokeStyle = "#000000";
    this.lineWidth = 1;
    this.font = "";
    this.textAlign = this.textBaseline = this.lineJoin = "";
    /** @type {number[]} */
    this.dash = [];
    this.path = "";
    this.transform = "";
    /** @type {any[]} */
    this.saved = [];
  }

  save() {
    this.saved.push({ globalAlpha: this.globalAlpha, fillStyle: this.fillStyle, strokeStyle: this.strokeStyle, lineWidth: this.lineWidth, transform: this.transform });
  }

  restore() {
    Object.assign(this, this.saved.pop());
  }

  /** @param {number} x @param {number} y */
  translate(x, y) {
    this.transform += `translate(${short(x)} ${short(y)})`;
  }

  /** @param {number} angle */
  rotate(angle) {
    this.transform += `rotate(${short((angle * 180) / Math.PI)})`;
  }

  /** @param {number[]} dash */
  setLineDash(dash) {
    this.dash = dash;
  }

  beginPath() {
    this.path = "";
  }

  /** @param {number} x @param {number} y */
  moveTo(x, y) {
    this.path += `M${short(x)} ${short(y)}`;
  }

  /** @param {number} x @param {number} y */
  lineTo(x, y) {
    this.path += `L${short(x)} ${short(y)}`;
  }

  /** @param {number} a @param {number} b @param {number} x @param {number} y */
  quadraticCurveTo(a, b, x, y) {
    this.path += `Q${short(a)} ${short(b)} ${short(x)} ${short(y)}`;
  }

  /** @param {string} [path] */
  stroke(path = this.path) {
    this.add("path", { d: path, fill: "none", stroke: this.strokeStyle, "stroke-width": short(this.lineWidth), "stroke-linejoin": "round", ...(this.dash.length ? { "stroke-dasharray": this.dash.join(" ") } : {}) });
  }

  /** @param {string} [path] */
  fill(path = this.path) {
    this.add("path", { d: path, fill: this.fillStyle });
  }

  /** @param {number} x @param {number} y @param {number} width @param {number} height */
  fillRect(x, y, width, height) {
    this.add("rect", { x, y, width, height, fill: this.fillStyle });
  }

  /** @param {string} text @param {number} x @param {number} y */
  strokeText(text, x, y) {
    this.write(text, x, y, { fill: "none", stroke: this.strokeStyle, "stroke-width": this.lineWidth, "stroke-linejoin": "round" });
  }

  /** @param {string} text @param {number} x @param {number} y */
  fillText(text, x, y) {
    this.write(text, x, y, { fill: this.fillStyle });
  }

  /** @param {string} text */
  measureText(text) {
    this.ruler.font = this.font;
    return this.ruler.measureText(text);
  }

  /** @param {string} text @param {number} x @param {number} y @param {Record<string, string | number>} look */
  write(text, x, y, look) {
    const [weight, size, ...family] = this.font.split(" ");
    const node = this.add("text", { x: short(x), y: short(y), "text-anchor": "middle", "dominant-baseline": "middle", "font-weight": weight, "font-size": size, "font-family": family.join(" "), ...look });
    node.textContent = text;
  }

  /** @param {string} tag @param {Record<string, string | number>} attributes */
  add(tag, attributes) {
    const node = svg(tag, attributes);
    if (this.transform) node.setAttribute("transform", this.transform);
    if (this.globalAlpha < 1) node.setAttribute("opacity", String(short(this.globalAlpha)));
    this.root.append(node);
    return node;
  }
}
