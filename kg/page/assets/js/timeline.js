/**
 * The timeline: statements and their acts by date, activities, deadlines and dated facts by the time that they speak of.
 * The strip below shows all of it; the part marked there is the period, which filters every view.
 */

import { el, fill, plural, svg, visible } from "./dom.js";
import { focused, rove, settle } from "./roving.js";
import { passes } from "./selection.js";
import { dayOf, isoOf, spanOf, ticks } from "./time.js";

/**
 * @typedef {import("./model.js").Model} Model
 * @typedef {{from: number, to: number, label: string, keep: string, chosen: boolean, dim: boolean, finding: number, statement: number}} Item
 * @typedef {{name: string, shape: "bar" | "diamond" | "dot", items: Item[], most: number}} Lane
 */

const ROW = 26;
const HEAD = 24;
const EDGE = 14;
const STRIP = 46;
const STANCES = ["critical", "supportive", "other"];

export class Timeline {
  /** @param {Model} model @param {any} store */
  constructor(model, store) {
    this.model = model;
    this.store = store;
    this.width = 0;
    this.tools = el("div", { class: "table-tools" });
    this.lanes = el("div", { class: "lanes" });
    this.strip = el("div", { class: "strip" });
    this.element = el("div", { class: "timeline" }, this.tools, this.strip, this.lanes);
    new ResizeObserver(() => this.resize()).observe(this.element);
    rove(this.lanes, () => [...this.lanes.querySelectorAll("[data-mark]")]);
    this.listen();
  }

  resize() {
    const { width } = this.lanes.getBoundingClientRect();
    if (!width || Math.abs(width - this.width) < 2) return;
    this.width = width;
    if (this.shown) this.update(this.shown);
  }

  /** @param {import("./selection.js").Shown} shown */
  update(shown) {
    this.shown = shown;
    this.width = this.lanes.getBoundingClientRect().width || this.width || 800;
    const state = this.store.get();
    const whole = this.model.findings.filter((finding) => passes(this.model, { ...state, from: "", to: "" }, finding.index));
    const lanes = this.gather(whole);
    this.extent = extentOf(lanes.slice(0, 3)) ?? extentOf(lanes);
    fill(this.tools, ...this.buttons(lanes));
    if (!this.extent) {
      fill(this.strip);
      fill(this.lanes, el("p", { class: "notice" }, "Nothing that passes the filters has a date."));
      return;
    }
    const kept = focused(this.lanes);
    this.period = this.chosenPeriod();
    fill(this.lanes, this.draw(lanes));
    settle([...this.lanes.querySelectorAll("[data-mark]")], kept);
    this.drawStrip(lanes);
  }

  /** @param {import("./model.js").Finding[]} findings @returns {Lane[]} */
  gather(findings) {
    const { model } = this;
    const { finding, statement } = this.store.get();
    const dated = (/** @type {string} */ kind) => findings.filter((f) => f.kind === kind && spanOf(f)).map((f) => {
      const [from, to] = spanOf(f);
      const subject = f.kind === "activity" || f.kind === "fact" ? f.label || f.type : f.words || f.label;
      return { from, to, label: visible(subject), keep: `f${f.index}`, chosen: f.id === finding, dim: false, finding: f.index, statement: -1 };
    });
    const used = new Set(findings.map((f) => f.statement));
    const statements = model.statements.filter((s) => used.has(s.index) && !Number.isNaN(dayOf(s.date))).map((s) => (
      { from: dayOf(s.date), to: dayOf(s.date), label: visible(s.title), keep: `s${s.index}`, chosen: s.id === statement, dim: false, finding: -1, statement: s.index }));
    this.acts = findings.filter((f) => f.kind === "act" && !Number.isNaN(dayOf(f.date)));
    return [
      { name: "Statements", shape: "dot", items: statements, most: 10 },
      { name: "Activities", shape: "bar", items: dated("activity"), most: 14 },
      { name: "Commitments with a date", shape: "diamond", items: dated("commitment"), most: 12 },
      { name: "Dated facts", shape: "bar", items: dated("fact"), most: 10 },
    ];
  }

