/** The answer as a graph: nodes are its IRIs, edges its triples, or neighbours in a row. */

import { el, svg, visible } from "./dom.js";
import { Room } from "./naming.js";
import { address, fetchLabels, kindOf, short, words } from "./terms.js";

const MOST = 150;
const STEPS = 260;
const FARTHEST = 150; // pixels between neighbours, where there is room for more
const SMALL = 10; // pixels of the letters on edges
const NAME = 110; // pixels that a name takes beside its node

export async function drawGraph(answer) {
  const { nodes, edges, more } = collect(answer);
  if (!edges.length) return [el("p", { class: "note" }, "No row joins two nodes. Ask for two columns of IRIs, or CONSTRUCT triples.")];
  await fetchLabels(nodes.map((node) => node.iri));
  const width = Math.max(340, document.getElementById("view").clientWidth);
  const height = Math.max(420, Math.min(620, width * 0.62));
  arrange(nodes, edges, width, height);
  const room = new Room([0, 0, width, height], nodes.map((node) => [node.x, node.y]), 1);
  const marks = [...nodes].sort((a, b) => b.degree - a.degree).map((node) => drawNode(node, room));
  const alike = new Set(edges.map((edge) => edge.label)).size === 1;
  const lines = edges.map((edge) => drawEdge(edge, alike ? null : room));
  const picture = svg("svg", { viewBox: `0 0 ${width} ${height}`, role: "group", "aria-label": "Answer as a graph" }, ...lines, ...marks);
  const note = `${nodes.length} nodes, ${edges.length} edges${more ? `; the first ${MOST} nodes are shown` : ""}. ${alike ? ` Every edge: ${edges[0].label}.` : ""} A node leads to its page.`;
  return [el("div", { class: "picture" }, picture), el("p", { class: "note" }, note)];
}

function collect(answer) {
  const byIri = new Map();
  const seen = new Set();
  const edges = [];
  let more = false;
  const node = (iri) => {
    if (!byIri.has(iri) && byIri.size < MOST) byIri.set(iri, { iri, degree: 0 });
    more ||= !byIri.has(iri);
    return byIri.get(iri);
  };
  const join = (from, to, label) => {
    const key = `${from} ${label} ${to}`;
    if (from === to || seen.has(key)) return;
    seen.add(key);
    const [a, b] = [node(from), node(to)];
    if (!a || !b) return;
    a.degree += 1;
    b.degree += 1;
    edges.push({ a, b, label });
  };
  for (const row of answer.rows) {
    if (answer.triples) {
      if (row[0].type === "uri" && row[2].type === "uri") join(row[0].value, row[2].value, short(row[1].value));
      continue;
    }
    const cells = row.map((term, at) => [term, answer.names[at]]).filter(([term]) => term?.type === "uri");
    cells.slice(1).forEach(([term, name], at) => join(cells[at][0].value, term.value, name));
  }
  return { nodes: [...byIri.values()], edges, more };
}

/** Lay each connected part out in a box of its own, so that none pushes another to the rim. */
function arrange(nodes, edges, width, height) {
  const parts = findParts(nodes, edges).sort((a, b) => b.nodes.length - a.nodes.length);
  for (const [part, box] of divide(parts, { left: 0, top: 0, width, height })) settle(part.nodes, part.edges, box);
}

function findParts(nodes, edges) {
  const chief = new Map(nodes.map((node) => [node, node]));
  const find = (node) => {
    while (chief.get(node) !== node) node = chief.get(node);
    return node;
  };
  for (const { a, b } of edges) chief.set(find(a), find(b));
  const parts = new Map();
  const part = (node) => {
    if (!parts.has(find(node))) parts.set(find(node), { nodes: [], edges: [] });
    return parts.get(find(node));
  };
  for (const node of nodes) part(node).nodes.push(node);
  for (const edge of edges) part(edge.a).edges.push(edge);
  return [...parts.values()];
}

