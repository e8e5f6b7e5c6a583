/**
 * Geometry of the map, without elements: the projection, great circles, and lines cut where they leave the map's edge. The
 * projection is Natural Earth's (Šavrič, Jenny, Patterson, Petrovič and Hurni 2011), turned so that a given longitude lies
 * in the middle. On the plane a radian of longitude at the equator is some 158 units, y points down.
 *
 * @typedef {[number, number]} Point longitude and latitude in degrees, or a place on the plane
 */

const RADIANS = Math.PI / 180;
const STEPS = 48;

/** @param {number} degrees @returns {number} between -180 and 180 */
export function wrapped(degrees) {
  return ((((degrees + 180) % 360) + 360) % 360) - 180;
}

/** @param {Point} at @param {number} center @returns {Point} on the plane; x keeps growing past the edge */
export function project([longitude, latitude], center) {
  return plane(wrapped(longitude - center), latitude);
}

/** @param {number} longitude from the middle @param {number} latitude @returns {Point} */
function plane(longitude, latitude) {
  const [lambda, phi] = [longitude * RADIANS, latitude * RADIANS];
  const [p2, p4] = [phi ** 2, phi ** 4];
  const x = lambda * (0.8707 - 0.131979 * p2 + p4 * (-0.013791 + p4 * (0.003971 * p2 - 0.001529 * p4)));
  const y = phi * (1.007226 + p2 * (0.015085 + p4 * (-0.044475 + 0.028874 * p2 - 0.005916 * p4)));
  return [Math.round(x * 1820) / 10, Math.round(y * -1820) / 10];
}

/** @param {Point[]} points @param {number} center @returns {Point[]} longitudes from the middle, without a jump */
function unrolled(points, center) {
  let last = wrapped(points[0][0] - center);
  return points.map(([longitude, latitude]) => {
    last += wrapped(longitude - center - last);
    return [last, latitude];
  });
}

/** @param {Point[]} points @param {number} center @returns {string[]} the line, and again where it leaves the map's edge */
function copies(points, center) {
  const line = unrolled(points, center);
  const all = line.map(([longitude]) => longitude);
  const shifts = [0, ...(Math.max(...all) > 180 ? [-360] : []), ...(Math.min(...all) < -180 ? [360] : [])];
  return shifts.map((shift) => `M${line.map(([longitude, latitude]) => plane(longitude + shift, latitude).join(" ")).join("L")}`);
}

/** @param {Point[]} ring @param {number} center */
export function ringPath(ring, center) {
  return `${copies(ring, center).join("Z")}Z`;
}

/** @param {Point[]} line @param {number} center a line that leaves the map on one side comes back on the other */
export function linePath(line, center) {
  let before = NaN;
  return line.map(([longitude, latitude]) => {
    const at = wrapped(longitude - center);
    const word = Math.abs(at - before) < 180 ? "L" : "M";
    before = at;
    return word + plane(at, latitude).join(" ");
  }).join("");
}

/** @returns {string} the edge of the map */
export function outlinePath() {
  const side = Array.from({ length: 61 }, (_, step) => 90 - step * 3);
  return `M${[...side.map((latitude) => plane(180, latitude)), ...side.reverse().map((latitude) => plane(-180, latitude))].map((point) => point.join(" ")).join("L")}Z`;
}

/** @param {Point} a @param {Point} b @returns {Point[]} points of the great circle between the two */
export function greatCircle(a, b) {
  const [from, to] = [vector(a), vector(b)];
  const angle = Math.acos(Math.min(1, Math.max(-1, from.reduce((sum, value, at) => sum + value * to[at], 0))));
  if (angle < 1e-6) return [a, b];
  return Array.from({ length: STEPS + 1 }, (_, step) => {
    const [u, v] = [Math.sin((1 - step / STEPS) * angle), Math.sin((step / STEPS) * angle)].map((value) => value / Math.sin(angle));
    const [x, y, z] = from.map((value, at) => value * u + to[at] * v);
    return [Math.atan2(y, x) / RADIANS, Math.atan2(z, Math.hypot(x, y)) / RADIANS];
  });
}

/** @param {Point} at */
function vector([longitude, latitude]) {
  const [lambda, phi] = [longitude * RADIANS, latitude * RADIANS];
  return [Math.cos(phi) * Math.cos(lambda), Math.cos(phi) * Math.sin(lambda), Math.sin(phi)];
}

/** @param {number[]} packed tenths of degrees, each pair less the one before @returns {Point[]} */
export function unpackArc(packed) {
  let [x, y] = [0, 0];
  return Array.from({ length: packed.length / 2 }, (_, at) => {
    x += packed[at * 2];
    y += packed[at * 2 + 1];
    return [x / 10, y / 10];
  });
}

/** @param {number[]} ring numbers of arcs, as in TopoJSON: ~n is arc n backwards @param {Point[][]} lines @returns {Point[]} */
export function joinArcs(ring, lines) {
  return ring.flatMap((number, at) => {
    const line = number < 0 ? [...lines[~number]].reverse() : lines[number];
    return at ? line.slice(1) : line;
  });
}