  /** @returns {[number, number]} the days in view */
  chosenPeriod() {
    const { from, to } = this.store.get();
    const [first, last] = this.extent;
    const [a, b] = [Number.isNaN(dayOf(from)) ? first : dayOf(from), Number.isNaN(dayOf(to)) ? last : dayOf(to)];
    return a < b ? [a, b] : [a - 15, a + 15];
  }

  /** @param {Lane[]} lanes */
  buttons(lanes) {
    const { model } = this;
    const undated = model.statements.filter((s) => Number.isNaN(dayOf(s.date))).length;
    const button = (/** @type {string} */ name, /** @type {() => void} */ act, /** @type {boolean} */ off) => el("button", { type: "button", disabled: off, on: { click: act } }, name);
    const { from, to } = this.store.get();
    const none = !this.extent;
    return [
      el("div", { class: "segmented", role: "group", "aria-label": "Period" },
        button("Earlier", () => this.move(-0.5, 0), none), button("Later", () => this.move(0.5, 0), none),
        button("Narrow", () => this.move(0, -0.25), none), button("Widen", () => this.move(0, 0.5), none),
        button("Whole time", () => this.setPeriod("", ""), !from && !to)),
      el("p", { class: "quiet small", text: [`${from || "the beginning"} to ${to || "the end"}`, plural(lanes[0].items.length, "dated statement"), undated ? `${undated} without a date` : ""].filter(Boolean).join(" · ") }),
    ];
  }

  /** @param {number} shift @param {number} grow as shares of the period */
  move(shift, grow) {
    const [a, b] = this.chosenPeriod();
    const size = Math.max(b - a, 14);
    this.setPeriod(isoOf(a + size * (shift - grow)), isoOf(b + size * (shift + grow)));
  }

  /** @param {string} from @param {string} to */
  setPeriod(from, to) {
    this.store.set({ from, to, page: 1 });
  }

  /** @param {Lane[]} lanes @returns {Element} */
  draw(lanes) {
    const [from, to] = padded(this.period);
    const x = (/** @type {number} */ day) => EDGE + ((day - from) / (to - from)) * (this.width - EDGE * 2);
    const parts = [];
    let top = HEAD + 8;
    const actsTop = top;
    top += this.drawActs(parts, top, x, from, to);
    for (const lane of lanes) {
      const inView = lane.items.filter((item) => item.to >= from && item.from <= to);
      if (inView.length) top += this.drawLane(parts, { ...lane, items: inView }, top, x);
    }
    const grid = ticks(from, to, Math.max(3, this.width / 90)).map(({ at, text }) => [
      svg("line", { x1: x(at), x2: x(at), y1: HEAD, y2: top, class: "grid" }),
      written(Math.min(Math.max(x(at), 22), this.width - 26), 16, text, "axis", "middle"),
    ]).flat();
    return svg("svg", { width: this.width, height: Math.max(top, actsTop) + 6, role: "group", "aria-label": "Timeline. Arrow keys walk, Enter shows the evidence." }, ...grid, ...parts);
  }

