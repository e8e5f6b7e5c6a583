/**
 * Cuts a text where marks begin and end, so that marks that overlap can be shown without nesting. In: spans over one
 * text. Out: pieces in order, each with the spans over it. Knows nothing of elements.
 *
 * @typedef {{start: number, end: number}} Span
 * @typedef {{start: number, end: number, over: number[]}} Piece `over` are indices of spans, the shortest first
 */

/**
 * @param {number} start @param {number} end of the text that is cut
 * @param {Span[]} spans @param {number[]} [cuts] more places to cut at
 * @returns {Piece[]}
 */
export function cutAt(start, end, spans, cuts = []) {
  const inside = spans.map((span, index) => ({ ...span, index })).filter((span) => span.start < end && span.end > start && span.start < span.end);
  const places = new Set([start, end, ...cuts.filter((cut) => cut > start && cut < end)]);
  for (const span of inside) places.add(Math.max(start, span.start)).add(Math.min(end, span.end));
  const borders = [...places].sort((a, b) => a - b);
  inside.sort((a, b) => a.start - b.start);
  /** @type {typeof inside} */
  let open = [];
  let next = 0;
  return borders.slice(0, -1).map((from, at) => {
    open = open.filter((span) => span.end > from);
    while (next < inside.length && inside[next].start <= from) open.push(inside[next++]);
    const over = [...open].sort((a, b) => a.end - a.start - (b.end - b.start) || a.index - b.index);
    return { start: from, end: borders[at + 1], over: over.filter((span) => span.end > from).map((span) => span.index) };
  });
}

/**
 * The blocks of a text: its parts without sentences, cut so that none holds another, and what lies between them.
 * @param {string} text @param {import("./model.js").Part[]} parts
 * @returns {{start: number, end: number, part: import("./model.js").Part | null}[]} without white space at the ends
 */
export function blocksOf(text, parts) {
  const blocks = parts.filter((part) => part.kind !== "Sentence");
  const pieces = cutAt(0, text.length, blocks);
  return pieces.flatMap(({ start, end, over }) => {
    const piece = text.slice(start, end);
    const lead = piece.length - piece.trimStart().length;
    const size = piece.trim().length;
    return size ? [{ start: start + lead, end: start + lead + size, part: over.length ? blocks[over[0]] : null }] : [];
  });
}
