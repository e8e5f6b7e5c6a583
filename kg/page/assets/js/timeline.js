/**
 * The timeline: statements and their acts by date, activities, deadlines and dated facts by the time that they speak of.
 * The strip above shows all of it; the part marked there is the period, which filters every view.
 */

import { el, fill, plural, svg } from "./dom.js";
import { EDGE, extentOf, gatherLanes, padded } from "./lanes.js";
import { focused, rove, settle } from "./roving.js";
import { passes } from "./selection.js";
import { Strip } from "./strip.js";
import { dayOf, isoOf, ticks } from "./time.js";
import { drawActs, drawLane, written } from "./timeline-marks.js";

/** @typedef {import("./model.js").Model} Model */
/** @typedef {import("./selection.js").Shown} Shown */
/** @typedef {import("./strip.js").Days} Days */

const HEAD = 24;
const FALLBACK = 800;

export class Timeline {
  /** @param {Model} model @param {import("./state.js").Store} store */
  constructor(model, store) {
    this.model = model;
    this.store = store;
    this.width = 0;
    /** @type {Shown | null} */
    this.shown = null;
    /** @type {import("./lanes.js").Lane[]} */
    this.gathered = [];
    this.tools = el("div", { class: "table-tools" });
    this.lanes = el("div", { class: "lanes" });
    this.strip = new Strip("Timeline", (from, to) => this.setPeriod(from, to));
    this.element = el("div", { class: "timeline" }, this.tools, this.strip.element, this.lanes);
    new ResizeObserver(() => this.resize()).observe(this.element);
    rove(this.lanes, () => this.marks());
  }

  marks() {
    return [...this.lanes.querySelectorAll("[data-mark]")];
  }

  resize() {
    const { width } = this.lanes.getBoundingClientRect();
    if (!width || Math.abs(width - this.width) < 2) return;
    this.width = width;
    if (this.shown) this.update(this.shown);
  }

  /** @param {Shown} shown */
  update(shown) {
    this.shown = shown;
    this.width = this.lanes.getBoundingClientRect().width || this.width || FALLBACK;
    const state = this.store.get();
    const whole = this.model.findings.filter((finding) => passes(this.model, { ...state, from: "", to: "" }, finding.index));
    const lanes = gatherLanes(this.model, whole, state);
    this.gathered = lanes;
    const extent = extentOf(lanes);
    fill(this.tools, ...this.buttons(lanes, extent));
    if (!extent) {
      this.strip.clear();
      fill(this.lanes, el("p", { class: "notice" }, "Nothing that passes the filters has a date."));
      return;
    }
    const kept = focused(this.lanes);
    const period = this.periodIn(extent);
    const acts = whole.filter((f) => f.kind === "act" && !Number.isNaN(dayOf(f.date)));
    fill(this.lanes, this.draw(lanes, acts, period));
    settle(this.marks(), kept);
    this.strip.draw(lanes.slice(0, 3).flatMap((lane) => lane.items), extent, period, this.width);
  }

  /** @param {Days} extent @returns {Days} the days in view */
  periodIn([first, last]) {
    const { from, to } = this.store.get();
    const [a, b] = [Number.isNaN(dayOf(from)) ? first : dayOf(from), Number.isNaN(dayOf(to)) ? last : dayOf(to)];
    return a < b ? [a, b] : [a - 15, a + 15];
  }

  /** @param {import("./lanes.js").Lane[]} lanes @param {Days | null} extent */
  buttons(lanes, extent) {
    const { from, to } = this.store.get();
    const undated = this.model.statements.filter((s) => Number.isNaN(dayOf(s.date))).length;
    const button = (/** @type {string} */ name, /** @type {() => void} */ act, /** @type {boolean} */ off) => el("button", { type: "button", disabled: off, "data-keep": name, on: { click: act } }, name);
    const mover = (/** @type {string} */ name, /** @type {number} */ shift, /** @type {number} */ grow) => button(name, () => extent && this.move(extent, shift, grow), !extent);
    return [
      el("div", { class: "segmented", role: "group", "aria-label": "Period" },
        mover("Earlier", -0.5, 0), mover("Later", 0.5, 0), mover("Narrow", 0, -0.25), mover("Widen", 0, 0.5),
        button("Whole time", () => this.setPeriod("", ""), !from && !to)),
      el("p", { class: "quiet small", text: [`${from || "the beginning"} to ${to || "the end"}`, plural(lanes[0].items.length, "dated statement"), undated ? `${undated} without a date` : ""].filter(Boolean).join(" · ") }),
    ];
  }

  /** @param {Days} extent @param {number} shift @param {number} grow as shares of the period */
  move(extent, shift, grow) {
    const [a, b] = this.periodIn(extent);
    const size = Math.max(b - a, 14);
    this.setPeriod(isoOf(a + size * (shift - grow)), isoOf(b + size * (shift + grow)));
  }

  /** @param {string} from @param {string} to */
  setPeriod(from, to) {
    this.store.set({ from, to, page: 1 });
  }

  /** @param {import("./lanes.js").Lane[]} lanes @param {import("./model.js").Finding[]} acts @param {Days} period @returns {Element} */
  draw(lanes, acts, period) {
    const [from, to] = padded(period);
    const { width } = this;
    const x = (/** @type {number} */ day) => EDGE + ((day - from) / (to - from)) * (width - EDGE * 2);
    let top = HEAD + 8;
    /** @type {Element[]} */
    const parts = [];
    const add = (/** @type {{parts: Element[], height: number}} */ drawn) => {
      parts.push(...drawn.parts);
      top += drawn.height;
    };
    add(drawActs(acts.filter((act) => dayOf(act.date) >= from && dayOf(act.date) <= to), top, x, width));
    for (const lane of lanes) {
      const items = lane.items.filter((item) => item.to >= from && item.from <= to);
      if (items.length) add(drawLane({ ...lane, items }, top, x, width, (item) => this.choose(item)));
    }
    const grid = ticks(from, to, Math.max(3, width / 90)).flatMap(({ at, text }) => [
      svg("line", { x1: x(at), x2: x(at), y1: HEAD, y2: top, class: "grid" }),
      written(Math.min(Math.max(x(at), 22), width - 26), 16, text, "axis", "middle"),
    ]);
    return svg("svg", { width, height: top + 6, role: "group", "aria-label": "Timeline. Arrow keys walk, Enter shows the evidence." }, ...grid, ...parts);
  }

  /** @param {import("./lanes.js").Item} item */
  choose(item) {
    if (item.finding >= 0) {
      this.store.set({ finding: this.model.findings[item.finding].id, node: "", link: "" });
      return;
    }
    const { id } = this.model.statements[item.statement];
    this.store.set({ statement: this.store.get().statement === id ? "" : id, page: 1 });
  }

  /** @returns {SVGSVGElement | null} */
  picture() {
    return this.lanes.querySelector("svg");
  }

  /** @returns {import("./download.js").Rows} what is dated in the period */
  sheet() {
    const { model } = this;
    const extent = extentOf(this.gathered);
    const [from, to] = extent ? this.periodIn(extent) : [0, 0];
    const rows = this.gathered.flatMap(({ name, items }) => items.filter((item) => item.to >= from && item.from <= to).map((item) => {
      const statement = model.statements[item.finding >= 0 ? model.findings[item.finding].statement : item.statement];
      return [isoOf(item.from), isoOf(item.to), name, item.label, statement.id, model.findings[item.finding]?.id ?? ""];
    }));
    return [["begin", "end", "kind", "label", "statement", "finding"], ...rows];
  }
}
