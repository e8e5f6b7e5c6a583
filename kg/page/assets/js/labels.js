/**
 * Decides which labels to draw and where, so that none overlaps another: the most important first, and what the reader
 * has chosen or points at before all. The marks of other nodes are kept clear too; a prominent label that finds no such
 * place keeps clear of the marks of other prominent nodes alone.
 *
 * @typedef {{x: number, y: number, width: number, height: number}} Box
 * @typedef {{node: number, x: number, y: number, radius: number, text: string, rank: number, forced: boolean,
 *   prominent: boolean}} Wish
 * @typedef {Box & {node: number, lines: string[], bold: boolean}} Label
 */

import { gather } from "./grouping.js";

const CELL = 80;
const LINE = 14;

/** Boxes already taken, found by grid cell. */
class Taken {
  constructor() {
    /** @type {Map<string, Box[]>} */
    this.cells = new Map();
  }

  /** @param {Box} box */
  * keys(box) {
    for (let x = Math.floor(box.x / CELL); x <= Math.floor((box.x + box.width) / CELL); x += 1) {
      for (let y = Math.floor(box.y / CELL); y <= Math.floor((box.y + box.height) / CELL); y += 1) yield `${x} ${y}`;
    }
  }

  /** @param {Box} box */
  add(box) {
    for (const key of this.keys(box)) {
      gather(this.cells, key, box);
    }
  }

  /** @param {Box} box @param {Box} [but] */
  hits(box, but) {
    for (const key of this.keys(box)) {
      for (const other of this.cells.get(key) ?? []) if (other !== but && overlap(box, other)) return true;
    }
    return false;
  }
}

/** @param {Box} a @param {Box} b */
export function overlap(a, b) {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

/**
 * Break a label at spaces into lines of about `length` characters, the last one cut.
 * @param {string} text @param {number} length @param {number} most
 * @returns {string[]}
 */
export function wrap(text, length, most) {
  const lines = [""];
  for (const word of text.split(/\s+/)) {
    const last = lines[lines.length - 1];
    if (!last) lines[lines.length - 1] = word;
    else if (last.length + word.length < length) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  const kept = lines.slice(0, most).map((line) => (line.length > length + 8 ? `${line.slice(0, length + 6)}…` : line));
  if (lines.length > most) kept[most - 1] = `${kept[most - 1].replace(/…$/, "")}…`;
  return kept;
}

/**
 * @param {Wish[]} wishes every node on the screen
 * @param {(text: string, bold: boolean) => number} measure
 * @param {(node: number) => boolean} isBold
 * @param {{width: number, height: number}} screen labels stay on it
 * @returns {Label[]}
 */
export function placeLabels(wishes, measure, isBold, screen) {
  const marks = new Taken();
  const prominent = new Taken();
  const written = new Taken();
  const own = new Map();
  for (const wish of wishes) {
    const { node, x, y, radius, forced } = wish;
    const box = { x: x - radius, y: y - radius, width: radius * 2, height: radius * 2 };
    own.set(node, box);
    (forced ? written : marks).add(box);
    if (wish.prominent) prominent.add(box);
  }
  const labels = [];
  const ordered = [...wishes].sort((a, b) => Number(b.forced) - Number(a.forced) || b.rank - a.rank || a.node - b.node);
  for (const wish of ordered) {
    const boxes = spots(wish, measure, isBold(wish.node));
    const inside = boxes.filter((box) => isInside(box, screen) && !written.hits(box, own.get(wish.node)));
    const free = inside.find((box) => !marks.hits(box, own.get(wish.node)));
    const near = wish.prominent ? inside.find((box) => !prominent.hits(box, own.get(wish.node))) : undefined;
    const label = free ?? near ?? (wish.forced ? inside[0] ?? pushInside(boxes[0], screen) : undefined);
    if (label) {
      written.add(label);
      labels.push(label);
    }
  }
  return labels;
}

/**
 * The places that a label could take, best first: below, right, left, above, and a prominent one aside of these too.
 * @param {Wish} wish @param {(text: string, bold: boolean) => number} measure @param {boolean} bold
 * @returns {Label[]}
 */
function spots(wish, measure, bold) {
  const lines = wrap(wish.text, wish.forced ? 26 : 18, wish.forced ? 4 : 2);
  const width = Math.max(...lines.map((line) => measure(line, bold))) + 6;
  const height = lines.length * LINE + 2;
  const gap = wish.radius + 2;
  const corners = [
    [wish.x - width / 2, wish.y + gap],
    [wish.x + gap, wish.y - height / 2],
    [wish.x - gap - width, wish.y - height / 2],
    [wish.x - width / 2, wish.y - gap - height],
  ];
  const aside = gap * Math.SQRT1_2;
  if (wish.prominent || wish.forced) {
    for (const y of [wish.y + gap, wish.y - gap - height]) corners.push([wish.x - width * 0.2, y], [wish.x - width * 0.8, y]);
    for (const y of [wish.y + aside, wish.y - aside - height]) corners.push([wish.x + aside, y], [wish.x - aside - width, y]);
  }
  return corners.map(([x, y]) => ({ x, y, width, height, node: wish.node, lines, bold }));
}

/** @param {Box} box @param {{width: number, height: number}} screen */
function isInside(box, screen) {
  return box.x >= 0 && box.y >= 0 && box.x + box.width <= screen.width && box.y + box.height <= screen.height;
}

/** @param {Label} label @param {{width: number, height: number}} screen @returns {Label} */
function pushInside(label, screen) {
  const x = Math.max(0, Math.min(label.x, screen.width - label.width));
  return { ...label, x, y: Math.max(0, Math.min(label.y, screen.height - label.height)) };
}