  /** Acts in bins, by stance. @param {Element[]} parts @param {number} top @param {(day: number) => number} x @param {number} from @param {number} to */
  drawActs(parts, top, x, from, to) {
    const wide = 16;
    /** @type {Map<number, number[]>} */
    const bins = new Map();
    for (const act of this.acts) {
      const day = dayOf(act.date);
      if (day < from || day > to) continue;
      const bin = Math.floor(x(day) / wide);
      if (!bins.has(bin)) bins.set(bin, [0, 0, 0]);
      bins.get(bin)[Math.max(0, STANCES.indexOf(act.stance || "other"))] += 1;
    }
    if (!bins.size) return 0;
    const most = Math.max(...[...bins.values()].map((counts) => counts.reduce((a, b) => a + b, 0)));
    const tall = 64;
    parts.push(written(EDGE, top + 14, "Acts by stance", "lane-name"), ...key(this.width, top + 14));
    const base = top + (this.width < 520 ? 46 : 30) + tall;
    /** @type {number[]} */
    const labelled = [];
    const sum = (/** @type {number[]} */ counts) => counts.reduce((a, b) => a + b);
    for (const [bin, counts] of [...bins].sort((a, b) => sum(b[1]) - sum(a[1]) || a[0] - b[0])) {
      let y = base;
      const total = sum(counts);
      counts.forEach((count, index) => {
        const height = (count / most) * tall;
        y -= height;
        if (count) parts.push(svg("rect", { x: bin * wide + 1, y, width: wide - 2, height, class: `stance-${STANCES[index]}` }));
      });
      if (labelled.some((other) => Math.abs(other - bin) * wide < String(total).length * 7 + 6)) continue;
      labelled.push(bin);
      parts.push(written(bin * wide + wide / 2, y - 4, String(total), "axis", "middle"));
    }
    parts.push(svg("line", { x1: EDGE, x2: this.width - EDGE, y1: base, y2: base, class: "grid strong" }));
    return base - top + 16;
  }

  /** @param {Element[]} parts @param {Lane} lane @param {number} top @param {(day: number) => number} x @returns {number} its height */
  drawLane(parts, lane, top, x) {
    const named = this.pack(lane, top, x, true);
    const { drawn, left, rows } = named.left ? this.pack(lane, top, x, false) : named;
    parts.push(written(EDGE, top + 14, `${lane.name} (${lane.items.length})${named.left ? ": names show in a shorter period" : ""}`, "lane-name"));
    drawn.sort((a, b) => a.y - b.y || a.begin - b.begin);
    for (const place of drawn) parts.push(...this.mark(lane, place));
    if (left) parts.push(written(EDGE, top + 24 + rows * ROW + 14, `and ${left} more: narrow the period to see them`, "axis"));
    return 24 + rows * ROW + (left ? 20 : 0) + 14;
  }

  /**
   * Rows for the marks of a lane, each in the first row with room for it: with their names, or of many without.
   * @param {Lane} lane @param {number} top @param {(day: number) => number} x @param {boolean} isNamed
   */
  pack(lane, top, x, isNamed) {
    const narrow = this.width < 520;
    /** @type {number[]} */
    const taken = [];
    const drawn = [];
    let left = 0;
    const long = (/** @type {Item} */ item) => Number(item.to - item.from >= 400);
    for (const item of [...lane.items].sort((a, b) => Number(b.chosen) - Number(a.chosen) || long(a) - long(b) || a.from - b.from || a.finding - b.finding)) {
      const at = lane.shape === "diamond" ? item.to : item.from;
      const begin = Math.max(x(at), 4);
      const end = lane.shape === "bar" ? Math.min(Math.max(x(item.to), begin + 8), this.width - 4) : begin + 8;
      const text = isNamed || item.chosen ? shorten(item.label, narrow ? 22 : 44) : "";
      const wide = text ? text.length * 6.1 + 8 : 0;
      const before = end + wide > this.width - 4 && begin - wide > 4;
      const inside = end - begin > wide + 12;
      const [low, high] = before ? [begin - wide - 6, end] : [begin - 8, Math.max(begin + 16, inside ? end : end + wide)];
      const free = taken.findIndex((until) => until < low);
      const row = free < 0 ? taken.length : free;
      if (row >= lane.most * (isNamed ? 1 : 2)) {
        left += 1;
        continue;
      }
      taken[row] = high + (text ? 6 : 0);
      drawn.push({ item, y: top + 24 + row * ROW, begin, end, text, before, inside, low, high });
    }
    return { drawn, left, rows: taken.length };
  }

