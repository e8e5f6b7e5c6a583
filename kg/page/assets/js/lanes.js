/**
 * What the timeline holds, and where each mark of a lane goes. In: findings. Out: lanes, and places in pixels. Knows nothing of
 * elements.
 *
 * @typedef {import("./model.js").Model} Model
 * @typedef {import("./model.js").Finding} Finding
 * @typedef {{from: number, to: number, label: string, keep: string, chosen: boolean, finding: number, statement: number}} Item days
 *   since 1970; of `finding` and `statement` one is -1
 * @typedef {{name: string, shape: "bar" | "diamond" | "dot", items: Item[], most: number}} Lane `most` rows of named marks
 * @typedef {{item: Item, row: number, begin: number, end: number, text: string, before: boolean, inside: boolean, low: number, high: number}} Place
 *   the mark from `begin` to `end`, with its text from `low` to `high`
 */

import { visible } from "./dom.js";
import { dayOf, spanOf } from "./time.js";

/** Room at the left and the right, and from which width on there is room for more words, in pixels. */
export const EDGE = 14;
export const NARROW = 520;
const LETTER = 6.1;
/** A bar of more days gives way to shorter ones. */
const LONG = 400;

/** @param {Model} model @param {Finding[]} findings @param {import("./state.js").State} state @returns {Lane[]} */
export function gatherLanes(model, findings, { finding, statement }) {
  const dated = (/** @type {string} */ kind) => findings.filter((f) => f.kind === kind).flatMap((f) => {
    const span = spanOf(f);
    const subject = kind === "commitment" ? f.words || f.label : f.label || f.type;
    return span ? [{ from: span[0], to: span[1], label: visible(subject), keep: `f${f.index}`, chosen: f.id === finding, finding: f.index, statement: -1 }] : [];
  });
  const used = new Set(findings.map((f) => f.statement));
  const statements = model.statements.filter((s) => used.has(s.index) && !Number.isNaN(dayOf(s.date))).map((s) => (
    { from: dayOf(s.date), to: dayOf(s.date), label: visible(s.title), keep: `s${s.index}`, chosen: s.id === statement, finding: -1, statement: s.index }));
  return [
    { name: "Statements", shape: "dot", items: statements, most: 10 },
    { name: "Activities", shape: "bar", items: dated("activity"), most: 14 },
    { name: "Commitments with a date", shape: "diamond", items: dated("commitment"), most: 12 },
    { name: "Dated facts", shape: "bar", items: dated("fact"), most: 10 },
  ];
}

/** @param {Lane[]} lanes @returns {[number, number] | null} the first and the last day; facts, which may reach far back, only where nothing else is dated */
export function extentOf(lanes) {
  for (const some of [lanes.slice(0, 3), lanes]) {
    const all = some.flatMap((lane) => lane.items);
    if (all.length) return [Math.min(...all.map((item) => item.from)), Math.max(...all.map((item) => item.to))];
  }
  return null;
}

/** @param {[number, number]} period @returns {[number, number]} with some room at both ends */
export function padded([from, to]) {
  const room = Math.max((to - from) * 0.04, 4);
  return [from - room, to + room];
}

/** @param {string} text @param {number} most */
function shorten(text, most) {
  return text.length > most ? `${text.slice(0, most - 1).trimEnd()}…` : text;
}

/**
 * Rows for the marks of a lane, each in the first row with room for it: with their names, or of many without.
 * @param {Lane} lane @param {(day: number) => number} x @param {number} width @param {boolean} isNamed
 * @returns {{places: Place[], left: number, rows: number}} `left` have no room
 */
export function packLane(lane, x, width, isNamed) {
  /** @type {number[]} */
  const taken = [];
  /** @type {Place[]} */
  const places = [];
  let left = 0;
  const long = (/** @type {Item} */ item) => Number(item.to - item.from >= LONG);
  for (const item of [...lane.items].sort((a, b) => Number(b.chosen) - Number(a.chosen) || long(a) - long(b) || a.from - b.from || a.finding - b.finding)) {
    const begin = Math.max(x(lane.shape === "diamond" ? item.to : item.from), 4);
    const end = lane.shape === "bar" ? Math.min(Math.max(x(item.to), begin + 8), width - 4) : begin + 8;
    const text = isNamed || item.chosen ? shorten(item.label, width < NARROW ? 22 : 44) : "";
    const wide = text ? text.length * LETTER + 8 : 0;
    const before = end + wide > width - 4 && begin - wide > 4;
    const inside = end - begin > wide + 12;
    const [low, high] = before ? [begin - wide - 6, end] : [begin - 8, Math.max(begin + 16, inside ? end : end + wide)];
    const free = taken.findIndex((until) => until < low);
    const row = free < 0 ? taken.length : free;
    if (row >= lane.most * (isNamed ? 1 : 2)) {
      left += 1;
      continue;
    }
    taken[row] = high + (text ? 6 : 0);
    places.push({ item, row, begin, end, text, before, inside, low, high });
  }
  places.sort((a, b) => a.row - b.row || a.begin - b.begin);
  return { places, left, rows: taken.length };
}
