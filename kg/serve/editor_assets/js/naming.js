/** Where the names of marks in a picture fit: inside of it, beside their marks, over no other mark or name. */

const HIGH = 12;
const ASIDE = 9;
const RIM = 3; // what is drawn around letters, so that they can be read on lines
const LENGTHS = [38, 24, 16, 10];

export class Room {
  /** A picture from ``left`` and ``top``, with marks that names must not cover; ``unit`` is what a pixel is in it. */
  constructor([left, top, width, height], marks, unit) {
    this.edges = [left, top, left + width, top + height];
    this.unit = unit;
    this.pen = document.createElement("canvas").getContext("2d");
    this.pen.font = `${HIGH}px ${getComputedStyle(document.body).fontFamily}`;
    this.taken = marks.map(([x, y]) => [x - 5 * unit, y - 5 * unit, x + 5 * unit, y + 5 * unit]);
  }

  /** The name, whole or cut, right or left of its mark; null where it fits nowhere. */
  spot(x, y, name) {
    for (const text of new Set(LENGTHS.map((most) => (name.length > most ? `${name.slice(0, most - 1)}…` : name)))) {
      for (const side of [1, -1]) {
        const [near, far] = [ASIDE, ASIDE + this.pen.measureText(text).width].map((by) => x + side * by * this.unit);
        const rim = RIM * this.unit;
        const box = [Math.min(near, far) - rim, y - 8 * this.unit, Math.max(near, far) + rim, y + 8 * this.unit];
        if (!this.isFree(box)) continue;
        this.taken.push(box);
        return { text, x: near, anchor: side > 0 ? "start" : "end" };
      }
    }
    return null;
  }

  /** Take room for a name of so many pixels in height around a point, and tell whether there was any. */
  takesBetween(x, y, name, high) {
    const half = ((this.pen.measureText(name).width * high) / HIGH / 2 + RIM) * this.unit;
    const box = [x - half, y - 7 * this.unit, x + half, y + 7 * this.unit];
    const free = this.isFree(box);
    if (free) this.taken.push(box);
    return free;
  }

  isFree([left, top, right, bottom]) {
    const inside = left >= this.edges[0] && right <= this.edges[2];
    return inside && !this.taken.some((one) => one[0] < right && left < one[2] && one[1] < bottom && top < one[3]);
  }
}