  /** @param {Lane} lane @param {any} place */
  mark(lane, { item, y, begin, end, text, before, inside, low, high }) {
    const middle = y + ROW / 2;
    const days = item.from === item.to ? isoOf(item.from) : `${isoOf(item.from)} to ${isoOf(item.to)}`;
    const sign = lane.shape === "bar"
      ? svg("rect", { x: begin, y: y + 4, width: end - begin, height: ROW - 8, rx: 3, class: "time-bar" })
      : lane.shape === "diamond"
        ? svg("path", { d: `M${begin} ${middle - 7}l7 7l-7 7l-7 -7Z`, class: "time-diamond" })
        : svg("circle", { cx: begin, cy: middle, r: 6, class: "time-dot" });
    const at = inside ? begin + 6 : before ? begin - 10 : end + 5;
    const words = written(at, middle + 4, text, inside ? "on-bar" : "mark-name", before && !inside ? "end" : "start");
    words.setAttribute("aria-hidden", "true");
    const title = svg("title", {});
    title.textContent = `${item.label}, ${days}`;
    const box = svg("g", { class: `mark${item.chosen ? " chosen" : ""}`, role: "button", tabindex: -1, "data-mark": "", "data-keep": item.keep, "aria-label": `${item.label}, ${days}`, "aria-pressed": String(item.chosen) },
      svg("rect", { x: low, y: y + 1, width: Math.max(24, high - low), height: ROW - 2, rx: 4, class: "reach" }), sign, title);
    box.addEventListener("click", () => this.choose(item));
    return [box, words];
  }

  /** @param {Item} item */
  choose(item) {
    if (item.finding >= 0) return this.store.set({ finding: this.model.findings[item.finding].id, node: "", link: "" });
    const { id } = this.model.statements[item.statement];
    return this.store.set({ statement: this.store.get().statement === id ? "" : id, page: 1 });
  }

  /** The strip of all time, with the period marked. @param {Lane[]} lanes */
  drawStrip(lanes) {
    const [first, last] = padded(this.extent);
    const inner = this.width - EDGE * 2;
    this.dayAt = (/** @type {number} */ px) => first + ((px - EDGE) / inner) * (last - first);
    const x = (/** @type {number} */ day) => EDGE + ((Math.min(Math.max(day, first), last) - first) / (last - first)) * inner;
    const heights = new Array(Math.ceil(inner / 6) + 1).fill(0);
    for (const { items } of lanes.slice(0, 3)) for (const item of items) heights[Math.floor((x((item.from + item.to) / 2) - EDGE) / 6)] += 1;
    const most = Math.max(1, ...heights);
    const bars = heights.map((count, at) => (count ? svg("rect", { x: EDGE + at * 6, y: 28 - (count / most) * 24, width: 5, height: (count / most) * 24, class: "strip-bar" }) : null)).filter(Boolean);
    const marks = ticks(first, last, Math.max(3, this.width / 80)).map(({ at, text }) => written(Math.min(Math.max(x(at), 20), this.width - 22), STRIP - 5, text, "axis", "middle"));
    const [a, b] = this.period.map(x);
    const kept = focused(this.strip);
    fill(this.strip, svg("svg", { width: this.width, height: STRIP, "aria-hidden": "true" }, ...bars,
      svg("rect", { x: a, y: 1, width: Math.max(2, b - a), height: 29, class: "window" }), ...marks),
    this.handle("from", "Begin of the period", a), this.handle("to", "End of the period", b));
    /** @type {HTMLElement | null} */ (kept ? this.strip.querySelector(`[data-keep="${kept}"]`) : null)?.focus();
  }

