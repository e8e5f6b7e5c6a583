/** The answer on a map: every IRI of it whose place is known, states at their capitals. */

import { select } from "./asking.js";
import { el, svg, visible } from "./dom.js";
import { joinArcs, outlinePath, project, ringPath } from "./geo.js";
import { Room } from "./naming.js";
import { address, fetchLabels, irisOf, words } from "./terms.js";

const CENTER = 10;
const MOST = 600;
const NAMED = 40;
let world = null;

export async function drawMap(answer) {
  const counts = new Map();
  for (const term of answer.rows.flat()) if (term?.type === "uri") counts.set(term.value, (counts.get(term.value) ?? 0) + 1);
  const places = await locate(irisOf(answer.rows).slice(0, MOST));
  if (!places.length) return [el("p", { class: "note" }, "Nothing in this answer has a place. Ask for states, places or bodies.")];
  await fetchLabels(places.map((place) => place.iri));
  world ??= await (await fetch("editor/world.json")).json();
  const lines = world.arcs.map((arc) => arc.map(([x, y]) => [x / 10, y / 10]));
  const land = world.rings.map((ring) => ringPath(joinArcs(ring, lines), CENTER)).join("");
  const box = frame(places.map((place) => project(place.at, CENTER)));
  const unit = box[2] / Math.max(340, document.getElementById("view").clientWidth);
  const named = places.length <= NAMED;
  const room = named ? new Room(box, places.map((place) => project(place.at, CENTER)), unit) : null;
  const marks = places.sort((a, b) => counts.get(b.iri) - counts.get(a.iri)).map((place) => drawPlace(place, counts.get(place.iri), unit, room));
  const picture = svg("svg", { viewBox: box.join(" "), role: "group", "aria-label": "Answer on a map" }, svg("path", { class: "sea", d: outlinePath() }), svg("path", { class: "land", d: land }), ...marks);
  const note = `${places.length} places; a larger mark stands in more rows. Boundaries are Natural Earth’s and no position of this page or of its authors.`;
  return [el("div", { class: "picture" }, picture), el("p", { class: "note" }, note)];
}

async function locate(iris) {
  const values = iris.filter((iri) => /^[^<>"{}|^\x60\\\s]+$/.test(iri)).map((iri) => `<${iri}>`).join(" ");
  if (!values) return [];
  const rows = await select(`SELECT ?n ?x ?y WHERE { VALUES ?n { ${values} } { ?n dco:longitude ?x ; dco:latitude ?y } UNION { ?n dco:capital ?c . ?c dco:longitude ?x ; dco:latitude ?y } }`);
  return rows.map((row) => ({ iri: row.n.value, at: [Number(row.x.value), Number(row.y.value)] }));
}

/** The part of the map that holds the points, with room around them for their names. */
function frame(points) {
  const [xs, ys] = [points.map((point) => point[0]), points.map((point) => point[1])];
  const [left, right] = [Math.min(...xs), Math.max(...xs)];
  const [top, bottom] = [Math.min(...ys), Math.max(...ys)];
  const width = Math.min(1000, Math.max(220, (right - left) * 1.5, (bottom - top) * 2.6));
  const height = Math.min(524, width * 0.524);
  const start = (middle, size, edge) => Math.max(-edge, Math.min(edge - size, middle - size / 2));
  return [start((left + right) / 2, width, 500), start((top + bottom) / 2, height, 262), width, height];
}

function drawPlace({ iri, at }, count, unit, room) {
  const [x, y] = project(at, CENTER);
  const name = visible(words({ type: "uri", value: iri }));
  const title = svg("title", {});
  title.textContent = `${name}: ${count}`;
  const children = [title, svg("circle", { cx: x, cy: y, r: unit * (4 + Math.min(10, Math.sqrt(count))), "stroke-width": unit })];
  const spot = room?.spot(x, y, name);
  if (spot) {
    const text = svg("text", { x: spot.x, y: y + 4 * unit, "font-size": 12 * unit, "text-anchor": spot.anchor });
    text.textContent = spot.text;
    children.push(text);
  }
  return svg("a", { class: "place", href: address(iri) ?? "#", "aria-label": `${name}: ${count}` }, ...children);
}
