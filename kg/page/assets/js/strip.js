/** A strip of all time: how much is when, and the period, which one drags or moves with keys. */

import { el, fill, svg } from "./dom.js";
import { EDGE, padded } from "./lanes.js";
import { focused } from "./roving.js";
import { isoOf, ticks } from "./time.js";
import { written } from "./timeline-marks.js";

/** @typedef {[number, number]} Days first and last */

const TALL = 46;
const BAR = 6;
/** Half the width of a letter, in pixels. */
const LETTER = 3.3;

export class Strip {
  /** @param {string} name of what it is a strip of @param {(from: string, to: string) => void} choose a period; empty for the beginning or the end of all */
  constructor(name, choose) {
    this.name = name;
    this.choose = choose;
    this.element = el("div", { class: "strip", role: "group", "aria-label": `${name}: period` });
    /** @type {Days} */
    this.extent = [0, 0];
    /** @type {Days} */
    this.period = [0, 0];
    this.width = 0;
    this.listen();
  }

  clear() {
    this.width = 0;
    fill(this.element);
  }

  /** @param {{from: number, to: number}[]} items days @param {Days} extent @param {Days} period @param {number} width in pixels */
  draw(items, extent, period, width) {
    Object.assign(this, { extent, period, width });
    const [first, last] = padded(extent);
    const inner = width - EDGE * 2;
    const x = (/** @type {number} */ day) => EDGE + ((Math.min(Math.max(day, first), last) - first) / (last - first)) * inner;
    const heights = new Array(Math.ceil(inner / BAR) + 1).fill(0);
    for (const item of items) heights[Math.floor((x((item.from + item.to) / 2) - EDGE) / BAR)] += 1;
    const most = Math.max(1, ...heights);
    const bars = heights.flatMap((count, at) => (count ? [svg("rect", { x: EDGE + at * BAR, y: 28 - (count / most) * 24, width: BAR - 1, height: (count / most) * 24, class: "strip-bar" })] : []));
    const marks = ticks(first, last, Math.max(4, width / 80)).map(({ at, text }) => {
      const half = text.length * LETTER + 2;
      return written(Math.min(Math.max(x(at), half), width - half), TALL - 5, text, "axis", "middle");
    });
    const [a, b] = period.map(x);
    const kept = focused(this.element);
    fill(this.element, svg("svg", { width, height: TALL, "aria-hidden": "true" }, ...bars,
      svg("rect", { x: a, y: 1, width: Math.max(2, b - a), height: 29, class: "window" }), ...marks),
    this.handle("from", `${this.name}: begin of the period`, a), this.handle("to", `${this.name}: end of the period`, b));
    /** @type {HTMLElement | null} */ (kept ? this.element.querySelector(`[data-keep="${kept}"]`) : null)?.focus();
  }

  /** @param {"from" | "to"} field @param {string} name @param {number} px */
  handle(field, name, px) {
    const [first, last] = this.extent;
    const at = this.period[field === "from" ? 0 : 1];
    const step = Math.max(1, Math.round((last - first) / 60));
    const handle = el("div", { class: "handle", role: "slider", tabindex: 0, "data-keep": field, "aria-label": name, "aria-orientation": "horizontal", "aria-valuemin": first, "aria-valuemax": last, "aria-valuenow": at, "aria-valuetext": isoOf(at),
      on: { keydown: (/** @type {KeyboardEvent} */ event) => {
        /** @type {Record<string, number>} */
        const steps = { ArrowLeft: -step, ArrowDown: -step, ArrowRight: step, ArrowUp: step, PageDown: -step * 6, PageUp: step * 6, Home: first - at, End: last - at };
        if (steps[event.key] === undefined) return;
        event.preventDefault();
        this.shift(field, at + steps[event.key]);
      } } });
    handle.style.left = `${px - 12}px`;
    return handle;
  }

  /** @param {number} px @returns {number} the day there */
  dayAt(px) {
    const [first, last] = padded(this.extent);
    return first + ((px - EDGE) / (this.width - EDGE * 2)) * (last - first);
  }

  /** @param {"from" | "to"} field @param {number} day */
  shift(field, day) {
    const [first, last] = this.extent;
    let [a, b] = this.period;
    if (field === "from") a = Math.min(Math.max(day, first), b);
    else b = Math.max(Math.min(day, last), a);
    this.choose(a <= first ? "" : isoOf(a), b >= last ? "" : isoOf(b));
  }

  /** Dragging on the strip marks a period; dragging a handle moves it. */
  listen() {
    const { element } = this;
    /** @type {{field: string, day: number} | null} */
    let drag = null;
    const day = (/** @type {PointerEvent} */ event) => this.dayAt(event.clientX - element.getBoundingClientRect().left);
    element.addEventListener("pointerdown", (event) => {
      if (!this.width) return;
      const handle = /** @type {HTMLElement | null} */ (/** @type {HTMLElement} */ (event.target).closest(".handle"));
      drag = { field: handle?.dataset.keep ?? "", day: day(event) };
      element.setPointerCapture(event.pointerId);
    });
    element.addEventListener("pointermove", (event) => {
      if (!drag) return;
      if (drag.field) this.shift(/** @type {"from" | "to"} */ (drag.field), day(event));
      else if (Math.abs(this.dayAt(20) - this.dayAt(0)) / 4 < Math.abs(day(event) - drag.day)) this.mark(drag.day, day(event));
    });
    for (const end of /** @type {const} */ (["pointerup", "pointercancel"])) element.addEventListener(end, () => { drag = null; });
  }

  /** @param {number} a @param {number} b */
  mark(a, b) {
    const [first, last] = padded(this.extent);
    const inside = (/** @type {number} */ day) => isoOf(Math.min(Math.max(day, first), last));
    this.choose(inside(Math.min(a, b)), inside(Math.max(a, b)));
  }
}