  /** @param {"from" | "to"} field @param {string} name @param {number} px */
  handle(field, name, px) {
    const [first, last] = this.extent;
    const at = this.period[field === "from" ? 0 : 1];
    const step = Math.max(1, Math.round((last - first) / 60));
    const handle = el("div", { class: "handle", role: "slider", tabindex: 0, "data-keep": field, "aria-label": name, "aria-orientation": "horizontal", "aria-valuemin": first, "aria-valuemax": last, "aria-valuenow": at, "aria-valuetext": isoOf(at),
      on: { keydown: (/** @type {KeyboardEvent} */ event) => {
        const by = { ArrowLeft: -step, ArrowDown: -step, ArrowRight: step, ArrowUp: step, PageDown: -step * 6, PageUp: step * 6, Home: first - at, End: last - at }[event.key];
        if (by === undefined) return;
        event.preventDefault();
        this.shift(field, at + by);
      } } });
    handle.style.left = `${px - 12}px`;
    return handle;
  }

  /** @param {"from" | "to"} field @param {number} day */
  shift(field, day) {
    const [first, last] = this.extent;
    const [a, b] = this.period;
    const bounded = field === "from" ? Math.min(Math.max(day, first), b) : Math.max(Math.min(day, last), a);
    this.store.set({ [field]: bounded <= first && field === "from" ? "" : bounded >= last && field === "to" ? "" : isoOf(bounded), page: 1 });
  }

  /** Dragging on the strip marks a period; dragging a handle moves it. */
  listen() {
    /** @type {{field: string, day: number} | null} */
    let drag = null;
    const day = (/** @type {PointerEvent} */ event) => this.dayAt(event.clientX - this.strip.getBoundingClientRect().left);
    this.strip.addEventListener("pointerdown", (event) => {
      if (!this.extent) return;
      const handle = /** @type {HTMLElement} */ (event.target).closest?.(".handle");
      drag = { field: /** @type {HTMLElement | null} */ (handle)?.dataset.keep ?? "", day: day(event) };
      this.strip.setPointerCapture(event.pointerId);
    });
    this.strip.addEventListener("pointermove", (event) => {
      if (!drag) return;
      if (drag.field) this.shift(/** @type {"from" | "to"} */ (drag.field), day(event));
      else if (Math.abs(this.dayAt(20) - this.dayAt(0)) / 4 < Math.abs(day(event) - drag.day)) this.setPeriod(...this.ordered(drag.day, day(event)));
    });
    for (const end of ["pointerup", "pointercancel"]) this.strip.addEventListener(end, () => { drag = null; });
  }

  /** @param {number} a @param {number} b @returns {[string, string]} */
  ordered(a, b) {
    const [first, last] = padded(this.extent);
    const inside = [Math.min(a, b), Math.max(a, b)].map((day) => isoOf(Math.min(Math.max(day, first), last)));
    return [inside[0], inside[1]];
  }
}

/** @param {Lane[]} lanes @returns {[number, number] | null} the first and the last day */
function extentOf(lanes) {
  const all = lanes.flatMap((lane) => lane.items);
  if (!all.length) return null;
  return [Math.min(...all.map((item) => item.from)), Math.max(...all.map((item) => item.to))];
}

/** @param {number[]} period @returns {[number, number]} with some room at both ends */
function padded([from, to]) {
  const room = Math.max((to - from) * 0.04, 4);
  return [from - room, to + room];
}

/** @param {string} text @param {number} most */
function shorten(text, most) {
  return text.length > most ? `${text.slice(0, most - 1).trimEnd()}…` : text;
}

/** @param {number} x @param {number} y @param {string} text @param {string} look @param {string} [anchor] */
function written(x, y, text, look, anchor = "start") {
  const node = svg("text", { x, y, class: look, "text-anchor": anchor });
  node.textContent = text;
  return node;
}

/** What the colours of the acts mean, in words. @param {number} width @param {number} y */
function key(width, y) {
  const narrow = width < 520;
  const start = narrow ? EDGE : 140;
  return ["critical", "supportive", "neither"].flatMap((name, at) => {
    const x = start + at * (narrow ? 92 : 100);
    const line = narrow ? y + 16 : y;
    return [svg("rect", { x, y: line - 10, width: 11, height: 11, class: `stance-${STANCES[at]}` }), written(x + 16, line, name, "axis")];
  });
}
