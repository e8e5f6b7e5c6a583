/** The outlines of the kinds of node, as SVG path data about the origin: one source for canvas, legend and export. */

/** @param {number} count @param {number} radius @param {number} turn @param {number} [inner] radius of a star's notches */
function polygon(count, radius, turn, inner) {
  const steps = inner ? count * 2 : count;
  const points = Array.from({ length: steps }, (_, step) => {
    const angle = turn + (step * 2 * Math.PI) / steps;
    const reach = inner && step % 2 ? inner : radius;
    return `${(Math.cos(angle) * reach).toFixed(2)} ${(Math.sin(angle) * reach).toFixed(2)}`;
  });
  return `M${points.join("L")}Z`;
}

/** @param {number} r */
function disc(r) {
  return `M${-r} 0a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0Z`;
}

/** @type {Record<string, (r: number) => string>} */
const OUTLINES = {
  circle: disc,
  ring: disc,
  dot: disc,
  square: (r) => `M${-r} ${-r}h${2 * r}v${2 * r}h${-2 * r}Z`,
  bar: (r) => `M${-r * 1.3} ${-r * 0.65}h${r * 2.6}v${r * 1.3}h${-r * 2.6}Z`,
  diamond: (r) => polygon(4, r * 1.2, 0),
  triangle: (r) => polygon(3, r * 1.25, -Math.PI / 2),
  hexagon: (r) => polygon(6, r * 1.1, Math.PI / 6),
  star: (r) => polygon(5, r * 1.25, -Math.PI / 2, r * 0.58),
  cross: (r) => {
    const a = r * 0.42;
    const b = r * 1.1 - a;
    return `M${-a} ${-a - b}h${2 * a}v${b}h${b}v${2 * a}h${-b}v${b}h${-2 * a}v${-b}h${-b}v${-2 * a}h${b}Z`;
  },
  drop: (r) => `M0 ${r * 1.3}C${-r * 0.35} ${r * 0.75} ${-r} ${r * 0.25} ${-r} ${-r * 0.25}a${r} ${r} 0 1 1 ${2 * r} 0C${r} ${r * 0.25} ${r * 0.35} ${r * 0.75} 0 ${r * 1.3}Z`,
};

/** @param {string} shape @param {number} radius */
export function outline(shape, radius) {
  return (OUTLINES[shape] ?? disc)(radius);
}

/** @param {string} shape whether the outline is drawn hollow */
export function isHollow(shape) {
  return shape === "ring" || shape === "bar";
}