/** Divide a box among parts by their number of nodes: in halves, across its longer side, until each has its own. */
function divide(parts, box) {
  if (parts.length < 2) return parts.map((part) => [part, box]);
  const weigh = (some) => some.reduce((sum, part) => sum + part.nodes.length + 1, 0);
  let cut = 1;
  while (cut < parts.length - 1 && weigh(parts.slice(0, cut)) < weigh(parts) / 2) cut += 1;
  const share = weigh(parts.slice(0, cut)) / weigh(parts);
  const wide = box.width > box.height * 1.4; // names are wider than high
  const first = wide ? { ...box, width: box.width * share } : { ...box, height: box.height * share };
  const rest = wide
    ? { ...box, left: box.left + first.width, width: box.width - first.width }
    : { ...box, top: box.top + first.height, height: box.height - first.height };
  return [...divide(parts.slice(0, cut), first), ...divide(parts.slice(cut), rest)];
}

/** Lay nodes out by forces from a fixed start, so that the same answer always looks the same (Fruchterman and Reingold 1991). */
function settle(nodes, edges, { left, top, width, height }) {
  const apart = Math.min(FARTHEST, 0.72 * Math.sqrt((width * height) / nodes.length));
  const [x, y] = [left + Math.max(width - NAME, 40) / 2, top + height / 2];
  nodes.forEach((node, at) => {
    const turn = at * 2.39996;
    node.x = x + 22 * Math.sqrt(at) * Math.cos(turn);
    node.y = y + 14 * Math.sqrt(at) * Math.sin(turn);
  });
  for (let step = 0; step < STEPS; step += 1) {
    const heat = 40 * (1 - step / STEPS) + 0.5;
    for (const node of nodes) { node.fx = (x - node.x) * 0.02 * apart / 40; node.fy = (y - node.y) * 0.035 * apart / 40; }
    for (let i = 0; i < nodes.length; i += 1) for (let j = i + 1; j < nodes.length; j += 1) push(nodes[i], nodes[j], (d) => -(apart * apart) / d);
    for (const { a, b } of edges) push(a, b, (d) => (d * d) / apart);
    for (const node of nodes) {
      const force = Math.hypot(node.fx, node.fy) || 1;
      const by = Math.min(force, heat) / force;
      node.x = Math.max(left + 20, Math.min(left + width - NAME, node.x + node.fx * by));
      node.y = Math.max(top + 16, Math.min(top + height - 16, node.y + node.fy * by));
    }
  }
}

function push(a, b, strength) {
  const [dx, dy] = [b.x - a.x || 0.1, b.y - a.y || 0.1];
  const d = Math.max(1, Math.hypot(dx, dy));
  const f = strength(d) / d;
  a.fx += dx * f; a.fy += dy * f;
  b.fx -= dx * f; b.fy -= dy * f;
}

/** An edge with its name, where there is room for one beside the names of nodes. */
function drawEdge({ a, b, label }, room) {
  const [x, y] = [(a.x + b.x) / 2, (a.y + b.y) / 2];
  const title = svg("title", {});
  title.textContent = label;
  const children = [title, svg("line", { x1: a.x, y1: a.y, x2: b.x, y2: b.y })];
  if (room?.takesBetween(x, y, label, SMALL)) {
    const text = svg("text", { x, y: y + 3, "font-size": SMALL });
    text.textContent = label;
    children.push(text);
  }
  return svg("g", { class: "edge" }, ...children);
}

function drawNode(node, room) {
  const name = visible(words({ type: "uri", value: node.iri }));
  const title = svg("title", {});
  title.textContent = visible(`${name} · ${node.iri}`);
  const children = [title, svg("circle", { cx: node.x, cy: node.y, r: 5 + Math.min(7, Math.sqrt(node.degree)) })];
  const spot = room.spot(node.x, node.y, name);
  if (spot) {
    const text = svg("text", { x: spot.x, y: node.y + 4, "font-size": 12, "text-anchor": spot.anchor });
    text.textContent = spot.text;
    children.push(text);
  }
  return svg("a", { class: `node ${kindOf(node.iri)}`, href: address(node.iri) ?? "#", "aria-label": name }, ...children);
}
