/** The timeline's shapes: acts by stance in bins, and a lane's marks with their names. */

import { svg } from "./dom.js";
import { EDGE, NARROW, packLane } from "./lanes.js";
import { dayOf, isoOf } from "./time.js";

/** @typedef {(day: number) => number} Scale from days to pixels */

const ROW = 26;
const BIN = 16;
const TALL = 64;
const STANCES = ["critical", "supportive", "other"];

/** @param {number} x @param {number} y @param {string} text @param {string} look @param {string} [anchor] */
export function written(x, y, text, look, anchor = "start") {
  const node = svg("text", { x, y, class: look, "text-anchor": anchor });
  node.textContent = text;
  return node;
}

/**
 * @param {import("./model.js").Finding[]} acts @param {number} top @param {Scale} x @param {number} width
 * @returns {{parts: Element[], height: number}}
 */
export function drawActs(acts, top, x, width) {
  /** @type {Map<number, number[]>} */
  const bins = new Map();
  for (const act of acts) {
    const bin = Math.floor(x(dayOf(act.date)) / BIN);
    const counts = bins.get(bin) ?? [0, 0, 0];
    counts[Math.max(0, STANCES.indexOf(act.stance || "other"))] += 1;
    bins.set(bin, counts);
  }
  if (!bins.size) return { parts: [], height: 0 };
  const sum = (/** @type {number[]} */ counts) => counts.reduce((a, b) => a + b, 0);
  const most = Math.max(...[...bins.values()].map(sum));
  const parts = [written(EDGE, top + 14, "Acts by stance", "lane-name"), ...key(width, top + 14)];
  const base = top + (width < NARROW ? 46 : 30) + TALL;
  /** @type {number[]} */
  const labelled = [];
  for (const [bin, counts] of [...bins].sort((a, b) => sum(b[1]) - sum(a[1]) || a[0] - b[0])) {
    let y = base;
    counts.forEach((count, index) => {
      const height = (count / most) * TALL;
      y -= height;
      if (count) parts.push(svg("rect", { x: bin * BIN + 1, y, width: BIN - 2, height, class: `stance-${STANCES[index]}` }));
    });
    const total = String(sum(counts));
    if (labelled.some((other) => Math.abs(other - bin) * BIN < total.length * 7 + 6)) continue;
    labelled.push(bin);
    parts.push(written(bin * BIN + BIN / 2, y - 4, total, "axis", "middle"));
  }
  parts.push(svg("line", { x1: EDGE, x2: width - EDGE, y1: base, y2: base, class: "grid strong" }));
  return { parts, height: base - top + 16 };
}

/** What the colours of the acts mean, in words. @param {number} width @param {number} y */
function key(width, y) {
  const narrow = width < NARROW;
  return ["critical", "supportive", "neither"].flatMap((name, at) => {
    const x = (narrow ? EDGE : 140) + at * (narrow ? 92 : 100);
    const line = narrow ? y + 16 : y;
    return [svg("rect", { x, y: line - 10, width: 11, height: 11, class: `stance-${STANCES[at]}` }), written(x + 16, line, name, "axis")];
  });
}

/**
 * @param {import("./lanes.js").Lane} lane @param {number} top @param {Scale} x @param {number} width
 * @param {(item: import("./lanes.js").Item) => void} choose @returns {{parts: Element[], height: number}}
 */
export function drawLane(lane, top, x, width, choose) {
  const named = packLane(lane, x, width, true);
  const { places, left, rows } = named.left ? packLane(lane, x, width, false) : named;
  const parts = [written(EDGE, top + 14, `${lane.name} (${lane.items.length})${named.left ? ": names show in a shorter period" : ""}`, "lane-name")];
  for (const place of places) parts.push(...mark(lane, place, top + 24 + place.row * ROW, choose));
  if (left) parts.push(written(EDGE, top + 24 + rows * ROW + 14, `and ${left} more: narrow the period to see them`, "axis"));
  return { parts, height: 24 + rows * ROW + (left ? 20 : 0) + 14 };
}

/** @param {import("./lanes.js").Lane} lane @param {import("./lanes.js").Place} place @param {number} y @param {(item: import("./lanes.js").Item) => void} choose */
function mark(lane, { item, begin, end, text, before, inside, low, high }, y, choose) {
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
  box.addEventListener("click", () => choose(item));
  return [box, words];
}
