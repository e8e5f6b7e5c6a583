/** Days as numbers, spans of them, and the marks of a time axis. Days are ISO 8601, counted in UTC. */

const DAY = 86_400_000;
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** @param {string} day @returns {number} days since 1970, NaN where it is no day */
export function dayOf(day) {
  return /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(`${day}T00:00:00Z`) / DAY : NaN;
}

/** @param {number} number @returns {string} */
export function isoOf(number) {
  return new Date(Math.round(number) * DAY).toISOString().slice(0, 10);
}

/** @param {import("./model.js").Finding} finding @returns {[number, number] | null} the days that it speaks of */
export function spanOf({ begin, until }) {
  const [from, to] = [dayOf(begin), dayOf(until)];
  if (Number.isNaN(from) && Number.isNaN(to)) return null;
  return [Number.isNaN(from) ? to : from, Number.isNaN(to) ? from : to];
}

/**
 * Marks of an axis: years, or months where few years are in view, at most about `most` of them.
 * @param {number} from @param {number} to @param {number} most
 * @returns {{at: number, text: string}[]}
 */
export function ticks(from, to, most) {
  const first = new Date(from * DAY).getUTCFullYear();
  const last = new Date(to * DAY).getUTCFullYear();
  const months = ((to - from) / 30.4) || 1;
  const step = [1, 2, 3, 6, 12, 24, 60, 120, 240, 600].find((size) => months / size <= most) ?? 1200;
  const marks = [];
  for (let month = Math.floor((first * 12) / step) * step; month <= last * 12 + 11; month += step) {
    const [year, of] = [Math.floor(month / 12), month % 12];
    const at = Date.UTC(year, of, 1) / DAY;
    if (at >= from && at <= to) marks.push({ at, text: of ? MONTHS[of] : String(year) });
  }
  if (marks.length && !/\d/.test(marks[0].text)) marks[0].text += ` ${isoOf(marks[0].at).slice(0, 4)}`;
  if (marks.length < 2) return [{ at: from, text: isoOf(from) }, { at: to, text: isoOf(to) }];
  return marks;
}
