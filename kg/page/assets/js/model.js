/**
 * The page's data as objects. In: the packed columns that `kg/page/encoding.py` writes. Out: nodes, edges,
 * findings and statements that refer to one another by index.
 *
 * @typedef {{index: number, id: string, label: string, kind: string, group: string, aliases: string[], short: string,
 *   at: [number, number] | null, among: [number, number] | null, x: number, y: number, degree: number, edges: number[], findings: number[]}} Node
 * @typedef {{index: number, source: number, target: number, relation: string, finding: number, label: string}} Edge
 * @typedef {{start: number, end: number, kind: string, number: string, heading: string}} Part
 * @typedef {{start: number, end: number, node: number, label: string, kind: string}} Mention an entity that is no node has -1
 * @typedef {{index: number, id: string, title: string, date: string, text: string, publisher: string, source: string,
 *   parts: Part[], mentions: Mention[]}} Statement
 * @typedef {{index: number, id: string, kind: string, type: string, label: string, relation: string, strength: number,
 *   factuality: string, jointness: string, firmness: string, begin: string, until: string, when: string, words: string,
 *   rule: string, stance: string, intensifiers: string[], hedges: string[], statement: number, start: number, end: number,
 *   status: string, act: number, time: string, concept: number, datatype: number, quality: number, classes: number[], ends: number[],
 *   trigger: [number, number] | null, roles: Record<string, number[]>, date: string}} Finding
 * @typedef {{world: {arcs: number[][], shapes: {rings: number[][], node: number}[]} | null, title: string, focus: number, opening: number, spread: number,
 *   home: {x: number[], y: number[], spread: number}, kinds: Record<string, {label: string, shape: string, size: number}>,
 *   relations: Record<string, {label: string, note: string, dash: number[], directed: boolean}>, findingKinds: Record<string, string>,
 *   roles: Record<string, string>, order: {kinds: string[], relations: string[], roles: string[]},
 *   nodes: Node[], edges: Edge[], findings: Finding[], statements: Statement[], byId: Map<string, number>,
 *   findingById: Map<string, number>, terms: string[]}} Model
 */

/**
 * @param {string} packed gzip in base64
 * @returns {Promise<any>}
 */
async function unpack(packed) {
  const bytes = Uint8Array.from(atob(packed.trim()), (character) => character.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return JSON.parse(await new Response(stream).text());
}

/**
 * Turn a table of columns into a list of rows that know their index.
 * @param {Record<string, any[]>} columns
 * @returns {any[]}
 */
function rows(columns) {
  const names = Object.keys(columns);
  return columns[names[0]].map((_, index) => {
    /** @type {Record<string, any>} */
    const row = { index };
    for (const name of names) row[name] = columns[name][index];
    return row;
  });
}

/**
 * @param {string} packed
 * @returns {Promise<Model>}
 */
export async function readModel(packed) {
  const raw = await unpack(packed);
  /** @type {Model} */
  const model = { ...raw };
  model.statements = rows(raw.statements);
  model.findings = rows(raw.findings);
  model.edges = rows(raw.edges);
  model.nodes = rows(raw.nodes);
  for (const statement of model.statements) {
    /** @type {any[]} */
    const parts = statement.parts;
    statement.parts = parts.map(([start, end, kind, number, heading]) => ({ start, end, kind, number, heading }));
    /** @type {any[]} */
    const mentions = statement.mentions;
    statement.mentions = mentions.map(([start, end, node, label, kind]) => (node < 0 ? { start, end, node, label, kind }
      : { start, end, node, label: model.nodes[node].label, kind: model.nodes[node].kind }));
  }
  model.home = { x: raw.nodes.x, y: raw.nodes.y, spread: raw.spread };
  for (const node of model.nodes) Object.assign(node, { degree: 0, edges: [], findings: [], among: null });
  for (const [node, x, y] of raw.states) model.nodes[node].among = [x, y];
  for (const finding of model.findings) readFinding(model, finding);
  for (const edge of model.edges) {
    for (const end of [model.nodes[edge.source], model.nodes[edge.target]]) {
      end.edges.push(edge.index);
      end.degree += 1;
    }
  }
  model.byId = new Map(model.nodes.map((node) => [node.id, node.index]));
  model.findingById = new Map(model.findings.map((finding) => [finding.id, finding.index]));
  for (const finding of model.findings) {
    const own = model.nodes[model.byId.get(finding.id) ?? -1];
    if (own && !own.findings.includes(finding.index)) own.findings.push(finding.index);
  }
  return model;
}

/** @param {Model} model @param {any} finding */
function readFinding(model, finding) {
  const [start, end, from, to] = finding.span;
  finding.start = start;
  finding.end = end;
  finding.trigger = from === undefined ? null : [from, to];
  finding.date = model.statements[finding.statement].date;
  for (const ids of Object.values(finding.roles)) {
    for (const id of ids) attach(model.nodes[id], finding.index);
  }
}

/** @param {Node} node @param {number} finding findings come in order, each with all of its roles */
function attach(node, finding) {
  if (node.findings[node.findings.length - 1] !== finding) node.findings.push(finding);
}

/**
 * The sentence that a finding rests on, exactly as the statement has it.
 * @param {Model} model @param {Finding} finding
 */
export function quoteOf(model, finding) {
  return model.statements[finding.statement].text.slice(finding.start, finding.end);
}

/** @param {Model} model @param {Finding} finding @returns {[number, number]} its offsets in code points, as in the graph */
export function pointsOf(model, { statement, start, end }) {
  const { text } = model.statements[statement];
  const count = (/** @type {number} */ from, /** @type {number} */ to) => [...text.slice(from, to)].length;
  const before = count(0, start);
  return [before, before + count(start, end)];
}

/**
 * Who acts in a finding: the states bound by it, else its speakers or participants.
 * @param {Finding} finding
 * @returns {number[]}
 */
export function actorsOf(finding) {
  for (const role of ["onBehalfOf", "debtor", "subject", "speaker", "participant", "sender", "inviter"]) {
    if (finding.roles[role]) return finding.roles[role];
  }
  return [];
}

/**
 * What a finding is about: whom it is aimed at first, then its topics.
 * @param {Finding} finding
 * @returns {number[]}
 */
export function aboutOf(finding) {
  const roles = ["target", "addressee", "creditor", "object", "topic", "underFramework", "cooperationArea", "host", "place"];
  return [...new Set(roles.flatMap((role) => finding.roles[role] ?? []))];
}

/** How firmly a commitment is meant, the firmest first; each step has a sign of its own. */
export const FIRMNESS = ["firm", "intended", "hedged", "hoped"];

/**
 * The strength of the words: a finding's own, else that of the act that made it.
 * @param {Model} model @param {Finding} finding
 */
export function strengthOf(model, finding) {
  return finding.strength || (finding.act >= 0 ? model.findings[finding.act].strength : 0);
}

/**
 * Where the words stand that gave rise to a finding, within its sentence; the whole sentence where they are unknown.
 * @param {Finding} finding
 * @returns {[number, number]}
 */
export function placeOf({ trigger, start, end }) {
  return trigger && trigger[0] < trigger[1] && start <= trigger[0] && trigger[1] <= end ? trigger : [start, end];
}
